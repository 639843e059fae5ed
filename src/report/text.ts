import type { Range, Refactored } from '../engine/result.ts';
import type { Safety } from '../model/finding.ts';
import type { Paint, Style } from './paint.ts';
import { oneLine } from './words.ts';

export type Details = {
  /** Also what was not done, and why. */
  readonly verbose: boolean;
  readonly paint: Paint;
};

type Row = { readonly at: Range; readonly transform: string; readonly verdict: Verdict; readonly says: string };

type Verdict = Safety | 'held' | 'left alone';

const LABELS: Readonly<Record<Verdict, { readonly label: string; readonly style: Style }>> = {
  safe: { label: 'safe', style: 'green' },
  review: { label: 'review', style: 'yellow' },
  manual: { label: 'by hand', style: 'cyan' },
  held: { label: 'held back', style: 'yellow' },
  'left alone': { label: 'left alone', style: 'dim' },
};

/**
 * The name of a file and a line for each finding; empty where there is nothing to say. The lines are indented: `git apply`
 * takes them for talk before a diff, whatever they hold.
 */
export function findingLines(path: string, refactored: Refactored, { verbose, paint }: Details): string {
  const rows = verbose
    ? [...fixRows(refactored), ...heldRows(refactored), ...declineRows(refactored)]
    : fixRows(refactored);
  if (rows.length === 0) return '';
  const width = {
    line: widest(rows, ({ at }) => at.start.line),
    column: widest(rows, ({ at }) => at.start.column),
    transform: widest(rows, ({ transform }) => transform),
    label: widest(rows, ({ verdict }) => LABELS[verdict].label),
  };
  const lines = rows.map(({ at, transform, verdict, says }) => {
    const { label, style } = LABELS[verdict];
    const place = `${String(at.start.line).padStart(width.line)}:${String(at.start.column).padEnd(width.column)}`;
    return `  ${paint('dim', place)}  ${transform.padEnd(width.transform)}  ${paint(style, label.padEnd(width.label))}  ${says}`;
  });
  return `${[paint('bold', oneLine(path)), ...lines].join('\n')}\n`;
}

const widest = (rows: readonly Row[], cell: (row: Row) => string | number): number =>
  Math.max(...rows.map((row) => String(cell(row)).length));

type Reported = { readonly at: Range; readonly transform: string; readonly message: string; readonly reason: string };

const row = (verdict: Verdict, { at, transform, message, reason }: Reported): Row => ({
  at,
  transform,
  verdict,
  says: `${oneLine(message)} — ${oneLine(reason)}`,
});

const fixRows = ({ fixes }: Refactored): Row[] => inOrder(fixes.map((fix) => row(fix.safety, fix)));

const heldRows = ({ held }: Refactored): Row[] =>
  inOrder(held.map((fix) => row(fix.safety === 'manual' ? 'manual' : 'held', fix)));

const declineRows = ({ declines }: Refactored): Row[] => inOrder(declines.map((decline) => row('left alone', decline)));

const inOrder = (rows: readonly Row[]): Row[] =>
  rows.toSorted(({ at: { start: a } }, { at: { start: b } }) => a.line - b.line || a.column - b.column);
