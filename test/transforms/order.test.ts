import { expect, it } from 'vitest';
import { afterwards, type FixtureCase, fixtureCases, runCase } from '../support/fixtures.ts';

/** Others that may come first, each with the fixtures that are split no more then. */
const FIRST: Readonly<Record<string, readonly string[]>> = {
  'add-user': [
    // The RUN that makes the user goes by a shell that the smaller image may not have.
    'go-built-by-bash',
    // The user of the image has a folder by then, and the image that runs does not know that user.
    'java-boot-jar-with-devtools',
    'java-boot-layers-of-gradle',
    'java-install-dist',
    'java-sources-of-the-image-s-user',
    // The user is made in a RUN that is none of the stage that runs.
    'java-classes-of-javac',
    // A folder is given to the user, which the build takes away again.
    'node-folder-of-a-client-that-is-removed',
  ],
  'cache-mounts': [
    // More of the same RUN is about where packages come from.
    'php-package-lists-of-an-archive',
    'python-package-mirror',
  ],
};

const CASES = fixtureCases().filter(({ group, options }) => group === 'split-build-stage' && !options.only?.[1]);

const isSplit = (fixture: FixtureCase): boolean => runCase(fixture, fixture.text).fixes.length > 0;

it.each(Object.entries(FIRST))(
  'splits what it would split without %s before it, and nothing else',
  (first, lost) => {
    let compared = 0;
    const more: string[] = [];
    const less: string[] = [];
    for (const fixture of CASES) {
      const result = runCase({ ...fixture, options: { ...fixture.options, only: [first] } }, fixture.text);
      if (result.fixes.length === 0) continue;
      const [before, behind] = [isSplit(fixture), isSplit({ ...afterwards(fixture, result), text: result.text })];
      if (behind && !before) more.push(fixture.name);
      if (before && !behind) less.push(fixture.name);
      compared++;
    }
    expect(more).toEqual([]);
    expect(less.toSorted()).toEqual(lost.toSorted());
    expect(compared).toBeGreaterThan(200);
  },
  120_000,
);
