import { pathIn } from '../../../../context/build-context.ts';
import { isIgnored } from '../../../../context/ignored.ts';
import { sentFrom } from '../../../../context/sent.ts';
import { dependencyLists, localVersion } from '../../../../knowledge/node/package-json.ts';
import { readsOutputOnly } from '../../../../knowledge/node/programs.ts';
import { plugsPackages, type YarnFiles } from '../../../../knowledge/node/yarnrc.ts';
import { asksRepository } from '../../../../knowledge/projects/version-control.ts';
import { part } from '../../../../model/formats/json.ts';
import { within } from '../../../../model/paths.ts';
import { foldersMade } from '../../../../shell/made-folders.ts';
import type { Command } from '../../../../shell/script.ts';
import { isRun } from '../../rewrite/rewrite.ts';
import { firstReason } from '../../user/first-reason.ts';
import { lineOf } from '../../wording.ts';
import { isComplete } from './complete.ts';
import { whyLoadedFirst } from './loaded-first.ts';
import { isOfSystem } from './of-system.ts';
import { whyMixed } from './other-stages.ts';
import { COMPILED, LANGUAGE } from './script-language.ts';
import { startsByManager } from './spawned.ts';
import type { Standing } from './standing.ts';

/** Yarn 2 and later may install to other places. */
export const isPlugged = (textOf: Standing['textOf']): boolean => plugsPackages(yarnFilesOf(textOf));

export const yarnFilesOf = (textOf: Standing['textOf']): YarnFiles => ({
  lockfile: textOf('yarn.lock') ?? '',
  settings: textOf('.yarnrc.yml') ?? '',
  manifest: textOf('package.json') ?? '',
});

/** Why the parts that a program needs are not known. */
export function whyWhole(project: Standing): string | undefined {
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
  const more =
    whyMixed(project) ??
    whyTouched(project) ??
    whyRepository(project) ??
    whyLoadedFirst(project) ??
    whyManaged(startsByManager(scripts));
  if (more !== undefined) return more;
  const any = scripts.find(({ text }) => READS_ANY.test(text));
  const patterns = scripts.find(({ text }) => namesSources(project, text));
  if (patterns !== undefined) return `${patterns.path} works with sources by a pattern`;
  const listing = scripts.find(({ text }) => listsSources(project, text));
  if (listing !== undefined) return `${listing.path} lists a folder of sources`;
  return (
    firstReason(start.entries, (entry) => whyNotMade(project, entry)) ??
    (any && `${any.path} works with the whole folder`)
  );
}

const IN_ALL_FOLDERS = /(['"`])(?:\.\/)?([\w@.-]+(?:\/[\w@.-]+)*)\/(?:\*|\{)[^'"`\n]*\1/g;

/** Folders of sources in a pattern: `src/routes/**` and its like, which documentation is read from. */
const namesSources = ({ folder, files }: Standing, text: string): boolean =>
  [...text.matchAll(IN_ALL_FOLDERS)].some(([pattern, , path = '']) => {
    const isInside = within([`${folder}/${path}`]);
    return pattern.includes('**') && files.some((file) => isInside(file.path) && COMPILED.test(file.path));
  });

const LISTS = /\b(?:opendir|readdir)\w*\s*\(|\bglob(?:by|Sync)?\s*\(|['"`](?:fast-glob|glob|globby|tiny-?glob)['"`]/;
const PATH = /(['"`])(?:\.\/)?(?<path>[\w@.-]+(?:\/[\w@.-]+)*)\/?\1/g;

/** `readdirSync('src/jobs')`: the names of what is in there, compiled or not. */
function listsSources({ folder, files }: Standing, text: string): boolean {
  if (!LISTS.test(text)) return false;
  const sources = files.filter(({ path }) => within([folder])(path) && COMPILED.test(path));
  return [...text.replace(LANGUAGE.compiledIn, '').matchAll(PATH)].some(({ groups: { path = '' } = {} }) =>
    sources.some((file) => file.path.startsWith(`${folder}/${path}/`)),
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

const whyManaged = (started: string | undefined): string | undefined =>
  started && `${started}, which may read any file of it`;

export const hasPackages = ({ manifest }: Standing): boolean =>
  ['dependencies', 'optionalDependencies'].some((field) => Object.keys(part(manifest, field)).length > 0);

const MAKES: ReadonlySet<string> = new Set(['cp', 'install', 'ln', 'mkdir', 'mv', 'rm', 'tee', 'touch']);

const OF_NO_USE = /^(?:-.*|\/(?:root|tmp|var)\/.*|node_modules\/\.cache|\.npmrc|package-lock\.json|yarn\.lock)$/;

/** A RUN makes or removes files of the folder itself, which only all of it would show. */
export function whyTouched({ steps, folder, outputs, place }: Standing): string | undefined {
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
function touchedBy(command: Command): string[] {
  const folders = foldersMade(command)?.paths;
  if (folders !== undefined) return folders.map(({ value }) => value);
  const { name, words } = command;
  const values = words.slice(1).map(({ value }) => value);
  const saysWhere = values.some((value) => /^(?:-\w*t|--target-directory\b)/.test(value));
  return name === 'cp' && !saysWhere ? values.slice(-1) : values;
}

/** A workspace, or packages of the project's own folder: node_modules leads there. */
export const isLinked = ({ manifest, textOf }: Standing): boolean =>
  manifest['workspaces'] !== undefined ||
  textOf('pnpm-workspace.yaml') !== undefined ||
  dependencyLists.some((field) =>
    Object.values(part(manifest, field)).some((range) => typeof range === 'string' && localVersion.test(range)),
  );

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
