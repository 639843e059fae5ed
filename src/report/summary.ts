import type { FileStatus } from './result.ts';
import { checked, fixed, type Tally } from './tally.ts';
import { plural } from './words.ts';

export type Mode = 'preview' | 'write' | 'check' | 'filter';

export type SummaryOptions = { readonly mode: Mode; readonly verbose: boolean };

/** The last lines of a run: what happened, what was held back, and which switch releases it. */
export function summaryLines(tally: Tally, options: SummaryOptions): string[] {
  const sentences = [...done(tally, options), ...heldBack(tally, options), ...apart(tally), ...next(tally, options)];
  const lines = sentences.length === 0 ? [] : [sentences.join(' ')];
  return tally.withheld === 0 ? lines : [withheld(tally.withheld), ...lines];
}

function withheld(count: number): string {
  const [their, they] = count === 1 ? ['its edits do', 'it says'] : ['their edits do', 'they say'];
  return `${fixCount(count)} withheld: ${their} not do what ${they} (a bug of dockmod; the file is as it was there)`;
}

function done(tally: Tally, { mode }: SummaryOptions): string[] {
  const all = checked(tally);
  if (all === 0) return [];
  const fixes = fixed(tally);
  if (fixes === 0) return [`Nothing to change in ${plural(all, 'file')}.`];
  const { changed } = tally.files;
  const where = changed === all ? plural(all, 'file') : `${changed} of ${plural(all, 'file')}`;
  const written = mode === 'write' ? `, written to ${plural(tally.written, 'file')}` : '';
  return [`${fixCount(fixes)} in ${where} (${kinds(tally)})${written}.`];
}

const fixCount = (count: number): string => `${count} ${count === 1 ? 'fix' : 'fixes'}`;

const kinds = ({ fixes }: Tally): string =>
  [['safe', fixes.safe] as const, ['review', fixes.review] as const]
    .filter(([, count]) => count > 0)
    .map(([kind, count]) => `${count} ${kind}`)
    .join(', ');

function heldBack(tally: Tally, { verbose }: SummaryOptions): string[] {
  const { review, manual } = tally.held;
  const sentences: string[] = [];
  if (review > 0) {
    const what = fixed(tally) > 0 ? `${review} more` : fixCount(review);
    const [need, them] = review === 1 ? ['needs', 'it'] : ['need', 'them'];
    sentences.push(`${what} ${need} review; leave out --safe to see ${them}.`);
  }
  if (manual > 0) {
    const need = manual === 1 ? 'needs' : 'need';
    sentences.push(`${plural(manual, 'place')} ${need} a change by hand${verbose ? '' : ' (--verbose says which)'}.`);
  }
  if (tally.declines > 0) {
    sentences.push(`${plural(tally.declines, 'place')} left alone${verbose ? '' : ' (--verbose says why)'}.`);
  }
  return sentences;
}

const APART: readonly { readonly status: FileStatus; readonly noun: string; readonly fate: string }[] = [
  { status: 'left', noun: 'file', fate: 'left alone as a whole' },
  { status: 'skipped', noun: 'template', fate: 'skipped' },
  { status: 'unreadable', noun: 'file', fate: 'could not be read' },
  { status: 'unwritable', noun: 'file', fate: 'could not be written' },
  { status: 'broken', noun: 'file', fate: 'hit a bug of dockmod' },
];

const apart = ({ files }: Tally): string[] =>
  APART.filter(({ status }) => files[status] > 0).map(
    ({ status, noun, fate }) => `${plural(files[status], noun)} ${fate}.`,
  );

const NEXT: Partial<Record<Mode, string>> = {
  preview: 'Nothing written; add --write.',
  check: 'Nothing written; --write in place of --check writes.',
};

function next(tally: Tally, { mode }: SummaryOptions): string[] {
  const sentence = NEXT[mode];
  return sentence === undefined || fixed(tally) === 0 ? [] : [sentence];
}
