import type { ForeignRule } from '../knowledge/foreign-rules.ts';
import type { TransformMeta } from '../model/finding.ts';
import type { Paint } from './paint.ts';

/** One line for each transform: its id, the boldest thing that it does, and its title. */
export function catalogue(metas: readonly TransformMeta[], paint: Paint): string {
  const id = widest(metas.map((meta) => meta.id));
  const safety = widest(metas.map((meta) => meta.maxSafety));
  return metas
    .map((meta) => {
      const asked = meta.onlyWhenAsked ? paint('dim', ' (only when asked for with --only)') : '';
      return `${paint('bold', meta.id.padEnd(id))}  ${meta.maxSafety.padEnd(safety)}  ${meta.title}${asked}\n`;
    })
    .join('');
}

const widest = (words: readonly string[]): number => Math.max(0, ...words.map((word) => word.length));

const SAFETY = {
  safe: 'safe: the built image is the same where it matters',
  review: 'up to review: the intent is kept, but what is in the image or how it runs may change',
  manual: 'up to manual: some of it is shown and never applied',
} as const;

export function explanation(meta: TransformMeta, paint: Paint): string {
  const facts: readonly (readonly [string, readonly string[]])[] = [
    ['Safety', [SAFETY[meta.maxSafety]]],
    ['Runs', meta.onlyWhenAsked ? [`only when asked for: --only ${meta.id}`] : []],
    ['Covers', meta.covers.length === 0 ? [] : [meta.covers.join(', ')]],
    ['Since', [meta.since]],
    ['References', meta.references],
    ['More', [`docs/transforms/${meta.id}.md in the repository of dockmod`]],
  ];
  const rows = facts.flatMap(([name, values]) =>
    values.map((value, index) => `${paint('dim', (index === 0 ? name : '').padEnd(10))}  ${value}`),
  );
  return `${paint('bold', meta.id)}\n${meta.title}\n\n${wrap(meta.why)}\n\n${rows.join('\n')}\n`;
}

/** What a rule that no transform takes care of asks for, and why that is. */
export function ruleExplanation({ id, tool, title, none, planned }: ForeignRule, paint: Paint): string {
  const why =
    planned === undefined ? `No transform does this: ${none}.` : `No transform does this yet; ${planned} will.`;
  const more = `${paint('dim', 'More'.padEnd(10))}  docs/coverage.md in the repository of dockmod`;
  return `${paint('bold', id)}\n${tool}: ${title}\n\n${wrap(why)}\n\n${more}\n`;
}

const LINE_WIDTH = 80;

function wrap(text: string): string {
  const lines = [''];
  for (const word of text.split(/\s+/)) {
    const line = lines.at(-1) ?? '';
    if (line === '') lines[lines.length - 1] = word;
    else if (line.length + 1 + word.length <= LINE_WIDTH) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines.join('\n');
}
