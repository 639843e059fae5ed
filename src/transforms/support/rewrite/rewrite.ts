import type { Change, Separator } from '../../../model/change.ts';
import type { Dockerfile, Step } from '../../../model/dockerfile.ts';
import type { Edit } from '../../../model/finding.ts';
import { type Run, spanIn, startIn } from '../../../model/run.ts';
import type { Command, Link, Word } from '../../../shell/script.ts';
import { indentAt, lineEnding, type Span } from '../../../syntax/text.ts';
import { brokenAnd, fitsOnLine, isMultiline, layoutOf } from './layout.ts';

/** The two statements of a fix: what happens to the text, and what happens to the trace. */
export type Rewrite = { readonly edits: readonly Edit[]; readonly changes: readonly Change[] };

/** A step whose commands are known. */
export type RunStep = Step & { readonly run: Run };

export const isRun = (step: Step | undefined): step is RunStep => step?.run !== undefined;

export const idOf = ({ instruction }: Step): number => instruction.span.start;

export function combine(...rewrites: readonly Rewrite[]): Rewrite {
  return { edits: rewrites.flatMap(({ edits }) => edits), changes: rewrites.flatMap(({ changes }) => changes) };
}

/** Words on the same line, after a word. */
export function addWordsAfter(step: RunStep, word: Word, words: readonly string[]): Rewrite {
  const { end } = spanIn(step.run, word);
  return {
    edits: [{ start: end, end, text: ` ${words.join(' ')}` }],
    changes: [{ kind: 'addWords', step: idOf(step), after: startIn(step.run, word), words }],
  };
}

/** Words on the same line, before a word. */
export function addWordsBefore(step: RunStep, word: Word, words: readonly string[]): Rewrite {
  const start = startIn(step.run, word);
  return {
    edits: [{ start, end: start, text: `${words.join(' ')} ` }],
    changes: [{ kind: 'addWordsBefore', step: idOf(step), before: start, words }],
  };
}

/** Undefined where a line break cuts the word in two. */
export function replaceWord(file: Dockerfile, step: RunStep, word: Word, text: string): Rewrite | undefined {
  const span = spanIn(step.run, word);
  if (file.source.text.slice(span.start, span.end) !== word.text) return undefined;
  return { edits: [{ ...span, text }], changes: [{ kind: 'replaceWord', step: idOf(step), at: span.start, text }] };
}

/**
 * A word goes with the blanks before it, or, at the start of its line, with those behind it. Undefined where a comment or a redirect
 * stands there.
 */
export const removeWord = (file: Dockerfile, step: RunStep, command: Command, word: Word): Rewrite | undefined =>
  removeRow(file, step, command, [word]);

/** Words of one command; those that follow each other go together. */
export function removeWords(
  file: Dockerfile,
  step: RunStep,
  command: Command,
  gone: readonly Word[],
): Rewrite | undefined {
  const rows: Word[][] = [];
  for (const [at, word] of command.words.entries()) {
    if (!gone.includes(word)) continue;
    const before = rows.at(-1);
    if (before !== undefined && before.at(-1) === command.words[at - 1]) before.push(word);
    else rows.push([word]);
  }
  const rewrites = rows.map((row) => removeRow(file, step, command, row));
  return rewrites.includes(undefined) ? undefined : combine(...(rewrites as Rewrite[]));
}

function removeRow(file: Dockerfile, step: RunStep, { words }: Command, row: readonly Word[]): Rewrite | undefined {
  const [first, last] = [row[0] as Word, row.at(-1) as Word];
  const [before, after] = [words[words.indexOf(first) - 1], words[words.indexOf(last) + 1]];
  if (before === undefined) return undefined;
  const own = { start: startIn(step.run, first), end: spanIn(step.run, last).end };
  const [from, to] = [spanIn(step.run, before).end, after === undefined ? own.end : startIn(step.run, after)];
  const breaks = (start: number, end: number): boolean => file.source.text.slice(start, end).includes('\n');
  const isFirst = breaks(from, own.start) && to > own.end && !breaks(own.end, to);
  const gone = isFirst ? { start: own.start, end: to } : { start: from, end: own.end };
  const { text, escape } = file.source;
  const isBlank = (start: number, end: number): boolean => text.slice(start, end).replaceAll(escape, '').trim() === '';
  const spans = row.map((word) => spanIn(step.run, word));
  const edges = [gone.start, ...spans.flatMap(({ start, end }) => [start, end]), gone.end];
  if (spans.some((_, at) => !isBlank(edges[2 * at] as number, edges[2 * at + 1] as number))) return undefined;
  if (!isBlank(own.end, gone.end)) return undefined;
  return {
    edits: [{ ...gone, text: '' }],
    changes: [{ kind: 'removeWords', step: idOf(step), at: spans.map(({ start }) => start) }],
  };
}

/** A command at the end of a RUN, on a line of its own where the RUN has several or the line would get long. */
export function appendCommand(file: Dockerfile, step: RunStep, command: string, operator: Separator): Rewrite {
  return {
    edits: [{ ...tailOf(file, step.run), text: jointBefore(file, step, command, operator) + command }],
    changes: [{ kind: 'append', step: idOf(step), operator, command }],
  };
}

function jointBefore(file: Dockerfile, step: RunStep, command: string, operator: Separator): string {
  const { run } = step;
  const { text } = file.source;
  if (operator === '\n') return lineEnding(text) + indentAt(text, endOfCommands(run));
  const inline = operator === ';' ? '; ' : ' && ';
  if (run.isHeredoc) return inline;
  const oneLine = !isMultiline(file, run) && fitsOnLine(file, step, inline.length + command.length);
  return oneLine ? inline : brokenAnd(layoutOf(file, [run]), operator);
}

/** The offset in the file behind the last command of a RUN. */
export function endOfCommands(run: Run): number {
  const last = run.script.statements.at(-1);
  return last === undefined ? run.instruction.lineEnd : spanIn(run, last).end;
}

/** The change that takes a link out of its chain. `id` names the step that it is in by then. */
export function removeLink({ run }: RunStep, link: Link, id: number): Change {
  const words = run.script.tokens.filter(({ start }) => start >= link.start && start < link.end);
  const [from, to] = [startIn(run, words[0] ?? link), startIn(run, words.at(-1) ?? link)];
  return { kind: 'removeCommand', step: id, from, to };
}

/** Behind the last command, with the blanks that end its line: new text there must not leave them behind. */
export function tailOf(file: Dockerfile, run: Run): Span {
  const start = endOfCommands(run);
  const blanks = /^[ \t]*(?=\r?\n|$)/.exec(file.source.text.slice(start))?.[0] ?? '';
  return { start, end: start + blanks.length };
}

/** A command and `&&` before a command of the chain, on its line where it is the first. */
export function insertCommandBefore(
  file: Dockerfile,
  step: RunStep,
  target: { readonly start: number },
  command: string,
): Rewrite {
  const { run } = step;
  const start = startIn(run, target);
  const first = run.script.statements[0]?.start === target.start;
  const layout = layoutOf(file, [run]);
  const oneLine = !isMultiline(file, run) && fitsOnLine(file, step, command.length);
  const headsLine = first && !(layout.shown && layout.operators === 'end');
  const joint = oneLine || headsLine ? ' && ' : brokenAnd(layout);
  return {
    edits: [{ start, end: start, text: command + joint }],
    changes: [{ kind: 'insertCommand', step: idOf(step), before: start, command }],
  };
}
