import { describe, expect, it } from 'vitest';
import type { Change } from '../../src/model/change.ts';
import type { ImageReference } from '../../src/model/image-reference.ts';
import { verdict } from '../support/fakes.ts';

const FILE = `FROM debian:12
RUN groupadd --gid 2000 web && useradd -u1000 --gid web app
USER app
COPY a /b
RUN ls
CMD ["run"]
`;
const AFTER = FILE.replace('USER app', '# app\nUSER 1000');

const changeIn = (text: string, id = '1000', image: ImageReference | undefined = undefined): Change => ({
  kind: 'userByNumber',
  step: text.indexOf('USER'),
  id,
  image,
});

describe('the change that names a user by its number', () => {
  it('is proven, with the settings of what follows', () => {
    expect(verdict(FILE, AFTER, [changeIn(FILE)])).toBeUndefined();
  });

  it('takes a group', () => {
    const before = FILE.replace('USER app', 'USER app:web');
    const after = FILE.replace('USER app', '# app:web\nUSER 1000:2000');
    expect(verdict(before, after, [changeIn(before, '1000:2000')])).toBeUndefined();
    expect(verdict(before, after, [changeIn(before)])).toContain('nothing gives 1000 to app:web');
  });

  it('takes a user of the image that the stage is built on', () => {
    const before = FILE.replace('debian:12', 'hub.example.com/node:22').replace('USER app', 'USER node:node');
    const after = before.replace('USER node:node', '# node:node\nUSER 1000:1000');
    const image = { name: 'node', tag: '22', digest: undefined };
    const proven = (text: string, given: ImageReference | undefined, id = '1000:1000'): string | undefined =>
      verdict(text, after, [changeIn(text, id, given)]);
    expect(proven(before, image)).toBeUndefined();
    expect(proven(before, undefined)).toContain('nothing gives 1000:1000 to node:node');
    expect(proven(before, image, '1001:1001')).toContain('nothing gives 1001:1001 to node:node');
    expect(proven(before.replace('/node:22', '/bun:1'), image)).toContain('nothing gives 1000:1000 to node:node');
  });

  it('is refused where the text says another number, or keeps no name', () => {
    expect(verdict(FILE, AFTER.replace('USER 1000', 'USER 1001'), [changeIn(FILE)])).toContain('expected "1000"');
    expect(verdict(FILE, AFTER.replace('# app\n', ''), [changeIn(FILE)])).toBeDefined();
  });

  it.each([
    ['a number that nothing gives', 'useradd -u1000', 'useradd', 'nothing gives 1000 to app'],
    ['a number of another user', 'web app', 'web other', 'nothing gives 1000 to app'],
    ['a user that is a variable', 'USER app', 'USER $APP', 'can not become 1000'],
    ['a folder that it makes', 'RUN ls', 'WORKDIR /x', 'may go by the name'],
    ['settings that follow', 'RUN ls', 'ENV A=1', 'may go by the name'],
  ])('takes no %s', (_, from, to, reason) => {
    const before = FILE.replace(from, to);
    expect(verdict(before, AFTER, [changeIn(before)])).toContain(reason);
  });

  it('is refused where a stage is built on it, which would run with other settings', () => {
    const more = '\nFROM first\nRUN ls\n';
    const first = (text: string): string => text.replace('debian:12', 'debian:12 AS first') + more;
    expect(verdict(first(FILE), first(AFTER), [changeIn(first(FILE))])).toContain('other settings');
  });
});
