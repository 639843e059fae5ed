import { describe, expect, it } from 'vitest';
import type { ChangeOf } from '../../src/model/change.ts';
import { verdict } from '../support/fakes.ts';

const BEFORE = `FROM golang:1.22 AS shop
LABEL a=b
ARG VERSION
ENV SHOP=$VERSION
# customers
EXPOSE 80
WORKDIR /src
COPY . .
RUN go build -o shop
# the shop
CMD ["./shop"]
`;
const AFTER = `FROM golang:1.22 AS builder
ARG VERSION
ENV SHOP=$VERSION
WORKDIR /src
COPY . .
RUN go build -o shop

FROM debian:bookworm-slim AS shop
ARG VERSION
ENV SHOP=$VERSION
WORKDIR /src
COPY --from=builder /src/shop ./
LABEL a=b
# customers
EXPOSE 80
# the shop
CMD ["./shop"]
`;
const at = (text: string): number => BEFORE.indexOf(text);

const SAID = ['ARG VERSION', 'ENV SHOP=$VERSION', 'WORKDIR /src', 'COPY --from=builder /src/shop ./'];
const MOVED = [at('LABEL'), at('# customers'), at('EXPOSE'), at('# the shop'), at('CMD')];
const CHANGE: ChangeOf<'splitStage'> = {
  kind: 'splitStage',
  step: 0,
  builder: 'builder',
  base: 'debian:bookworm-slim',
  name: 'shop',
  behind: at('RUN'),
  runtime: [...SAID, ...MOVED],
};

const swap = (from: string, to: string): string => AFTER.replace(from, () => to);

describe('a stage that is split', () => {
  it('is proven', () => {
    expect(verdict(BEFORE, AFTER, [CHANGE])).toBeUndefined();
  });

  it.each([
    ['another variable', swap('slim AS shop\nARG VERSION', 'slim AS shop\nARG VERSIONS'), 'ARG: expected'],
    ['another command', swap('CMD ["./shop"]', 'CMD ["./store"]'), 'CMD: expected'],
    ['another base', swap('bookworm', 'trixie'), 'FROM: expected'],
    ['a builder that lost a step', swap('RUN go build -o shop\n', ''), 'became'],
    ['a lost comment', swap('# customers\n', ''), 'became'],
    ['a copy of something else', swap('/src/shop ./', '/src/shop /'), 'COPY --from=builder: expected'],
  ])('is not what it says with %s', (_, after, reason) => {
    expect(verdict(BEFORE, after, [CHANGE])).toContain(reason);
  });

  const without = (...parts: readonly (string | number)[]): ChangeOf<'splitStage'> => ({
    ...CHANGE,
    runtime: CHANGE.runtime.filter((part) => !parts.includes(part)),
  });

  it.each<[string, ChangeOf<'splitStage'>, string]>([
    ['leaves a label behind', without(at('LABEL')), 'LABEL would not reach containers'],
    ['leaves a variable behind', without('ENV SHOP=$VERSION'), 'would not reach containers'],
    ['loses what follows', without(at('CMD')), 'is in neither stage'],
    [
      'moves a step of the build',
      { ...CHANGE, runtime: [...SAID, ...[...MOVED, at('RUN')].sort((a, b) => a - b)] },
      'RUN is needed where it is',
    ],
    ['turns the order', { ...CHANGE, runtime: [...SAID, ...[...MOVED].reverse()] }, 'steps change places'],
    ['brings in a file', { ...CHANGE, runtime: ['COPY other /', ...CHANGE.runtime] }, 'is nothing that the stage had'],
    [
      'brings in a variable',
      { ...CHANGE, runtime: ['ENV OTHER=1', ...CHANGE.runtime] },
      'is nothing that the stage had',
    ],
    [
      'runs what a shell reads in another way',
      { ...CHANGE, runtime: ['RUN curl x | sh', ...CHANGE.runtime] },
      'is nothing that the stage had',
    ],
    ['is of a step that is no stage', { ...CHANGE, step: at('COPY') }, 'only the last stage can be split'],
    ['takes the name of another', { ...CHANGE, name: 'other' }, 'is another stage'],
    ['has no image', { ...CHANGE, base: 'a b' }, 'is no image'],
  ])('is refused where it %s', (_, change, reason) => {
    expect(verdict(BEFORE, AFTER, [change])).toContain(reason);
  });

  it('begins its RUN with commands of the stage that builds', () => {
    const mirror = "sed -i 's/a b/c/' /etc/apt/sources.list";
    const before = BEFORE.replace('RUN go', () => `RUN ${mirror} && go`);
    const run = `RUN ${mirror} && apt-get update`;
    const after = AFTER.replace('RUN go', () => `RUN ${mirror} && go`).replace(
      'WORKDIR /src\nCOPY --from',
      () => `${run}\nWORKDIR /src\nCOPY --from`,
    );
    const later = (part: number | string): number | string =>
      typeof part === 'number' && part > at('RUN') ? part + mirror.length + ' && '.length : part;
    const [one, two, ...rest] = CHANGE.runtime.map(later) as [string, string, ...string[]];
    const change = { ...CHANGE, runtime: [one, two, run, ...rest] };
    expect(verdict(before, after, [{ ...change, sources: [mirror] }])).toBeUndefined();
    expect(verdict(before, after, [change])).toContain('is nothing that the stage had');
    const other = mirror.replace('c', 'd');
    const changed = { ...change, runtime: [one, two, run.replace(mirror, () => other), ...rest], sources: [other] };
    expect(verdict(before, after, [changed])).toContain('is nothing that the stage had');
  });

  it('has the platform of the old one', () => {
    const there = (text: string): string => text.replaceAll('FROM ', 'FROM --platform=linux/amd64 ');
    const moved = there('FROM ').length - 'FROM '.length;
    const later = (part: number | string): number | string => (typeof part === 'number' ? part + moved : part);
    const change = { ...CHANGE, behind: CHANGE.behind + moved, runtime: CHANGE.runtime.map(later) };
    const alike = { ...change, base: `--platform=linux/amd64 ${CHANGE.base}` };
    expect(verdict(there(BEFORE), there(AFTER), [alike])).toBeUndefined();
    expect(verdict(there(BEFORE), there(AFTER), [change])).toContain('is no image');
  });

  it('starts containers where they started', () => {
    const after = AFTER.replace('WORKDIR /src\nCOPY --from', 'WORKDIR /srv\nCOPY --from');
    const change = {
      ...CHANGE,
      runtime: CHANGE.runtime.map((part) => (part === 'WORKDIR /src' ? 'WORKDIR /srv' : part)),
    };
    expect(verdict(BEFORE, after, [change])).toBe('containers start in another folder');
  });

  it('has the folder of its base, where none is named', () => {
    const before = 'FROM golang:1.22\nRUN go install ./...\nCMD ["/go/bin/shop"]\n';
    const change: ChangeOf<'splitStage'> = {
      kind: 'splitStage',
      step: 0,
      builder: 'builder',
      base: 'debian:12-slim',
      behind: before.indexOf('RUN'),
      runtime: ['COPY --from=builder /go/bin/shop /go/bin/', before.indexOf('CMD')],
    };
    const outcome = (workdir: string): string =>
      `FROM golang:1.22 AS builder\nRUN go install ./...\nFROM debian:12-slim\n${workdir}COPY --from=builder /go/bin/shop /go/bin/\nCMD ["/go/bin/shop"]\n`;
    expect(verdict(before, outcome(''), [change])).toBe('containers start in another folder');
    const there = { ...change, runtime: ['WORKDIR /go', ...change.runtime] };
    expect(verdict(before, outcome('WORKDIR /go\n'), [there])).toBeUndefined();
  });

  describe('with a stage between', () => {
    const between = { name: 'pruned', command: 'npm prune --omit=dev' };
    const change: ChangeOf<'splitStage'> = {
      ...CHANGE,
      between,
      runtime: CHANGE.runtime.map((part) =>
        typeof part === 'string' ? part.replace('--from=builder', '--from=pruned') : part,
      ),
    };
    const stage = 'FROM builder AS pruned\nRUN npm prune --omit=dev\n\n';
    const after = AFTER.replace('FROM debian', `${stage}FROM debian`).replace('--from=builder', '--from=pruned');

    it('is proven', () => {
      expect(verdict(BEFORE, after, [change])).toBeUndefined();
    });

    it.each<[string, string, Partial<typeof change>, string]>([
      ['says no stage', AFTER, {}, 'FROM: expected'],
      ['runs something else', after.replace('omit=dev', 'omit=peer'), {}, 'RUN: expected'],
      ['is built on another', after.replace('FROM builder', 'FROM debian'), {}, 'FROM: expected'],
      ['copies from the one that builds', after.replace('from=pruned', 'from=builder'), {}, 'COPY --from=pruned'],
      [
        'has the name of the other',
        after,
        { between: { ...between, name: 'builder' }, runtime: CHANGE.runtime },
        'is no name',
      ],
      ['has a script', after, { between: { ...between, command: 'rm -rf "$A"' } }, 'no command of plain words'],
    ])('is refused where it %s', (_, text, more, reason) => {
      expect(verdict(BEFORE, text, [{ ...change, ...more }])).toContain(reason);
    });

    it('has no name that is taken', () => {
      const taken = (text: string): string => `FROM a AS pruned\n${text}`;
      const [first, moved] = ['FROM a AS pruned\n', 'FROM a AS pruned\n'.length];
      const later = (part: number | string): number | string => (typeof part === 'number' ? part + moved : part);
      const own = { ...change, step: first.length, behind: change.behind + moved, runtime: change.runtime.map(later) };
      expect(verdict(taken(BEFORE), taken(after), [own])).toBe('a stage or the meaning of a --from changed');
    });
  });
});
