import { expect, it } from 'vitest';
import { listTransforms, memoryContext, refactor } from '../src/index.ts';

const text = `FROM debian:bookworm-slim
RUN apt update && apt list
RUN apt-get install -y curl
COPY setup.sh /setup.sh
RUN sh /setup.sh
CMD ["curl"]
`;

it('gives the text, what was found, what was done and what was left alone', () => {
  const result = refactor(text);
  expect(result.status).toBe('ok');
  expect(result.text).toContain('apt-get update');
  expect(result.fixes.map(({ transform }) => transform)).toContain('use-apt-get');
  expect(result.declines[0]).toMatchObject({ transform: 'use-apt-get', at: { start: { line: 2 } } });
  expect(result.findings).toHaveLength(result.fixes.length + result.declines.length);
  const lines = result.findings.map(({ at }) => at.start.line);
  expect(lines).toEqual(lines.toSorted((a, b) => a - b));
});

it('holds back what is for review when only safe fixes are wanted', () => {
  const result = refactor(text, { safe: true, only: ['no-install-recommends'] });
  expect(result.text).toBe(text);
  expect(result.held).toHaveLength(1);
  expect(result.findings.map(({ outcome }) => outcome)).toEqual(['held']);
});

it('takes rule ids of other tools, and refuses ids that nothing goes by', () => {
  expect(refactor(text, { only: ['DL3027'] }).fixes.every(({ transform }) => transform === 'use-apt-get')).toBe(true);
  expect(refactor(text, { skip: ['dl3027'] }).fixes.some(({ transform }) => transform === 'use-apt-get')).toBe(false);
  expect(() => refactor(text, { only: ['DL9999'] })).toThrow('no transform is called "DL9999"');
});

it('does what is a matter of taste only where it is named', () => {
  const asked = listTransforms().filter(({ onlyWhenAsked }) => onlyWhenAsked);
  expect(asked.map(({ id }) => id)).toEqual(['sort-packages', 'drop-debug-packages', 'cache-mounts']);
  const unsorted = 'FROM debian:12\nRUN apt-get update && apt-get install -y --no-install-recommends jq curl\n';
  expect(refactor(unsorted).fixes.map(({ transform }) => transform)).not.toContain('sort-packages');
  expect(refactor(unsorted, { skip: ['DL3009'] }).text).toContain('jq curl');
  expect(refactor(unsorted, { only: ['sort-packages'] }).text).toContain('curl \\\n        jq\n');
});

it('reads scripts from the context that it is given', () => {
  const needy = memoryContext({ 'setup.sh': 'apt-get install -y jq\n' });
  const own = memoryContext({ 'setup.sh': 'apt-get update && apt-get install -y jq\n' });
  expect(refactor(text, { context: needy }).text).toContain('RUN apt-get update && sh /setup.sh');
  expect(refactor(text, { context: own }).text).toContain('RUN sh /setup.sh');
});

it('gives the compose files that change along', () => {
  const compose = 'services:\n  web:\n    build: .\n    command: go run .\n';
  const files = { 'go.mod': 'module a\n\ngo 1.22\n', 'main.go': 'package main\n\nfunc main() {}\n' };
  const dockerfile = 'FROM golang:1.22\nWORKDIR /a\nCOPY . .\nRUN go build -o a .\nCMD ["./a"]\n';
  const context = memoryContext({ ...files, 'compose.yaml': compose });
  const result = refactor(dockerfile, { context, only: ['split-build-stage'] });
  expect(result.composeFiles).toEqual([
    {
      file: 'compose.yaml',
      path: expect.stringMatching(/compose\.yaml$/),
      before: compose,
      after: compose.replace('build: .', 'build:\n      context: .\n      target: builder'),
    },
  ]);
  const { composeFiles: _, ...own } = memoryContext({ ...files, 'compose.yaml': compose });
  const alone = refactor(dockerfile, { context: own, only: ['split-build-stage'] });
  expect([alone.text, alone.declines[0]?.reason]).toEqual([
    dockerfile,
    expect.stringContaining('compose.yaml is not known'),
  ]);
});

it('says what the transforms are', () => {
  for (const meta of listTransforms()) expect(meta.why.length, meta.id).toBeGreaterThan(40);
  expect(new Set(listTransforms().map(({ id }) => id)).size).toBe(listTransforms().length);
});

it('leaves a file alone that parsers read in two ways, once it would change', () => {
  const ambiguous = 'FROM debian:bookworm\nRUN apt update\nRUN echo a\\\\\nUSER x\n';
  const result = refactor(ambiguous);
  expect(result.status).toBe('left');
  expect(result.text).toBe(ambiguous);
  expect(result.problem).toMatchObject({ at: { line: 4, column: 1 } });
  expect(refactor(ambiguous, { only: ['assume-yes'] }).status).toBe('ok');
});

it('takes no property of every object for a file of the build context', () => {
  const text = 'FROM debian:12\nRUN apt-get update\nCOPY . /\nRUN sh /constructor\n';
  expect(refactor(text, { context: memoryContext({}) }).status).toBe('ok');
});
