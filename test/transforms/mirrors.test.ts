import { expect, it } from 'vitest';
import { knownImage } from '../../src/knowledge/images/base-images.ts';
import { type FixtureCase, fixtureCases, reportOf, runCase } from '../support/fixtures.ts';

const MIRROR = 'registry.example.com:5000/hub';

/** The same file, with what it takes from Docker Hub taken from a mirror of that. */
function mirrored(fixture: FixtureCase): FixtureCase {
  const text = fixture.text.replace(
    /^([ \t]*FROM[ \t]+(?:--\S+[ \t]+)*)([a-z][\w-]*)(?=[:\s@]|$)/gim,
    (all: string, before: string, name: string) =>
      name !== 'scratch' && knownImage(name, 'latest') !== undefined ? `${before}${MIRROR}/${name}` : all,
  );
  return { ...fixture, text, options: { ...fixture.options, mirrors: [MIRROR] } };
}

const cases = fixtureCases()
  .map((fixture) => ({ fixture, other: mirrored(fixture) }))
  .filter(({ fixture, other }) => fixture.text !== other.text);

// Where Docker Hub is not in reach, another registry may not be either.
it('does the same for images of a mirror, but that it takes none from elsewhere', { timeout: 120_000 }, () => {
  let compared = 0;
  for (const { fixture, other } of cases) {
    const known = runCase(fixture, fixture.text);
    if (known.text.includes('gcr.io/distroless/') && !fixture.text.includes('gcr.io/distroless/')) continue;
    const result = runCase(other, other.text);
    const shown = { text: result.text, report: reportOf(result) };
    const said = Object.values(shown).map((text) => text.replaceAll(`${MIRROR}/`, ''));
    expect(said, `${fixture.group}/${fixture.name}`).toEqual([known.text, reportOf(known)]);
    compared++;
  }
  expect(compared).toBeGreaterThan(1500);
});
