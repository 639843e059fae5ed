import { type ImageFile, imageFiles } from '../../../../model/image-files.ts';
import { within } from '../../../../model/paths.ts';
import type { Place } from '../../user/place.ts';
import { isShell, programsGiven, programsOf } from '../shell-programs.ts';
import type { Program } from '../started.ts';

export type Source = { readonly path: string; readonly text: string };

const SCRIPT = /\.(?:[cm]?[jt]sx?|vue|svelte|astro)$/;
/** What neither a program nor a page is made of. */
const ASIDE =
  /(?:^|\/)(?:__mocks__|__tests__|\.github|\.storybook|benchmarks?|cypress|e2e|playwright|specs?|stories|tests?)\/|\.(?:d\.[cm]?ts|min\.js|(?:spec|test|e2e|stories)\.[cm]?[jt]sx?)$|^(?:coverage|docs?|documentation|examples?)\/|^[^/]*\.config\.[cm]?[jt]s$|(?:^|\/)(?:gulpfile|Gruntfile)\.\w+$|(?:^|\/)\.\w+rc\.[cm]?js$/;
const MOST = 3000;

/** Files of a stage, and the scripts in a folder among them, without those of tests and of builds; or why they are not known. */
export type Sources = {
  readonly files: readonly ImageFile[];
  readonly scripts: readonly Source[];
  /** One that is there, and nobody can read. */
  readonly unread: string | undefined;
};

export function sourcesIn({ file, context, stage }: Place, folder: string): Sources | string {
  const files = imageFiles(file, context, stage);
  if (typeof files === 'string') return files;
  const isInside = within([folder]);
  const scripts: Source[] = [];
  let unread: string | undefined;
  for (const { path, source } of files) {
    const below = path.slice(folder.length + 1);
    if (!isInside(path) || !SCRIPT.test(path) || ASIDE.test(below)) continue;
    const text = context.readText(source);
    if (text === undefined) {
      unread ??= source;
      continue;
    }
    scripts.push({ path: below, text: withoutComments(text) });
    if (scripts.length > MOST) return 'there are more sources than can be read';
  }
  return { files, scripts, unread };
}

/** Comments that begin a line: others may be text in quotes. */
const withoutComments = (text: string): string => text.replace(/^[ \t]*(?:\/\/.*$|\/\*[\s\S]*?\*\/)/gm, '');

const STARTS_OTHERS =
  /['"`](?:(?:node:)?child_process|cross-spawn|execa|shelljs|zx|node-cmd|promisify-child-process|child-process-promise|@actions\/exec)['"`]/;

/** How the module is called in a file, and what its calls are called that give promises. */
const MODULE =
  /\b(?:import\s+(?:\*\s+as\s+)?|(?:const|let|var)\s+)(\w+)\s*(?:=\s*(?:await\s+)?(?:require|import)\s*\(|from)\s*['"`](?:(?:node:)?child_process|cross-spawn|execa|shelljs)['"`]/g;
const PROMISED = /\b(?:const|let|var)\s+(\w+)\s*=\s*(?:\w+\.)?promisify\s*\(\s*[\w.]+\s*\)/g;

/** What a call is given may be a call itself, so it is only looked at. */
const CALLS =
  /(?:(?<receiver>[\w$]+|\))\s*\.\s*|(?<![\w.$]))(?<called>promisify\s*\([^)]*\)|[\w$]+)\s*\(\s*(?:(?<quote>['"`])(?<line>(?:\\.|(?!\k<quote>)[\s\S]){0,500})\k<quote>|(?=(?<computed>[^\s)][^,)\n]{0,40})))/g;

const STARTS =
  /^(?:promisify\s*\(|exec(?:a|aSync|aCommand|aCommandSync|Async|Sync|Promise|P)?$|execFile\w*$|spawn\w*$|fork$|execCommand$)/;

/** Programs that sources start; or where that is known only at run time. */
export function spawnedIn(scripts: readonly Source[]): Program[] | string {
  const programs = new Map<string, Program>();
  for (const { path, text } of scripts.filter((source) => STARTS_OTHERS.test(source.text))) {
    if (/['"`](?:zx|execa)['"`]/.test(text) && /\$\s*`/.test(text)) return `${path} starts programs by templates`;
    const [alias] = RENAMED.exec(text) ?? [];
    if (alias !== undefined) return `${path} starts programs by another name (${alias})`;
    for (const { line, computed, rest } of callsIn(text)) {
      const names = line === undefined ? undefined : programsIn(line, rest);
      if (names === undefined)
        return `${path} starts a program that is known only when it runs (${(computed ?? line ?? '').trim()})`;
      for (const name of names) programs.set(name, { name, path: undefined, args: [], folder: '/', by: path });
    }
  }
  return [...programs.values()];
}

type Spawn = { readonly line: string | undefined; readonly computed: string | undefined; readonly rest: string };

/** `{ exec: run }`, `import { exec as run }`. */
const RENAMED =
  /\b(?:exec|execFile|execFileSync|execSync|spawn|spawnSync)\s*(?::\s*|\s+as\s+)[A-Za-z_$][\w$]*(?=[^{}]*\}\s*(?:=|from)\s*(?:await\s+)?(?:(?:require|import)\s*\(\s*)?['"`](?:node:)?child_process)/;

/** But for node itself, by the path of what runs, and for what only looks like a call: regular expressions have `exec` as well. */
function callsIn(text: string): Spawn[] {
  const modules = new Set([
    ...[...text.matchAll(MODULE)].map(([, name = '']) => name),
    'child_process',
    'shell',
    'shelljs',
  ]);
  const promised = new Set([...text.matchAll(PROMISED)].map(([, name = '']) => name));
  return [...text.matchAll(CALLS)]
    .filter(({ groups, index }) => {
      const { receiver, called = '' } = groups ?? {};
      if (/(?:function|import|new)\s+$/.test(text.slice(Math.max(0, index - 12), index))) return false;
      if (receiver === ')') return /child_process['"`]\s*$/.test(text.slice(Math.max(0, index - 20), index));
      if (receiver === undefined && (promised.has(called) || modules.has(called))) return true;
      return STARTS.test(called) && (called !== 'exec' || receiver === undefined || modules.has(receiver));
    })
    .filter(({ groups }) => !/^fork$/.test(groups?.['called'] ?? ''))
    .map(({ groups, index, 0: call }) => ({
      ...{ line: groups?.['line'], computed: groups?.['computed'] },
      rest: text.slice(index + call.length, index + call.length + 300),
    }))
    .filter(({ computed }) => computed === undefined || !/^process\.(?:execPath|argv)/.test(computed));
}

/** The programs of a line, and what a shell among them starts; undefined where one is filled in. */
function programsIn(line: string, rest: string): string[] | undefined {
  const names = programsOf(line);
  if (names === undefined || !isShell(line)) return names;
  const given = programsGiven(rest);
  return given && [...names, ...given];
}
