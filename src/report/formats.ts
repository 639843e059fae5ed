import { paintDiff, unifiedDiff } from './diff.ts';
import { type JsonFile, jsonFile, jsonReport } from './json.ts';
import { type Paint, plain } from './paint.ts';
import type { FileResult, Work } from './result.ts';
import type { Tally } from './tally.ts';
import { findingLines } from './text.ts';
import { oneLine } from './words.ts';

/** Turns results into the product of a run, file by file. */
export type Reporter = {
  readonly file: (result: FileResult) => Promise<string>;
  readonly end: (tally: Tally) => string;
  /** Says of each file what was found; where not, `--verbose` has to. */
  readonly tellsFindings: boolean;
};

export type ReporterOptions = {
  readonly verbose: boolean;
  readonly paint: Paint;
  /** The files are on disk already: a list of what was done, without the diffs. */
  readonly wrote: boolean;
  readonly version: string;
};

const nothing = (): string => '';

/** What the findings of files are, in words, and their diffs. */
export function textReporter({ verbose, paint, wrote }: ReporterOptions): Reporter {
  let earlier = false;
  const file = async (result: FileResult): Promise<string> => {
    if (result.work === undefined || result.status === 'unwritable') return '';
    const lines = findingLines(result.path, result.work.refactored, { verbose, paint });
    const diff = wrote ? undefined : diffOf(result, paint);
    const text = diff === undefined ? lines : `${lines}\n${diff}`;
    const gap = earlier && text !== '' ? '\n' : '';
    earlier ||= text !== '';
    return gap + text;
  };
  return { file, end: nothing, tellsFindings: true };
}

/** Never coloured: it is made for `git apply`. */
export const patchReporter = (): Reporter => ({
  file: async (result) => diffOf(result, plain) ?? '',
  end: nothing,
  tellsFindings: false,
});

export function jsonReporter({ version }: ReporterOptions): Reporter {
  const files: JsonFile[] = [];
  const file = async (result: FileResult): Promise<string> => {
    files.push(jsonFile(result, diffOf(result, plain)));
    return '';
  };
  return { file, end: (tally) => jsonReport(files, tally, version), tellsFindings: true };
}

/** The names of the files that would change. */
export const nameReporter = (): Reporter => ({
  file: async ({ path, status, work }) =>
    status === 'changed' && work !== undefined
      ? changedPaths(path, work)
          .map((name) => `${oneLine(name)}\n`)
          .join('')
      : '',
  end: nothing,
  tellsFindings: false,
});

const changedPaths = (path: string, { original, refactored, also }: Work): string[] => [
  ...(refactored.text === original ? [] : [path]),
  ...also.map((other) => other.path),
];

/** The rewritten text itself. */
export const filterReporter = (): Reporter => ({
  file: async ({ work }) => work?.refactored.text ?? '',
  end: nothing,
  tellsFindings: false,
});

/** The diff of a file, and behind it those of what changes with it. */
function diffOf({ work }: FileResult, paint: Paint): string | undefined {
  if (work === undefined) return undefined;
  const { original, refactored, patchPath, also } = work;
  const changed = [
    ...(refactored.text === original ? [] : [{ patchPath, before: original, after: refactored.text }]),
    ...also,
  ];
  if (changed.length === 0) return undefined;
  const diffs = changed.map(({ patchPath: path, before, after }) => unifiedDiff(path, before, after));
  return diffs.map((diff) => (paint === plain ? diff : paintDiff(diff, paint))).join('');
}
