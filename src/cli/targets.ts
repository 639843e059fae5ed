import { readlinkSync, statSync } from 'node:fs';
import { isAbsolute, relative, resolve } from 'node:path';
import { isMissing, reasonOf } from './errors.ts';
import { loadGitIgnore } from './gitignore.ts';
import { realPath, withSlashes } from './paths.ts';
import { searchFolder } from './search.ts';

/** A file to work on. `named`: by its user, who wants to hear if it is none; else a search met it. */
export type Target = { readonly path: string; readonly file: string; readonly named: boolean };

/** A path that leads to no file. */
export type Miss = { readonly path: string; readonly failure: string };

/** The files that paths lead to: in the order of the paths, those of a folder by name, each file once. */
export async function findTargets(paths: readonly string[], cwd: string): Promise<(Target | Miss)[]> {
  const found: (Target | Miss)[] = [];
  const places = new Map<string, number>();
  for (const path of paths) {
    for (const item of await follow(path, cwd)) {
      const real = 'failure' in item ? undefined : realPath(item.file);
      const place = real === undefined ? undefined : places.get(real);
      if (place !== undefined) {
        const earlier = found[place];
        if (earlier !== undefined && 'named' in item && item.named)
          found[place] = { ...earlier, named: true } as Target;
        continue;
      }
      if (real !== undefined) places.set(real, found.length);
      found.push(item);
    }
  }
  return found;
}

async function follow(path: string, cwd: string): Promise<(Target | Miss)[]> {
  const file = resolve(cwd, path);
  try {
    const stat = statSync(file);
    if (stat.isDirectory()) return await search(path, cwd);
    if (!stat.isFile()) return [miss(path, 'not a regular file; - reads the standard input')];
    return [{ path: shown(file, path, cwd), file, named: true }];
  } catch (error) {
    if (isMissing(error) && isLink(file)) return [miss(path, 'a symbolic link to nothing')];
    if (isMissing(error) && GLOB.test(path)) return await expand(path, cwd);
    return [miss(path, reasonOf(error))];
  }
}

const miss = (path: string, failure: string): Miss => ({ path: withSlashes(path), failure });

function isLink(file: string): boolean {
  try {
    return readlinkSync(file) !== '';
  } catch {
    return false;
  }
}

async function search(path: string, cwd: string): Promise<(Target | Miss)[]> {
  const found = searchFolder(resolve(cwd, path), await loadGitIgnore());
  if (found.length === 0) return [miss(path, 'a folder without a Dockerfile in it')];
  return found.map((item) => {
    const name = shown(item.file, path, cwd);
    return 'failure' in item ? { path: name, failure: item.failure } : { path: name, file: item.file, named: false };
  });
}

const GLOB = /[*?[\]{}]/;

/** For shells that hand on a glob as it is. A search too: what it meets and is no Dockerfile yet is skipped. */
async function expand(pattern: string, cwd: string): Promise<(Target | Miss)[]> {
  const { filesLike } = await import('./glob.ts');
  const files = await filesLike(withSlashes(pattern), cwd);
  if (files.length === 0) return [miss(pattern, 'no file has such a name')];
  return files.map((file) => ({ path: shown(file, pattern, cwd), file, named: false }));
}

/** As the user wrote it: from where they stand, or from the root. */
const shown = (file: string, written: string, cwd: string): string =>
  withSlashes(isAbsolute(written) ? file : relative(cwd, file) || '.');
