import type dockerignore from '@balena/dockerignore';
import { load } from '../load.ts';
import type { BuildContext } from './build-context.ts';

const known = new WeakMap<BuildContext, (path: string) => boolean>();

/**
 * Whether a path is kept out of the build, by Docker's own rules; read once per context. As in BuildKit, the list that bears
 * the name of the Dockerfile stands in for that of the context, also where it is empty.
 */
export function isIgnored(context: BuildContext, path: string): boolean {
  let rules = known.get(context);
  if (rules === undefined) {
    rules = rulesOf(ignoreText(context));
    known.set(context, rules);
  }
  return rules(path);
}

/** What is said of what is kept out, and by exceptions let in. */
export const ignoreText = (context: BuildContext): string | undefined =>
  context.ownIgnores?.() ?? context.readText('.dockerignore');

/** The list that counts is the one beside the Dockerfile that bears its name, not that of the context. */
export const hasOwnIgnores = (context: BuildContext): boolean => context.ownIgnores?.() !== undefined;

/** An exception (`!`) of the ignore list speaks of a name. */
export const isLetIn = (context: BuildContext, name: string): boolean =>
  ignoreText(context)
    ?.split(/\r?\n/)
    .some((line) => line.startsWith('!') && line.includes(name)) === true;

/** The context with more lines at the end of its ignore list. */
export function withIgnores(context: BuildContext, lines: readonly string[]): BuildContext {
  if (lines.length === 0) return context;
  const text = longerBy(ignoreText(context), lines);
  if (hasOwnIgnores(context)) return { ...context, ownIgnores: () => text };
  return { ...context, readText: (path) => (path === '.dockerignore' ? text : context.readText(path)) };
}

function longerBy(text: string | undefined = '', lines: readonly string[]): string {
  const ending = text.includes('\r\n') ? '\r\n' : '\n';
  const isEnded = text === '' || text.endsWith('\n');
  return text + (isEnded ? '' : ending) + lines.map((line) => line + ending).join('');
}

/** Whether lines of an ignore list that hold no exceptions keep a path out. */
export function keptOutBy(lines: readonly string[]): (path: string) => boolean {
  const rules = rulesOf(lines.join('\n'));
  const names = lines.map((line) => line.slice(line.lastIndexOf('/') + 1));
  // Rules cost far more than a look for a name, which has to be in the path where it is written out.
  if (names.some((name) => /[*?[\]\\\s]|^$/.test(name))) return rules;
  return (path) => names.some((name) => path.includes(name)) && rules(path);
}

/** The library is loaded where there is something for it to read: most runs never ask. */
function rulesOf(text: string | undefined): (path: string) => boolean {
  if (text === undefined) return () => false;
  const { default: create } = load('@balena/dockerignore') as typeof dockerignore;
  const lines = text.replace(/^\ufeff/, '').split('\n');
  const rules = create({ ignorecase: false }).add(lines.map(asLibraryReads));
  return (path) => {
    try {
      return path !== '' && rules.ignores(path);
    } catch {
      // A pattern that is none: Docker stops there, so no build tells what it would keep out.
      return false;
    }
  };
}

/**
 * A line with the same meaning to the library as to Docker (moby/patternmatcher), which does more than the code that the library
 * was made from: what means something to regular expressions alone is as it is written, and `**x` is all that ends in `x`.
 */
const asLibraryReads = (line: string): string =>
  line
    .replace(/\\.|\[[^\]]*\]|[+(){}|]/g, (found) => (found.length === 1 ? `[${found}]` : found))
    .replace(/^(\s*(?:!\s*)?\/?\*\*)(?=[^/*?[\]\\\s][^*?[\]\\]*$)/, '$1/*');
