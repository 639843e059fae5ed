import fs, { symlinkSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { BuildContext } from '../../src/context/build-context.ts';
import { whyUnknown } from '../../src/context/build-context.ts';
import { isIgnored } from '../../src/context/ignored.ts';
import type { Transform } from '../../src/model/finding.ts';
import { asUpperCase } from '../../src/transforms/as-upper-case.ts';
import { counted, type Files, folder, run } from './support.ts';

/** What the contexts of a run say to a question, file by file. */
async function told(
  argv: readonly string[],
  cwd: string,
  ask: (context: BuildContext) => unknown,
  stdin = '',
  others: readonly Transform[] = [],
): Promise<unknown[]> {
  const answers: unknown[] = [];
  const asks: Transform = {
    meta: { id: 'asks', title: '', why: '', phase: 'words', maxSafety: 'safe', covers: [], references: [], since: '' },
    find: (_, context) => {
      answers.push(ask(context));
      return [];
    },
  };
  await run(argv, { cwd, stdin, transforms: [...others, asks] });
  return answers;
}

afterEach(() => {
  vi.restoreAllMocks();
});

/** Every folder of a case holds its own path in a file `at`. */
function repository(files: Files): string {
  const folders = new Set(['']);
  for (const path of Object.keys(files)) {
    const parts = path.split('/').slice(0, -1);
    parts.forEach((_, index) => {
      folders.add(`${parts.slice(0, index + 1).join('/')}/`);
    });
  }
  return folder({
    '.git/HEAD': '',
    ...Object.fromEntries([...folders].map((path) => [`${path}at`, path.slice(0, -1)])),
    ...files,
  });
}

const at = (context: BuildContext): string => whyUnknown(context) ?? `/${context.readText('at')}`;
const where = async (dockerfile: string, files: Files): Promise<unknown> =>
  (await told([dockerfile], repository(files), at))[0];

const FILE = 'FROM a\nCOPY main.js /\n';
const DIFFERENT = 'compose or bake files build this file with different contexts';
const NOWHERE = 'no folder from its own to the root of the repository holds what is copied';
const ELSEWHERE = 'a compose or bake file names a context that is not in this repository';

describe('by what is copied, the context is', () => {
  test.each<[string, Files, string]>([
    ['its own folder', { 'a/Dockerfile': FILE, 'a/main.js': '', 'main.js': '' }, '/a'],
    ['its own folder, where nothing is copied', { 'a/Dockerfile': 'FROM a\n' }, '/a'],
    ['its own folder, where all of it is copied', { 'a/Dockerfile': 'FROM a\nCOPY . .\n' }, '/a'],
    ['the folder above', { 'a/Dockerfile': FILE, 'main.js': '' }, '/'],
    ['the nearest folder above', { 'b/a/Dockerfile': FILE, 'b/main.js': '', 'main.js': '' }, '/b'],
    ['where all of it is', { 'b/a/Dockerfile': `${FILE}COPY x /\n`, 'b/x': '', 'main.js': '', x: '' }, '/'],
    ['its own folder, where some is made before', { 'a/Dockerfile': `${FILE}COPY dist /\n`, 'a/main.js': '' }, '/a'],
    ['where a pattern finds something', { 'a/Dockerfile': 'FROM a\nCOPY p*.json /\n', 'p.json': '' }, '/'],
    ['its own folder, where patterns say nothing', { 'a/Dockerfile': 'FROM a\nCOPY *.x /\n' }, '/a'],
    [
      'not known, where two come into question',
      { 'a/Dockerfile': `${FILE}COPY x /\n`, 'a/x': '', 'main.js': '', x: '' },
      'some of what is copied is in its own folder, and all of it further up',
    ],
    ['not known, where it is nowhere', { 'a/Dockerfile': FILE, 'b/main.js': '' }, NOWHERE],
  ])('%s', async (_, files, expected) => {
    const dockerfile = Object.keys(files)[0] as string;
    expect(await where(dockerfile, files)).toBe(expected);
  });

  test('not known, where its own folder holds nothing to copy', async () => {
    const cwd = folder({ '.git/HEAD': '', 'docker/Dockerfile': 'FROM a\nCOPY . .\n', 'docker/Dockerfile.dev': '' });
    expect(await told(['docker/Dockerfile'], cwd, at)).toEqual(['its own folder holds nothing to copy']);
  });

  test('its own folder or not known, outside of a repository', async () => {
    const cwd = folder({ 'main.js': '', 'a/Dockerfile': FILE, 'b/Dockerfile': FILE, 'b/main.js': '', 'b/at': 'b' });
    expect(await told(['a', 'b'], cwd, at)).toEqual([NOWHERE, '/b']);
  });

  test('not beyond the repository', async () => {
    const cwd = folder({ 'main.js': '', 'a/.git/HEAD': '', 'a/b/Dockerfile': FILE });
    expect(await told(['a/b'], cwd, at)).toEqual([NOWHERE]);
  });

  test('not where a link leads out of', async () => {
    const cwd = folder({ 'main.js': '', 'a/.git/HEAD': '', 'a/Dockerfile': FILE });
    symlinkSync('../main.js', join(cwd, 'a/main.js'));
    expect(await told(['a'], cwd, at)).toEqual([NOWHERE]);
  });

  test('the folder of a link to a Dockerfile', async () => {
    const cwd = folder({ '.git/HEAD': '', 'a/Dockerfile': FILE, 'b/main.js': '', 'b/at': 'b' });
    symlinkSync('../a/Dockerfile', join(cwd, 'b/Dockerfile'));
    expect(await told(['b/Dockerfile'], cwd, at)).toEqual(['/b']);
  });
});

describe('by compose and bake files, the context is', () => {
  const compose = (build: string): string => `services:\n  app:\n    build: ${build}\n`;
  const D = 'a/Dockerfile';

  test.each<[string, Files, string]>([
    ['what the one above says', { [D]: FILE, 'compose.yaml': compose('{context: ., dockerfile: a/Dockerfile}') }, '/'],
    [
      'what the one beside says',
      { [D]: FILE, 'a/docker-compose.yml': compose('{context: .., dockerfile: a/Dockerfile}') },
      '/',
    ],
    ['its own folder', { [D]: FILE, 'docker-compose.yml': compose('./a') }, '/a'],
    [
      'another folder',
      { [D]: FILE, 'compose.yml': compose('{context: b, dockerfile: ../a/Dockerfile}'), 'b/x': '' },
      '/b',
    ],
    [
      'what one for production says',
      { [D]: FILE, 'docker-compose.prod.yml': compose('{context: ., dockerfile: a/Dockerfile}') },
      '/',
    ],
    ['what a bake file says', { [D]: FILE, 'docker-bake.json': '{"target":{"a":{"dockerfile":"a/Dockerfile"}}}' }, '/'],
    ['what one in HCL says', { [D]: FILE, 'docker-bake.hcl': 'target "a" {\n  dockerfile = "a/Dockerfile"\n}\n' }, '/'],
    ['what they agree on', { [D]: FILE, 'compose.yaml': compose('a'), 'a/compose.yaml': compose('.') }, '/a'],
    [
      'not known, where they do not agree',
      {
        [D]: FILE,
        'a/main.js': '',
        'compose.yaml': compose('{context: ., dockerfile: a/Dockerfile}'),
        'a/compose.yaml': compose('.'),
      },
      DIFFERENT,
    ],
    [
      'not known, where it is outside',
      { [D]: FILE, 'a/main.js': '', 'compose.yaml': compose('{context: /, dockerfile: PATH}') },
      ELSEWHERE,
    ],
    [
      'not known, where it is not there',
      { [D]: FILE, 'a/main.js': '', 'compose.yaml': compose('{context: gone, dockerfile: ../a/Dockerfile}') },
      ELSEWHERE,
    ],
    [
      'not theirs, where they name another file',
      { [D]: FILE, 'a/main.js': '', 'compose.yaml': compose('{context: ., dockerfile: a/other}') },
      '/a',
    ],
    [
      'not theirs, where they cannot be read',
      { [D]: FILE, 'a/main.js': '', 'compose.yaml': 'services: [build', 'docker-bake.json': '' },
      '/a',
    ],
  ])('%s', async (_, files, expected) => {
    const cwd = repository(files);
    const text = files['compose.yaml'];
    if (typeof text === 'string') writeFileSync(join(cwd, 'compose.yaml'), text.replace('PATH', join(cwd, D).slice(1)));
    expect(await told([D], cwd, at)).toEqual([expected]);
  });

  test('not known, where it is a link that leads out', async () => {
    const cwd = folder({ 'out/at': 'out', 'in/.git/HEAD': '', 'in/Dockerfile': FILE });
    symlinkSync('../out', join(cwd, 'in/link'));
    writeFileSync(join(cwd, 'in/compose.yaml'), compose('{context: link, dockerfile: ../Dockerfile}'));
    expect(await told(['in/Dockerfile'], cwd, at)).toEqual([ELSEWHERE]);
  });

  test('not that of a compose file above, outside of a repository', async () => {
    const cwd = folder({
      'compose.yaml': compose('{context: ., dockerfile: a/Dockerfile}'),
      'a/Dockerfile': 'FROM a\n',
      'a/at': 'a',
    });
    expect(await told(['a'], cwd, at)).toEqual(['/a']);
  });
});

describe('--context', () => {
  test('has the last word', async () => {
    const cwd = repository({
      'a/Dockerfile': FILE,
      'a/main.js': '',
      'c/x': '',
      'compose.yaml': 'services: {a: {build: a}}',
    });
    expect(await told(['a', '--context', 'c'], cwd, at)).toEqual(['/c']);
  });

  test('goes with the ignore list of each Dockerfile', async () => {
    const cwd = folder({
      'c/.dockerignore': 'x',
      'a/Dockerfile': FILE,
      'a/Dockerfile.dockerignore': 'y',
      'b/Dockerfile': FILE,
    });
    const kept = (context: BuildContext): string[] => ['x', 'y'].filter((path) => isIgnored(context, path));
    expect(await told(['a', 'b', '--context', 'c'], cwd, kept)).toEqual([['y'], ['x']]);
    expect(await told(['-', '--context', 'c', '--stdin-filename', 'a/Dockerfile'], cwd, kept, FILE)).toEqual([['y']]);
    expect(await told(['-', '--context', 'c'], cwd, kept, FILE)).toEqual([['x']]);
  });
});

test('the standard input goes by its name, and has no context without', async () => {
  const cwd = repository({ 'a/x': '', 'main.js': '' });
  expect(await told(['-', '--stdin-filename', 'a/Dockerfile'], cwd, at, FILE)).toEqual(['/']);
  expect(await told(['-'], cwd, at, FILE)).toEqual(['nothing is known of the build context']);
});

test('the ignore list of a Dockerfile stands beside it, wherever the context is', async () => {
  const cwd = repository({
    'a/Dockerfile.prod': FILE,
    'a/Dockerfile.prod.dockerignore': 'y',
    'main.js': '',
    '.dockerignore': 'x',
  });
  const kept = (context: BuildContext): unknown[] => [
    at(context),
    ...['x', 'y'].filter((path) => isIgnored(context, path)),
  ];
  expect(await told(['a/Dockerfile.prod'], cwd, kept)).toEqual([['/', 'y']]);
});

describe('costs little', () => {
  test('in a large context: only the folders that are asked for are listed', async () => {
    const many = Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`a/${index % 10}/${index}.js`, '']));
    const cwd = repository({ 'a/Dockerfile': FILE, 'a/main.js': '', '.dockerignore': 'x', ...many });
    const whole = counted('readdirSync');
    const listed = counted('opendirSync');
    const ask = (context: BuildContext): unknown[] => [
      at(context),
      context.kindOf('1/1.js'),
      isIgnored(context, '1/1.js'),
    ];
    expect(await told(['a/Dockerfile'], cwd, ask)).toEqual([['/a', 'file', false]]);
    expect(whole).not.toHaveBeenCalled();
    const folders = new Set(listed.mock.calls.map(([path]) => relative(cwd, String(path))));
    expect([...folders].sort()).toEqual(['', 'a', 'a/1']);
  });

  test('in a large folder of which all is copied: some of the names are enough', async () => {
    const many = Object.fromEntries(Array.from({ length: 3000 }, (_, index) => [`a/${index}.js`, '']));
    const cwd = repository({ 'a/Dockerfile': 'FROM a\nCOPY . .\n', ...many });
    const listing = counted('readdirSync');
    const reads = vi.spyOn(fs.Dir.prototype, 'readSync');
    expect(await told(['a/Dockerfile'], cwd, at)).toEqual(['/a']);
    expect(listing).not.toHaveBeenCalled();
    expect(reads.mock.calls.length).toBeLessThan(2000);
  });

  test('with many Dockerfiles: what a folder says of builds is read once', async () => {
    const names = Array.from({ length: 50 }, (_, index) => `s${index}`);
    const services = names.map((name) => `  ${name}: {build: {context: ., dockerfile: ${name}/Dockerfile}}\n`);
    const cwd = repository({
      'compose.yaml': `services:\n${services.join('')}`,
      ...Object.fromEntries(names.map((name) => [`${name}/Dockerfile`, 'FROM a\n'])),
    });
    const reads = counted('readFileSync');
    expect(await told(['.'], cwd, at)).toEqual(names.map(() => '/'));
    expect(reads.mock.calls.filter(([path]) => String(path).endsWith('compose.yaml'))).toHaveLength(1);
  });

  test('with many Dockerfiles for one context: each is read once for all others', async () => {
    const names = Array.from({ length: 20 }, (_, index) => `s${index}`);
    const cwd = repository(Object.fromEntries(names.map((name) => [`${name}/Dockerfile`, `FROM a\nCOPY ${name} /\n`])));
    const reads = counted('readFileSync');
    const others = ({ dockerfiles }: BuildContext): unknown => dockerfiles?.().length;
    expect(await told(['.'], cwd, others)).toEqual(names.map(() => names.length - 1));
    const paths = reads.mock.calls.map(([path]) => path);
    for (const name of names) {
      const own = join(cwd, name, 'Dockerfile');
      expect(paths.filter((path) => path === own).length, name).toBeLessThanOrEqual(2);
    }
  });

  test('after a Dockerfile of it was written: the others see what it says now', async () => {
    const text = 'FROM a as b\nCOPY at /\n';
    const cwd = repository({ 'a.Dockerfile': text, 'b.Dockerfile': text, 'c.Dockerfile': text });
    const heads = ({ dockerfiles }: BuildContext): unknown => dockerfiles?.().map((other) => other.text.split('\n')[0]);
    const last = (await told(['--write', '.'], cwd, heads, '', [asUpperCase])).at(-1);
    expect(last).toEqual(['FROM a AS b', 'FROM a AS b']);
  });

  test('where nobody asks: nothing is read', async () => {
    const cwd = repository({ 'a/Dockerfile': FILE, 'compose.yaml': 'services: {a: {build: a}}' });
    const reads = counted('readFileSync');
    await told(['a/Dockerfile'], cwd, () => undefined);
    const paths = reads.mock.calls.map(([path]) => String(path));
    expect(paths.filter((path) => path.startsWith(cwd))).toEqual([join(cwd, 'a/Dockerfile')]);
  });
});

describe('compose files of a repository tell of its Dockerfiles', () => {
  const files: Files = {
    'compose.yaml': `services:
  base: {image: org/base, build: ./base, volumes: ["./data:/data"]}
  api: {build: {context: ., dockerfile: api/Dockerfile}}
`,
    'base/Dockerfile': 'FROM a\n',
    'base/docker-compose.prod.yml': 'services:\n  prod: {image: org/base, user: "1"}\n',
    'api/Dockerfile': 'FROM org/base\n',
  };
  const dockerfiles = ['base/Dockerfile', 'api/Dockerfile'];

  test('how they are started', async () => {
    const services = (context: BuildContext): unknown =>
      context.services?.().map(({ file, name, user, mounts }) => [file, name, user, mounts[0]?.target].join(' '));
    expect(await told(dockerfiles, repository(files), services)).toEqual([
      ['base/docker-compose.prod.yml prod 1 ', 'compose.yaml base  /data'],
      ['compose.yaml api  '],
    ]);
  });

  test('what their images are called, and which others there are', async () => {
    const near = (context: BuildContext): unknown => [
      context.images?.().map(({ name }) => name),
      context.neighbours?.().map(({ path }) => path),
    ];
    expect(await told(dockerfiles, repository(files), near)).toEqual([
      [['org/base'], ['api/Dockerfile']],
      [[], ['base/Dockerfile']],
    ]);
  });

  test('where they are in their contexts', async () => {
    const path = ({ dockerfile }: BuildContext): unknown => dockerfile;
    expect(await told(dockerfiles, repository(files), path)).toEqual(['Dockerfile', 'api/Dockerfile']);
    const apart = {
      'compose.yaml': 'services:\n  a: {build: {context: a, dockerfile: ../Dockerfile}}\n',
      Dockerfile: FILE,
    };
    expect(await told(['Dockerfile'], repository({ ...apart, 'a/main.js': '' }), path)).toEqual([undefined]);
  });

  test('each of them is read once', async () => {
    const cwd = repository(files);
    const reads = counted('readFileSync');
    await told(dockerfiles, cwd, (context) => [context.services?.(), context.images?.(), context.neighbours?.()]);
    expect(reads.mock.calls.filter(([path]) => /\.ya?ml$/.test(String(path)))).toHaveLength(2);
  });
});
