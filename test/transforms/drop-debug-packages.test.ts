import { expect, it } from 'vitest';
import { memoryContext, refactor } from '../../src/index.ts';

const TEXT = `FROM node:24-slim
RUN apt-get update && apt-get install -y --no-install-recommends tini vim
COPY . .
CMD ["node", "server.js"]
`;
const only = ['drop-debug-packages'];
const FILES = { 'server.js': '' };
const reasons = (context: ReturnType<typeof memoryContext> | undefined): string[] =>
  refactor(TEXT, context === undefined ? { only } : { only, context }).declines.map(({ reason }) => reason);

it('knows nothing without a build context', () => {
  expect(reasons(undefined)).toEqual(['nothing is known of the build context']);
});

it('reads every file that may call a program', () => {
  const context = memoryContext({ ...FILES, 'tools/look.py': 'x = 1\n' });
  expect(reasons(context)).toEqual([]);
  const unread = {
    ...context,
    readText: (path: string) => (path.endsWith('.py') ? undefined : context.readText(path)),
  };
  expect(reasons(unread)).toEqual(['tools/look.py can not be read']);
});

it.each([
  ['run.sh', 'vim file\n'],
  ['run', '#!/bin/bash\nif [ -x /usr/bin/vim ]; then echo; fi\n'],
  ['run.py', "subprocess.run(['vim', name])\n"],
  ['run.py', "subprocess.run(['view', name])\n"],
  ['Makefile', 'edit:\n\tvim file\n'],
  ['broken.sh', 'if vim; then\n'],
])('finds a call in %s', (path, text) => {
  expect(reasons(memoryContext({ ...FILES, [path]: text }))[0]).toMatch(/names (?:vim|view)$/);
});

it.each([
  ['notes.md', 'use vim here\n'],
  ['app.py', "render(request, 'view')\n"],
  ['app.py', 'vim = 1\n'],
  ['node_modules/a/index.js', "spawn('vim')\n"],
])('finds none in %s', (path, text) => {
  expect(reasons(memoryContext({ ...FILES, [path]: text }))).toEqual([]);
});
