import { type BuildContext, pathIn } from '../../../../context/build-context.ts';
import { isIgnored } from '../../../../context/ignored.ts';
import { sentFrom } from '../../../../context/sent.ts';
import type { CompiledLanguage } from '../../../../knowledge/compiled/compiled-languages.ts';
import { dependencyLists, localVersion } from '../../../../knowledge/node/package-json.ts';
import {
  completeOutput,
  dataAtRoot,
  developersFolder,
  impliedAtRoot,
  impliedFolders,
  readsOutputOnly,
  settingsOfPackages,
  worksInItsFolder,
} from '../../../../knowledge/node/programs.ts';
import { asksRepository } from '../../../../knowledge/projects/version-control.ts';
import { part } from '../../../../model/formats/json.ts';
import { within } from '../../../../model/paths.ts';
import type { Command } from '../../../../shell/script.ts';
import { namedFiles } from '../../artefact/named-files.ts';
import { isRun } from '../../rewrite/rewrite.ts';
import { firstReason } from '../../user/first-reason.ts';
import { lineOf, listed } from '../../wording.ts';
import type { Taken } from '../runtime.ts';
import { isBroughtLater } from '../taken.ts';
import { whyLoadedFirst } from './loaded-first.ts';
import { servedBy } from './served.ts';
import type { Installed } from './server.ts';
import type { Standing } from './standing.ts';
import { isOfSystem } from './start.ts';

/** What comes along: named parts, or all of the folder and why. `needsPackages`: node_modules is among them. */
export type Chosen = {
  readonly taken: readonly Taken[];
  readonly because: string;
  readonly needsPackages: boolean;
  /** A server of pages, which is installed again. */
  readonly installed?: Installed | undefined;
  /** Pages and what hands them out, so nothing of the project runs. */
  readonly isServed?: true;
  /** Why pages do not come alone. */
  readonly whyMore?: string;
};

export function chosenOf(project: Standing): Chosen {
  const served = servedBy(project);
  if (served === undefined || typeof served === 'string') return partsOrAll(project, served);
  const { folders, server } = served;
  const script: Taken[] =
    project.start.managers.size === 0 ? [] : [{ path: `${project.folder}/package.json`, kind: 'file' }];
  return {
    taken: [...script, ...folders.map((path): Taken => ({ path, kind: 'folder' }))],
    because: `${listed(folders)}, which is all that it serves${server === undefined ? '' : `; \`${server.command}\` brings the server without the project`}`,
    needsPackages: false,
    isServed: true,
    installed: server,
  };
}

function partsOrAll(project: Standing, whyMore: string | undefined): Chosen {
  const { folder } = project;
  const packages = packagesAlone(project);
  if (packages !== undefined) return packages;
  const whole = whyMore ?? whyWhole(project);
  const parts = whole === undefined ? partsOf(project) : whole;
  if (typeof parts !== 'string') return parts;
  return {
    taken: [{ path: folder, kind: 'folder' }],
    because: `all of ${folder}: ${parts}`,
    needsPackages: true,
    ...(whyMore !== undefined && { whyMore }),
  };
}

/** Where all files come again behind the installs, these leave nothing but node_modules. */
function packagesAlone(project: Standing): Chosen | undefined {
  const { files, steps, outputs, hasScripts, folder, textOf } = project;
  const own = files.filter(({ path }) => within([folder])(path));
  const isAgain = (path: string): boolean => own.some((file) => file.path === path && !steps.includes(file.step));
  const isPlain =
    !outputs.hasBuild &&
    !hasScripts &&
    hasPackages(project) &&
    whyTouched(project) === undefined &&
    textOf('binding.gyp') === undefined &&
    !isPlugged(textOf) &&
    !isLinked(project);
  if (!isPlain || !own.every(({ path }) => isAgain(path))) return undefined;
  return {
    taken: [{ path: `${folder}/node_modules`, kind: 'folder' }],
    because: 'node_modules, which is all that its build makes',
    needsPackages: true,
  };
}

/** Yarn 2 and later may install to other places. */
const isPlugged = (textOf: Standing['textOf']): boolean =>
  /^__metadata:/m.test(textOf('yarn.lock') ?? '') &&
  !/^nodeLinker:\s*["']?(?:node-modules|pnpm)/m.test(textOf('.yarnrc.yml') ?? '');

/** Why the parts that a program needs are not known. */
function whyWhole(project: Standing): string | undefined {
  const { place, textOf, root, start, outputs, scripts, folder, startsIn, texts } = project;
  if (startsIn !== folder) return 'containers start in a folder of it';
  if (root === undefined) return 'its files come from several folders';
  if (isLinked(project)) return 'packages are linked with folders of its own';
  if (!hasPackages(project)) return 'whether there is any node_modules behind the build is not known';
  if (isPlugged(textOf)) return 'yarn 2 and later may install its packages to other places';
  if (!outputs.hasBuild) return 'it is run as it is, without a build';
  if (outputs.folders === undefined && !isComplete(project)) return 'what its build leaves, and where, is not known';
  const other = start.programs.find(({ name }) => !readsOutputOnly.has(name));
  if (other !== undefined) return `what ${other.name} reads is not known`;
  const stranger = start.others.find((program) => !isOfSystem(place.stage, program));
  if (stranger !== undefined) return `what ${stranger.name} reads is not known`;
  if (
    [place.file.source.text, textOf('package.json') ?? '', ...texts.map(({ text }) => text)].some((text) =>
      /NODE_PATH/.test(text),
    )
  )
    return 'NODE_PATH makes node look elsewhere';
  const more = whyTouched(project) ?? whyRepository(project) ?? whyLoadedFirst(project);
  if (more !== undefined) return more;
  const any = scripts.find(({ text }) => READS_ANY.test(text));
  return (
    firstReason(start.entries, (entry) => whyNotMade(project, entry)) ??
    (any && `${any.path} works with the whole folder`)
  );
}

/** What git is asked for is in a folder that no source names. */
function whyRepository({ place, root = '', scripts, texts }: Standing): string | undefined {
  if (isIgnored(place.context, pathIn(root, '.git'))) return undefined;
  const asking = [...scripts.map(({ path, text }) => ({ where: path, text })), ...texts].find(({ text }) =>
    asksRepository.test(text),
  );
  return asking && `${asking.where} asks git about it`;
}

const hasPackages = ({ manifest }: Standing): boolean =>
  ['dependencies', 'optionalDependencies'].some((field) => Object.keys(part(manifest, field)).length > 0);

const MAKES: ReadonlySet<string> = new Set(['cp', 'install', 'ln', 'mkdir', 'mv', 'rm', 'tee', 'touch']);
const OF_NO_USE = /^(?:-.*|\/(?:root|tmp|var)\/.*|node_modules\/\.cache|\.npmrc|package-lock\.json|yarn\.lock)$/;

/** A RUN makes or removes files of the folder itself, which only all of it would show. */
function whyTouched({ steps, folder, outputs, place }: Standing): string | undefined {
  const isElsewhere = (path: string): boolean =>
    OF_NO_USE.test(path) ||
    (path.startsWith('/') && !within([folder])(path)) ||
    outputs.folders?.has(path.replace(/^\.\//, '').split('/')[0] ?? '') === true;
  const step = steps
    .filter(isRun)
    .find(({ run, state }) =>
      run.script.commands.some(
        (command) => MAKES.has(command.name) && state.workdir === folder && !touchedBy(command).every(isElsewhere),
      ),
    );
  return step && `line ${lineOf(place.file, step.instruction.span.start)} works on files of its own`;
}

/** What is copied stays as it is: only where it goes is touched. */
function touchedBy({ name, words }: Command): string[] {
  const values = words.slice(1).map(({ value }) => value);
  const saysWhere = values.some((value) => /^(?:-\w*t|--target-directory\b)/.test(value));
  return name === 'cp' && !saysWhere ? values.slice(-1) : values;
}

/** A workspace, or packages of the project's own folder: node_modules leads there. */
const isLinked = ({ manifest, textOf }: Standing): boolean =>
  manifest['workspaces'] !== undefined ||
  textOf('pnpm-workspace.yaml') !== undefined ||
  dependencyLists.some((field) =>
    Object.values(part(manifest, field)).some((range) => typeof range === 'string' && localVersion.test(range)),
  );

/** What is started has all that it needs of node_modules beside it. */
const isComplete = ({ start: { entries }, folder }: Standing): boolean =>
  entries.length > 0 && entries.every((entry) => completeOutput.test(entry.slice(folder.length + 1)));

/** What is started looks for files in its own folder, and nothing leads out of that. */
function staysInItsFolder(project: Standing): boolean {
  const { start, scripts, texts, folder } = project;
  const leadsOut = ({ text }: { readonly text: string }): boolean =>
    text.includes(`${folder}/`) || /(?<![.\w])\.\.(?:\/|['"`])/.test(text.replace(LANGUAGE.compiledIn, ''));
  return (
    isComplete(project) &&
    start.entries.every((entry) => worksInItsFolder.test(entry)) &&
    ![...scripts, ...texts, ...start.texts].some(leadsOut)
  );
}

/** Why what is started may stand elsewhere than in a folder that the build alone makes. */
function whyNotMade(project: Standing, entry: string): string | undefined {
  const { place, root = '', folder, outputs } = project;
  const top = entry.slice(folder.length + 1).split('/')[0] ?? '';
  if (!within([folder])(entry) || top === '') return `${entry} is none of its files`;
  if (sentFrom(place.context, root).kindOf(top) !== undefined)
    return `${top}, which is started, is no folder that its build alone makes`;
  return isComplete(project) || outputs.folders?.has(top) === true
    ? undefined
    : `that its build makes ${top} is not known`;
}

/** The working directory, or the root of the project, as it is; or a link to it. */
const READS_ANY =
  /\bprocess\.cwd\(\)(?!\s*,\s*['"`]|\}\/[\w.])|\b(?:join|resolve)\([^)\n]*['"`]\.{1,2}\/?['"`]\s*\)|['"`](?:\.\.\/?)+['"`]\s*\)|\brequire\.main\.path|app-root-path|['"`](?:\.\/)?\*\*\/|find-up|pkg-dir|\bprocess\.chdir/;

const SCRIPT_NAMES = /(?:\.[cm]?[jt]sx?|\.vue|\.svelte|\.astro)$/;
const COMPILED = /\.(?:[cm]?tsx?|jsx|vue|svelte|astro)$/;

/** Sources of a project, as texts in which files are looked for. */
const LANGUAGE: CompiledLanguage = {
  name: 'JavaScript',
  sources: SCRIPT_NAMES,
  tests: /(?!)/,
  literals:
    /\/\/[^\n]*|\/\*[\s\S]*?\*\/|`(?<raw>(?:[^`\\]|\\[\s\S])*)`|(?<quote>["'])(?<text>(?:(?!\k<quote>)[^\\\n]|\\.)*)\k<quote>/g,
  compiledIn:
    /\b(?:from|import|require)\s*\(?\s*(['"])(?:\.\/|[@\w])[^'"\n]*\1|(['"`])(?:tests?|development|production)\2/g,
  embeds: [],
  disk: /^/,
  besideSources: /__dirname|import\.meta/,
};

/** Whatever stands between two quotes of any kind: a quote in a pattern or in a template may hide what follows it from who reads in order. */
function wordsInQuotes(text: string): string {
  const words = text.replace(LANGUAGE.compiledIn, '').match(/(?<=['"`])[\w@./ -]+(?=['"`])/g) ?? [];
  return [...words.map((word) => JSON.stringify(word)), ...(text.match(LANGUAGE.besideSources) ?? [])].join('\n');
}

function partsOf(project: Standing): Chosen | string {
  const { place, root = '', scripts, start, outputs, folder, texts, files: own, steps } = project;
  const isAlone = isComplete(project);
  const sent = sentFrom(place.context, root);
  const named = namedFiles(sent, {
    sources: scripts.flatMap(({ path, text }) =>
      [text, wordsInQuotes(text)].map((code) => ({ path, language: LANGUAGE, text: code })),
    ),
    places: [folder],
    texts: [...texts, ...start.texts],
    isSource: (path) => COMPILED.test(path),
  });
  if ('unknown' in named) return named.unknown;
  const tops = sent.namesIn('') ?? [];
  const started = [...scripts, ...start.texts].map(({ text }) => text);
  const isAsked = (name: string): boolean =>
    settingsOfPackages.some(({ by, file }) => file.test(name) && started.some((text) => by.test(text)));
  const stays = staysInItsFolder(project);
  const custom = tops.filter((name) =>
    stays ? name === 'package.json' && start.managers.size > 0 : isKept(sent, name) || isAsked(name),
  );
  const loading = custom.find((name) => SCRIPT_NAMES.test(name) && LOADS_OWN.test(sent.readText(name) ?? ''));
  if (loading !== undefined && !isAlone) return `${loading} loads other files of the project`;
  const made = isAlone
    ? ['.next/standalone', '.output'].filter((path) => start.entries.some(within([`${folder}/${path}`])))
    : [...(outputs.folders ?? [])];
  const data = [
    ...new Set([...(stays ? [] : named.paths), ...custom, ...(tops.includes('public') && !isAlone ? ['public'] : [])]),
  ]
    .filter((path) => !IGNORED.test(path) && !made.includes(path.split('/')[0] ?? ''))
    .filter((path, _, all) => !all.some((other) => other !== path && within([other])(path)))
    .sort();
  const isLater = isBroughtLater(own, steps);
  const ofContext = data.flatMap((name): Taken[] => {
    const kind = sent.kindOf(name);
    const path = `${folder}/${name}`;
    return kind === undefined || isLater(path) ? [] : [{ path, kind }];
  });
  const packages: Taken[] = isAlone ? [] : [{ path: `${folder}/node_modules`, kind: 'folder' }];
  const files: Taken[] = [...ofContext.filter(({ kind }) => kind === 'file'), ...packages];
  const built = made.map((path): Taken => ({ path: `${folder}/${path}`, kind: 'folder' }));
  const folders = ofContext.filter(({ kind }) => kind === 'folder');
  const others = ofContext.map(({ path }) => path.slice(folder.length + 1)).filter((name) => name !== 'package.json');
  const hasLater = data.some((name) => isLater(`${folder}/${name}`));
  const because = `${listed([...packages.map(() => 'node_modules'), ...made])}, ${whatElse(others, { stays, hasLater })}`;
  return { taken: [...files, ...built, ...folders], because, needsPackages: !isAlone };
}

type Else = { readonly stays: boolean; readonly hasLater: boolean };

function whatElse(others: readonly string[], { stays, hasLater }: Else): string {
  if (others.length > 0) return `and ${listed(others)}, which its sources name or which hold data by custom`;
  if (stays) return 'which has what it reads with it';
  return hasLater ? 'as steps behind the build bring what else its sources name' : 'as its sources name no other file';
}

const LOADS_OWN = /\b(?:require|import)\s*\(\s*['"`]\.|\bfrom\s*['"]\.|\bimport\s*['"]\./;

/** It is read by custom, or is nothing but data. */
function isKept(sent: BuildContext, name: string): boolean {
  if (impliedAtRoot.test(name) || dataAtRoot.test(name) || impliedFolders.includes(name)) return true;
  return sent.kindOf(name) === 'folder' && !developersFolder.test(name) && holdsOnlyData(sent, name);
}

const holdsOnlyData = (sent: BuildContext, folder: string): boolean =>
  (sent.namesIn(folder) ?? []).every((name) => {
    const path = `${folder}/${name}`;
    return sent.kindOf(path) === 'folder'
      ? holdsOnlyData(sent, path)
      : !SCRIPT_NAMES.test(name) && !/\.(?:md|s?css|less)$/.test(name);
  });

/** What no program reads that runs. */
const IGNORED =
  /^(?:node_modules|package-lock\.json|yarn\.lock|pnpm-lock\.yaml|Dockerfile.*|docker-compose.*|\.dockerignore|\.git.*|README.*|LICENSE|tests?|__tests__|e2e|cypress|coverage)$/;
