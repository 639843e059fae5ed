import type { Instruction } from '../syntax/instruction.ts';
import type { Comment } from '../syntax/lines.ts';
import type { SourceFile } from '../syntax/parse.ts';
import { once } from './memo.ts';

/** A comment that asks tools to leave a place, or the file, alone. */
export type Pragma = {
  readonly comment: Comment;
  /** Rule or transform ids in lower case; empty means all of them. */
  readonly ids: readonly string[];
  /** The instruction that it heads; undefined: the whole file. */
  readonly instruction: Instruction | undefined;
};

type Form = { readonly pattern: RegExp; readonly wholeFile: boolean };

/** Our own form and the ones of other tools; the first group holds the ids. What follows our own without `=` asks for everything. */
const FORMS: readonly Form[] = [
  { pattern: /^#\s*dockmod\s+ignore(?:\s*=\s*([\w,\s-]+?)(?:\s+--.*|;.*)?|\s+[^=\s].*|;.*)?$/i, wholeFile: false },
  {
    pattern: /^#\s*dockmod\s+(?:global|file)\s+ignore(?:\s*=\s*([\w,\s-]+?)(?:\s+--.*|;.*)?|\s+[^=\s].*|;.*)?$/i,
    wholeFile: true,
  },
  { pattern: /^#\s*hadolint\s+(?:shell=\S+\s+)?ignore\s*=\s*(\w+(?:\s*,\s*\w+)*)/i, wholeFile: false },
  { pattern: /^#\s*hadolint\s+global\s+ignore\s*=\s*(\w+(?:\s*,\s*\w+)*)/i, wholeFile: true },
  { pattern: /^#\s*tally\s+ignore\s*=\s*([\w/-]+(?:\s*,\s*[\w/-]+)*)/i, wholeFile: false },
  { pattern: /^#\s*tally\s+global\s+ignore\s*=\s*([\w/-]+(?:\s*,\s*[\w/-]+)*)/i, wholeFile: true },
  { pattern: /^#\s*checkov:skip=(\w+)/i, wholeFile: true },
  { pattern: /^#\s*trivy:ignore:([\w-]+)/i, wholeFile: false },
  { pattern: /^#\s*check\s*=.*?\bskip=([\w,]+)/i, wholeFile: true },
];

/** The pragmas of a file; found once. */
export const pragmasOf = once((file: SourceFile): readonly Pragma[] => {
  const pragmas: Pragma[] = [];
  const comments = [
    ...file.directives.map(({ span }) => ({ text: file.text.slice(span.start, span.end).trim(), span })),
    ...file.comments,
  ];
  for (const comment of comments) {
    if (!comment.text.includes('ignore') && !comment.text.includes('skip')) continue;
    const form = FORMS.find(({ pattern }) => pattern.test(comment.text));
    if (form === undefined) continue;
    const listed = form.pattern.exec(comment.text)?.[1] ?? '';
    const ids = listed
      .split(/[,\s]+/)
      .filter((id) => id !== '')
      .map(plainId);
    const instruction = form.wholeFile
      ? undefined
      : file.instructions.find(({ span }) => span.end > comment.span.start);
    if (form.wholeFile || instruction !== undefined)
      pragmas.push({ comment, ids: ids.includes('all') ? [] : ids, instruction });
  }
  return pragmas;
});

/** Tally names the tool that a rule comes from, Trivy used to write AVD in front of its own. */
const plainId = (id: string): string => id.toLowerCase().replace(/^.*\//, '').replace(/^avd-/, '');

/** A comment inside an instruction's continuation, or above it, that is a pragma for it. */
export const heads = (pragma: Pragma, instruction: Instruction): boolean => pragma.instruction === instruction;

/** The pragma speaks of a transform, by its own id or by a foreign rule that the transform covers. */
export const speaksOf = (pragma: Pragma, ids: readonly string[]): boolean =>
  pragma.ids.length === 0 || pragma.ids.some((id) => ids.includes(id));
