import fc from 'fast-check';
import { expect, it } from 'vitest';
import { memoryContext, refactor } from '../../src/index.ts';
import { afterwards, alsoChangedBy, type FixtureCase, fixtureCases } from '../support/fixtures.ts';

const cases = fixtureCases().filter(({ context }) => Object.keys(context).length > 1);
const lines = cases.flatMap(({ text }) => text.split('\n')).filter((line) => line.trim() !== '');
const STRAY = [
  '',
  '# note',
  'USER app',
  'WORKDIR /x',
  'ENV A=1',
  'ARG B',
  'VOLUME /data',
  'FROM node:22',
  'COPY --chown=a . .',
  'RUN npm ci; make',
  'RUN npm ci && \\',
  'RUN cd x && go build',
  'ONBUILD COPY . .',
  'SHELL ["/bin/bash", "-c"]',
  'RUN <<EOF\nnpm ci && make\nEOF',
];

type Edit = { readonly at: number; readonly kind: 'drop' | 'swap' | 'stray' | 'borrow'; readonly pick: number };

function changed(text: string, edits: readonly Edit[]): string {
  const own = text.split('\n');
  for (const { at, kind, pick } of edits) {
    const line = at % own.length;
    const other = pick % own.length;
    if (kind === 'drop') own.splice(line, 1);
    else if (kind === 'swap') [own[line], own[other]] = [own[other] ?? '', own[line] ?? ''];
    else own.splice(line, 0, (kind === 'stray' ? STRAY[pick % STRAY.length] : lines[pick % lines.length]) ?? '');
  }
  return own.join('\n');
}

const edits = fc.array(
  fc.record({ at: fc.nat(), kind: fc.constantFrom<Edit['kind']>('drop', 'swap', 'stray', 'borrow'), pick: fc.nat() }),
  { maxLength: 4 },
);

/** A file of the context may be missing, and its ignore list say anything. */
const contexts = fc.record({
  missing: fc.nat(),
  ignores: fc.option(fc.constantFrom('', '*\n!src\n', 'node_modules', '.git\r\n', '**/target\n')),
});

/** Steps that an image can not run: it has no shell. */
const impossible = (text: string): string[] =>
  [...text.matchAll(/^FROM (?:gcr\.io\/distroless\/|scratch\b).*$/gim)].flatMap(
    ({ index }) =>
      text
        .slice(index + 1)
        .split(/^FROM /im)[0]
        ?.match(/^RUN .*$/gim) ?? [],
  );

it('proves every fix of changed fixtures with their contexts, and finds nothing more in what comes out', () => {
  const seen = { changed: 0, lists: 0 };
  fc.assert(
    fc.property(fc.nat(), edits, contexts, (pick, own, { missing, ignores }) => {
      const fixture = cases[pick % cases.length] as FixtureCase;
      const names = Object.keys(fixture.context);
      const { [names[missing % (names.length * 3)] ?? '']: _, ...rest } = fixture.context;
      const context = ignores === null ? rest : { ...rest, '.dockerignore': ignores };
      const text = changed(fixture.text, own);
      const result = refactor(text, { context: memoryContext(context) });
      expect(result.withheld).toEqual([]);
      if (impossible(text).length === 0) expect(impossible(result.text)).toEqual([]);
      if (result.text !== text) seen.changed++;
      if (result.ignores !== undefined) seen.lists++;
      const later = afterwards({ ...fixture, context }, result);
      const again = refactor(result.text, { context: memoryContext(later.context) });
      expect([again.text, alsoChangedBy(again)]).toEqual([result.text, {}]);
    }),
    { numRuns: Number(process.env['CONTEXT_RUNS'] ?? 1000) },
  );
  expect(seen.changed).toBeGreaterThan(300);
  expect(seen.lists).toBeGreaterThan(100);
});
