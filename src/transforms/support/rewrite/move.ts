import type { Dockerfile, Step } from '../../../model/dockerfile.ts';
import type { Edit } from '../../../model/finding.ts';
import { startIn } from '../../../model/run.ts';
import type { Comment } from '../../../syntax/lines.ts';
import { lineAround, lineStart } from '../../../syntax/text.ts';
import { brokenAnd, fitsOnLine, isMultiline, layoutOf } from './layout.ts';
import { idOf, type Rewrite, type RunStep, tailOf } from './rewrite.ts';

/** Why nothing may come to stand behind the last instruction; it may be moved itself as little. */
export const whyOpenEnd = ({ source: { text, escape } }: Dockerfile): string | undefined =>
  text.trimEnd().endsWith(escape)
    ? 'its last line says that it goes on, and what stood behind it would be part of it'
    : undefined;

/** The comments right above a step, no blank line between: they speak of it. */
export function headingComments(file: Dockerfile, step: Step): Comment[] {
  const { text, comments } = file.source;
  const heading: Comment[] = [];
  let below = lineStart(text, step.instruction.span.start);
  for (const comment of comments.toReversed()) {
    if (comment.span.end > below) continue;
    if (!/^[ \t]*\r?\n$/.test(text.slice(comment.span.end, below))) break;
    heading.unshift(comment);
    below = lineStart(text, comment.span.start);
  }
  return heading;
}

/** The commands of a RUN go to the start of a later one, their comments above it. */
export function moveToStart(file: Dockerfile, step: RunStep, to: RunStep): Rewrite {
  const { text } = file.source;
  const notes = headingComments(file, step);
  const start = startIn(to.run, to.run.script.statements[0] ?? { start: 0 });
  const commands = step.run.script.text.trim();
  const layout = layoutOf(file, [to.run]);
  const inline =
    (!isMultiline(file, to.run) && fitsOnLine(file, to, commands.length)) ||
    !(layout.shown && layout.operators === 'end');
  const above = lineStart(text, to.instruction.span.start);
  const lines = notes.map((comment) => comment.text + layout.ending).join('');
  return {
    edits: [
      removal(file, step, notes),
      ...(lines === '' ? [] : [{ start: above, end: above, text: lines }]),
      { start, end: start, text: commands + (inline ? ' && ' : brokenAnd(layout)) },
    ],
    changes: [
      { kind: 'move', step: idOf(step), to: idOf(to), place: 'start', comments: notes.map(({ span }) => span.start) },
    ],
  };
}

/** The commands of a RUN go to the end of an earlier one, their comments with them. */
export function moveToEnd(file: Dockerfile, step: RunStep, to: RunStep): Rewrite {
  const notes = headingComments(file, step);
  const commands = step.run.script.text.trim();
  const layout = layoutOf(file, [to.run]);
  const inline =
    notes.length === 0 && !isMultiline(file, to.run) && fitsOnLine(file, to, commands.length + ' && '.length);
  const joint = inline
    ? ' && '
    : brokenAnd(
        layout,
        '&&',
        notes.map((comment) => comment.text),
      );
  return {
    edits: [{ ...tailOf(file, to.run), text: joint + commands }, removal(file, step, notes)],
    changes: [
      { kind: 'move', step: idOf(step), to: idOf(to), place: 'end', comments: notes.map(({ span }) => span.start) },
    ],
  };
}

/** A step with its comments and line break; of the blank lines around it only those of one side stay. */
export function removal({ source: { text } }: Dockerfile, step: Step, notes: readonly Comment[]): Edit {
  const start = lineStart(text, notes[0]?.span.start ?? step.instruction.span.start);
  const lineBreak = text.indexOf('\n', step.instruction.span.end);
  // Nothing follows: the blank lines before it go along, and the file ends as it did.
  if (text.slice(lineBreak === -1 ? text.length : lineBreak).trim() === '')
    return {
      start: text.slice(0, start).trimEnd().length,
      end: lineAround(text, step.instruction.span.end).end,
      text: '',
    };
  const end = lineBreak + 1;
  const blankBefore = start === 0 || /\n\s*\n$/.test(text.slice(0, start));
  const blankAfter = blankBefore ? (/^[ \t]*\r?\n/.exec(text.slice(end))?.[0].length ?? 0) : 0;
  return { start, end: end + blankAfter, text: '' };
}

/** It begins the file, or follows a blank line. */
export const endsBlank = (text: string): boolean => text === '' || /\n[ \t]*\r?\n$/.test(text);
