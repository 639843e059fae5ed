import { describe, expect, it } from 'vitest';
import type { Change } from '../../src/model/change.ts';
import { verdict } from '../support/fakes.ts';

const FILE = `FROM debian:12
RUN groupadd --gid 2000 web && useradd -u1000 --gid web app
USER app
COPY a /b
RUN ls
CMD ["run"]
`;
const AFTER = FILE.replace('USER app', '# app\nUSER 1000');

const changeIn = (text: string, id = '1000'): Change => ({ kind: 'userByNumber', step: text.indexOf('USER'), id });

describe('the change that names a user by its number', () => {
  it('is proven, with the settings of what follows', () => {
    expect(verdict(FILE, AFTER, [changeIn(FILE)])).toBeUndefined();
  });

  it('takes a group', () => {
    const before = FILE.replace('USER app', 'USER app:web');
    const after = FILE.replace('USER app', '# app:web\nUSER 1000:2000');
    expect(verdict(before, after, [changeIn(before, '1000:2000')])).toBeUndefined();
    expect(verdict(before, after, [changeIn(before)])).toContain('no RUN gives 1000 to app:web');
  });

  it('is refused where the text says another number, or keeps no name', () => {
    expect(verdict(FILE, AFTER.replace('USER 1000', 'USER 1001'), [changeIn(FILE)])).toContain('expected "1000"');
    expect(verdict(FILE, AFTER.replace('# app\n', ''), [changeIn(FILE)])).toBeDefined();
  });

  it.each([
    ['a number that no RUN gives', 'useradd -u1000', 'useradd', 'no RUN gives 1000 to app'],
    ['a number of another user', 'web app', 'web other', 'no RUN gives 1000 to app'],
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
