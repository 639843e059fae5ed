import { type BuildContext, pathIn, whyUnknown } from '../../../context/build-context.ts';
import { sentFrom } from '../../../context/sent.ts';
import {
  manifestFile,
  mayCall,
  notRun,
  ordinaryWords,
  type SilentUse,
  startsPrograms,
} from '../../../knowledge/packages/debug-packages.ts';
import { once } from '../../../model/memo.ts';
import { baseName } from '../../../shell/invocation.ts';
import { parseShell } from '../../../shell/parse.ts';
import type { Script } from '../../../shell/script.ts';
import { escaped } from '../../../syntax/text.ts';

/** A file of the context that may call a program. */
export type Caller = { readonly path: string; readonly text: string; readonly script: Script | undefined };

/** So many names are looked at, and no more. */
const MOST_NAMES = 20_000;

/** What may call a program among what a build gets of its context; or why that is not known. */
export const callersIn = once((context: BuildContext): readonly Caller[] | { readonly unknown: string } => {
  const unknown = whyUnknown(context);
  if (unknown !== undefined) return { unknown };
  const sent = sentFrom(context, '');
  const callers: Caller[] = [];
  let names = 0;
  for (const path of filesBelow(sent, '')) {
    if (++names > MOST_NAMES) return { unknown: 'the build context has too many files to read them all' };
    if (!mayCall.test(path) && !manifestFile.test(path)) continue;
    const text = sent.readText(path);
    if (text === undefined) return { unknown: `${path} can not be read` };
    callers.push({ path, text, script: isShellScript(path, text) ? parseShell(text) : undefined });
  }
  return callers;
});

function* filesBelow(sent: BuildContext, folder: string): Iterable<string> {
  for (const name of sent.namesIn(folder) ?? []) {
    const path = pathIn(folder, name);
    const kind = sent.kindOf(path);
    if (kind === 'file') yield path;
    else if (kind === 'folder' && !notRun.has(name) && sent.isLink?.(path) !== true) yield* filesBelow(sent, path);
  }
}

const isShellScript = (path: string, text: string): boolean =>
  /^#!.*\b(?:ba|da|a|k|z)?sh\b/.test(text) || (!text.startsWith('#!') && /\.(?:ba|k|z)?sh$/.test(path));

/** Some word of a script is the name of a program, or a path of it; in a script that can not be read, whatever may be a word. */
export function namesProgram(script: Script, program: string): boolean {
  if (script.opaque !== undefined) return mentions(script.text, program);
  return script.commands.some(({ words, assignments, redirects }) =>
    [...words, ...assignments, ...redirects.flatMap(({ target }) => target ?? [])].some(
      ({ value, text }) => baseName(value) === program || (/[\s;|&`$("']/.test(text) && mentions(text, program)),
    ),
  );
}

/** It stands there as a word of its own. */
export const mentions = (text: string, program: string): boolean => wordOf(program).test(text);

const words = new Map<string, RegExp>();

function wordOf(program: string): RegExp {
  const known = words.get(program) ?? new RegExp(`(?<![\\w.-])${escaped(program)}(?![\\w.-])`);
  words.set(program, known);
  return known;
}

/** A file of the context that calls a program: a script, or text in which its name begins a command, or an entry of a list. */
export function callerOf(callers: readonly Caller[], program: string): string | undefined {
  const start = new RegExp(
    `(?:["'\`]|[|;&(]\\s*|\\$\\(\\s*|\\bsudo\\s+|/s?bin/|\\b(?:exec|command -v|which)\\s+|^\\s*(?:-\\s+|[@-])?)${escaped(program)}(?=["'\`\\s;|&)]|$)(?!["'\`]?\\s*[:\\]=])`,
    'm',
  );
  const isOrdinary = ordinaryWords.has(program);
  return callers.find(({ text, script }) => {
    if (!text.includes(program)) return false;
    return script === undefined
      ? start.test(text) && !(isOrdinary && !startsPrograms.test(text))
      : namesProgram(script, program);
  })?.path;
}

/** A manifest or source that says that a library calls a program. */
export const silentCallerOf = (callers: readonly Caller[], { text: sign }: SilentUse): string | undefined =>
  callers.find(({ path, text }) => manifestFile.test(path) && sign.test(text))?.path;
