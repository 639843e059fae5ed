import { describe, expect, it } from 'vitest';
import type { Dockerfile } from '../../src/model/dockerfile.ts';
import { assignments, environment, type State, variableValue } from '../../src/model/state.ts';
import { dockerfile, lastStep } from '../support/read.ts';

/** The state in which a last instruction of the file runs. */
const stateAfter = (text: string): State => lastStep(dockerfile(`${text}\nRUN last\n`)).state;
const value = (text: string, name: string): string | undefined => variableValue(stateAfter(text), name);
const fingerprints = (file: Dockerfile): string[] =>
  file.stages.flatMap(({ steps }) => steps.map(({ state }) => `${state.base} ${state.fingerprint} ${state.folder}`));

describe('USER and WORKDIR', () => {
  it('are unknown as long as nothing sets them', () => {
    expect(stateAfter('FROM a')).toMatchObject({ user: undefined, workdir: undefined, shell: undefined });
  });

  it('hold from the next instruction on', () => {
    const { stages } = dockerfile('FROM a\nUSER x\nUSER y\nRUN z\n');
    expect(stages[0]?.steps.map(({ state }) => state.user)).toEqual([undefined, 'x', 'y']);
  });

  it.each([
    ['WORKDIR /a', '/a'],
    ['WORKDIR /a\nWORKDIR b', '/a/b'],
    ['WORKDIR /a/\nWORKDIR b\nWORKDIR c', '/a/b/c'],
    ['WORKDIR /a\nWORKDIR /b', '/b'],
    ['WORKDIR b', undefined],
    ['ENV A=/x\nWORKDIR $A/y', '/x/y'],
    ['WORKDIR /a\nWORKDIR $UNKNOWN', undefined],
    ['WORKDIR "/a b"', '/a b'],
    ['WORKDIR /a/b\nWORKDIR ../c/./d//', '/a/c/d'],
    ['WORKDIR /a/../../b/', '/b'],
    ['WORKDIR /\nWORKDIR ..\nWORKDIR a', '/a'],
    ['ONBUILD WORKDIR /a', undefined],
  ])('%j leads to %j', (text, expected) => {
    expect(stateAfter(`FROM a\n${text}`).workdir).toBe(expected);
  });

  it.each([
    ['WORKDIR /a\nWORKDIR b', '/a/b'],
    ['WORKDIR "/a b"\nWORKDIR ../c', '/c'],
    ['ARG A=/x\nWORKDIR $A', undefined],
    ['ARG A=/x\nWORKDIR $A\nWORKDIR b', undefined],
    ['ENV A=x\nWORKDIR /$A', '/x'],
    ['ENV A=x\nWORKDIR /a\nWORKDIR b-$A', '/a/b-x'],
    ['ENV A=/x B=$A\nWORKDIR $B', undefined],
    ['ENV A=/x\nENV B=$A/y\nWORKDIR $B', '/x/y'],
    ['ARG V=x\nENV A=/$V\nWORKDIR $A', undefined],
    ['ARG A=/x\nENV A=/y\nWORKDIR $A', '/y'],
    ["ENV A=x\nWORKDIR '/$A'", undefined],
    ['WORKDIR b', undefined],
    ['WORKDIR /a\nWORKDIR $X\nWORKDIR /b', '/b'],
  ])('%j leads to %j whatever a build says', (text, expected) => {
    expect(stateAfter(`FROM a\n${text}`).fixedWorkdir).toBe(expected);
  });

  it('may come from arguments', () => {
    expect(stateAfter('FROM a\nARG U=app\nUSER ${U}').user).toBe('app');
    expect(stateAfter('FROM a\nUSER $UNKNOWN').user).toBe('$UNKNOWN');
  });
});

describe('ENV', () => {
  it.each([
    ['ENV A=1', '1'],
    ['ENV A 1 2', '1 2'],
    ['ENV B=0 A="x y" C=2', 'x y'],
    ['ENV A=1 \\\n  B=2', '1'],
    ["ENV A='$X'", '$X'],
    ['ENV A=\\$X', '$X'],
    ['ENV X=1\nENV A=$X$X', '11'],
    ['ENV A=1\nENV A=2 B=$A\nENV A=$B', '1'],
    ['ENV A=$UNKNOWN', undefined],
    ['ENV A=', ''],
  ])('%j sets a variable to %j', (text, expected) => {
    expect(value(`FROM a\n${text}`, 'A')).toBe(expected);
  });

  it('is what containers see, and arguments are not', () => {
    expect([...environment(stateAfter('FROM a\nENV A=1 B=2\nARG C\nENV D 3'))]).toEqual(['D', 'B', 'A']);
  });
});

describe('ARG', () => {
  it.each([
    ['FROM a\nARG A=1', '1'],
    ['FROM a\nARG A', undefined],
    ['FROM a\nARG B=0 A="x y"', 'x y'],
    ['ARG A=global\nFROM a', undefined],
    ['ARG A=global\nFROM a\nARG A', 'global'],
    ['ARG A=global\nFROM a\nARG A=own', 'own'],
    ['ARG V=1\nARG A=x$V\nFROM a\nARG A', 'x1'],
    ['FROM a\nARG A=1\nFROM b', undefined],
    ['FROM a\nENV A=env\nARG A=arg', 'env'],
    ['FROM a\nARG A=arg\nENV A=env', 'env'],
    ['FROM a\nARG A=1\nARG A=2', '2'],
  ])('%j leaves %j', (text, expected) => {
    expect(value(text, 'A')).toBe(expected);
  });
});

describe('SHELL', () => {
  it('is the list that it is given', () => {
    expect(stateAfter('FROM a\nSHELL ["/bin/bash", "-o", "pipefail", "-c"]').shell).toEqual([
      '/bin/bash',
      '-o',
      'pipefail',
      '-c',
    ]);
  });
});

describe('a stage built on another', () => {
  const base = 'FROM a AS base\nUSER u\nWORKDIR /w\nENV E=1\nARG G=2\nSHELL ["/bin/bash", "-c"]\n';

  it('starts with the settings of that, but without its arguments', () => {
    const state = stateAfter(`${base}FROM base`);
    expect(state).toMatchObject({ user: 'u', workdir: '/w', shell: ['/bin/bash', '-c'] });
    expect(variableValue(state, 'E')).toBe('1');
    expect(variableValue(state, 'G')).toBeUndefined();
  });

  it('starts with what that one ends with, not with what comes after it', () => {
    expect(stateAfter(`${base}FROM b\nUSER other\nFROM base`).user).toBe('u');
  });

  it('has nothing of a stage that it is not built on', () => {
    expect(stateAfter(`${base}FROM b`)).toMatchObject({ user: undefined, workdir: undefined, shell: undefined });
  });
});

describe('fingerprints', () => {
  it('are equal where nothing stands between that changes a setting', () => {
    const [first, , , last] = fingerprints(dockerfile('FROM a\nRUN x\nCOPY a b\nEXPOSE 80\nRUN y\n'));
    expect(first).toBe(last);
  });

  it.each(['USER x', 'WORKDIR /x', 'ENV A=1', 'ARG A', 'SHELL ["/bin/sh", "-c"]'])('differ after %s', (text) => {
    const [first, , last] = fingerprints(dockerfile(`FROM a\nRUN x\n${text}\nRUN y\n`));
    expect(first).not.toBe(last);
  });

  it('differ for the same settings in another order, and for other bases', () => {
    const last = (text: string) => fingerprints(dockerfile(`${text}\nRUN x\n`)).at(-1);
    expect(last('FROM a\nENV A=1\nENV B=2')).not.toBe(last('FROM a\nENV B=2\nENV A=1'));
    expect(last('FROM a\nENV A=1')).not.toBe(last('FROM b\nENV A=1'));
    expect(last('FROM a\nENV A=1 B=2')).not.toBe(last('FROM a\nENV A=1\nENV B=2'));
    expect(last('FROM a AS b\nENV A=1')).toBe(last('FROM a\nENV A=1'));
    expect(last('FROM a\nENV A=1   B=2')).toBe(last('FROM a\nENV A=1 \\\n B=2'));
  });

  it('tell what a setting says, not how it is quoted', () => {
    const last = (text: string) => fingerprints(dockerfile(`FROM a\n${text}\nRUN x\n`)).at(-1);
    expect(last('ENV A 1 2')).toBe(last('ENV A="1 2"'));
    expect(last('ENV A $B c')).toBe(last('ENV A="$B c"'));
    expect(last('ENV A $B c')).not.toBe(last("ENV A='$B c'"));
    expect(last('ENV A 1 B=2')).not.toBe(last('ENV A=1 B=2'));
    expect(last('ENV A one\\two three')).not.toBe(last('ENV A="one\\two three"'));
  });
});

describe('what tells working directories apart', () => {
  const last = (text: string): string | undefined => fingerprints(dockerfile(`FROM a\n${text}\nRUN x\n`)).at(-1);

  it.each([
    ['WORKDIR /a\nWORKDIR b', 'WORKDIR /a\nWORKDIR /a/b'],
    ['WORKDIR /a\nWORKDIR ../b/.', 'WORKDIR /a\nWORKDIR /b'],
    ['WORKDIR /\nWORKDIR b', 'WORKDIR /\nWORKDIR /b'],
    ['WORKDIR /a\nWORKDIR b-$V', 'WORKDIR /a\nWORKDIR /a/b-$V'],
    ['WORKDIR /\nWORKDIR b-$V', 'WORKDIR /\nWORKDIR /b-$V'],
    ['WORKDIR "/a"', 'WORKDIR /a'],
    ['WORKDIR /a\nWORKDIR /b', 'WORKDIR /b'],
    ['WORKDIR $V\nWORKDIR /b', 'WORKDIR /b'],
  ])('of %j is that of %j', (one, other) => {
    expect(last(one)).toBe(last(other));
  });

  it.each([
    ['an unknown start', 'WORKDIR b', 'WORKDIR /b'],
    ['a start that a build chooses', 'ARG A=/a\nWORKDIR $A\nWORKDIR b', 'ARG A=/a\nWORKDIR $A\nWORKDIR /a/b'],
    ['a variable that may be absolute', 'WORKDIR /a\nWORKDIR $V', 'WORKDIR /a\nWORKDIR /a/$V'],
    ['a variable with another value by then', 'WORKDIR /$V\nENV V=1\nWORKDIR b', 'WORKDIR /$V\nENV V=1\nWORKDIR /$V/b'],
    ['a dollar that is none', "WORKDIR '/$V'", 'WORKDIR /$V'],
    ['another folder', 'WORKDIR /a\nWORKDIR b', 'WORKDIR /a\nWORKDIR /b'],
    ['a variable that may have another value', 'WORKDIR /$V', 'ENV V=1\nWORKDIR /$V\nENV V=1'],
    ['a start that may be another', 'WORKDIR a\nWORKDIR b', 'WORKDIR c\nWORKDIR b'],
  ])('tells %s', (_, one, other) => {
    expect(last(one)).not.toBe(last(other));
  });
});

describe('assignments', () => {
  it.each([
    [
      'A=1 B="2 3"',
      [
        ['A', '1'],
        ['B', '"2 3"'],
      ],
    ],
    ['A 1 2=3', [['A', '1 2=3']]],
    ['A   x', [['A', 'x']]],
    ['"A"=1', [['A', '1']]],
    [
      'A=1 B',
      [
        ['A', '1'],
        ['B', ''],
      ],
    ],
    ['A==', [['A', '=']]],
  ])('of %j', (text, expected) => {
    expect(assignments(text, '\\')).toEqual(expected);
  });
});
