import { readFileSync, realpathSync, statSync } from 'node:fs';
import { isAbsolute, join, relative, sep } from 'node:path';
import type { BuildContext } from './build-context.ts';

const MAX_BYTES = 5_000_000;

/** The files below a folder. Each is read at most once, when it is asked for; nothing outside of the folder ever is. */
export function diskContext(root: string): BuildContext {
  const texts = new Map<string, string | undefined>();
  let realRoot: string | undefined;
  const readText = (path: string): string | undefined => {
    if (texts.has(path)) return texts.get(path);
    realRoot ??= attempt(() => realpathSync(root));
    const text = realRoot === undefined ? undefined : readInside(realRoot, path);
    texts.set(path, text);
    return text;
  };
  return { readText };
}

function readInside(root: string, path: string): string | undefined {
  if (path === '' || isAbsolute(path) || path.split(/[/\\]/).includes('..')) return undefined;
  return attempt(() => {
    const file = realpathSync(join(root, path));
    if (!isInside(root, file)) return undefined;
    const stat = statSync(file);
    return stat.isFile() && stat.size <= MAX_BYTES ? decode(readFileSync(file)) : undefined;
  });
}

function isInside(folder: string, file: string): boolean {
  const path = relative(folder, file);
  return path !== '..' && !path.startsWith(`..${sep}`) && !isAbsolute(path);
}

/** A byte order mark is no part of what the file says. */
const decode = (bytes: Uint8Array): string | undefined =>
  bytes.includes(0) ? undefined : new TextDecoder('utf-8', { fatal: true }).decode(bytes);

/** A file that cannot be read is one that is not known. */
function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
