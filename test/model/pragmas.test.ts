import { describe, expect, it } from 'vitest';
import { heads, pragmasOf, speaksOf } from '../../src/model/pragmas.ts';
import type { Instruction } from '../../src/syntax/instruction.ts';
import { parsed } from '../support/read.ts';

const FILE = '*';
/** Ids of each pragma, and the first word of the instruction that it heads. */
const pragmas = (text: string): [ids: string[], of: string][] =>
  pragmasOf(parsed(text)).map(({ ids, instruction }) => [[...ids], instruction?.args.text.split(' ')[0] ?? FILE]);
const above = (comment: string) => pragmas(`FROM a\n${comment}\nRUN b c\nRUN d\n`);

describe('a comment', () => {
  it.each([
    ['# dockmod ignore', [], 'b'],
    ['#dockmod ignore', [], 'b'],
    ['# dockmod ignore because of the proxy', [], 'b'],
    ['# dockmod ignore some-id', [], 'b'],
    ['# dockmod ignore=clean-package-cache', ['clean-package-cache'], 'b'],
    ['# dockmod ignore = a-b, DL3009', ['a-b', 'dl3009'], 'b'],
    ['# dockmod ignore=a b', ['a', 'b'], 'b'],
    ['# dockmod ignore=all', [], 'b'],
    ['# dockmod ignore=a -- because', ['a'], 'b'],
    ['# dockmod ignore -- because', [], 'b'],
    ['# dockmod ignore=a; because', ['a'], 'b'],
    ['# DOCKMOD ignore=A', ['a'], 'b'],
    ['# dockmod global ignore', [], FILE],
    ['# dockmod global ignore=a,b', ['a', 'b'], FILE],
    ['# dockmod file ignore=a', ['a'], FILE],
    ['# hadolint ignore=DL3009', ['dl3009'], 'b'],
    ['#hadolint ignore=DL3008,DL3009', ['dl3008', 'dl3009'], 'b'],
    ['# hadolint ignore = DL3008 , SC2046', ['dl3008', 'sc2046'], 'b'],
    ['# hadolint shell=/bin/bash ignore=DL3009', ['dl3009'], 'b'],
    ['# hadolint ignore=DL3009 all of it is needed', ['dl3009'], 'b'],
    ['# hadolint global ignore=DL3003,DL3006', ['dl3003', 'dl3006'], FILE],
    ['# tally ignore=hadolint/DL3009', ['dl3009'], 'b'],
    ['# tally ignore=DL3009,no-cache;reason=x', ['dl3009', 'no-cache'], 'b'],
    ['# tally global ignore=max-lines', ['max-lines'], FILE],
    ['#checkov:skip=CKV_DOCKER_5:reason', ['ckv_docker_5'], FILE],
    ['# checkov:skip=CKV_DOCKER_5', ['ckv_docker_5'], FILE],
    ['#trivy:ignore:DS-0017', ['ds-0017'], 'b'],
    ['# trivy:ignore:AVD-DS-0017', ['ds-0017'], 'b'],
  ])('%s speaks of %j for %s', (comment, ids, of) => {
    expect(above(comment)).toEqual([[ids, of]]);
  });

  it.each([
    '# ignore',
    '# please ignore this',
    '# hadolint ignore',
    '# hadolint says ignore=DL3009',
    '# see dockmod ignore',
    '# do not skip=this',
    '# checkov skip=CKV_DOCKER_5',
  ])('%s asks for nothing', (comment) => {
    expect(above(comment)).toEqual([]);
  });
});

describe('the check directive', () => {
  it.each([
    ['# check=skip=JSONArgsRecommended', ['jsonargsrecommended']],
    ['# check=skip=A,B;error=true', ['a', 'b']],
    ['# check = error=true;skip=all', []],
  ])('%s speaks for the file', (directive, ids) => {
    expect(pragmas(`${directive}\nFROM a\n`)).toEqual([[ids, FILE]]);
  });

  it('that skips nothing asks for nothing', () => {
    expect(pragmas('# check=error=true\nFROM a\n')).toEqual([]);
  });
});

describe('a pragma', () => {
  it('heads the next instruction, over other comments and blank lines', () => {
    expect(pragmas('FROM a\n# dockmod ignore=x\n# more\n\nRUN b\n')).toEqual([[['x'], 'b']]);
  });

  it('heads the instruction that it stands in', () => {
    expect(pragmas('FROM a\nRUN b && \\\n  # hadolint ignore=DL3009\n  c\nRUN d\n')).toEqual([[['dl3009'], 'b']]);
  });

  it('heads FROM as well', () => {
    expect(pragmas('# hadolint ignore=DL3006\nFROM a\nRUN b\n')).toEqual([[['dl3006'], 'a']]);
  });

  it('is none at the end of the file, where nothing follows', () => {
    expect(pragmas('FROM a\n# dockmod ignore\n')).toEqual([]);
    expect(pragmas('FROM a\n# dockmod global ignore\n')).toEqual([[[], FILE]]);
  });

  it('is none in the body of a heredoc', () => {
    expect(pragmas('FROM a\nRUN <<EOF\n# dockmod ignore\nEOF\nRUN b\n')).toEqual([]);
  });

  it('knows what it heads and whom it speaks of', () => {
    const file = parsed('FROM a\n# hadolint ignore=DL3009\nRUN b\n# dockmod ignore\nRUN c\n');
    const [one, all] = pragmasOf(file);
    const [, first, second] = file.instructions as [Instruction, Instruction, Instruction];
    expect(one && [heads(one, first), heads(one, second)]).toEqual([true, false]);
    expect(one && [speaksOf(one, ['x', 'dl3009']), speaksOf(one, ['x'])]).toEqual([true, false]);
    expect(all && speaksOf(all, ['x'])).toBe(true);
  });
});
