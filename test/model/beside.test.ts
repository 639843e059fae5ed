import { describe, expect, it } from 'vitest';
import { memoryContext } from '../../src/context/build-context.ts';
import type { ServiceTarget } from '../../src/context/service-targets.ts';
import { besideOf, changedCompose, withBeside } from '../../src/model/beside.ts';
import { fake, fixOf, run } from '../support/fakes.ts';
import { dockerfile } from '../support/read.ts';

const TWO = 'FROM a AS builder\nRUN make\n\nFROM b\nCOPY --from=0 /a /a\nCMD ["c"]\n';
const files = {
  Dockerfile: TWO,
  'compose.yaml':
    'services:\n  web:\n    build: .\n  job:\n    image: a\n  old:\n    build:\n      context: .\n      target: b\n',
};
const context = memoryContext(files);
const target = (more: Partial<ServiceTarget> = {}): ServiceTarget => ({
  file: 'compose.yaml',
  service: 'web',
  target: 'builder',
  ...more,
});
const whyNot = (one: ServiceTarget, text = TWO): unknown =>
  withBeside(context, dockerfile(text), { ignores: [], targets: [one] });

describe('what changes beside a Dockerfile', () => {
  it('is the context as the next pass finds it', () => {
    const beside = besideOf([{ ignores: ['dist', '**/dist'] }, { targets: [target()] }, {}]);
    expect(beside).toEqual({ ignores: ['**/dist'], targets: [target()] });
    const later = withBeside(context, dockerfile(TWO), beside);
    if (typeof later === 'string') throw new Error(later);
    expect(later.readText('.dockerignore')).toBe('**/dist\n');
    expect(later.services?.()[0]).toMatchObject({ name: 'web', target: 'builder' });
    const [changed, ...others] = changedCompose(context, later);
    expect([changed?.file, changed?.before, others]).toEqual(['compose.yaml', files['compose.yaml'], []]);
    expect(changed?.after).toContain('  web:\n    build:\n      context: .\n      target: builder\n  job:');
  });

  it.each<[string, ServiceTarget, string, string?]>([
    ['no such stage', target({ target: 'build' }), 'no stage before the last one is called build'],
    ['the last stage', target(), 'no stage before the last one is called builder', 'FROM a AS builder\n'],
    ['no such service', target({ service: 'db' }), 'compose.yaml does not build the last stage for db'],
    ['no such file', target({ file: 'b.yaml' }), 'b.yaml does not build the last stage for web'],
    ['a service of another image', target({ service: 'job' }), 'compose.yaml does not build the last stage for job'],
    ['a service with a target', target({ service: 'old' }), 'compose.yaml does not build the last stage for old'],
  ])('is refused where there is %s', (_, one, why, text) => {
    expect(whyNot(one, text)).toBe(why);
  });
});

describe('a fix with targets', () => {
  const naming = (targets: readonly ServiceTarget[]) =>
    fake('split', function* ({ source, stages }) {
      if (stages[0]?.name !== undefined) return;
      const at = { start: 6, end: 6 };
      const change = { kind: 'nameStage', step: 0, name: 'builder' } as const;
      if (!source.text.startsWith('FROM a\n')) return;
      yield { at, message: 'found', fix: fixOf([{ ...at, text: ' AS builder' }], [change], { targets }) };
    });
  const before = TWO.replace(' AS builder', '');

  it('changes both', () => {
    const result = run(before, [naming([target()])], { context });
    expect([result.text, result.withheld]).toEqual([TWO, []]);
    expect(result.composeFiles?.map(({ file, after }) => [file, after.includes('target: builder')])).toEqual([
      ['compose.yaml', true],
    ]);
  });

  it('changes neither where one can not be proven', () => {
    const result = run(before, [naming([target({ service: 'job' })])], { context });
    expect([result.text, result.composeFiles]).toEqual([before, undefined]);
    expect(result.withheld[0]?.reason).toBe('compose.yaml does not build the last stage for job');
  });

  it('is left alone where only the text counts', () => {
    const result = run(before, [naming([target()])], { context, alone: true });
    expect([result.text, result.composeFiles]).toEqual([before, undefined]);
    expect(result.declines[0]?.reason).toContain('compose.yaml would have to change with it');
  });
});
