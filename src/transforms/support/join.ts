import type { Change } from '../../model/change.ts';
import type { Dockerfile } from '../../model/dockerfile.ts';
import type { Edit } from '../../model/finding.ts';
import { spanIn, startIn } from '../../model/run.ts';
import type { Link } from '../../shell/script.ts';
import { indentAt, type Span } from '../../syntax/text.ts';
import { brokenAnd, fitsOnLine, isMultiline, type Layout, layoutOf } from './layout.ts';
import { endOfCommands, idOf, type Rewrite, type RunStep, removeLink } from './rewrite.ts';

/** A RUN on its way into a joined one, and the links of its chain that stay. */
export type Part = { readonly step: RunStep; readonly kept: readonly Link[] };

/**
 * Joins RUNs that stand one after the other into one chain. Links that are not kept go, at the end of a part or at its start.
 * Comments between them become lines inside the new RUN, before the command that they headed.
 */
export function joinRuns(file: Dockerfile, parts: readonly Part[]): Rewrite {
  const id = idOf((parts[0] as Part).step);
  const edits: Edit[] = [];
  const changes: Change[] = [{ kind: 'join', steps: parts.map(({ step }) => idOf(step)) }];
  const layout = layoutOf(
    file,
    parts.map(({ step }) => step.run),
  );
  for (const [index, part] of parts.entries()) {
    changes.push(...removals(part, id));
    const next = parts[index + 1];
    if (next === undefined) continue;
    const gap = { start: keptEnd(part), end: keptStart(next) };
    const comments = commentsIn(file, gap);
    const inline = comments.length === 0 && staysOnLine(file, parts, index);
    edits.push({ ...gap, text: inline ? ' && ' : brokenAnd(layout, '&&', comments) });
    if (!inline) edits.push(...deeper(file, next, layout));
  }
  return { edits, changes };
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

function commentsIn(file: Dockerfile, gap: Span): string[] {
  return file.source.comments
    .filter(({ span }) => span.start >= gap.start && span.end <= gap.end)
    .map(({ text }) => text);
}

/** `apt-get update` and the install that follows share a line, as people write it; longer chains get a line per command. */
function staysOnLine(file: Dockerfile, parts: readonly Part[], index: number): boolean {
  const [part, next] = [parts[index], parts[index + 1]];
  if (part === undefined || next === undefined || index > 0 || parts.length > 2) return false;
  if (part.kept.length > 1 || isMultiline(file, part.step.run)) return false;
  const first = next.step.instruction;
  const lineEnd = file.source.text.indexOf('\n', first.span.start);
  const firstLine = (lineEnd === -1 ? first.span.end : Math.min(lineEnd, first.span.end)) - first.span.start;
  return fitsOnLine(file, part.step, firstLine);
}

/** Words of the second RUN's commands move under the commands, where these now stand on lines of their own. */
function deeper(file: Dockerfile, part: Part, layout: Layout): Edit[] {
  const [start, end] = [keptStart(part), keptEnd(part)];
  const lines = continuedLines(file, part.step).filter((line) => line.start >= start && line.start < end);
  const words = lines.filter((line) => line.starts === 'word');
  const shallow = words.some(({ indent }) => indent.length <= layout.indent.length);
  if (!shallow || lines.some((line) => line.starts === 'middle')) return [];
  return lines
    .filter(({ starts }) => starts === 'word' || starts === 'comment')
    .map(({ start, indent }) => ({ start, end: start, text: indent.includes('\t') ? '\t' : layout.indent || '    ' }));
}

type ContinuedLine = {
  readonly start: number;
  readonly indent: string;
  readonly starts: 'command' | 'word' | 'comment' | 'middle';
};

/** The lines of a RUN after its first, and what each begins with; `middle`: inside a word, whose blanks count. */
function continuedLines({ source }: Dockerfile, { run, instruction }: RunStep): ContinuedLine[] {
  const commands = new Set(run.script.commands.map((command) => startIn(run, command)));
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
    const isCommand = commands.has(first) || /^[&|;]/.test(token ?? '');
    const starts = comments.has(first) ? 'comment' : isCommand ? 'command' : token === undefined ? 'middle' : 'word';
    lines.push({ start: at, indent, starts });
  }
  return lines;
}
