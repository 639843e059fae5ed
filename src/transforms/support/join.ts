import type { Change } from '../../model/change.ts';
import type { Dockerfile } from '../../model/dockerfile.ts';
import type { Edit } from '../../model/finding.ts';
import { spanIn, startIn } from '../../model/run.ts';
import type { Link } from '../../shell/script.ts';
import { indentAt, type Span } from '../../syntax/text.ts';
import { brokenAnd, fitsOnLine, isMultiline, type Layout, layoutOf } from './layout.ts';
import { endOfCommands, idOf, type Rewrite, type RunStep } from './rewrite.ts';

/** A RUN on its way into a joined one, and the links of its chain that stay. */
export type Part = { readonly step: RunStep; readonly kept: readonly Link[] };

/**
 * Joins RUNs that stand one after the other into one chain. Links that are not kept go, at the end of a part or at its start.
 * Comments between them become lines inside the new RUN, before the command that they headed.
 */
export function joinRuns(file: Dockerfile, parts: readonly Part[], ending?: string): Rewrite {
  const [first, last] = [parts[0] as Part, parts.at(-1) as Part];
  const id = idOf(first.step);
  const edits: Edit[] = [];
  const changes: Change[] = [{ kind: 'join', steps: parts.map(({ step }) => idOf(step)) }];
  const layout = layoutOf(file, parts.map(({ step }) => step.run));
  for (const [index, part] of parts.entries()) {
    changes.push(...removals(part, id));
    const next = parts[index + 1];
    if (next === undefined) continue;
    const gap = { start: keptEnd(part), end: keptStart(next) };
    const comments = commentsIn(file, gap);
    const inline = comments.length === 0 && staysOnLine(file, parts, index);
    edits.push({ ...gap, text: inline ? ' && ' : brokenAnd(layout, '&&', comments) });
    if (!inline) edits.push(...deeper(file, next.step, layout));
  }
  if (ending === undefined) return { edits, changes };
  const at = endOfCommands(last.step.run);
  return {
    edits: [...edits, { start: at, end: at, text: brokenAnd(layout) + ending }],
    changes: [...changes, { kind: 'append', step: id, operator: '&&', command: ending }],
  };
}

export const keptStart = ({ step, kept }: Part): number => startIn(step.run, kept[0] ?? { start: 0 });

function keptEnd({ step, kept }: Part): number {
  const last = kept.at(-1);
  return last === undefined ? endOfCommands(step.run) : spanIn(step.run, last).end;
}

function* removals({ step, kept }: Part, id: number): Iterable<Change> {
  const chain = step.run.script.statements[0]?.links ?? [];
  for (const link of chain) {
    if (kept.includes(link)) continue;
    const words = step.run.script.tokens.filter((token) => token.start >= link.start && token.start < link.end);
    const from = startIn(step.run, words[0] ?? link);
    const to = startIn(step.run, words.at(-1) ?? link);
    yield { kind: 'removeCommand', step: id, from, to };
  }
}

function commentsIn(file: Dockerfile, gap: Span): string[] {
  return file.source.comments.filter(({ span }) => span.start >= gap.start && span.end <= gap.end).map(({ text }) => text);
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
function deeper(file: Dockerfile, step: RunStep, layout: Layout): Edit[] {
  const { text } = file.source;
  const lines = wordLines(file, step);
  if (!lines.some((start) => indentAt(text, start).length <= layout.indent.length)) return [];
  const unit = layout.indent === '' ? '    ' : layout.indent;
  const notes = step.instruction.comments.map(({ span }) => span.start).filter((start) => start > (lines[0] ?? start));
  return [...lines, ...notes].map((start) => {
    const line = start - indentAt(text, start).length;
    return { start: line, end: line, text: unit };
  });
}

/** Where lines of a RUN start with a word that is neither an operator nor the beginning of a command. */
function wordLines({ source }: Dockerfile, { run }: RunStep): number[] {
  const commands = new Set(run.script.commands.map(({ start }) => start));
  const starts: number[] = [];
  for (const token of run.script.tokens) {
    if (commands.has(token.start) || /^[&|;]/.test(token.text)) continue;
    const start = startIn(run, token);
    const line = start - indentAt(source.text, start).length;
    if (line > run.instruction.span.start && source.text.slice(line, start).trim() === '' && source.text[line - 1] === '\n') starts.push(start);
  }
  return starts;
}
