import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { build, hasEngine, type Image, programsIn } from './docker.ts';
import { guides, type Prepared, preparedGuide } from './guides/guide.ts';
import { type Life, lifeOf } from './life.ts';

type Expected = {
  /** Where it answers; what does not, prints something and ends. */
  readonly port?: number;
  readonly answer: string;
  /** At most this much of the size before. */
  readonly ratio: number;
  /** Programs of the build. */
  readonly gone: readonly string[];
};

const expected: Readonly<Record<keyof typeof guides, Expected>> = {
  'naive-go': { answer: 'hello\n', ratio: 0.01, gone: ['go', 'gcc'] },
  'naive-node': { port: 3000, answer: 'hello', ratio: 0.3, gone: ['gcc', 'make'] },
  'naive-java-with-maven': { answer: 'no orders\n', ratio: 0.7, gone: ['javac', 'mvn'] },
  'naive-ubuntu-with-nodesource': { port: 3000, answer: 'hello', ratio: 0.4, gone: ['gcc', 'npm', 'wget'] },
  'naive-rust-on-ubuntu': { answer: 'hello\n', ratio: 0.6, gone: ['cargo', 'gcc'] },
  'naive-python': { port: 8000, answer: '{"hello":"world"}', ratio: 0.4, gone: ['gcc'] },
};

const said = ({ printed, answers }: Life): string | undefined => answers['/']?.text ?? printed;

describe.skipIf(!hasEngine())('Dockerfiles as guides begin with', () => {
  describe.each(Object.entries(guides))('%s', (name, guide) => {
    const { answer, ratio, gone, ...asked } = expected[name as keyof typeof guides];
    let prepared: Prepared;
    let before: Image;
    let after: Image;

    beforeAll(() => {
      prepared = preparedGuide(name, guide);
      before = build(`dockmod-test-guide-${name}:before`, prepared.before, prepared.context);
      after = build(`dockmod-test-guide-${name}:after`, prepared.after, prepared.context);
      console.log(`${name}: ${(before.size / 1e6).toFixed(1)} MB -> ${(after.size / 1e6).toFixed(1)} MB`);
    });

    afterAll(() => prepared && rmSync(prepared.context, { recursive: true, force: true }));

    it('becomes two stages', () => {
      expect(prepared.outcome.fixes.map(({ transform }) => transform)).toContain('split-build-stage');
      expect(prepared.outcome.text.match(/^FROM /gm)).toHaveLength(2);
    });

    it('says the same, and ends the same way', async () => {
      const then = await lifeOf(before.tag, asked);
      expect(said(then)).toBe(answer);
      expect(await lifeOf(after.tag, asked)).toEqual(then);
    });

    it('has nothing that builds, does not run as root, and is smaller', () => {
      expect([before.tag, after.tag].map((tag) => programsIn(tag, gone))).toEqual([gone, []]);
      expect(after.config['User']).toMatch(/^(?:[1-9]|\w*[a-z])/);
      expect(after.size).toBeLessThan(before.size * ratio);
    });
  });
});
