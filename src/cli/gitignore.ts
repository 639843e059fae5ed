import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { Ignore } from 'ignore';
import { isRepository, repositoryRoot, withSlashes } from './paths.ts';

/** All that ignore files say of what lies below `root`. */
export type Rules = { readonly root: string; readonly matcher: Ignore };

export type GitIgnore = {
  /** The rules of a folder and those above it, from the root of its repository on. */
  readonly rulesIn: (folder: string) => Rules;
  /** The same for a folder to search: who names an ignored one wants it searched. */
  readonly start: (folder: string) => Rules;
  /** The rules of a folder, when those above it are known. */
  readonly enter: (folder: string, above: Rules) => Rules;
};

/** As git does it, without the user's own exclude file. Loaded only where files are searched for. */
export async function loadGitIgnore(): Promise<GitIgnore> {
  const { default: ignore } = await import('ignore');
  const ignoreCase = process.platform === 'win32' || process.platform === 'darwin';
  const none = (root: string): Rules => ({ root, matcher: ignore({ ignoreCase, allowRelativePaths: true }) });

  const enter = (folder: string, above: Rules): Rules => {
    // A repository inside of another one, as submodules are, has only its own rules.
    const isRoot = isRepository(folder);
    const { root, matcher } = isRoot ? none(folder) : above;
    const files = [...(isRoot ? [join(folder, '.git', 'info', 'exclude')] : []), join(folder, '.gitignore')];
    const patterns = files.flatMap((file) =>
      linesOf(file).map((line) => below(withSlashes(relative(root, folder)), line)),
    );
    return patterns.length === 0 ? { root, matcher } : { root, matcher: none(root).matcher.add(matcher).add(patterns) };
  };

  const rulesIn = (folder: string): Rules => {
    const root = repositoryRoot(folder) ?? folder;
    let rules = none(root);
    for (const at of foldersBetween(root, folder)) rules = enter(at, rules);
    return rules;
  };

  const start = (folder: string): Rules => {
    const rules = rulesIn(folder);
    return folder !== rules.root && isIgnored(rules, folder, true) ? enter(folder, none(folder)) : rules;
  };

  return { rulesIn, start, enter };
}

export function isIgnored({ root, matcher }: Rules, path: string, isFolder: boolean): boolean {
  return matcher.ignores(withSlashes(relative(root, path)) + (isFolder ? '/' : ''));
}

/** A line of an ignore file as it would stand in the file of the root: there the order of lines decides, as it should. */
function below(folder: string, line: string): string {
  const [, not = '', pattern = ''] = /^(!?)(.*)$/.exec(line) ?? [];
  const isPath = /\/(?!\s*$)/.test(pattern);
  const place = folder === '' ? '' : `/${folder.replace(/[\\*?[\]!# ]/g, '\\$&')}`;
  return `${not}${place}/${isPath ? pattern.replace(/^\//, '') : `**/${pattern}`}`;
}

function linesOf(file: string): string[] {
  // To fail costs far more than to look.
  if (!existsSync(file)) return [];
  try {
    const lines = readFileSync(file, 'utf8')
      .replace(/^\ufeff/, '')
      .split(/\r?\n/);
    return lines.filter((line) => line.trim() !== '' && !line.startsWith('#'));
  } catch {
    return [];
  }
}

function foldersBetween(outer: string, inner: string): string[] {
  const folders = [inner];
  for (let at = inner; at !== outer && dirname(at) !== at; at = dirname(at)) folders.unshift(dirname(at));
  return folders;
}
