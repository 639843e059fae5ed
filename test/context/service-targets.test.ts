import { describe, expect, it } from 'vitest';
import { memoryContext } from '../../src/context/build-context.ts';
import { targeted, whyNotTargets, withTargets } from '../../src/context/service-targets.ts';

const TARGET = { file: 'compose.yaml', service: 'web', target: 'builder' };

describe('a target for a service', () => {
  it.each([
    [
      'a map',
      'services:\n  web:\n    build:\n      context: .\n    ports: [80]\n',
      '      context: .\n      target: builder\n',
    ],
    [
      'a map with a Dockerfile, arguments and comments',
      'services:\n  web:\n    build:\n      # where\n      context: . # here\n      dockerfile: Dockerfile # this\n      # which\n      args:\n        - A=1\n',
      '      dockerfile: Dockerfile # this\n      target: builder\n      # which\n',
    ],
    [
      'a Dockerfile named first',
      'services:\n  web:\n    build:\n      dockerfile: "Dockerfile"\n      context: .\n',
      'dockerfile: "Dockerfile"\n      target: builder\n      context: .\n',
    ],
    ['a folder', 'services:\n  web:\n    build: .\n', '    build:\n      context: .\n      target: builder\n'],
    [
      'a folder in quotes with a comment, and four blanks',
      'services:\n    web:\n        build: "./app"   # here\n        image: a\n',
      '        build:\n            context: "./app"   # here\n            target: builder\n        image: a\n',
    ],
    [
      'a last line without an end',
      'services:\n  web:\n    build: .',
      'build:\n      context: .\n      target: builder',
    ],
    [
      'Windows line endings',
      'services:\r\n  web:\r\n    build: .\r\n    tty: true\r\n',
      'build:\r\n      context: .\r\n      target: builder\r\n    tty: true\r\n',
    ],
    [
      'a byte order mark',
      '\ufeffservices:\n  web:\n    build: .\n',
      '\ufeffservices:\n  web:\n    build:\n      context: .\n      target: builder\n',
    ],
    [
      'keys in quotes, and others by the same name',
      'build: x\nservices:\n  other:\n    build: .\n  "web":\n    \'build\': .\n',
      '  other:\n    build: .\n  "web":\n    \'build\':\n      context: .\n      target: builder\n',
    ],
    [
      'text that looks like comments and maps',
      'services:\n  web:\n    command: |\n      # no comment\n      build: .\n    build: .\n',
      '      build: .\n    build:\n      context: .\n      target: builder\n',
    ],
    [
      'settings that it shares',
      'x-all: &all\n  tty: true\nservices:\n  web: &web\n    <<: *all\n    build: .\n  db:\n    image: a\n',
      '    build:\n      context: .\n      target: builder\n',
    ],
  ])('goes to %s', (_, before, piece) => {
    const after = targeted(before, 'web', 'builder');
    expect(after).toContain(piece);
    expect(whyNotTargets(before, after ?? '', [TARGET])).toBeUndefined();
  });

  it.each([
    ['a line of its own', 'services:\n  web:\n    build: {context: .}\n'],
    ['a service in one line', 'services:\n  web: {build: .}\n'],
    ['a file in one line', '{"services": {"web": {"build": "."}}}'],
    ['a name for others', 'services:\n  web:\n    build: &own .\n'],
    ['a name for others before a map', 'services:\n  web:\n    build: &own\n      context: .\n'],
    ['what another one has', 'services:\n  a:\n    build: &own\n      context: .\n  web:\n    build: *own\n'],
    ['settings of another one', 'x: &x\n  build: .\nservices:\n  web:\n    <<: *x\n'],
    [
      'a map that takes its context from elsewhere',
      'x: &x\n  context: .\nservices:\n  web:\n    build:\n      <<: *x\n',
    ],
    ['a tag', 'services:\n  web:\n    build: !override\n      context: .\n'],
    ['lines that go on', 'services:\n  web:\n    build:\n      context: >-\n        .\n'],
    ['a folder on the next line', 'services:\n  web:\n    build:\n      .\n'],
    ['a target', 'services:\n  web:\n    build:\n      context: .\n      target: a\n'],
    ['another key form', 'services:\n  web:\n    ? build\n    : .\n'],
    ['no such service', 'services:\n  db:\n    build: .\n'],
    ['tabs', 'services:\n\tweb:\n\t\tbuild: .\n'],
    ['two documents', 'services:\n  web:\n    build: .\n---\nservices: {}\n'],
  ])('is for a person to write where there is %s', (_, before) => {
    expect(targeted(before, 'web', 'builder')).toBeUndefined();
  });
});

describe('the proof', () => {
  const before = 'services:\n  web:\n    # why\n    build: .\n    tty: "true" # so\n';
  const after =
    'services:\n  web:\n    # why\n    build:\n      context: .\n      target: builder\n    tty: "true" # so\n';

  it('holds for the text that was meant', () => {
    expect(whyNotTargets(before, after, [TARGET])).toBeUndefined();
  });

  it.each([
    ['a value', after.replace('context: .', 'context: ..'), 'something else in it would change'],
    ['another target', after.replace('builder', 'build'), 'something else in it would change'],
    ['one more entry', `${after}    image: a\n`, 'something else in it would change'],
    ['a lost comment', after.replace(' # so', ''), 'its comments would change'],
    [
      'comments in another order',
      after.replace('why', 'so').replace('"true" # so', '"true" # why'),
      'its comments would change',
    ],
    ['other quotes', after.replaceAll('"', "'"), 'other words in it would change'],
    [
      'entries in another order',
      after.replace('    tty: "true" # so\n', '').replace('    # why\n', '    # why\n    tty: "true" # so\n'),
      'other words in it would change',
    ],
    ['line endings', after.replaceAll('\n', '\r\n'), 'its line endings would change'],
    ['the last line break', after.trimEnd(), 'its line endings would change'],
    ['a broken text', after.replace('target: ', 'target: ['), 'Flow sequence in block collection'],
  ])('finds %s', (_, text, why) => {
    expect(whyNotTargets(before, text, [TARGET])).toContain(why);
  });

  it('finds what another service takes from there', () => {
    const shared = 'services:\n  web: &web\n    build: .\n  job:\n    <<: *web\n    command: a\n';
    const text = targeted(shared, 'web', 'builder') ?? '';
    expect(whyNotTargets(shared, text, [TARGET])).toBe('something else in it would change');
  });
});

describe('a context with targets', () => {
  const files = {
    Dockerfile: 'FROM a\n',
    'compose.yaml': 'services:\n  web:\n    build: .\n    image: own\n  job:\n    build: .\n',
    'compose.dev.yaml': 'services:\n  job:\n    command: [a]\n',
  };

  it('has them in its services and files, and leaves all else as it was', () => {
    const context = withTargets(memoryContext(files), [TARGET]);
    if (typeof context === 'string') throw new Error(context);
    expect(context.services?.().map(({ name, target }) => [name, target])).toEqual([
      ['web', 'builder'],
      ['job', undefined],
      ['job', undefined],
    ]);
    expect(context.images?.()).toEqual([{ name: 'own', target: 'builder' }]);
    expect(context.composeFiles?.().map(({ file, text }) => [file, text.includes('target: builder')])).toEqual([
      ['compose.yaml', true],
      ['compose.dev.yaml', false],
    ]);
  });

  it('is none where a file is not known, or can not say it', () => {
    expect(withTargets(memoryContext(files), [{ ...TARGET, file: 'other.yaml' }])).toBe('other.yaml is not known');
    expect(withTargets(memoryContext(files), [{ ...TARGET, service: 'db' }])).toBe(
      'compose.yaml can not be changed: what db builds is not written in lines of its own',
    );
  });
});
