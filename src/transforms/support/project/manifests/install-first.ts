import type { Change } from '../../../../model/change.ts';
import type { Dockerfile, Step } from '../../../../model/dockerfile.ts';
import { spanIn, startIn } from '../../../../model/run.ts';
import type { Link } from '../../../../shell/script.ts';
import type { Comment } from '../../../../syntax/lines.ts';
import { lineEnding, lineStart } from '../../../../syntax/text.ts';
import { headingComments, removal } from '../../rewrite/move.ts';
import { idOf, type Rewrite, type RunStep } from '../../rewrite/rewrite.ts';
import { copiesOf } from './copies.ts';
import { type Place, stepsBetween } from './place.ts';

/** The part of a RUN that installs, where something else follows. */
export type Cut = { readonly last: Link; readonly next: Link };

/**
 * The old COPY, with the comments on it, goes below the RUN, and a new one comes to stand above that. Where only the first part of the
 * RUN installs, that is a RUN of its own, and the rest stays below the COPY.
 */
export function installFirst(file: Dockerfile, place: Place, files: readonly string[], cut?: Cut): Rewrite {
  const { step, copy } = place;
  const { text } = file.source;
  const ending = lineEnding(text);
  const notes = notesToMove(file, place);
  const copies = copiesOf(file, place, files);
  const runNote = headingComments(file, step)[0]?.span.start;
  const runStart = lineStart(text, runNote ?? idOf(step));
  const start = lineStart(text, notes[0]?.span.start ?? idOf(copy.step));
  const { end } = copy.step.instruction.span;
  const isNext = stepsBetween(place).length === 0;
  const behind = text.indexOf('\n', end) + 1;
  const gap = isNext
    ? blankLines(text.slice(behind, runStart))
    : paragraphBreak(text.slice(0, runStart), ending, notes);
  const takesItsPlace = isNext && files.length > 0;
  const above = takesItsPlace
    ? [{ start, end: behind, text: copies.lines }]
    : [removal(file, copy.step, notes), { start: runStart, end: runStart, text: copies.lines }];
  const lowered = ending + gap + text.slice(start, end);
  const to = cut === undefined ? idOf(step) : FIRST_PART;
  return {
    edits: [
      ...above,
      cut === undefined
        ? behindRun(text, step, lowered)
        : { ...gapOf(step, cut), text: `${lowered}${ending}${gap}${headOf(text, step)}` },
    ],
    changes: [
      ...splitAt(step, cut),
      { kind: 'lowerCopy', step: idOf(copy.step), to, comments: notes.map(({ span }) => span.start) },
      ...copies.changes(isNext ? (firstBehind(file, copy.step, step) ?? to) : (runNote ?? to)),
    ],
  };
}

/** How changes name the RUN that the first part of another one becomes. */
const FIRST_PART = -1;

const splitAt = (step: RunStep, cut: Cut | undefined): Change[] =>
  cut === undefined ? [] : [{ kind: 'splitRun', step: idOf(step), at: startIn(step.run, cut.next), as: FIRST_PART }];

const behindRun = (text: string, { instruction: { span } }: RunStep, lowered: string) => ({
  start: span.end,
  end: span.end + (/^[ \t]*/.exec(text.slice(span.end))?.[0].length ?? 0),
  text: lowered,
});

/** What stands between the two parts. */
export const gapOf = ({ run }: RunStep, { last, next }: Cut) => ({
  start: spanIn(run, last).end,
  end: startIn(run, next),
});

/** Keyword and flags, as they are written. */
const headOf = (text: string, { instruction, run }: RunStep): string =>
  text.slice(lineStart(text, instruction.span.start), startIn(run, run.script.statements[0] ?? { start: 0 }));

const blankLines = (text: string): string => /^(?:[ \t]*\r?\n)*/.exec(text)?.[0] ?? '';

/** A COPY with comments is a paragraph of its own where the RUN begins one. */
const paragraphBreak = (before: string, ending: string, notes: readonly Comment[]): string =>
  notes.length > 0 && /\n[ \t]*\r?\n$/.test(before) ? ending : '';

/** The first comment that stands between two steps. */
const firstBehind = ({ source: { comments } }: Dockerfile, step: Step, next: Step): number | undefined =>
  comments.find(({ span }) => span.start > step.instruction.span.end && span.start < idOf(next))?.span.start;

/** Comments on the old COPY stay with it, but for those that speak of the install and are not on its RUN. */
function notesToMove(file: Dockerfile, place: Place): Comment[] {
  const own = headingComments(file, place.copy.step);
  const isOnInstall =
    headingComments(file, place.step).length === 0 &&
    stepsBetween(place).length === 0 &&
    own.some(({ text }) => /\b(?:install|dependenc|packages?\b)/i.test(text));
  return isOnInstall ? [] : own;
}
