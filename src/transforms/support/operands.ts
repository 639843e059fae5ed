import type { Change } from '../../model/change.ts';
import type { Dockerfile } from '../../model/dockerfile.ts';
import type { Edit } from '../../model/finding.ts';
import { isPackageName, type PackageCall, packageName } from '../../model/package-calls.ts';
import { spanIn, startIn } from '../../model/run.ts';
import type { Word } from '../../shell/script.ts';
import { indentAt, lineEnding } from '../../syntax/text.ts';
import { idOf, type Rewrite, type RunStep } from './rewrite.ts';

/**
 * Adds packages to an install as its author would: one per line where the list is written so, at their place where the list is
 * sorted, else at its end. Undefined where there is no list to add to.
 */
export function addOperands(
  file: Dockerfile,
  step: RunStep,
  call: PackageCall,
  packages: readonly string[],
): Rewrite | undefined {
  const list = call.operands.filter(isPackageName);
  const last = list.at(-1);
  const first = list[0];
  if (last === undefined || first === undefined) return undefined;
  const sorted =
    list.length > 1 &&
    list.every((word, index) => index === 0 || packageName(list[index - 1] as Word) < packageName(word));
  const groups = new Map<Word | undefined, string[]>();
  for (const name of packages) {
    const anchor = sorted ? list.findLast((word) => packageName(word) < name) : last;
    groups.set(anchor, [...(groups.get(anchor) ?? []), name]);
  }
  const gap = gapOf(file, step, list);
  const edits: Edit[] = [];
  const changes: Change[] = [];
  for (const [anchor, names] of groups) {
    const target = anchor ?? first;
    const text = names.map((name) => (anchor === undefined ? name + gap : gap + name)).join('');
    const span = spanIn(step.run, target);
    const at = anchor === undefined ? span.start : span.end;
    edits.push({ start: at, end: at, text });
    const token = startIn(step.run, target);
    changes.push(
      anchor === undefined
        ? { kind: 'addWordsBefore', step: idOf(step), before: token, words: names }
        : { kind: 'addWords', step: idOf(step), after: token, words: names },
    );
  }
  return { edits, changes };
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

const startsLine = (text: string, offset: number): boolean => {
  const before = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  return before.trim() === '';
};
