import { describe, expect, it } from 'vitest';
import { readBy as read } from '../../support/manifests.ts';

describe('go.mod', () => {
  const MODULE = 'module example.org/a\n\ngo 1.22\n\nrequire example.org/b v1.0.0\n';
  const SUM = 'example.org/b v1.0.0 h1:x=\n';

  it.each([
    ['a sum for each', { 'go.mod': MODULE, 'go.sum': SUM }, 'go.mod go.sum'],
    ['no sums', { 'go.mod': MODULE }, 'go.mod'],
    [
      'another module instead',
      { 'go.mod': `${MODULE}replace example.org/b => example.org/c v1.1.0\n`, 'go.sum': '' },
      'go.mod go.sum',
    ],
    [
      'a folder in a comment',
      { 'go.mod': `${MODULE}// replace example.org/b => ../b\n`, 'go.sum': SUM },
      'go.mod go.sum',
    ],
  ])('is enough with %s', (_, files, expected) => {
    expect(read('go mod download', files)).toBe(expected);
  });

  it.each([
    ['replace example.org/b => ../b', /\.\.\/b/],
    ['replace example.org/b => ./c/../../b', /\.\/c/],
    ['replace (\n\texample.org/b v1.0.0 => ./b\n)', /\.\/b/],
    ['replace example.org/b => /src/b', /\/src\/b/],
  ])('is not enough with %j', (line, reason) => {
    expect(read('go mod download', { 'go.mod': `${MODULE}${line}\n` })).toMatch(reason);
  });

  it('may lack sums', () => {
    expect(read('go mod download', { 'go.mod': MODULE, 'go.sum': '' })).toMatch(
      /\| go\.sum has no sum of example\.org\/b/,
    );
  });

  const LOCAL = `${MODULE}require example.org/c v0.0.0\nreplace example.org/c => ./c\n`;
  const DOUBT = 'go mod download | go mod download also fetches modules that only tests and other programs need';

  it('comes with that of a folder that takes the place of a module, but not with what that says', () => {
    const files = { 'go.mod': LOCAL, 'c/go.mod': 'module example.org/c\nreplace example.org/d => ../../d\n' };
    expect(read('go mod download', files)).toBe('go.mod c/go.mod');
    expect(read('go mod download', { 'go.mod': LOCAL, 'c/c.go': '' })).toMatch(
      /declined: .* \.\/c, which is no module/,
    );
  });

  it.each(['go build ./...', 'go install -trimpath .', 'go run . -v', 'go test ./...', 'go vet', 'go generate ./x'])(
    'is what %s downloads by',
    (command) => {
      expect(read(command, { 'go.mod': MODULE, 'go.sum': '' })).toBe(`go.mod go.sum | ${DOUBT}`);
    },
  );

  it.each([
    'go install example.org/b@latest',
    'go run example.org/b@v1',
    'go build -mod=vendor',
    'go build -mod vendor .',
  ])('has nothing to do with %s', (command) => {
    expect(read(command, { 'go.mod': MODULE })).toBe('not an install');
  });

  it.each(['go 1.16', ''])('is not enough for a build where it says %j', (line) => {
    expect(read('go build', { 'go.mod': MODULE.replace('go 1.22', line) })).toMatch(
      /^declined: go\.mod is of before Go 1\.17/,
    );
    expect(read('go mod download', { 'go.mod': MODULE.replace('go 1.22', line) })).toBe('go.mod');
  });

  it('says of nothing to download', () => {
    const own = 'module example.org/a\n\ngo 1.22\n';
    expect(read('go build', { 'go.mod': own })).toBe('');
    expect(read('go build', { 'go.mod': MODULE, 'vendor/modules.txt': '' })).toBe('');
    expect(read('go mod download', { 'go.mod': MODULE, 'vendor/modules.txt': '' })).toMatch(/^declined: vendor/);
    const local = `${own}require example.org/c v0.0.0\nreplace example.org/c => ./c\n`;
    expect(read('go build', { 'go.mod': local, 'c/go.mod': 'module example.org/c\n' })).toBe('');
  });

  describe('in a workspace', () => {
    const WORK = 'go 1.22\n\nuse (\n\t./a\n\t./b/c // both\n)\n';
    const MEMBERS = {
      'a/go.mod': 'module example.org/a\nrequire example.org/c v0.0.0\nreplace example.org/d => ../d\n',
      'b/c/go.mod': 'module example.org/c\nrequire golang.org/x/net v0.25.0\n',
      'b/c/go.sum': 'golang.org/x/net v0.25.0 h1:x=\n',
      'd/go.mod': 'module example.org/d\n',
    };

    it('is that of each module', () => {
      expect(read('go mod download', { 'go.work': WORK, 'go.work.sum': '', ...MEMBERS })).toBe(
        'go.work go.work.sum a/go.mod b/c/go.mod b/c/go.sum d/go.mod',
      );
      expect(read('go mod download', { 'go.work': WORK, 'go.mod': 'module example.org/x', ...MEMBERS })).toBe(
        'go.mod go.work a/go.mod b/c/go.mod b/c/go.sum d/go.mod',
      );
    });

    // As `go mod download` of Go 1.21 shows on these: it asks for example.org/c, which a build has.
    it('is not enough for a build', () => {
      expect(read('go build ./a', { 'go.work': WORK, ...MEMBERS })).toMatch(
        /^declined: in a workspace go mod download/,
      );
    });

    it.each([
      ['use ./x', 'declined: there is no x/go.mod in the folder that is copied'],
      ['use ../x', 'declined: there is no ../x/go.mod in the folder that is copied'],
      [
        'replace example.org/x => ./x',
        'declined: example.org/x is replaced by ./x, which is no module in the folder that is copied',
      ],
    ])('is not enough with %j', (line, reason) => {
      expect(read('go mod download', { 'go.work': `${WORK}${line}\n`, ...MEMBERS })).toBe(reason);
    });
  });
});
