import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { diskContext } from '../../src/context/disk-context.ts';
import { type Refactored, refactor } from '../../src/index.ts';
import { build, filesOf, hasEngine, type Image, rebuilt, start } from './docker.ts';

const root = process.env['BUILD_ROOT'] ?? tmpdir();

const PACKAGE = {
  name: 'shop',
  version: '1.0.0',
  private: true,
  scripts: { build: 'cp server.js built.js' },
  dependencies: { 'is-odd': '3.0.1' },
};

const LOCK = {
  name: 'shop',
  version: '1.0.0',
  lockfileVersion: 3,
  packages: {
    '': { name: 'shop', version: '1.0.0', dependencies: { 'is-odd': '3.0.1' } },
    'node_modules/is-number': {
      version: '6.0.0',
      resolved: 'https://registry.npmjs.org/is-number/-/is-number-6.0.0.tgz',
    },
    'node_modules/is-odd': {
      version: '3.0.1',
      resolved: 'https://registry.npmjs.org/is-odd/-/is-odd-3.0.1.tgz',
      dependencies: { 'is-number': '^6.0.0' },
    },
  },
};

const SERVER = "console.log(require('is-odd')(3));\n";

const FILES: Readonly<Record<string, string>> = {
  '.dockerignore': 'Dockerfile\nnode_modules\n',
  'package.json': JSON.stringify(PACKAGE),
  'package-lock.json': JSON.stringify(LOCK),
  'server.js': SERVER,
};

const cases: Readonly<Record<string, string>> = {
  'one after the other': `FROM node:22
WORKDIR /app
COPY . .
RUN npm ci
RUN npm run build
CMD ["node", "built.js"]
`,
  'another owner': `FROM node:22
WORKDIR /work/app
RUN chown node:node .
COPY --chown=node:node --chmod=0644 . .
USER node
RUN npm ci
CMD ["node", "server.js"]
`,
  'a folder made by it': `FROM node:22
COPY . /work/app
WORKDIR /work/app
ENV NODE_ENV=production
RUN npm ci && npm cache clean --force
CMD ["node", "server.js"]
`,
  'an install and a build in one': `FROM node:22
WORKDIR /app
COPY . .
RUN npm ci \\
    && npm run build
CMD ["node", "built.js"]
`,
  'packages of the machine in its folder': `FROM node:22
WORKDIR /app
COPY . .
RUN npm ci
CMD ["node", "server.js"]
`,
};

/** What only one of them has in its folder. */
const others: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'packages of the machine in its folder': {
    '.dockerignore': 'Dockerfile\n.dockerignore\n.gitignore\n',
    '.gitignore': 'node_modules\n',
    'node_modules/is-odd/index.js': 'module.exports = () => "of the machine";\n',
    'node_modules/stale/index.js': '',
  },
};

/** The downloads of another user than root are as little meant. */
const meantFiles = ({ tag }: Image): string[] => filesOf(tag).filter((line) => !line.includes('/home/node/.npm'));

describe.skipIf(!hasEngine())('installs before the rest of the project', () => {
  describe.each(Object.entries(cases))('%s', (name, text) => {
    let folder: string;
    let outcome: Refactored;
    let before: Image;
    let after: Image;

    beforeAll(() => {
      mkdirSync(root, { recursive: true });
      folder = mkdtempSync(join(root, 'dockmod-manifests-'));
      for (const [path, content] of Object.entries({ ...FILES, ...others[name] })) {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), content);
      }
      outcome = refactor(text, { only: ['copy-manifests-first'], context: diskContext(folder) });
      const tag = `dockmod-test-manifests-${name.replace(/\W+/g, '-')}`;
      before = build(`${tag}:before`, text, folder);
      after = build(`${tag}:after`, outcome, folder);
    });

    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    it('has the same config and files, and does the same', () => {
      expect(outcome.text).not.toBe(text);
      expect(after.config).toEqual(before.config);
      const files = meantFiles(after);
      expect(files.some((line) => line.includes('/node_modules/is-odd/'))).toBe(true);
      expect(files).toEqual(meantFiles(before));
      expect(start(after.tag)).toEqual(start(before.tag));
      expect(start(after.tag).stdout).toBe('true\n');
    });

    it('takes the install from the cache when a source file changed', () => {
      const isInstall = (step: string): boolean => /^RUN npm (?:ci|install)/.test(step);
      expect(rebuilt(text, folder, 'server.js').some(isInstall)).toBe(true);
      expect(rebuilt(outcome, folder, 'server.js').some(isInstall)).toBe(false);
    });
  });
});
