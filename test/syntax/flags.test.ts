import { describe, expect, it } from 'vitest';
import { mountsOf } from '../../src/syntax/flags.ts';
import { instruction } from '../support/read.ts';

const flagsOf = (text: string): [string, string][] => instruction(text).flags.map(({ name, value }) => [name, value]);

describe('flags', () => {
  it('stand before the arguments, each with its text and place', () => {
    const text = 'COPY --from=build --chown=1:2 a b';
    const { flags, args } = instruction(text);
    expect(flags.map((flag) => flag.text)).toEqual(['--from=build', '--chown=1:2']);
    expect(flags.map(({ span }) => `FROM scratch\n${text}`.slice(span.start, span.end))).toEqual([
      '--from=build',
      '--chown=1:2',
    ]);
    expect(args.text).toBe('a b');
  });

  it.each([
    ['have no value without an equals sign', 'ADD --keep-git-dir a b', [['keep-git-dir', '']]],
    ['keep equals signs of the value', 'RUN --mount=type=cache,target=/x y', [['mount', 'type=cache,target=/x']]],
    [
      'may hold blanks in double quotes',
      'RUN --mount="type=cache,target=/a b" y',
      [['mount', 'type=cache,target=/a b']],
    ],
    [
      'may hold blanks in single quotes',
      "RUN --mount='type=cache,target=/a b' y",
      [['mount', 'type=cache,target=/a b']],
    ],
    ['may be quoted in part', 'RUN --mount=target="/a b",type=cache y', [['mount', 'target=/a b,type=cache']]],
    ['keep the other kind of quote', `RUN --x="it's" y`, [['x', "it's"]]],
    ['lose every backslash', 'RUN --x=a\\b y', [['x', 'ab']]],
    ['lose backslashes in single quotes too', "RUN --x='a\\b' y", [['x', 'ab']]],
    ['keep an escaped quote', 'RUN --x=a\\"b y', [['x', 'a"b']]],
    ['may be all there is', 'RUN --x', [['x', '']]],
    ['are read on any instruction', 'CMD --x y', [['x', '']]],
  ])('%s', (_, text, expected) => {
    expect(flagsOf(text)).toEqual(expected);
  });

  it('end at a bare `--`', () => {
    const { flags, args } = instruction('RUN --a=b -- --c d');
    expect(flags.map(({ name }) => name)).toEqual(['a']);
    expect(args.text).toBe('--c d');
    expect(instruction('RUN --').args.text).toBe('');
  });

  it('end at the first argument', () => {
    const { flags, args } = instruction('COPY a--b --from=x c');
    expect(flags).toEqual([]);
    expect(args.text).toBe('a--b --from=x c');
  });

  it('may stand on continued lines, and then their place spans the break', () => {
    const text = 'RUN --mount=type=cache,\\\ntarget=/x \\\n  --network=none \\\n  make';
    const { flags, args } = instruction(text);
    expect(flags.map((flag) => flag.text)).toEqual(['--mount=type=cache,target=/x', '--network=none']);
    const place = flags[0]?.span ?? { start: 0, end: 0 };
    expect(`FROM scratch\n${text}`.slice(place.start, place.end)).toBe('--mount=type=cache,\\\ntarget=/x');
    expect(args.text).toBe('make');
  });

  it('belong to the instruction behind ONBUILD', () => {
    const { flags, onbuild } = instruction('ONBUILD COPY --from=a b c');
    expect(flags).toEqual([]);
    expect(onbuild?.flags.map(({ name, value }) => [name, value])).toEqual([['from', 'a']]);
  });

  it('keeps a backslash for the escape directive of Windows', () => {
    expect(flagsOf('COPY --from=a C:\\x D:\\y')).toEqual([['from', 'a']]);
    expect(instruction('COPY --from=a C:\\x D:\\y').args.text).toBe('C:\\x D:\\y');
  });
});

describe('mountsOf', () => {
  const mounts = (text: string) =>
    mountsOf(instruction(`RUN ${text} a`).flags).map(({ type, target, source, from }) => ({
      type,
      target,
      source,
      from,
    }));

  it('reads the keys of a mount by each of their names', () => {
    expect(mounts('--mount=type=cache,dst=/a --network=none --mount=src=b,destination=/c,from=d')).toEqual([
      { type: 'cache', target: '/a', source: undefined, from: undefined },
      { type: 'bind', target: '/c', source: 'b', from: 'd' },
    ]);
  });

  it('goes by the last of a key that is there twice, and by all behind the first equals sign', () => {
    expect(mounts('--mount=type=bind,type=secret,target=/a=b,rw')).toEqual([
      { type: 'secret', target: '/a=b', source: undefined, from: undefined },
    ]);
  });
});
