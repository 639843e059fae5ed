import type { Dockerfile } from '../../../model/dockerfile.ts';
import { once } from '../../../model/memo.ts';
import type { Comment } from '../../../syntax/lines.ts';

/** What a comment says of how others ask containers for their health, in words, and where it begins. */
export type HealthComment = { readonly at: number; readonly words: readonly string[] };

/** An orchestrator calls programs in containers that no text of the project has to name: then a comment is all that tells. */
export const healthComments = once((file: Dockerfile): readonly HealthComment[] =>
  paragraphs(file)
    .filter((comments) => comments.some(({ text }) => ASKS.test(text)))
    .map((comments) => ({
      at: comments[0]?.span.start ?? 0,
      words: comments.flatMap(({ text }) => text.match(/[\w.+-]+/g) ?? []),
    })),
);

const ASKS = /\bhealth|\b(?:liveness|readiness)\b/i;

/** Comments in lines that follow each other are one text. */
function paragraphs({ source }: Dockerfile): Comment[][] {
  const all: Comment[][] = [];
  for (const comment of source.comments) {
    const last = all.at(-1);
    const above = last?.at(-1);
    const isNext = above !== undefined && /^\r?\n[ \t]*$/.test(source.text.slice(above.span.end, comment.span.start));
    if (isNext) last?.push(comment);
    else all.push([comment]);
  }
  return all;
}
