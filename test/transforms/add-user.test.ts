import { describe, expect, it } from 'vitest';
import { memoryContext, refactor } from '../../src/index.ts';

const reasonsOf = (run: string, files: Readonly<Record<string, string>>): string[] => {
  const text = `FROM golang:1.24\nWORKDIR /src\nCOPY . .\n${run}\nCMD ["./server"]\n`;
  const context = memoryContext({ Dockerfile: text, 'main.go': 'package main\n', ...files });
  const { fixes, declines } = refactor(text, { only: ['add-user'], context });
  return [...fixes, ...declines].map(({ reason }) => reason);
};

const REPOSITORY = { '.git/HEAD': 'ref: refs/heads/main\n' };
const REFUSED = /git, which refuses to work in a folder of another user/;

// A repository can not be part of a fixture: git does not keep one inside of another.
describe('add-user in a repository', () => {
  it.each(['RUN go build -o server .', 'RUN git describe > server', 'RUN make server'])('leaves %s alone', (run) => {
    expect(reasonsOf(run, REPOSITORY)).toEqual([expect.stringMatching(REFUSED)]);
  });

  it('knows that .git is kept out of the build', () => {
    const [reason] = reasonsOf('RUN go build -o server .', { ...REPOSITORY, '.dockerignore': '.git\n' });
    expect(reason).not.toMatch(REFUSED);
  });

  it('knows that go may be told not to ask', () => {
    const [reason] = reasonsOf('RUN go build -buildvcs=false -o server .', REPOSITORY);
    expect(reason).not.toMatch(REFUSED);
  });

  it('takes it for possible where the build context is not known', () => {
    const text = 'FROM golang:1.24\nWORKDIR /src\nCOPY . .\nRUN go build -o server .\nCMD ["./server"]\n';
    const { declines } = refactor(text, { only: ['add-user'] });
    expect(declines.map(({ reason }) => reason)).toEqual([expect.stringMatching(REFUSED)]);
  });
});
