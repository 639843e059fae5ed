import { unknownContext } from '../../src/context/build-context.ts';
import type { EngineOptions } from '../../src/engine/options.ts';
import { refactorText } from '../../src/engine/refactor.ts';
import type { Refactored } from '../../src/engine/result.ts';
import type { Change } from '../../src/model/change.ts';
import type { Dockerfile } from '../../src/model/dockerfile.ts';
import type { Edit, Finding, Fix, Transform, TransformMeta } from '../../src/model/finding.ts';
import { usualSettings } from '../../src/model/settings.ts';

/** A transform that does what a test says. */
export const fake = (
  id: string,
  find: (file: Dockerfile) => Iterable<Finding>,
  meta: Partial<TransformMeta> = {},
): Transform => ({
  meta: { id, title: id, why: id, phase: 'words', maxSafety: 'safe', covers: [], references: [], since: '0', ...meta },
  find,
});

export const fixOf = (edits: readonly Edit[], changes: readonly Change[], more: Partial<Fix> = {}): Fix => ({
  edits,
  changes,
  safety: 'safe',
  reason: 'because',
  scope: [],
  ...more,
});

/** Replaces a word of a RUN, each time it is found, in the edits and in the change alike. */
export function replacing(
  id: string,
  word: string,
  text: string,
  meta: Partial<TransformMeta> = {},
  more: Partial<Fix> = {},
) {
  return fake(
    id,
    function* (file) {
      for (const { start, step } of wordsCalled(file, word)) {
        const at = { start, end: start + word.length };
        const change: Change = { kind: 'replaceWord', step, at: start, text };
        yield { at, message: `${word} found`, fix: fixOf([{ ...at, text }], [change], more) };
      }
    },
    meta,
  );
}

/** The same edits, but with a change that says something else. */
export const lying = (id: string, word: string, text: string, meta: Partial<TransformMeta> = {}): Transform =>
  fake(
    id,
    function* (file) {
      for (const { start, step } of wordsCalled(file, word)) {
        const at = { start, end: start + word.length };
        const change: Change = { kind: 'replaceWord', step, at: start, text: `not-${text}` };
        yield { at, message: `${word} found`, fix: fixOf([{ ...at, text }], [change]) };
      }
    },
    meta,
  );

function* wordsCalled({ source }: Dockerfile, word: string): Iterable<{ start: number; step: number }> {
  for (const { keyword, span } of source.instructions) {
    if (keyword !== 'RUN') continue;
    const text = source.text.slice(span.start, span.end);
    for (const match of text.matchAll(new RegExp(`(?<![\\w-])${word}(?![\\w-])`, 'g')))
      yield { start: span.start + match.index, step: span.start };
  }
}

export const run = (text: string, transforms: readonly Transform[], options: Partial<EngineOptions> = {}): Refactored =>
  refactorText(text, { transforms, context: unknownContext, settings: usualSettings, accepts: () => true, ...options });

/** What the engine says of a fix that turns one text into another and calls that a change; undefined: it is right. */
export function verdict(before: string, after: string, changes: readonly Change[]): string | undefined {
  const once = fake('once', function* (file) {
    if (file.source.text !== before) return;
    const edits = [{ start: 0, end: before.length, text: after }];
    yield { at: { start: 0, end: 0 }, message: 'found', fix: fixOf(edits, changes) };
  });
  const { text, withheld, status } = run(before, [once]);
  if (status !== 'ok') throw new Error(`the text before is ${status}`);
  if (withheld.length === 0 && text === after) return undefined;
  if (text !== before) throw new Error('a fix that was withheld left traces');
  return withheld.map(({ reason }) => reason).join('; ');
}
