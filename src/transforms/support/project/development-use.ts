import type { BuildContext } from '../../../context/build-context.ts';
import {
  lineComments,
  loadsUnnamed,
  moduleEndings,
  namedModule,
  nodeLoads,
  nodePlain,
  nodePrograms,
  nodeSettings,
  packagesByPath,
  quotedName,
  settingsFile,
  templateEngines,
} from '../../../knowledge/node/node.ts';
import type { OmitLike } from '../../../knowledge/package-managers/entry.ts';
import { bystanders, fileWork } from '../../../knowledge/programs/file-work.ts';
import { talkers } from '../../../knowledge/programs/scripts.ts';
import { composeFile, startsOther } from '../../../knowledge/projects/compose.ts';
import { broughtTo } from '../../../model/brought-files.ts';
import type { Dockerfile, Stage } from '../../../model/dockerfile.ts';
import type { Json } from '../../../model/formats/json.ts';
import { asObject } from '../../../model/formats/json.ts';
import type { Development } from '../../../model/lockfiles/agreement.ts';
import { rangesOf } from '../../../model/lockfiles/agreement.ts';
import { concernsSystem, type PackageCall, readPackageCall } from '../../../model/package-calls.ts';
import { absolutePath } from '../../../model/paths.ts';
import { baseName, type Invocation, invocationOf, toolOf } from '../../../shell/invocation.ts';
import { parseShell } from '../../../shell/parse.ts';
import type { Command, Script, Word } from '../../../shell/script.ts';
import { scriptCalled, toldCommands } from '../find/told-commands.ts';
import { whyFilesNeed } from './named-in-files.ts';
import { leavesProject, type ProjectFiles } from './project-install.ts';

/** A project in an image, and what only its development needs. */
export type Project = {
  readonly file: Dockerfile;
  readonly context: BuildContext;
  readonly stage: Stage;
  readonly folder: string;
  readonly manifest: Json;
  readonly like: OmitLike;
  readonly development: Development;
  /** Scripts of the manifest and files that were looked into. */
  readonly seen: { readonly scripts: Set<string>; readonly files: Set<string> };
};

/** More files than this are not read. */
const MOST_FILES = 200;

/** Why commands may need what only development needs: they do, or what they need is not known. */
export function whyCommandsNeed(
  project: Project,
  commands: readonly Command[],
  folder: string | undefined,
): string | undefined {
  let at = folder;
  for (const command of commands) {
    const why = whyCommandNeeds(project, command, at);
    if (why !== undefined) return why;
    if (command.name === 'cd') at = undefined;
  }
  return undefined;
}

export const whyScriptNeeds = (project: Project, script: Script, folder: string | undefined): string | undefined =>
  script.opaque === undefined
    ? whyCommandsNeed(project, script.commands, folder)
    : `what a later command does is not known: ${script.opaque}`;

function whyCommandNeeds(project: Project, command: Command, folder: string | undefined): string | undefined {
  const invocation = invocationOf(command);
  if (invocation === undefined) return undefined;
  const { tool, args } = invocation;
  const name = baseName(tool.value);
  if (project.development.programs.has(name)) return `${name} is a program of a package that only development needs`;
  if (isHarmless(name)) return undefined;
  const call = readPackageCall(command);
  if (call !== undefined && (concernsSystem(call) || leavesProject(call))) return undefined;
  if (folder !== project.folder) return `what ${tool.value} needs in another folder is not known`;
  if (call !== undefined && project.like.verbs.every((verb) => verb !== call.verb.value))
    return whyTaskNeeds(project, call);
  if (nodePrograms.includes(name)) return whyProgramNeeds(project, invocation);
  const started = project.like.tasks.executors.includes(name)
    ? args.find(({ value }) => !value.startsWith('-'))
    : undefined;
  if (started !== undefined && project.development.programs.has(started.value))
    return `${started.value} is a program of a package that only development needs`;
  return `what ${(call?.verb ?? started ?? tool).value} needs is not known`;
}

const isHarmless = (name: string): boolean =>
  name === '' || name === 'cd' || fileWork.has(name) || talkers.includes(name) || bystanders.has(name);

function whyTaskNeeds(project: Project, { manager, verb, operands, tool }: PackageCall): string | undefined {
  const { run, direct, exec } = project.like.tasks;
  const owns = manager.project?.omitDev?.like === project.like;
  const operand = operands[0]?.value;
  if (owns && direct.includes(verb.value)) return whyNamedScriptNeeds(project, verb.value);
  if (owns && run.includes(verb.value) && operand !== undefined) return whyNamedScriptNeeds(project, operand);
  if (owns && exec.includes(verb.value) && project.development.programs.has(operand ?? ''))
    return `${operand} is a program of a package that only development needs`;
  return `what ${tool.value} ${verb.value} needs is not known`;
}

/** A script of the manifest, with those that run before and after it. */
export function whyNamedScriptNeeds(project: Project, name: string): string | undefined {
  const scripts = rangesOf(project.manifest['scripts']);
  if (!Object.hasOwn(scripts, name)) return `package.json has no script ${name}`;
  for (const own of [`pre${name}`, name, `post${name}`]) {
    const text = Object.hasOwn(scripts, own) ? scripts[own] : undefined;
    if (text === undefined || project.seen.scripts.has(own)) continue;
    project.seen.scripts.add(own);
    const why = whyScriptNeeds(project, parseShell(text), project.folder);
    if (why !== undefined) return `its script ${own}: ${why}`;
  }
  return undefined;
}

/** `node --enable-source-maps -r ./first server.js` loads two files. */
function whyProgramNeeds(project: Project, { args }: Invocation): string | undefined {
  for (let at = 0; at < args.length; at++) {
    const { value, literal } = args[at] as Word;
    if (!literal) return 'which program it starts is known only at run time';
    if (/^(?:-v|--version)$/.test(value)) return undefined;
    if (!value.startsWith('-')) return whyModuleNeeds(project, absolutePath(value, project.folder));
    const [name = '', own] = value.split('=');
    if (nodeLoads.includes(name)) {
      const loaded = own ?? args[++at]?.value ?? '';
      const why = whyLoadedNeeds(project, loaded, project.folder);
      if (why !== undefined) return why;
    } else if (!nodePlain.test(value)) return `what node ${value} needs is not known`;
  }
  return 'which program it starts is not said';
}

function whyLoadedNeeds(project: Project, name: string, folder: string): string | undefined {
  if (/^\.{0,2}\//.test(name) || /^\.{1,2}$/.test(name)) return whyModuleNeeds(project, absolutePath(name, folder));
  const ofPackage = /^(?:@[^/]+\/)?[^/]+/.exec(name)?.[0] ?? name;
  return project.development.names.has(ofPackage) ? `it loads ${ofPackage}, which only development needs` : undefined;
}

/** A file of the program, and all those that it names. */
function whyModuleNeeds(project: Project, path: string): string | undefined {
  const found = moduleAt(project, path);
  if (found === undefined) return `${path} can not be read in the build context`;
  const { seen } = project;
  if (seen.files.has(found.path)) return undefined;
  seen.files.add(found.path);
  if (seen.files.size > MOST_FILES) return 'it has more files than are read here';
  if (found.path.endsWith('.json')) return whyNamed(project, found);
  const text = found.text.replace(lineComments, '');
  const unnamed = loadsUnnamed.find((entry) => entry.text.test(text));
  if (unnamed !== undefined) return `${found.path} loads ${unnamed.what}`;
  const named = whyNamed(project, { path: found.path, text });
  if (named !== undefined) return named;
  const folder = found.path.slice(0, found.path.lastIndexOf('/')) || '/';
  for (const [, , module = ''] of text.matchAll(namedModule)) {
    const why = whyLoadedNeeds(project, module, folder);
    if (why !== undefined) return why;
  }
  return undefined;
}

/** A source, or data that it loads; a manifest names whatever there is. */
function whyNamed({ development }: Project, { path, text }: Module): string | undefined {
  const name = MANIFEST.test(path) ? undefined : firstNamed(text, development);
  return name && `${path} names ${name}, which only development needs`;
}

const MANIFEST = /\/package(?:-lock)?\.json$/;

const firstNamed = (text: string, { names }: Development): string | undefined =>
  [
    ...[...text.matchAll(quotedName)].map(([, , quoted]) => quoted as string),
    ...packagesByPath(text),
    ...templateEngines(text),
  ].find((name) => names.has(name));

type Module = { readonly path: string; readonly text: string };

function moduleAt(project: Project, path: string): Module | undefined {
  const { file, context, stage, manifest } = project;
  const main = path === project.folder ? absolutePath(String(manifest['main'] ?? 'index.js'), path) : path;
  for (const ending of moduleEndings) {
    const brought = broughtTo(file, context, stage, undefined, main + ending);
    if (brought?.from === 'elsewhere') return undefined;
    if (brought === undefined) continue;
    const text = /\.(?:[cm]?js|json)$/.test(main + ending) ? context.readText(brought.path) : undefined;
    return text === undefined ? undefined : { path: main + ending, text };
  }
  return undefined;
}

/** Where the project's own scripts run when it is installed. */
export function whyLifecycleNeeds(project: Project): string | undefined {
  const scripts = asObject(project.manifest['scripts']) ?? {};
  for (const name of project.like.lifecycle.filter((own) => Object.hasOwn(scripts, own))) {
    const why = whyNamedScriptNeeds(project, name);
    if (why !== undefined) return why;
  }
  return undefined;
}

/** What others than the image itself run in its containers: migrations, tests, shells of people. */
export function whyToldNeeds(project: Project): string | undefined {
  const { context, development, like, manifest } = project;
  const scripts = rangesOf(manifest['scripts']);
  const named = {
    has: (name: string) => Object.hasOwn(scripts, name),
    isRun: (word: string) => like.tasks.run.includes(word),
  };
  for (const { file, words } of toldCommands(context)) {
    const program = words.find((word) => development.programs.has(baseName(word)));
    if (program !== undefined) return `${file} calls ${program} in a container, a program that only development needs`;
    for (const at of words.keys()) {
      const called = scriptCalled(words, at, named);
      if (called === undefined) continue;
      const why = whyNamedScriptNeeds(project, called.script);
      if (why !== undefined) return `${file} calls ${called.call} in a container: ${why}`;
    }
  }
  return undefined;
}

/** Settings with which containers, node or a package that stays may need what only development needs. */
export function whySettingsNeed(project: Project, { manifest }: ProjectFiles): string | undefined {
  const { file, context, development } = project;
  if (nodeSettings.test(file.source.text)) return 'variables may make node load more';
  const compose = (context.namesIn('') ?? []).find(
    (name) => composeFile.test(name) && startsOther.test(context.readText(name) ?? ''),
  );
  if (compose !== undefined) return `${compose} starts containers in a way of its own`;
  const folder = manifest.path.slice(0, Math.max(manifest.path.lastIndexOf('/'), 0));
  for (const name of context.namesIn(folder) ?? []) {
    const reader = settingsFile.exec(name)?.[1];
    if (reader === undefined || !(development.kept.has(reader) || development.kept.has(`@${reader}/core`))) continue;
    const text = context.readText(folder === '' ? name : `${folder}/${name}`);
    const named = text === undefined ? undefined : firstNamed(text, development);
    if (text === undefined || named !== undefined)
      return `${reader} reads ${name}, ${named ? `which names ${named}` : 'which can not be read'}`;
  }
  const needed = whyFilesNeed(project, development.names);
  return needed && `${needed}, which only development needs`;
}

/** The call is one that takes away what only development needs. */
export const prunes = (command: Command, { prunes: verbs }: OmitLike): boolean =>
  toolOf(command) !== '' && verbs.includes(readPackageCall(command)?.verb.value ?? '');
