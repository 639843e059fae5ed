import type { Dockerfile } from '../../../../model/dockerfile.ts';
import { indentAt, lineEnding, lineStart } from '../../../../syntax/text.ts';
import { endsBlank, headingComments, removal } from '../../rewrite/move.ts';
import { idOf, type Rewrite, type RunStep } from '../../rewrite/rewrite.ts';
import { copiesOf } from './copies.ts';
import { type Place, stepsBetween } from './place.ts';

/** How changes name the new RUN. */
const FETCH = -1;

/**
 * A new COPY and a RUN that fetches come to stand above the old COPY. Where other steps stand between that and the install, the old
 * COPY goes down to the install, because what they set up counts for the new RUN too.
 */
export function fetchFirst(file: Dockerfile, place: Place, files: readonly string[], command: string): Rewrite {
  const { step, copy } = place;
  const { text } = file.source;
  const ending = lineEnding(text);
  const notes = headingComments(file, copy.step);
  const copies = copiesOf(file, place, files);
  const isNext = stepsBetween(place).length === 0;
  const target = isNext ? copy.step : step;
  const before = headingComments(file, target)[0]?.span.start ?? idOf(target);
  const top = lineStart(text, before);
  const start = lineStart(text, notes[0]?.span.start ?? idOf(copy.step));
  const lines = `${copies.lines}${indentAt(text, idOf(step))}${headText(text, step)} ${command}${ending}`;
  const apart = endsBlank(text.slice(0, top)) && top > 0 ? ending : '';
  const lowered = text.slice(start, copy.step.instruction.span.end) + ending;
  const insertRun = { kind: 'insertRun', like: idOf(step), before, command, as: FETCH } as const;
  return isNext
    ? { edits: [{ start: top, end: top, text: lines + apart }], changes: [insertRun, ...copies.changes(FETCH)] }
    : {
        edits: [removal(file, copy.step, notes), { start: top, end: top, text: lines + apart + lowered + apart }],
        changes: [
          insertRun,
          { kind: 'lowerCopy', step: idOf(copy.step), to: FETCH, comments: notes.map(({ span }) => span.start) },
          ...copies.changes(FETCH),
        ],
      };
}

/** Keyword and flags of the RUN. */
const headText = (text: string, { instruction: { keywordSpan, flags } }: RunStep): string =>
  [text.slice(keywordSpan.start, keywordSpan.end), ...flags.map((flag) => flag.text)].join(' ');
