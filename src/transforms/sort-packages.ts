import { wholeOptions } from '../knowledge/packages/package-options.ts';
import type { Change } from '../model/change.ts';
import type { Dockerfile } from '../model/dockerfile.ts';
import type { Finding, Fix, Transform } from '../model/finding.ts';
import { concernsSystem, hasRole, type PackageCall, packageName } from '../model/package-calls.ts';
import { spanIn, startIn } from '../model/run.ts';
import type { Word } from '../shell/script.ts';
import { callsOf, callText, isSubstituted } from './support/find/package-steps.ts';
import { onePerLine } from './support/rewrite/operands.ts';
import { idOf, type RunStep } from './support/rewrite/rewrite.ts';

const meta = {
  id: 'sort-packages',
  title: 'Packages of an install stand one per line, in alphabetical order',
  why: 'In a sorted list nobody adds a package twice, everybody finds the one they look for, and each change of the list is a line of a diff.',
  phase: 'words',
  maxSafety: 'review',
  onlyWhenAsked: true,
  covers: [],
  references: ['https://docs.docker.com/build/building/best-practices/#sort-multi-line-arguments'],
  since: '0.1.0',
} as const satisfies Transform['meta'];

function* find(file: Dockerfile): Iterable<Finding> {
  for (const { step, call } of callsOf(file)) {
    if (!hasRole(call, 'install') || !concernsSystem(call)) continue;
    const sorted = inOrder(call.operands);
    const written = [...new Set(call.operands.map(({ text }) => text))];
    const isSorted = written.every((text, at) => text === sorted[at]);
    if (isSorted && sorted.length === call.operands.length) continue;
    const at = spanIn(step.run, call.command);
    const message = isSorted
      ? `${callText(call)} names a package twice`
      : `${callText(call)} names packages in no order`;
    const declined = whyLeft(file, step, call);
    yield declined === undefined ? { at, message, fix: sort(file, step, call, sorted) } : { at, message, declined };
  }
}

/** The words in alphabetical order of what they name, each once. */
function inOrder(words: readonly Word[]): string[] {
  const sorted = words.toSorted((a, b) => compare(packageName(a), packageName(b)) || compare(a.value, b.value));
  return [...new Set(sorted.map(({ text }) => text))];
}

const compare = (a: string, b: string): number => Number(a > b) - Number(a < b);

function sort(file: Dockerfile, step: RunStep, { operands }: PackageCall, sorted: readonly string[]): Fix {
  const once = operands.length > sorted.length ? ', each of them once' : '';
  return {
    edits: [onePerLine(file, step, operands, sorted)],
    changes: operands.flatMap((word, at) => changeOf(step, word, sorted[at])),
    safety: 'review',
    reason: `the same packages are asked for${once}; their order counts only where they offer alternatives for each other`,
    scope: [],
  };
}

function changeOf(step: RunStep, word: Word, text: string | undefined): Change[] {
  if (word.text === text) return [];
  const place = { step: idOf(step), at: startIn(step.run, word) };
  return text === undefined
    ? [{ kind: 'removeWords', step: place.step, at: [place.at] }]
    : [{ kind: 'replaceWord', ...place, text }];
}

/** A name of the package lists, with a version or the like, that asks for this package whatever stands around it. */
const PLAIN = /^[A-Za-z0-9](?:[\w.+-]*(?:[A-Za-z0-9]|\+\+))?(?:[:=/<>~@]\S*)?$/;
/** Files, addresses, and names whose last character says what to do about the package. */
const ODD = /\.(?:apk|deb|rpm)$|:\/\/|(?<!\+)\+$|[-_]$/;
const GLOB = /[*?[\]{}]/;

function whyLeft(file: Dockerfile, step: RunStep, call: PackageCall): string | undefined {
  const { operands, verb, options, fedByPipe } = call;
  if (isSubstituted(call)) return 'it stands inside a substitution';
  if (fedByPipe) return 'more packages come through the pipe';
  const [first, last] = [operands[0] as Word, operands.at(-1) as Word];
  const odd = operands.find((word) => !isPlain(word));
  if (odd !== undefined) return `${odd.text} is no plain name of a package`;
  const among = options.find(({ start }) => start > first.start);
  if (among !== undefined) return `${among.text} stands among the packages, or behind them`;
  const before = options.findLast(({ start }) => start > verb.start) ?? verb;
  if (before !== verb && !wholeOptions.some((option) => option.test(before.value)) && !isValue(call, before))
    return `${first.text} may be the value of ${before.text}`;
  const [start, end] = [spanIn(step.run, before).end, startIn(step.run, last)];
  const comment = file.source.comments.find(({ span }) => span.start > start && span.end < end);
  return comment && `the comment ${JSON.stringify(comment.text)} belongs to its place in the list`;
}

const isPlain = ({ value, literal }: Word): boolean =>
  literal && PLAIN.test(value) && !ODD.test(value) && !GLOB.test(value.replace(/=.*$/, ''));

/** The value of an option that is known to take one. */
const isValue = ({ options, manager }: PackageCall, word: Word): boolean =>
  manager.valueOptions.includes(options[options.indexOf(word) - 1]?.value ?? '');

export const sortPackages: Transform = { meta, find };
