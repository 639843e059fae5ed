import type { Flag } from './flags.ts';
import type { Heredoc } from './heredocs.ts';
import type { Joined } from './joined.ts';
import type { Comment } from './lines.ts';
import type { Span } from './text.ts';

export const KEYWORDS = [
  'ADD',
  'ARG',
  'CMD',
  'COPY',
  'ENTRYPOINT',
  'ENV',
  'EXPOSE',
  'FROM',
  'HEALTHCHECK',
  'LABEL',
  'MAINTAINER',
  'ONBUILD',
  'RUN',
  'SHELL',
  'STOPSIGNAL',
  'USER',
  'VOLUME',
  'WORKDIR',
] as const;

export type Keyword = (typeof KEYWORDS)[number];

/** They are about containers, and nothing to a build. */
export const ABOUT_CONTAINERS: readonly Keyword[] = [
  'CMD',
  'ENTRYPOINT',
  'EXPOSE',
  'HEALTHCHECK',
  'LABEL',
  'MAINTAINER',
  'STOPSIGNAL',
];

/** It brings files to the image by itself: from the build context, another stage, or the network. */
export const isCopy = ({ keyword }: Pick<Instruction, 'keyword'>): boolean => keyword === 'COPY' || keyword === 'ADD';

export type Instruction = {
  readonly keyword: Keyword;
  readonly keywordSpan: Span;
  /** From the keyword to the last character that is no white space, heredoc bodies included. */
  readonly span: Span;
  /** Where its own lines end, before any heredoc body. */
  readonly lineEnd: number;
  readonly flags: readonly Flag[];
  /** What follows keyword and flags, joined and trimmed. */
  readonly args: Joined;
  readonly heredocs: readonly Heredoc[];
  /** Comment lines inside the continuation. */
  readonly comments: readonly Comment[];
  /** The instruction that an ONBUILD defers. */
  readonly onbuild?: Instruction;
};

/** What does the work: the instruction itself, or the one that an ONBUILD defers. */
export const actingOf = (instruction: Instruction): Instruction => instruction.onbuild ?? instruction;

/** The strings of a JSON (exec) form, or undefined where BuildKit would read a shell form. */
export function jsonForm({ text }: Joined): readonly string[] | undefined {
  if (!text.startsWith('[')) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) && value.every((item) => typeof item === 'string') ? value : undefined;
  } catch {
    return undefined;
  }
}
