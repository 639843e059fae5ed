import type { BuildContext } from '../context/build-context.ts';
import { namesLike } from './paths.ts';

/** A `.gitignore` of the context names a file: then it is on this disk, and may be on no other. Exceptions (`!`) are not followed. */
export function isUntracked(context: BuildContext, path: string): boolean {
  const parts = path.split('/');
  return parts.some((_, at) => {
    const folder = parts.slice(0, at).join('/');
    const rules = context.readText(folder === '' ? '.gitignore' : `${folder}/.gitignore`);
    return linesOf(rules).some((line) => namesPath(line, parts.slice(at)));
  });
}

/** The `.gitignore` of the root names a file wherever it is, and makes no exception. */
export function isUntrackedAnywhere(context: BuildContext, name: string): boolean {
  const lines = linesOf(context.readText('.gitignore'));
  return (
    lines.some((line) => patternOf(line) === name) && !lines.some((line) => line.startsWith('!') && line.includes(name))
  );
}

const linesOf = (text: string | undefined): string[] => (text ?? '').split(/\r?\n/).map((line) => line.trim());

/** Without what says that it may be anywhere, and that it is a folder. */
const patternOf = (rule: string): string => rule.replace(/^\*\*\//, '').replace(/\/$/, '');

/** A rule with a slash in it goes by the path, any other by a name wherever it is. */
function namesPath(rule: string, parts: readonly string[]): boolean {
  if (rule === '' || rule.startsWith('#')) return false;
  const pattern = patternOf(rule);
  if (!pattern.includes('/')) return parts.some((part) => namesLike(pattern).test(part));
  const like = namesLike(pattern.replace(/^\//, ''));
  return parts.some((_, at) => like.test(parts.slice(0, at + 1).join('/')));
}
