import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { refactor } from '../../src/index.ts';
import { build, hasEngine, type Image, inContainer, restructuring } from './docker.ts';

const FIXTURES = join(import.meta.dirname, '../../fixtures/before');
const engine = hasEngine();

/** An https address that this machine is known to reach. */
const reachable = (): string => execFileSync('npm', ['config', 'get', 'registry'], { encoding: 'utf8' }).trim();

const LISTS = 'ls /var/lib/apt/lists | grep -v -e partial -e lock -e auxfiles | wc -l';

type BuildCase = {
  readonly fixture: string;
  /** Packages that must be in both images. */
  readonly keeps: readonly string[];
  /** Packages that the rewritten image does without. */
  readonly drops?: readonly string[];
  /** Commands that do in the rewritten image what they do in the original. */
  readonly works: readonly (readonly string[])[];
};

const cases: readonly BuildCase[] = [
  {
    fixture: 'all/curl-over-https',
    keeps: ['curl', 'ca-certificates'],
    drops: ['publicsuffix'],
    works: [['curl', '-fsS', '-o', '/dev/null', '-w', '%{http_code}', reachable()]],
  },
  {
    fixture: 'all/git-with-build-tools',
    keeps: ['git', 'ca-certificates', 'openssh-client', 'gcc', 'make', 'libc6-dev', 'cmake'],
    works: [
      ['git', '--version'],
      ['cmake', '--version'],
      ['sh', '-c', 'printf "int main(){return 0;}" > /tmp/a.c && cc /tmp/a.c -o /tmp/a && /tmp/a && echo compiled'],
      ['sh', '-c', 'command -v ssh'],
    ],
  },
  {
    fixture: 'all/installs-all-over-the-file',
    keeps: ['jq', 'unzip', 'make'],
    works: [
      ['jq', '--version'],
      ['make', '--version'],
      ['sh', '-c', 'cat /app/main.sh'],
    ],
  },
  { fixture: 'all/cleanup-in-a-later-layer', keeps: ['jq'], works: [['jq', '--version']] },
];

describe.skipIf(!engine)('images of real builds', () => {
  describe.each(cases)('$fixture', ({ fixture, keeps, drops = [], works }) => {
    const context = join(FIXTURES, fixture);
    const text = readFileSync(join(context, 'Dockerfile'), 'utf8');
    let before: Image;
    let after: Image;

    beforeAll(() => {
      const name = fixture.replace(/\W+/g, '-');
      before = build(`dockmod-test-${name}:before`, text, context);
      after = build(`dockmod-test-${name}:after`, refactor(text, { skip: restructuring }).text, context);
      const ratio = ((after.size / before.size) * 100).toFixed(0);
      console.log(
        `${fixture}: ${(before.size / 1e6).toFixed(1)} MB -> ${(after.size / 1e6).toFixed(1)} MB (${ratio} %), ${before.packages.size} -> ${after.packages.size} packages`,
      );
    });

    it('has the same config', () => {
      expect(after.config).toEqual(before.config);
    });

    it('has the packages it needs, and no new ones', () => {
      expect([...after.packages].filter((name) => !before.packages.has(name))).toEqual([]);
      for (const name of keeps) expect(after.packages, name).toContain(name);
      for (const name of drops) expect(after.packages, name).not.toContain(name);
    });

    it('is smaller, and without package lists', () => {
      expect(after.size).toBeLessThan(before.size);
      expect(inContainer(after.tag, ['sh', '-c', LISTS]).stdout.trim()).toBe('0');
    });

    it.each(works)('still runs %s %s', (...command) => {
      const now = inContainer(after.tag, command);
      expect(now).toEqual(inContainer(before.tag, command));
      expect(now.status).toBe(0);
    });
  });
});

it.runIf(!engine)('SKIPPED: no Docker engine answers; set DOCKER to a client that reaches one', () => {
  console.warn('Real builds were skipped: no Docker engine answers.');
});
