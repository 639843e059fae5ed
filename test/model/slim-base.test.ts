import { describe, expect, it } from 'vitest';
import type { Change } from '../../src/model/change.ts';
import { isSlimOf } from '../../src/model/image-reference.ts';
import { verdict } from '../support/fakes.ts';

const FILE =
  'FROM golang:1.23 AS build\nRUN make\nFROM python:3.12 AS app\n# one\nENV A=1\nWORKDIR b\nRUN c\nUSER d\nRUN e\n';
const AFTER = FILE.replace('python:3.12', 'python:3.12-slim');
const changeIn = (text: string, from = 'python:3.12', to = `${from}-slim`): Change[] => [
  { kind: 'slimBase', step: text.indexOf(`FROM ${from}`), from, to },
];

describe('the change to the slim variant', () => {
  it('is proven, with what every step of the stage runs on', () => {
    expect(verdict(FILE, AFTER, changeIn(FILE))).toBeUndefined();
  });

  it('composes with others of the same stage', () => {
    const before = FILE.replace('RUN e', 'RUN e\nRUN f');
    const after = AFTER.replace('RUN e', 'RUN e && f');
    const join: Change = { kind: 'join', steps: [before.indexOf('RUN e'), before.indexOf('RUN f')] };
    expect(verdict(before, after, [...changeIn(before), join])).toBeUndefined();
    expect(verdict(before, after, [join, ...changeIn(before)])).toBeUndefined();
  });

  it('is for the last stage alone', () => {
    const text = `${FILE}FROM app\nRUN f\n`;
    expect(verdict(text, text.replace('python:3.12', 'python:3.12-slim'), changeIn(text))).toContain(
      'a stage that follows may be built on it',
    );
  });

  it.each([
    ['another image', 'python:3.12', 'pypy:3.12-slim'],
    ['another version', 'python:3.12', 'python:3.13-slim'],
    ['another variant', 'python:3.12', 'python:3.12-alpine'],
  ])('takes no %s', (_, from, to) => {
    expect(verdict(FILE, FILE.replace(from, to), changeIn(FILE, from, to))).toContain('is not the slim variant');
  });

  it('is about the image that FROM names', () => {
    const change: Change = { kind: 'slimBase', step: FILE.indexOf('RUN c'), from: 'c:1', to: 'c:1-slim' };
    expect(verdict(FILE, AFTER, [change])).toContain('is not built on c:1');
    expect(verdict(FILE, AFTER, changeIn(FILE, 'python:3.1', 'python:3.1-slim'))).toContain('is not built on');
  });

  it('changes no settings, and is not made unsaid', () => {
    expect(verdict(FILE, AFTER.replace('USER d', 'USER f'), changeIn(FILE))).toBeDefined();
    expect(verdict(FILE, FILE, changeIn(FILE))).toBeDefined();
    expect(verdict(FILE, AFTER, [])).toBeDefined();
  });
});

it.each([
  ['python:3.12-slim', 'python:3.12', true],
  ['python:3.12-slim-bookworm', 'python:3.12-bookworm', true],
  ['node:20-bookworm-slim', 'node:20-bookworm', true],
  ['a.io:5000/python:3.12-slim', 'a.io:5000/python:3.12', true],
  ['python:${V}-slim', 'python:${V}', true],
  ['$R/python:$V-slim', '$R/python:$V', true],
  ['python:3.12-slim', 'python:3.12-slim', false],
  ['python:3.12', 'python:3.12-slim', false],
  ['python:3.12-slimmer', 'python:3.12mer', false],
  ['python:${V:-3.12}-slim', 'python:${V:-3.12}', false],
  ['python:3.12-slim@sha256:0', 'python:3.12@sha256:0', false],
  ['python-slim', 'python', false],
  ['python:3.12-slim-slim', 'python:3.12-slim', false],
])('%s is the slim variant of %s: %s', (slim, full, expected) => {
  expect(isSlimOf(slim, full)).toBe(expected);
});
