import { parseShell } from './parse.ts';
import type { Script, Word } from './script.ts';

/** `sh -c "./server"`: the argument of a shell that it takes for its script. */
export function inlineScript(args: readonly Word[]): Word | undefined {
  const at = args.findIndex(({ value }) => /^-[a-z]*c$/.test(value));
  return at === -1 ? undefined : args[at + 1];
}

/** `exec "$@"`, `npx tsx`: arguments that are a command of their own. */
export const givenScript = (words: readonly Word[]): Script => parseShell(words.map(({ text }) => text).join(' '));

/** What a script calls by these names are functions of its own. */
export const functionNames = ({ text }: Script): ReadonlySet<string> =>
  new Set([...text.matchAll(/([\w-]+)\s*\(\s*\)/g)].map(([, name]) => name as string));
