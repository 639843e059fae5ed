import type { Change } from '../../../model/change.ts';
import type { Dockerfile, Step } from '../../../model/dockerfile.ts';
import type { Edit } from '../../../model/finding.ts';
import { packageCalls } from '../../../model/package-calls.ts';
import { spanIn, startIn } from '../../../model/run.ts';
import type { Link } from '../../../shell/script.ts';
import { contains, indentAt, lineStart, type Span } from '../../../syntax/text.ts';
import { brokenAnd, fitsOnLine, isMultiline, type Layout, layoutOf } from './layout.ts';
import { headingComments } from './move.ts';
import { endOfCommands, idOf, type Rewrite, type RunStep, removeLink } from './rewrite.ts';

/** A RUN on its way into a joined one, the links of its chain that stay, and whether they stand in brackets there. */
export type Part = { readonly step: RunStep; readonly kept: readonly Link[]; readonly bracketed?: boolean };

/** Instructions between two RUNs that are joined: they come to stand above the first of them. */
export function joinOver(file: Dockerfile, first: Part, between: readonly Step[], second: Part): Rewrite {
  const { text } = file.source;
  const notes = headingComments(file, first.step);
  const top = lineStart(text, notes[0]?.span.start ?? first.step.instruction.span.start);
  const over = { start: nextLine(text, first.step), end: nextLine(text, between.at(-1) as Step) };
  const joined = joinRuns(file, [first, second], over);
  const comments = notes.map(({ span }) => span.start);
  const lowered: Change = { kind: 'lower', step: idOf(first.step), to: idOf(second.step), comments };
  return {
    edits: [
      { start: top, end: top, text: text.slice(over.start, over.end).replace(/^(?:[ \t]*\r?\n)+/, '') },
      ...joined.edits,
    ],
    changes: [lowered, ...joined.changes],
  };
}

const nextLine = (text: string, { instruction }: Step): number => text.indexOf('\n', instruction.span.end) + 1;

/**
 * Joins RUNs that stand one after the other into one chain. Links that are not kept go, at the end of a part or at its start.
 * Comments between them become lines inside the new RUN, before the command that they headed; what stands in `over` is none of its
 * business.
 */
export function joinRuns(file: Dockerfile, parts: readonly Part[], over?: Span): Rewrite {
  const id = idOf((parts[0] as Part).step);
  const bracketed = parts.filter((part) => part.bracketed).map(({ step }) => idOf(step));
  const edits: Edit[] = bracketEnds(parts);
  const changes: Change[] = [{ kind: 'join', steps: parts.map(({ step }) => idOf(step)), bracketed }];
  const layout = layoutOf(
    file,
    parts.map(({ step }) => step.run),
  );
  for (const [index, part] of parts.entries()) {
    changes.push(...removals(part, id));
    if (part.bracketed) edits.push(...deeper(file, part, layout));
    const next = parts[index + 1];
    if (next === undefined) continue;
    const gap = { start: keptEnd(part), end: keptStart(next) };
    const comments = commentsIn(file, gap, over);
    const inline = comments.length === 0 && staysOnLine(file, parts, index);
    const joint = inline ? ' && ' : brokenAnd(layout, '&&', comments);
    edits.push({ ...gap, text: (part.bracketed ? ' )' : '') + joint + (next.bracketed ? '( ' : '') });
    if (!inline && !next.bracketed) edits.push(...deeper(file, next, layout));
  }
  return { edits, changes };
}

/** The first bracket of the whole and the last one; the others are part of what ties their parts together. */
function bracketEnds(parts: readonly Part[]): Edit[] {
  const [first, last] = [parts[0] as Part, parts.at(-1) as Part];
  const [start, end] = [keptStart(first), keptEnd(last)];
  return [
    ...(first.bracketed ? [{ start, end: start, text: '( ' }] : []),
    ...(last.bracketed ? [{ start: end, end, text: ' )' }] : []),
  ];
}

const keptStart = ({ step, kept }: Part): number => startIn(step.run, kept[0] ?? { start: 0 });

function keptEnd({ step, kept }: Part): number {
  const last = kept.at(-1);
  return last === undefined ? endOfCommands(step.run) : spanIn(step.run, last).end;
}

function removals({ step, kept }: Part, id: number): Change[] {
  const chain = step.run.script.statements[0]?.links ?? [];
  return chain.filter((link) => !kept.includes(link)).map((link) => removeLink(step, link, id));
}

function commentsIn(file: Dockerfile, gap: Span, over: Span | undefined): string[] {
  return file.source.comments
    .filter(({ span }) => contains(gap, span) && !(over && contains(over, span)))
    .map(({ text }) => text);
}

/** `apt-get update` and the install that follows share a line, as people write it; longer chains get a line per command. */
function staysOnLine(file: Dockerfile, parts: readonly Part[], index: number): boolean {
  const [part, next] = [parts[index], parts[index + 1]];
  if (part === undefined || next === undefined || index > 0 || parts.length > 2) return false;
  if (part.kept.length > 1 || isMultiline(file, part.step.run) || breaksLines(file, part, next)) return false;
  const first = next.step.instruction;
  const lineEnd = file.source.text.indexOf('\n', first.span.start);
  const firstLine = (lineEnd === -1 ? first.span.end : Math.min(lineEnd, first.span.end)) - first.span.start;
  return fitsOnLine(file, part.step, firstLine);
}

/** The next one has a line per command, of which only a call for packages shares its line with what it needs. */
function breaksLines(file: Dockerfile, part: Part, next: Part): boolean {
  const { shown, operators } = layoutOf(file, [next.step.run]);
  return shown && (operators === 'end' || packageCalls(part.step.run.script).length === 0);
}

/** Words of a joined RUN's commands move under the commands, where these now stand on lines of their own; in brackets, all do. */
function deeper(file: Dockerfile, part: Part, layout: Layout): Edit[] {
  const [start, end] = [keptStart(part), keptEnd(part)];
  const lines = continuedLines(file, part.step).filter((line) => line.start >= start && line.start < end);
  if (lines.some((line) => line.starts === 'middle')) return [];
  const words = lines.filter((line) => line.starts === 'word');
  const shallow = words.some(({ indent }) => indent.length <= layout.indent.length);
  if (!shallow && !part.bracketed) return [];
  return lines
    .filter((_, index) => part.bracketed || headedBy(lines, index) === 'word')
    .map(({ start, indent }) => ({ start, end: start, text: indent.includes('\t') ? '\t' : layout.indent || '    ' }));
}

/** What a line begins with, or, where it is a comment, what the line begins with that it heads. */
const headedBy = (lines: readonly ContinuedLine[], index: number): ContinuedLine['starts'] | undefined =>
  lines.slice(index).find(({ starts }) => starts !== 'comment')?.starts;

type ContinuedLine = {
  readonly start: number;
  readonly indent: string;
  readonly starts: 'command' | 'word' | 'comment' | 'middle';
};

/** The lines of a RUN after its first, and what each begins with; `middle`: inside a word, whose blanks count. */
function continuedLines({ source }: Dockerfile, { run, instruction }: RunStep): ContinuedLine[] {
  const words = new Set(
    run.script.commands
      .flatMap((command) => [...command.words.slice(1), ...command.redirects])
      .map((word) => startIn(run, word)),
  );
  const tokens = new Map(run.script.tokens.map((token) => [startIn(run, token), token.text]));
  const comments = new Set(instruction.comments.map(({ span }) => span.start));
  const lines: ContinuedLine[] = [];
  for (
    let at = source.text.indexOf('\n', instruction.span.start) + 1;
    at > 0 && at < instruction.lineEnd;
    at = source.text.indexOf('\n', at) + 1
  ) {
    const indent = indentAt(source.text, at);
    const first = at + indent.length;
    if (/^\r?\n/.test(source.text.slice(first, first + 2))) continue;
    const token = tokens.get(first);
    const starts = comments.has(first)
      ? 'comment'
      : words.has(first)
        ? 'word'
        : token === undefined
          ? 'middle'
          : 'command';
    lines.push({ start: at, indent, starts });
  }
  return lines;
}
