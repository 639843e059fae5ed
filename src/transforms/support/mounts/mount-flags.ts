import type { Separator } from '../../../model/change.ts';
import type { Dockerfile } from '../../../model/dockerfile.ts';
import { startIn } from '../../../model/run.ts';
import type { Link } from '../../../shell/script.ts';
import { toSource } from '../../../syntax/joined.ts';
import { indentAt, lineEnding } from '../../../syntax/text.ts';
import { brokenAnd, continuation, fitsOnLine, isMultiline, type Layout, layoutOf } from '../rewrite/layout.ts';
import { combine, idOf, insertCommandBefore, type Rewrite, type RunStep } from '../rewrite/rewrite.ts';

/** Flags behind those that a RUN has: a single short one on its line, else each on a line of its own. */
export function addFlags(
  file: Dockerfile,
  step: RunStep,
  flags: readonly string[],
  { setup, cleanup }: { readonly setup: Rewrite; readonly cleanup: Rewrite },
): Rewrite {
  const { instruction } = step;
  const start = toSource(instruction.args, 0);
  const added = flags.join('').length - cleanup.edits.reduce((sum, { start, end }) => sum + end - start, 0);
  const isOne = flags.length === 1 && setup.edits.length === 0;
  const inline = isOne && !isMultiline(file, step.run) && fitsOnLine(file, step, added);
  const joint = inline ? ' ' : continuation(layoutAt(file, step, start));
  const last = instruction.flags.at(-1);
  const sharesLine = last !== undefined && !file.source.text.slice(last.span.end, start).includes('\n');
  const text = flags.map((flag) => flag + joint).join('');
  return {
    edits: [{ start, end: start, text: sharesLine && !inline ? joint.trimStart() + text : text }],
    changes: [{ kind: 'addMounts', step: idOf(step), flags }],
  };
}

/** Lines of flags are indented as the other lines of the RUN, and go on as lines of the file, in a heredoc too. */
function layoutAt(file: Dockerfile, { run, instruction }: RunStep, start: number): Layout {
  const { text, escape } = file.source;
  const isOwnLine = text.slice(instruction.span.start, start).includes('\n');
  const layout = layoutOf(file, [run]);
  return { ...layout, escape, indent: isOwnLine ? indentAt(text, start) : layout.indent };
}

/** Commands before a link of the script, each as the script's author separates commands; the first of a RUN stand below the flags. */
export function commandsFirst(file: Dockerfile, step: RunStep, link: Link, commands: readonly string[]): Rewrite {
  const { run } = step;
  const start = startIn(run, link);
  const operator = separatorAt(step, link);
  const isFirst = run.script.statements[0]?.start === link.start;
  if (operator === '&&' && !isFirst)
    return combine(...commands.map((command) => insertCommandBefore(file, step, link, command)));
  const joint = operator === '\n' ? lineEnding(file.source.text) : brokenAnd(layoutAt(file, step, start), operator);
  return {
    edits: [{ start, end: start, text: commands.map((command) => command + joint).join('') }],
    changes: commands.map((command) => ({ kind: 'insertCommand', step: idOf(step), before: start, command, operator })),
  };
}

/** Whatever separates them, what is put first does not fail. */
function separatorAt({ run }: RunStep, link: Link): Separator {
  const { statements } = run.script;
  const own = statements.find(({ links }) => links.includes(link));
  if (own?.links.length !== 1 || (statements.length === 1 && !run.isHeredoc)) return '&&';
  return run.isHeredoc ? '\n' : ';';
}
