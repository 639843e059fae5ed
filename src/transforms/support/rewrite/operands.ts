import type { Change } from '../../../model/change.ts';
import type { Dockerfile } from '../../../model/dockerfile.ts';
import type { Edit } from '../../../model/finding.ts';
import { hiddenTail } from '../../../model/joinable.ts';
import { isPackageName, type PackageCall, packageName } from '../../../model/package-calls.ts';
import { spanIn, startIn } from '../../../model/run.ts';
import type { Word } from '../../../shell/script.ts';
import { indentAt, lineAround, lineEnding } from '../../../syntax/text.ts';
import { brokenAnd, continuation, LINE_WIDTH, layoutOf } from './layout.ts';
import { idOf, type Rewrite, type RunStep } from './rewrite.ts';

/**
 * Adds packages to an install as its author would: one per line where the list is written so or grows too long for its line, at
 * their place where the list is sorted, else at its end. Undefined where there is no list to add to. `room` is what else the line
 * has to take.
 */
export function addOperands(
  file: Dockerfile,
  step: RunStep,
  call: PackageCall,
  packages: readonly string[],
  room = 0,
): Rewrite | undefined {
  const list = call.operands.filter(isPackageName);
  if (list.length === 0) return undefined;
  const groups = placesFor(step, list, packages);
  const changes = [...groups].map(([anchor, words]) => changeAt(step, anchor, list, words));
  const names = [...(groups.get(undefined) ?? []), ...list.flatMap((word) => [word.text, ...(groups.get(word) ?? [])])];
  const added = packages.join(' ').length + 1 + room;
  if (list.length === call.operands.length && outgrowsItsLine(file, step, list, added)) {
    return { edits: [onePerLine(file, step, list, names)], changes };
  }
  const gap = gapOf(file, step, list);
  return { edits: [...groups].map(([anchor, words]) => insertion(step, anchor, list, words, gap)), changes };
}

/** New packages by the word that they follow; undefined: they come first. */
function placesFor(step: RunStep, list: readonly Word[], packages: readonly string[]): Map<Word | undefined, string[]> {
  const isSorted = list.every((word, at) => at === 0 || packageName(list[at - 1] as Word) < packageName(word));
  const groups = new Map<Word | undefined, string[]>();
  for (const name of packages) {
    const end = hiddenTail(step.run.script) === undefined ? list.at(-1) : list.at(-2);
    const anchor = isSorted && list.length > 1 ? list.findLast((word) => packageName(word) < name) : end;
    groups.set(anchor, [...(groups.get(anchor) ?? []), name]);
  }
  return groups;
}

function changeAt(step: RunStep, anchor: Word | undefined, [first]: readonly Word[], words: readonly string[]): Change {
  const id = idOf(step);
  if (anchor !== undefined) return { kind: 'addWords', step: id, after: startIn(step.run, anchor), words };
  return { kind: 'addWordsBefore', step: id, before: startIn(step.run, first ?? { start: 0 }), words };
}

function insertion(
  step: RunStep,
  anchor: Word | undefined,
  [first]: readonly Word[],
  names: readonly string[],
  gap: string,
): Edit {
  const at = anchor === undefined ? startIn(step.run, first ?? { start: 0 }) : spanIn(step.run, anchor).end;
  return { start: at, end: at, text: names.map((name) => (anchor === undefined ? name + gap : gap + name)).join('') };
}

/** A list on one line, with nothing but its packages, that would end behind the width of a line. */
export function outgrowsItsLine(file: Dockerfile, step: RunStep, list: readonly Word[], added: number): boolean {
  const { text } = file.source;
  const [start, end] = [startIn(step.run, list[0] ?? { start: 0 }), spanIn(step.run, list.at(-1) as Word).end];
  return isPure(file, step, list) && end - lineAround(text, start).start + added > LINE_WIDTH;
}

/** The list stands on one line, and no option or redirect stands among its packages. */
export function isPure({ source }: Dockerfile, step: RunStep, list: readonly Word[]): boolean {
  const [start, end] = [startIn(step.run, list[0] ?? { start: 0 }), spanIn(step.run, list.at(-1) as Word).end];
  const written = source.text.slice(start, end);
  return !written.includes('\n') && written.split(/[ \t]+/).join(' ') === list.map((word) => word.text).join(' ');
}

/**
 * The whole list written anew, a package per line, indented like those that have a line of their own; the edit takes the white space
 * before it along, and what stands between the list and `behind`.
 */
export function onePerLine(
  file: Dockerfile,
  step: RunStep,
  list: readonly Word[],
  names: readonly string[],
  behind?: number,
): Edit {
  const { text } = file.source;
  const [start, end] = [startIn(step.run, list[0] ?? { start: 0 }), spanIn(step.run, list.at(-1) as Word).end];
  const layout = layoutOf(file, [step.run]);
  const startsOwnLine = startsLine(text, start);
  const onOwnLine = list.map((word) => startIn(step.run, word)).find((at) => startsLine(text, at));
  const deeper = step.run.isHeredoc ? `${indentAt(text, start)}    ` : layout.indent + (layout.indent || '    ');
  const gap = continuation({ ...layout, indent: onOwnLine === undefined ? deeper : indentAt(text, onOwnLine) });
  // The next command of the line would hang on the last package.
  const resumes = behind ?? end;
  const glued = /^[ \t]*&&[ \t]+(?=[^\s\\`])/.exec(text.slice(resumes))?.[0] ?? '';
  const tail = glued === '' ? '' : brokenAnd(layout);
  const from = startsOwnLine ? start : text.slice(0, start).trimEnd().length;
  const written = startsOwnLine ? names.join(gap) : names.map((name) => gap + name).join('');
  return { start: from, end: resumes + glued.length, text: written + tail };
}

/** What stands between two packages of the list: a blank, or a continued line. */
function gapOf({ source }: Dockerfile, step: RunStep, list: readonly Word[]): string {
  const starts = list.map((word) => startIn(step.run, word));
  const breaks = starts.filter(
    (start, index) => index > 0 && source.text.slice(starts[index - 1], start).includes('\n'),
  ).length;
  const onOwnLine = list.length === 1 ? startsLine(source.text, starts[0] ?? 0) : breaks * 2 >= list.length - 1;
  if (!onOwnLine) return ' ';
  const indented = starts.findLast((start) => startsLine(source.text, start)) ?? starts.at(-1) ?? 0;
  return ` ${source.escape}${lineEnding(source.text)}${indentAt(source.text, indented)}`;
}

const startsLine = (text: string, offset: number): boolean =>
  text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset).trim() === '';
