import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { diskContext } from '../../src/context/disk-context.ts';
import { refactor } from '../../src/index.ts';
import { build, filesOf, hasEngine, type Image, rebuilt, start } from './docker.ts';

const projects = join(import.meta.dirname, 'projects');

/** What is downloaded, and what says when something was installed. */
const PASSING =
  /\/tmp\/v8-compile-cache|\/(?:root|home\/node)\/(?:\.cache|\.local\/s(?:hare|tate)\/pnpm|\.yarn)(?:\/|$)|\/usr\/local\/share\/\.cache|node_modules\/(?:\.modules\.yaml|\.pnpm-workspace-state\S*)/;

const meantFiles = ({ tag }: Image): string[] => filesOf(tag).filter((line) => !PASSING.test(line));

const isInstall = (step: string): boolean => /^RUN (?:npm ci|(?:pnpm|yarn) install)/.test(step);

describe.skipIf(!hasEngine())('what an install reads of a project', () => {
  describe.each(readdirSync(projects))('%s', (name) => {
    const folder = join(projects, name);
    const text = readFileSync(join(folder, 'Dockerfile'), 'utf8');
    const outcome = refactor(text, { only: ['copy-manifests-first'], context: diskContext(folder) }).text;
    let before: Image;
    let after: Image;

    beforeAll(() => {
      before = build(`dockmod-test-${name}:before`, text, folder);
      after = build(`dockmod-test-${name}:after`, outcome, folder);
    });

    it('makes the same image', () => {
      expect(outcome).not.toBe(text);
      expect(after.config).toEqual(before.config);
      expect(meantFiles(after)).toEqual(meantFiles(before));
      expect(start(after.tag)).toEqual(start(before.tag));
      expect(start(after.tag).stdout).toBe('true\n');
    });

    it('takes the install from the cache when a source file changed', () => {
      expect(rebuilt(text, folder, 'server.js').some(isInstall)).toBe(true);
      expect(rebuilt(outcome, folder, 'server.js').some(isInstall)).toBe(false);
    });
  });
});
