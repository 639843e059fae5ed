import type { Dockerfile, Stage, Step } from '../../../model/dockerfile.ts';
import { ABOUT_CONTAINERS, type Instruction } from '../../../syntax/instruction.ts';
import { toSource } from '../../../syntax/joined.ts';
import { indentAt, lineEnding, lineStart } from '../../../syntax/text.ts';
import { usualCase } from '../find/casing.ts';
import { brokenAnd, LINE_WIDTH, layoutOf } from '../rewrite/layout.ts';
import { endsBlank, headingComments } from '../rewrite/move.ts';
import { idOf, isRun, type Rewrite } from '../rewrite/rewrite.ts';
import { lineOf } from '../wording.ts';

/** Who a USER names, and the comment above it. */
export type Named = { readonly user: string; readonly note?: string };

/** USER above the ENTRYPOINT or CMD of a stage; where these stand before the last step of the build, behind that. Else why not. */
export function userAtTheEnd(file: Dockerfile, stage: Stage, named: Named): Rewrite | string {
  const last = stage.steps.findLastIndex(({ instruction }) => !ABOUT_CONTAINERS.includes(instruction.keyword));
  const start = stage.steps.slice(last + 1).find(({ instruction }) => startsContainers(instruction));
  if (start !== undefined) return userAbove(file, start, named);
  const step = stage.steps[last];
  if (step === undefined || SETTINGS.includes(step.instruction.keyword))
    return 'CMD and ENTRYPOINT stand before settings of the stage';
  return isUnended(file, step)
    ? `line ${lineOf(file, idOf(step))} ends in a continuation with nothing behind it`
    : userBehind(file, step, named);
}

const isUnended = ({ source: { text, escape } }: Dockerfile, { instruction: { span } }: Step): boolean =>
  text.slice(span.start, span.end).endsWith(escape);

const SETTINGS: readonly Instruction['keyword'][] = ['ARG', 'ENV', 'SHELL', 'USER', 'WORKDIR'];

export const startsContainers = ({ keyword }: Instruction): boolean => keyword === 'CMD' || keyword === 'ENTRYPOINT';

/** Where a blank line sets the instruction apart, one does so behind USER as well. */
function userAbove(file: Dockerfile, step: Step, named: Named): Rewrite {
  const { text } = file.source;
  const first = headingComments(file, step)[0]?.span.start ?? idOf(step);
  const top = lineStart(text, first);
  const lines = linesOf(file, named, indentAt(text, idOf(step)));
  const ending = lineEnding(text);
  const apart = endsBlank(text.slice(0, top)) ? [''] : [];
  return {
    edits: [{ start: top, end: top, text: [...lines, ...apart].map((line) => line + ending).join('') }],
    changes: [{ kind: 'insertUser', behind: itemBefore(file, first), ...named }],
  };
}

function userBehind(file: Dockerfile, step: Step, named: Named): Rewrite {
  const { end } = step.instruction.span;
  const ending = lineEnding(file.source.text);
  const lines = linesOf(file, named, indentAt(file.source.text, idOf(step)));
  return {
    edits: [{ start: end, end, text: lines.map((line) => ending + line).join('') }],
    changes: [{ kind: 'insertUser', behind: idOf(step), ...named }],
  };
}

const linesOf = ({ source }: Dockerfile, { user, note }: Named, indent: string): string[] =>
  [...(note === undefined ? [] : [note]), `${usualCase(source)('USER')} ${user}`].map((line) => indent + line);

/** The instruction, or comment that stands alone, before a place. */
function itemBefore({ source: { instructions, comments } }: Dockerfile, offset: number): number {
  const inner = new Set(instructions.flatMap((instruction) => instruction.comments));
  const items = [...instructions, ...comments.filter((comment) => !inner.has(comment))];
  return Math.max(...items.map(({ span }) => span.start).filter((start) => start < offset));
}

/** A RUN of commands above a step and the comments on it, as the author breaks lines. */
export function createUserAbove(file: Dockerfile, step: Step, commands: readonly string[]): Rewrite {
  const { text } = file.source;
  const before = headingComments(file, step)[0]?.span.start ?? idOf(step);
  const top = lineStart(text, before);
  const ending = lineEnding(text);
  const indent = indentAt(text, idOf(step));
  const runs = file.stages.flatMap(({ steps }) => steps.filter(isRun)).map(({ run }) => run);
  const joint = commands.join(' && ').length > LINE_WIDTH ? brokenAnd(layoutOf(file, runs)) : ' && ';
  const apart = endsBlank(text.slice(0, top)) ? ending : '';
  return {
    edits: [
      {
        start: top,
        end: top,
        text: `${indent}${usualCase(file.source)('RUN')} ${commands.join(joint)}${ending}${apart}`,
      },
    ],
    changes: [{ kind: 'createUser', like: idOf(step), before, command: commands.join(' && ') }],
  };
}

/** `--chown` behind the flags that a COPY or ADD has. */
export function withOwner({ instruction }: Step, owner: string): Rewrite {
  const start = toSource(instruction.args, 0);
  return {
    edits: [{ start, end: start, text: `--chown=${owner} ` }],
    changes: [{ kind: 'ownFiles', step: instruction.span.start, owner }],
  };
}
