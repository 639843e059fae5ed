import type { Dockerfile, Step } from '../../../model/dockerfile.ts';
import { KEYWORDS } from '../../../syntax/instruction.ts';
import { headingComments } from './move.ts';

/** Why comments keep two steps apart: they head more than the second of them, or are no comments on it at all. */
export function whyCommentsPart(file: Dockerfile, first: Pick<Step, 'instruction'>, second: Step): string | undefined {
  const { start } = second.instruction.span;
  const between = file.source.comments.filter(
    ({ span }) => span.start > first.instruction.span.end && span.end < start,
  );
  if (between.length > headingComments(file, second).length) return 'a comment between them heads more than one step';
  if (between.some(({ text }) => BANNER.test(text))) return 'a heading stands between them';
  return between.some(({ text }) => DISABLED.test(text)) ? 'a disabled instruction stands between them' : undefined;
}

const BANNER = /^#\s*([#=*~_-])\1{2,}|^##/;

const DISABLED = new RegExp(`^#+\\s*(?:${KEYWORDS.join('|')})\\s`);
