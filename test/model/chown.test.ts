import { describe, expect, it } from 'vitest';
import type { Change } from '../../src/model/change.ts';
import { isWhatIsCopied, leadingChown } from '../../src/model/chown.ts';
import { verdict } from '../support/fakes.ts';

const read = (text: string) => leadingChown(text.split(' '));

describe('a chown at the start of a chain', () => {
  it.each([
    ['chown -R app:app /app', 'app:app'],
    ['chown app /app', 'app:0'],
    ['chown 1000 /app', '1000:0'],
    ['chown :app /app', '0:app'],
    ['chown app:app /app && ls | wc', 'app:app'],
  ])('%s says %s', (text, owner) => {
    expect(read(text)?.owner).toBe(owner);
  });

  it.each([
    'chown 1000: /app',
    'chown app: /app',
    'chown : /app',
    'chown -Rv app:app /app',
    'chown app.app /app',
    'chown $APP /app',
    'chown -h app:app /app',
    'chown -RL app:app /app',
    'chown --reference=/x /app',
    'chown app:app',
    'chown app:app /app/*',
    'chown app:app /app || true',
    'chown app:app /app && a ; b',
    'chown app:app /app | tee x',
    'chown app:app /app > x',
    '! chown app:app /app',
    'sudo chown app:app /app',
  ])('is not read where it is more: %s', (text) => {
    expect(read(text)).toBeUndefined();
  });
});

describe('what is copied', () => {
  it.each([
    [['/app'], 'src /app', '/'],
    [['/app/'], '. .', '/app'],
    [['.'], 'src /app/', '/app'],
    [['/app/b', 'a'], 'x/a b ./', '/app'],
  ])('%s is what COPY %s brings in %s', (paths, copy, folder) => {
    expect(isWhatIsCopied(paths, copy, folder)).toBe(true);
  });

  it.each([
    [['/app/a'], 'a b /app/', '/'],
    [['/app', '/b'], 'a /app', '/'],
    [['/app/a'], 'a /app', '/'],
    [['/'], '. /', '/'],
    [['/app/*'], '* /app/', '/'],
    [['/app'], '["a","/app"]', '/'],
    [['/app'], '$A /app', '/'],
  ])('%s is not what COPY %s brings in %s', (paths, copy, folder) => {
    expect(isWhatIsCopied(paths, copy, folder)).toBe(false);
  });
});

const FILE = `FROM debian:12
COPY src /app
# theirs
RUN chown -R app:app /app
CMD ["run"]
`;
const MOVED = `FROM debian:12
# theirs
COPY --chown=app:app src /app
CMD ["run"]
`;

const changeIn = (text: string, keepsFolder = false): Change => ({
  kind: 'chownInCopy',
  step: text.indexOf('COPY'),
  run: text.indexOf('RUN'),
  keepsFolder,
});

describe('the change that takes a chown into a COPY', () => {
  it('is proven', () => {
    expect(verdict(FILE, MOVED, [changeIn(FILE)])).toBeUndefined();
  });

  it('is refused where the text does something else', () => {
    expect(verdict(FILE, MOVED.replace('app:app', 'app:0'), [changeIn(FILE)])).toMatch(/became COPY --chown=app:0/);
    expect(verdict(FILE, MOVED.replace('# theirs\n', ''), [changeIn(FILE)])).toBeDefined();
    expect(verdict(FILE, MOVED, [changeIn(FILE, true)])).toBeDefined();
  });

  it.each([
    ['another command', '-R app:app /app', '-R app:app /app || true', 'does not begin with a chown'],
    ['other files', '-R app:app /app', '-R app:app /app /data', 'does not begin with a chown'],
    ['other places', 'chown -R app:app /app', 'true && chown -R app:app /app', 'does not begin with a chown'],
    ['flags of RUN', 'RUN chown', 'RUN --network=none chown', 'can not do the chown'],
    ['flags of COPY', 'COPY src', 'COPY --link src', 'can not do the chown'],
    ['an owner that is there', 'COPY src', 'COPY --chown=root src', 'can not do the chown'],
    ['a step between', '# theirs', 'LABEL a=b', 'does not stand right behind'],
  ])('takes no %s', (_, from, to, reason) => {
    const before = FILE.replace(from, to);
    expect(verdict(before, MOVED, [changeIn(before)])).toContain(reason);
  });

  it('takes no chown of several paths for one of a folder', () => {
    const before = 'FROM debian:12\nCOPY a b /app/\nRUN chown -R app:app /app/a /app/b\n';
    const after = 'FROM debian:12\nCOPY --chown=app:app a b /app/\nRUN chown app:app /app/a /app/b\n';
    expect(verdict(before, after, [changeIn(before, true)])).toContain('not of a folder');
  });
});
