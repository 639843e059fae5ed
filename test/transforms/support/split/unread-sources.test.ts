import { expect, it } from 'vitest';
import { memoryContext, type Refactored, refactor } from '../../../../src/index.ts';
import { fixtureCases } from '../../../support/fixtures.ts';

/** A case, where nobody can read what is called so. */
function without(name: string, unread: RegExp): Refactored {
  const fixture = fixtureCases().find((one) => one.group === 'split-build-stage' && one.name === name);
  if (fixture === undefined) throw new Error(`there is no case ${name}`);
  const context = memoryContext(fixture.context);
  const readText = (path: string): string | undefined => (unread.test(path) ? undefined : context.readText(path));
  return refactor(fixture.text, { only: ['split-build-stage'], context: { ...context, readText } });
}

it('needs no sources of pages, which nothing runs', () => {
  expect(without('node-single-page-app', /^src\//).text.match(/^FROM /gm)).toHaveLength(2);
});

it('needs the sources of a program', () => {
  expect(without('example-node-typescript', /^src\//).declines.map(({ reason }) => reason)).toEqual([
    'src/index.ts can not be read',
  ]);
});
