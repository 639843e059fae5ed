import type { Service } from '../../../context/services.ts';
import {
  appRunners,
  buildTools,
  dotnetBuilds,
  harmlessPrograms,
  setsUpEnvironment,
  waitingPrograms,
} from '../../../knowledge/programs/container-programs.ts';
import { packageRunners } from '../../../knowledge/programs/package-runners.ts';
import {
  cachesInPackages,
  fileWriters,
  startsWorkerman,
  syncsFirst,
  writesInPackages,
  writingOptions,
} from '../../../knowledge/programs/program-writes.ts';
import { rootPrograms, runnerPrograms, userOptions } from '../../../knowledge/programs/root-programs.ts';
import { interpreters } from '../../../knowledge/programs/scripts.ts';
import { healthCommand, serviceCommand, startCommand } from '../../../model/container-commands.ts';
import { hasRole, installs, readPackageCall } from '../../../model/package-calls.ts';
import { absolutePath } from '../../../model/paths.ts';
import { variableValue } from '../../../model/state.ts';
import { startsGiven } from '../../../shell/given.ts';
import { functionNames, givenScript, handedOn, inlineScript, laterScripts } from '../../../shell/inner-scripts.ts';
import { baseName, type Invocation, invocationOf, toolOf, withoutVersion } from '../../../shell/invocation.ts';
import { startsItself } from '../../../shell/itself.ts';
import { parseShell } from '../../../shell/parse.ts';
import type { Command, Redirect, Script, Word } from '../../../shell/script.ts';
import { behindRunner, othersStarted } from '../programs/started-others.ts';
import { djangoFolders } from './django-folders.ts';
import { firstReason } from './first-reason.ts';
import { foldersIn } from './folders-in.ts';
import { lowPortIn } from './low-ports.ts';
import { whyMainFile } from './main-file.ts';
import { hasPackagesOfRoot } from './own-packages.ts';
import { packageScript, type ScriptCall, scriptCallOf } from './package-script.ts';
import { type Place, textAt } from './place.ts';
import { whyPidOfPlay } from './play-server.ts';
import { type ProgramFile, programFile } from './program-file.ts';
import { servicesOf } from './services.ts';
import { workingFolder } from './working-folder.ts';

/** Whether the user may write at a path of the image. */
export type MayWrite = (path: string) => boolean;

/**
 * Why what containers start, or how their health is told, may need root; undefined where all of it is known to do without.
 * Scripts of the build context are read, and what they start in turn.
 */
export function whyStartNeedsRoot(place: Place, mayWrite: MayWrite): string | undefined {
  const own = [startCommand(place.stage), healthCommand(place.stage)].flatMap((script) => script ?? []);
  const folder = workingFolder(place.stage);
  const around = { place, mayWrite, folder, script: undefined, depth: 0 };
  return (
    whyForPeople(startCommand(place.stage)) ??
    firstReason(own, (script) => whyScript(script, around)) ??
    firstReason(servicesOf(place.file, place.context), (service) => whyServiceStart(service, around))
  );
}

/** What only waits, or asks for commands, is there for people to do something in it. */
function whyForPeople(script: Script | undefined): string | undefined {
  const tools = (script?.commands ?? []).map((command) => ({ tool: toolOf(command), words: command.words.length }));
  if (tools.some(({ tool, words }) => words === 1 && interpreters.includes(tool)))
    return 'it starts a shell, in which people may need root';
  return tools.length > 0 && tools.every(({ tool }) => waitingPrograms.has(tool))
    ? 'it only waits, so that people may do something in it, which may need root'
    : undefined;
}

/** What a compose file has containers start instead. */
function whyServiceStart(service: Service, around: Around): string | undefined {
  const script = serviceCommand(around.place.stage, service);
  return script && whyScript(script, { ...around, script: service.file });
}

/** Where a command stands. */
type Around = {
  readonly place: Place;
  readonly mayWrite: MayWrite;
  /** The folder that the script begins in; undefined where only the run knows it. */
  readonly folder: string | undefined;
  /** The script that it is a part of; undefined for CMD, ENTRYPOINT and HEALTHCHECK. */
  readonly script: string | undefined;
  readonly depth: number;
};

type Inside = Around & { readonly text: Script };

/** Scripts that start scripts; a ring of them would never end. */
const DEEPEST = 5;

function whyScript(script: Script, around: Around): string | undefined {
  if (around.depth > DEEPEST) return 'its scripts start each other';
  if (script.opaque !== undefined) return `${around.script ?? 'what it starts'} can not be read: ${script.opaque}`;
  const port = around.place.settings.lowPorts || around.script === undefined ? undefined : lowPortIn(script.text);
  if (port !== undefined)
    return `port ${port} of ${around.script} is below 1024, where older engines let only root listen (--low-ports allows it)`;
  const folders = foldersIn(script, around.folder);
  const functions = functionNames(script);
  const later = firstReason(laterScripts(script), (inner) => whyScript(inner, deeper(around)));
  if (later !== undefined) return later;
  return firstReason(script.commands, (command) => {
    if (functions.has(command.name)) return undefined;
    const here = { ...around, folder: folders.get(command), text: script };
    return firstReason(command.redirects, (redirect) => whyRedirect(redirect, here)) ?? whyCommand(command, here);
  });
}

function whyRedirect({ operator, target }: Redirect, around: Around): string | undefined {
  return operator.includes('>') && target !== undefined && !/^(?:\d+|-)$/.test(target.value)
    ? whyWritten(target, around)
    : undefined;
}

function whyWritten({ text, value, literal }: Word, { folder, mayWrite, script }: Around): string | undefined {
  if (CONNECTION.test(text)) return undefined;
  const written = value.replace(/^of=/, '');
  if (!literal || (folder === undefined && !written.startsWith('/')))
    return `${script ?? 'it'} writes to ${text}, which is known only when it runs`;
  const path = absolutePath(written, folder ?? '/');
  return mayWrite(path) ? undefined : `${script ?? 'it'} writes to ${path}, which is root's`;
}

/** bash connects there, and writes no file (bash(1), redirection). */
const CONNECTION = /^["']?\/dev\/(?:tcp|udp)\//;

function whyCommand(command: Command, around: Inside): string | undefined {
  if (command.words.length === 0) return undefined;
  const invocation = invocationOf(command);
  const before = invocation?.wrapper ?? command.words;
  const privileged = firstReason(before, ({ value }) => whyRootProgram(baseName(value), around));
  if (privileged !== undefined || invocation === undefined) return privileged;
  const { tool } = invocation;
  if (!tool.literal)
    return startsGiven(around.text, tool) || startsItself(tool)
      ? undefined
      : `${nameOf(around)} starts ${tool.text}, which is known only when it runs`;
  return whyProgram(invocation, around);
}

const nameOf = ({ script }: Around): string => script ?? 'it';

/** What is asked of each program, in this order; the first to know it has the say. */
function whyProgram(invocation: Invocation, around: Around): string | undefined {
  const name = baseName(invocation.tool.value);
  const because = runnerPrograms.get(invocation.tool.value);
  if (because !== undefined) return `${name} ${because}`;
  if (interpreters.includes(name)) return whyInterpreted(invocation, around);
  const pid = whyPidOfPlay(invocation, around);
  if (pid !== undefined) return pid;
  const word = invocation.args[0]?.value ?? '';
  if (writesInPackages.get(name)?.test(word) && hasPackagesOfRoot(around.place))
    return `${name} ${word} writes into node_modules, which is root's`;
  const file = invocation.tool.value.includes('/') ? programFile(around.place, invocation.tool.value) : undefined;
  if (file !== undefined) return whyFile(file, invocation.tool, invocation.args, around);
  return whyRootProgram(name, around) ?? whyInstalls(invocation, around) ?? whyKnown(name, invocation, around);
}

function whyRootProgram(name: string, { script }: Around): string | undefined {
  const because = rootPrograms.get(name) ?? rootPrograms.get(withoutVersion(name));
  return because && `${name}${script === undefined ? '' : ` in ${script}`} ${because}`;
}

function whyInstalls({ command }: Invocation, around: Around): string | undefined {
  const call = readPackageCall(command);
  return call !== undefined && (installs(call) || hasRole(call, 'refresh'))
    ? `${nameOf(around)} installs packages when containers start`
    : undefined;
}

function whyKnown(name: string, invocation: Invocation, around: Around): string | undefined {
  const { args } = invocation;
  const first = args[0]?.value ?? '';
  if (buildTools.has(withoutVersion(name)) || (name === 'dotnet' && dotnetBuilds.test(first)))
    return `${name} builds or fetches its program when containers start`;
  if (cachesInPackages.has(name)) return `${name} keeps its cache in node_modules, which is root's`;
  const synced = name === 'uv' ? whySynced(args, around) : undefined;
  if (synced !== undefined) return synced;
  if (startsWorkerman.test([name, ...args.map(({ value }) => value)].join(' ')))
    return "a server that is told to start, as those of Workerman are, writes into vendor, which is root's";
  const option = args.find(({ value }) => userOptions.get(name)?.test(value));
  if (option !== undefined) return `${name} ${option.value} changes to another user by itself, which only root may`;
  const call = scriptCallOf(name, args);
  if (call !== undefined) return whyPackageScript(call, around);
  if (packageRunners.has(name)) return whyBehindRunner(invocation, around);
  if (fileWriters.has(name)) return firstReason(written(name, args), (word) => whyWritten(word, around));
  if (name === 'find' || name === 'xargs')
    return firstReason(args, ({ value }) => whyRootProgram(baseName(value), around));
  const path = writtenByOption(args).find((each) => !around.mayWrite(each));
  if (path !== undefined) return `${name} writes to ${path}, which is root's`;
  if (harmlessPrograms.has(name)) return undefined;
  if (appRunners.has(withoutVersion(name)))
    return (
      whyOthers(name, args, around) ??
      whyStartsThere(name, around) ??
      whyCollects(around.place, args) ??
      whyMainFile(around.place, name, args)
    );
  const own = programFile(around.place, invocation.tool.value);
  return own === undefined
    ? `whether ${name} works without root is not known`
    : whyFile(own, invocation.tool, args, around);
}

/** `uv run` brings the environment of a project up to date before it starts something. */
function whySynced(args: readonly Word[], { place, folder, mayWrite }: Around): string | undefined {
  const { end } = place.stage;
  const isSynced = syncsFirst(args.map(({ value }) => value)) && variableValue(end, 'UV_NO_SYNC') === undefined;
  const environment = absolutePath(variableValue(end, 'UV_PROJECT_ENVIRONMENT') ?? '.venv', folder ?? '/');
  return isSynced && !mayWrite(`${environment}/bin`)
    ? `uv run brings ${environment} up to date, which is root's: uv run --no-sync does without`
    : undefined;
}

/** `--pid /run/app.pid`, `--log-file=/var/log/app.log`. */
const writtenByOption = (args: readonly Word[]): string[] =>
  args.flatMap(({ value }, index) => {
    const [, option = '', own] = /^--?([\w-]+)(?:=(\/.*))?$/.exec(value) ?? [];
    const path = own ?? args[index + 1]?.value ?? '';
    return writingOptions.test(option) && path.startsWith('/') ? [path] : [];
  });

/** `chmod` has a mode before its files, `sed` writes only in place, and copies change their target alone. */
function written(name: string, args: readonly Word[]): readonly Word[] {
  const operands = args.filter(({ value }) => !value.startsWith('-'));
  if (name === 'sed')
    return args.some(({ value }) => /^(?:-[a-zA-Z]*i|--in-place)/.test(value)) ? operands.slice(1) : [];
  if (name === 'cp' || name === 'ln' || name === 'install') return operands.slice(-1);
  return name === 'chmod' ? operands.slice(1) : operands;
}

function whyInterpreted({ tool, args }: Invocation, around: Around): string | undefined {
  const text = inlineScript(args);
  if (text !== undefined)
    return text.literal
      ? whyScript(parseShell(text.value), deeper(around))
      : `${nameOf(around)} starts ${text.text}, which is known only when it runs`;
  const at = args.findIndex(({ value }) => !/^[-+]/.test(value));
  const path = args[at];
  if (path === undefined || setsUpEnvironment.test(path.value)) return undefined;
  const file = path.literal ? programFile(around.place, path.value) : undefined;
  return file?.kind === 'script'
    ? whyFile(file, path, args.slice(at + 1), around)
    : `${baseName(path.text)}, which ${baseName(tool.value)} reads, can not be read here`;
}

function whyFile(file: ProgramFile, path: Word, args: readonly Word[], around: Around): string | undefined {
  if (file.kind !== 'script') return file.kind === 'unread' ? file.why : undefined;
  const script = parseShell(file.text);
  const passed = handedOn(script, args);
  return (
    whyScript(script, { ...deeper(around), script: baseName(path.value) }) ??
    (passed && whyScript(passed, deeper(around)))
  );
}

const deeper = (around: Around): Around => ({ ...around, depth: around.depth + 1 });

/** `nodemon --exec`, and what pm2 starts by its settings, where that is known. */
function whyOthers(name: string, args: readonly Word[], around: Around): string | undefined {
  const { place, folder = '/' } = around;
  const others = othersStarted({ name, args, folder, textAt: (path) => textAt(place, path) });
  return typeof others === 'object'
    ? firstReason(others.commands, (one) =>
        whyScript(one.script, { ...deeper(around), folder: around.folder && one.folder }),
      )
    : undefined;
}

/** `npm start`: what package.json has for it, with what stands before and behind it. */
function whyPackageScript(call: ScriptCall, around: Around): string | undefined {
  const texts = packageScript(around.place, call);
  if (typeof texts === 'string') return texts;
  return firstReason(texts, (text) =>
    whyScript(parseShell(text), { ...deeper(around), script: `the script ${call.script}` }),
  );
}

/** `npx serve`, `bundle exec puma`, `cross-env A=1 node .`: what stands behind is a command as well. */
function whyBehindRunner({ tool, args }: Invocation, around: Around): string | undefined {
  const rest = behindRunner(args);
  return rest.length === 0 ? `what ${tool.value} does here is not known` : whyScript(givenScript(rest), deeper(around));
}

/** Programs that are copied as they are, compiled, seldom write where they start; scripts do. */
function whyStartsThere(name: string, { folder, mayWrite }: Around): string | undefined {
  const isCompiled = /^(?:java|dotnet)$/.test(name);
  return isCompiled || (folder !== undefined && mayWrite(folder))
    ? undefined
    : `${name} starts in ${folder ?? 'a folder that only the run knows'}, which can not be given to a user`;
}

/** Django and Rails write over what they have collected before, which in a build root does. */
function whyCollects(place: Place, args: readonly Word[]): string | undefined {
  const again = args.find(({ value }) => COLLECTS.test(value))?.value;
  const isCollected = again !== undefined && place.stage.steps.some(({ run }) => run?.script.text.includes(again));
  if (!isCollected) return undefined;
  const folder = again === 'collectstatic' ? workingFolder(place.stage) : undefined;
  return folder === undefined || djangoFolders(place, folder) === undefined
    ? `${again} writes over files that a RUN has collected as root, and where they are is not known`
    : undefined;
}

/** docs.djangoproject.com/en/5.2/ref/contrib/staticfiles, guides.rubyonrails.org/asset_pipeline.html. */
const COLLECTS = /^(?:collectstatic|assets:[a-z]+)$/;
