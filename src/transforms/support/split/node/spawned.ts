import { scriptRunners } from '../../../../knowledge/programs/package-runners.ts';
import { baseName } from '../../../../shell/invocation.ts';
import type { Program } from '../starts/program.ts';
import { isShell, programsGiven, programsOf } from '../starts/shell-programs.ts';
import type { Source } from './sources.ts';

const STARTS_OTHERS =
  /['"`](?:(?:node:)?child_process|cross-spawn|execa|shelljs(?:\/global)?|zx(?:\/globals)?|node-cmd|promisify-child-process|child-process-promise|@actions\/exec)['"`]/;

/** Packages that start programs in ways of their own. */
const STARTS_UNREAD =
  /\b(?:from|import|require)\s*\(?\s*['"`](@expo\/spawn-async|@npmcli\/promise-spawn|bash-exec|dax|dax-sh|exec-sh|nano-spawn|shell-exec|sudo-prompt|tinyexec|tinyspawn)['"`]/;

/** How the module is called in a file, and what its calls are called that give promises. */
const MODULE =
  /\b(?:import\s+(?:\*\s+as\s+)?|(?:const|let|var)\s+)(\w+)\s*(?:=\s*(?:await\s+)?(?:require|import)\s*\(|from)\s*['"`](?:(?:node:)?child_process|cross-spawn|execa|shelljs)['"`]/g;
const PROMISED =
  /\b(?:const|let|var)\s+(\w+)\s*=\s*(?:(?:\w+|require\s*\([^)]*\))\.)?promisify\s*\(\s*(?:require\s*\([^)]*\)\.)?[\w.]+\s*\)/g;

/** What a call is given may be a call itself, so it is only looked at. */
const CALLS =
  /(?:(?<receiver>[\w$]+|\))\s*\.\s*|(?<![\w.$]))(?<called>promisify\s*\([^)]*\)|[\w$]+)\s*\(\s*(?:(?<quote>['"`])(?<line>(?:\\.|(?!\k<quote>)[\s\S]){0,500})\k<quote>|(?=(?<computed>[^\s)][^,)\n]{0,40})))/g;

const STARTS =
  /^(?:promisify\s*\(|exec(?:a|aSync|aCommand|aCommandSync|Async|Sync|Promise|P)?$|execFile\w*$|spawn\w*$|fork$|execCommand$)/;

/** Programs that sources start; or where that is known only at run time. */
export function spawnedIn(scripts: readonly Source[]): Program[] | string {
  const programs = new Map<string, Program>();
  for (const { path, text } of scripts) {
    const why = whyUnread(text);
    if (why !== undefined) return `${path} starts programs by ${why}`;
    if (!STARTS_OTHERS.test(text)) continue;
    for (const { line, computed, rest } of callsIn(text)) {
      const names = line === undefined ? undefined : programsIn(line, rest);
      if (names === undefined)
        return `${path} starts a program that is known only when it runs (${(computed ?? line ?? '').trim()})`;
      for (const name of names) programs.set(name, { name, path: undefined, args: [], folder: '/', by: path });
    }
  }
  return [...programs.values()];
}

/** A source that has a package manager start something: what that needs is told by scripts of package.json, or by what is installed. */
export function startsByManager(scripts: readonly Source[]): string | undefined {
  for (const { path, text } of scripts) {
    const lines = STARTS_OTHERS.test(text) ? callsIn(text).flatMap(({ line }) => line ?? []) : [];
    const manager = lines.flatMap((line) => programsOf(line) ?? []).find((name) => isManager(baseName(name)));
    if (manager !== undefined) return `${path} starts ${manager}`;
  }
  return undefined;
}

const isManager = (name: string): boolean => scriptRunners.has(name) || /^(?:np|pnp|bun)x$/.test(name);

/** What starts programs in a way that calls do not show. */
function whyUnread(text: string): string | undefined {
  const [, unread] = STARTS_UNREAD.exec(text) ?? [];
  if (unread !== undefined) return `${unread}, whose calls are not read`;
  if (!STARTS_OTHERS.test(text)) return undefined;
  if (/['"`](?:zx(?:\/globals)?|execa)['"`]/.test(text) && /\$\s*`/.test(text)) return 'templates';
  const [alias] = RENAMED.exec(text) ?? KEPT.exec(text) ?? [];
  return alias && `another name (${alias})`;
}

type Spawn = { readonly line: string | undefined; readonly computed: string | undefined; readonly rest: string };

/** `{ exec: run }`, `import { exec as run }`. */
const RENAMED =
  /\b(?:exec|execFile|execFileSync|execSync|spawn|spawnSync)\s*(?::\s*|\s+as\s+)[A-Za-z_$][\w$]*(?=[^{}]*\}\s*(?:=|from)\s*(?:await\s+)?(?:(?:require|import)\s*\(\s*)?['"`](?:node:)?child_process)/;

/** `const run = childProcess.execSync`, `{ run: exec }`. */
const KEPT =
  /[\w$]+\s*[=:]\s*(?:require\s*\(\s*['"`](?:node:)?child_process['"`]\s*\)\.|[\w$]+\.)(?:execFileSync|execFile|execSync|exec|spawnSync|spawn)\b(?!\s*\()/;

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
