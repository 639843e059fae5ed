import type { Dockerfile, Step } from '../../../model/dockerfile.ts';
import { lineEnding, lineStart } from '../../../syntax/text.ts';
import { endsBlank, headingComments, removal } from './move.ts';
import { idOf, type Rewrite, type RunStep } from './rewrite.ts';

/** A RUN goes up to before another step and the comments on it, with its own; where blank lines set it apart, they still do. */
export function raiseBefore(file: Dockerfile, step: RunStep, target: Step): Rewrite {
  const { text } = file.source;
  const ending = lineEnding(text);
  const notes = headingComments(file, step);
  const before = headingComments(file, target)[0]?.span.start ?? idOf(target);
  const top = lineStart(text, before);
  const start = lineStart(text, notes[0]?.span.start ?? idOf(step));
  const lines = text.slice(start, step.instruction.span.end) + ending;
  const isApart = endsBlank(text.slice(0, start));
  const above = isApart && !endsBlank(text.slice(0, top)) ? ending : '';
  return {
    edits: [{ start: top, end: top, text: above + lines + (isApart ? ending : '') }, removal(file, step, notes)],
    changes: [{ kind: 'raise', step: idOf(step), before, comments: notes.map(({ span }) => span.start) }],
  };
}
