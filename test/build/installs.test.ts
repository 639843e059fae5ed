import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fixtureCases, runCase } from '../support/fixtures.ts';
import { build, filesOf, hasEngine, type Image, inContainer, start } from './docker.ts';

const FIXTURES = join(import.meta.dirname, '../../fixtures/before');

/** The images of a fixture's Dockerfile before and after its fixes. */
function imagesOf(group: string, name: string): [before: Image, after: Image] {
  const fixture = fixtureCases().find((one) => one.group === group && one.name === name);
  if (fixture === undefined) throw new Error(`no fixture ${group}/${name}`);
  const { text } = runCase(fixture, fixture.text);
  expect(text).not.toBe(fixture.text);
  const context = join(FIXTURES, group, name);
  const tag = `dockmod-test-${group}`;
  return [build(`${tag}:before`, fixture.text, context), build(`${tag}:after`, text, context)];
}

/** The Dockerfile is in the image as well, and another one than before. */
const filesBut = ({ tag }: Image, pattern: RegExp): string[] =>
  filesOf(tag).filter((line) => !/\/app\/Dockerfile /.test(line) && !pattern.test(line));

describe.skipIf(!hasEngine())('installs', () => {
  it('bring the same files where they take the lockfile at its word', () => {
    const [before, after] = imagesOf('frozen-install', 'example-lockfile-that-agrees');
    const files = filesBut(before, /^$/);
    expect(files.filter((line) => line.includes('/app/node_modules/debug/')).length).toBeGreaterThan(3);
    expect(filesBut(after, /^$/)).toEqual(files);
    expect(start(after.tag)).toEqual(start(before.tag));
  });

  // A lockfile that has more than its manifest asks for passes, and is left alone all the same.
  it.each(['range', 'less', 'deeper', 'version', 'peer'])('would fail where the lockfile disagrees: %s', (folder) => {
    const context = join(FIXTURES, 'frozen-install/leaves-lockfiles-that-disagree');
    const text = `FROM node:22-bookworm-slim\nWORKDIR /app\nCOPY ${folder}/package*.json ./\nRUN npm ci\n`;
    expect(() => build('dockmod-test-frozen:fails', text, context)).toThrow(
      /can only install packages when your package\.json/,
    );
  });

  it('leave out what only development needs, and nothing else', () => {
    const [before, after] = imagesOf('omit-dev-dependencies', 'example-server-that-needs-none');
    const development = /\/app\/node_modules(?:\/kleur|\/\.package-lock\.json| )/;
    expect(filesBut(before, development)).toEqual(filesBut(after, development));
    expect(filesOf(before.tag).some((line) => line.includes('/app/node_modules/kleur/'))).toBe(true);
    expect(filesOf(after.tag).some((line) => line.includes('/app/node_modules/kleur/'))).toBe(false);
    const briefly = ['node', '-e', 'setTimeout(() => process.exit(), 500); require("./server.js")'];
    expect(inContainer(after.tag, briefly).status).toBe(0);
  });
});
