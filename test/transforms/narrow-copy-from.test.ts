import { expect, it } from 'vitest';
import { memoryContext, refactor } from '../../src/index.ts';

const TEXT = `FROM golang:1.24 AS build
WORKDIR /app
COPY . .
RUN go build -o server .

FROM debian:13-slim
COPY --from=build /app /app
CMD ["/app/server"]
`;
const FILES = { 'go.mod': 'module shop\n', 'main.go': 'package main\n', 'README.md': '' };
const only = ['narrow-copy-from'];

it('knows nothing without a build context', () => {
  const { declines, text } = refactor(TEXT, { only });
  expect(text).toBe(TEXT);
  expect(declines.map(({ reason }) => reason)).toEqual(['nothing is known of the build context']);
});

it('does not bring half of what links lead to', () => {
  const context = {
    ...memoryContext({ ...FILES, 'static/a.css': '' }),
    isLink: (path: string) => path === 'static/a.css',
  };
  const { declines } = refactor(TEXT, { only, context });
  expect(declines.map(({ reason }) => reason)).toEqual([
    'static/a.css is a link, and what it leads to may stay behind',
  ]);
});

it('reads all of the sources or none', () => {
  const context = memoryContext(FILES);
  const unread = { ...context, readText: (path: string) => (path === 'main.go' ? undefined : context.readText(path)) };
  expect(refactor(TEXT, { only, context: unread }).declines.map(({ reason }) => reason)).toEqual([
    'main.go can not be read',
  ]);
});
