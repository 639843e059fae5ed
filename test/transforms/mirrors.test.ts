import { expect, it } from 'vitest';
import { knownImage } from '../../src/knowledge/images/base-images.ts';
import { type FixtureCase, fixtureCases, reportOf, runCase } from '../support/fixtures.ts';

/** Where images of Docker Hub are as well, and whether that has to be said. */
const PLACES = [
  { registry: 'registry.example.com:5000/hub', mirrors: ['registry.example.com:5000/hub'] },
  { registry: 'arm64v8', mirrors: [] },
];

/** The same file, with what it takes from Docker Hub taken from elsewhere. */
function moved(fixture: FixtureCase, { registry, mirrors }: (typeof PLACES)[number]): FixtureCase {
  const text = fixture.text.replace(
    /^([ \t]*FROM[ \t]+(?:--\S+[ \t]+)*)([a-z][\w-]*)(?=[:\s@]|$)/gim,
    (all: string, before: string, name: string) =>
      name !== 'scratch' && knownImage(name, 'latest') !== undefined ? `${before}${registry}/${name}` : all,
  );
  return { ...fixture, text, options: { ...fixture.options, mirrors } };
}

const results = fixtureCases().map((fixture) => ({ fixture, known: runCase(fixture, fixture.text) }));

// Where Docker Hub is not in reach, another registry may not be either.
it.each(PLACES)(
  'does the same for images in $registry, but takes none from elsewhere',
  (place) => {
    let compared = 0;
    for (const { fixture, known } of results) {
      const other = moved(fixture, place);
      const isDistroless = known.text.includes('gcr.io/distroless/') && !fixture.text.includes('gcr.io/distroless/');
      if (isDistroless || fixture.text === other.text) continue;
      const result = runCase(other, other.text);
      const shown = { text: result.text, report: reportOf(result) };
      const said = Object.values(shown).map((text) => text.replaceAll(`${place.registry}/`, ''));
      expect(said, `${fixture.group}/${fixture.name}`).toEqual([known.text, reportOf(known)]);
      compared++;
    }
    expect(compared).toBeGreaterThan(1500);
  },
  120_000,
);
