import type { Dockerfile, Step } from '../../../model/dockerfile.ts';
import { once } from '../../../model/memo.ts';
import type { Run } from '../../../model/run.ts';
import { indentAt, lineEnding } from '../../../syntax/text.ts';

/** How an author breaks a RUN into lines: what new lines of it, or of its file, have to look like. */
export type Layout = {
  readonly escape: string;
  readonly ending: string;
  /** Before a command on a line of its own. */
  readonly indent: string;
  /** Where `&&` stands when a line breaks at it. */
  readonly operators: 'start' | 'end';
  /** The RUN breaks lines at operators itself; else the rest of the file says how. */
  readonly shown: boolean;
};

/** Longer lines are broken. */
export const LINE_WIDTH = 100;
const DEFAULT_INDENT = '    ';

type Signs = { starts: number; ends: number; indents: Map<string, number> };

/** The layout of a RUN; what it does not show is taken from the other RUNs of the file. */
export function layoutOf(file: Dockerfile, runs: readonly Run[]): Layout {
  const own = signsOf(file, runs);
  const all = fileSigns(file);
  const { source } = file;
  const clear = own.starts !== own.ends ? own : all;
  return {
    // In the script of a heredoc, the shell continues lines.
    escape: runs[0]?.isHeredoc ? '\\' : source.escape,
    ending: lineEnding(source.text),
    operators: clear.ends > clear.starts ? 'end' : 'start',
    shown: own.starts + own.ends > 0,
    indent: mostUsed(own.indents) ?? wordIndent(file, runs) ?? mostUsed(all.indents) ?? DEFAULT_INDENT,
  };
}

const fileSigns = once(
  (file: Dockerfile): Signs =>
    signsOf(
      file,
      file.stages.flatMap((stage) => stage.steps.map((step) => step.run)).filter((run) => run !== undefined),
    ),
);

function signsOf(file: Dockerfile, runs: readonly Run[]): Signs {
  const signs: Signs = { starts: 0, ends: 0, indents: new Map() };
  for (const run of runs) {
    let afterOperator = endsWithOperator(firstLine(file, run));
    if (afterOperator) signs.ends++;
    for (const { line, indent } of continuationLines(file, run)) {
      const starts = /^\s*&&/.test(line);
      if (starts || afterOperator) signs.indents.set(indent, (signs.indents.get(indent) ?? 0) + 1);
      afterOperator = endsWithOperator(line);
      if (starts) signs.starts++;
      if (afterOperator) signs.ends++;
    }
  }
  return signs;
}

/** The line breaks behind an operator, with any escape character. */
const endsWithOperator = (line: string): boolean => /(?:&&|;)\s*\S\s*$/.test(line);

const linesOf = (file: Dockerfile, { instruction }: Run): string[] =>
  file.source.text.slice(instruction.span.start, instruction.lineEnd).split(/\r?\n/);

const firstLine = (file: Dockerfile, run: Run): string => linesOf(file, run)[0] ?? '';

function* continuationLines(file: Dockerfile, run: Run): Iterable<{ line: string; indent: string }> {
  for (const line of linesOf(file, run).slice(1)) {
    if (line.trim() !== '' && !line.trimStart().startsWith('#'))
      yield { line, indent: /^[ \t]*/.exec(line)?.[0] ?? '' };
  }
}

/** Words are often indented twice, to stand under their command; then their indent is none for commands. */
function wordIndent(file: Dockerfile, runs: readonly Run[]): string | undefined {
  for (const run of runs) {
    for (const { indent } of continuationLines(file, run))
      return indent.length <= DEFAULT_INDENT.length ? indent : undefined;
  }
  return undefined;
}

function mostUsed(counts: ReadonlyMap<string, number>): string | undefined {
  let best: string | undefined;
  for (const [value, count] of counts) if (best === undefined || count > (counts.get(best) ?? 0)) best = value;
  return best;
}

export const isMultiline = ({ source }: Dockerfile, { instruction }: Run): boolean =>
  source.text.slice(instruction.span.start, instruction.lineEnd).includes('\n');

/** A line break inside an instruction. */
export const continuation = ({ escape, ending, indent }: Layout): string => ` ${escape}${ending}${indent}`;

/** What ties a command to the one before it on the line above; comments go on lines between them. */
export function brokenAnd(layout: Layout, operator: '&&' | ';' = '&&', comments: readonly string[] = []): string {
  const { escape, ending, indent } = layout;
  const notes = comments.map((comment) => `${indent}${comment}${ending}`).join('');
  if (operator === ';') return `; ${escape}${ending}${notes}${indent}`;
  return layout.operators === 'start'
    ? ` ${escape}${ending}${notes}${indent}&& `
    : ` && ${escape}${ending}${notes}${indent}`;
}

/** The last line of the RUN has room for more. */
export function fitsOnLine(file: Dockerfile, { instruction }: Step, added: number): boolean {
  return (
    instruction.lineEnd - instruction.span.start + indentAt(file.source.text, instruction.span.start).length + added <=
    LINE_WIDTH
  );
}
