import { describe, expect, it } from 'vitest';
import { readBy as read } from '../../support/manifests.ts';

const LOCK = { 'Cargo.lock': 'version = 4\n' };
const crate = (name: string, more = ''): string => `[package]\nname = "${name}"\nversion = "1.0.0"\n${more}`;
const SERDE = '[dependencies]\nserde = "1"\n';
const STUBS = 'empty files stand in for those that it would compile until they are copied';

/** What `cargo build` reads, and the command that fetches. */
const build = (files: Readonly<Record<string, string>>, command = 'cargo build'): string =>
  read(command, { ...LOCK, ...files }).replace(/ \| [^|]*$/, '');
const one = (manifest: string, ...files: readonly string[]): string =>
  build({ 'Cargo.toml': `${manifest}${SERDE}`, ...Object.fromEntries(files.map((path) => [path, ''])) });
const made = (...files: readonly string[]): RegExp =>
  new RegExp(`^Cargo\\.toml Cargo\\.lock \\| (?:mkdir -p [^&]* && )?touch ${files.join(' ')} && cargo fetch$`);

// Each of these was tried with `cargo fetch --offline` of cargo 1.95: with the files named it goes on, without them it does not.
describe('files that cargo wants to see', () => {
  it.each([
    ['a program', '', ['src/main.rs']],
    ['a library', '', ['src/lib.rs']],
    ['both', '', ['src/lib.rs', 'src/main.rs']],
    ['a program that bears the name of the crate', '[[bin]]\nname = "a"\n', ['src/main.rs']],
    ['a library that is listed', '[lib]\nname = "b"\n', ['src/lib.rs']],
    ['another program', '[[bin]]\nname = "b"\n', ['src/main.rs', 'src/bin/b.rs']],
    ['another program in a folder', '[[bin]]\nname = "b"\n', ['src/bin/b/main.rs']],
    ['an example', '[[example]]\nname = "b"\n', ['src/lib.rs', 'examples/b.rs']],
    ['a bench', '[[bench]]\nname = "b"\nharness = false\n', ['src/lib.rs', 'benches/b.rs']],
    ['a test', '[[test]]\nname = "b"\n', ['src/lib.rs', 'tests/b/main.rs']],
    ['what links a library', 'links = "z"\n', ['src/lib.rs', 'build.rs']],
    ['what it runs by default', 'default-run = "b"\n', ['src/bin/b.rs']],
  ])('are those of %s', (_, more, files) => {
    expect(one(crate('a', more), ...files)).toMatch(made(...files));
  });

  it('are as few as that takes', () => {
    expect(one(crate('a'), 'src/bin/b.rs', 'src/bin/c/main.rs')).toMatch(made('src/bin/b.rs'));
    expect(one(crate('a'), 'src/lib.rs', 'build.rs', 'benches/b.rs', 'src/bin/b.rs')).toMatch(made('src/lib.rs'));
    expect(
      one(crate('a', 'build = "b.rs"\n[[test]]\nname = "t"\npath = "t.rs"\n'), 'src/lib.rs', 'b.rs', 't.rs'),
    ).toMatch(made('src/lib.rs'));
  });

  it.each(['[lib]\npath = "a.rs"\n', '[[bin]]\nname = "b"\npath = "a.rs"\n'])('are none where it says %j', (more) => {
    expect(one(crate('a', more), 'a.rs')).toBe('Cargo.toml Cargo.lock | cargo fetch');
  });

  it.each([
    ['[[bench]]\nname = "b"\n', 'the bench b'],
    ['[[bin]]\nname = "b"\n', 'the bin b'],
    ['[lib]\nname = "b"\n', 'the library'],
    ['default-run = "b"\n', 'the bin b'],
  ])('are not where cargo looks with %j', (more, what) => {
    expect(read('cargo build', { 'Cargo.toml': crate('a', more) + SERDE, 'src/main.rs': '', 'b.rs': '' })).toBe(
      `declined: ${what} of Cargo.toml is not where cargo looks for it`,
    );
  });
});

describe('Cargo.toml', () => {
  const ONE = { 'Cargo.toml': crate('a', SERDE), 'src/main.rs': '' };
  const FETCH = 'mkdir -p src && touch src/main.rs && cargo fetch';

  it.each([
    [
      'cargo build --release',
      `${FETCH} | cargo fetch also downloads what only tests and other platforms need; ${STUBS}`,
    ],
    [
      'cargo fetch --locked --target x86_64-unknown-linux-musl',
      `${FETCH} --locked --target x86_64-unknown-linux-musl | ${STUBS}`,
    ],
  ])('is fetched for by %s', (command, rest) => {
    expect(read(command, { ...LOCK, ...ONE })).toBe(`Cargo.toml Cargo.lock | ${rest}`);
  });

  it.each(['check', 'run -- --x', 'rustc', 'test', 'install --locked --path .', 'install --locked --path=./'])(
    'is fetched for by cargo %s',
    (verb) => {
      expect(build(ONE, `cargo ${verb}`)).toBe(
        `Cargo.toml Cargo.lock | ${FETCH}${verb.includes('--locked') ? ' --locked' : ''}`,
      );
    },
  );

  it.each(['build --offline', 'build --frozen', 'fetch --offline', 'install cargo-chef --locked'])(
    'has nothing to do with cargo %s',
    (verb) => {
      expect(read(`cargo ${verb}`, ONE)).toBe('not an install');
    },
  );

  it.each([
    ['build -Z bindeps', '-Z changes what cargo reads'],
    ['install --path .', 'cargo install does not go by Cargo.lock without --locked'],
    ['install --locked --path app', '--path names another folder'],
    ['chef cook --release', 'what cargo-chef reads is in its recipe'],
  ])('is not enough for cargo %s', (verb, reason) => {
    expect(read(`cargo ${verb}`, ONE)).toBe(`declined: ${reason}`);
  });

  it('may have no lockfile', () => {
    expect(read('cargo fetch', ONE)).toMatch(/^Cargo\.toml \| .*; there is no Cargo\.lock/);
  });

  it.each([
    [''],
    ['[dependencies]\nb = { path = "b" }\n'],
    ['[workspace.dependencies]\nb = { path = "b" }\n[dependencies]\nb.workspace = true\n'],
  ])('says of nothing to download: %j', (more) => {
    expect(read('cargo build', { 'Cargo.toml': crate('a', more), 'b/Cargo.toml': crate('b') })).toBe('');
  });

  it.each([
    '[dependencies]\nb = { path = "b" }\n',
    '[dependencies]\nb = { path = "./c/../b/", version = "1", optional = true }\n',
    '[dependencies.b]\npath = "b"\n',
    '[dev-dependencies]\nb = { path = "b" }\n',
    '[build-dependencies]\nb = { path = "b" }\n',
    '[target."cfg(windows)".dependencies]\nb = { path = "b" }\n',
    '[workspace.dependencies]\nb = { path = "b" }\n',
    '[patch.crates-io]\nb = { path = "b" }\n',
    '[replace]\n"b:1.0.0" = { path = "b" }\n',
    '[workspace]\nmembers = ["b"]\n',
    '[workspace]\nmembers = ["?"]\nexclude = ["c"]\n',
  ])('comes with that of a crate in its folder: %j', (more) => {
    const files = {
      'b/Cargo.toml': crate('b', SERDE),
      'b/src/lib.rs': '',
      'c/Cargo.toml': crate('c'),
      'c/src/lib.rs': '',
    };
    expect(build({ 'Cargo.toml': crate('a', more), 'src/lib.rs': '', ...files })).toBe(
      'Cargo.toml Cargo.lock b/Cargo.toml | mkdir -p src b/src && touch src/lib.rs b/src/lib.rs && cargo fetch',
    );
    expect(build({ 'Cargo.toml': crate('a', more), 'src/lib.rs': '' })).toMatch(
      more.includes('?') ? /^$/ : /^declined: there is no b\/Cargo\.toml/,
    );
  });

  it('may be one of a workspace without a crate of its own', () => {
    const files = {
      'Cargo.toml': '[workspace]\nmembers = ["x/*/y", "z/"]\n',
      'x/1/y/Cargo.toml': crate('y', 'workspace = "../../.."\n'),
      'x/1/y/src/lib.rs': '',
      'x/2/README.md': '',
      'z/Cargo.toml': crate('z', `${SERDE}y = { path = "../x/1/y" }\n`),
      'z/src/main.rs': '',
    };
    expect(build(files)).toBe(
      'Cargo.toml Cargo.lock x/1/y/Cargo.toml z/Cargo.toml | mkdir -p x/1/y/src z/src && touch x/1/y/src/lib.rs z/src/main.rs && cargo fetch',
    );
  });

  it.each([
    ['[dependencies]\nb = { path = "../b" }\n', {}, 'Cargo.toml names ../b, which is not in the folder that is copied'],
    ['[dependencies]\nb = { path = "/b" }\n', {}, 'Cargo.toml names /b, which is not in the folder that is copied'],
    ['workspace = ".."\n', {}, 'Cargo.toml belongs to the workspace .., which is not in the folder that is copied'],
    ['[workspace]\nmembers = ["b/**"]\n', {}, 'the members of the workspace are b/**, a pattern that is not read here'],
    ['[workspace]\nmembers = ["b"]\n', { 'b/Cargo.toml': '{' }, 'b/Cargo.toml can not be read'],
    [
      '[dependencies]\nb = { path = "b" }\n',
      { 'b/Cargo.toml': '[workspace]\n' },
      'b/Cargo.toml begins a workspace of its own',
    ],
    [
      '[dependencies]\nb = { path = "c/b" }\n',
      { 'c/b/Cargo.toml': crate('b'), 'c/Cargo.toml': '' },
      'c/Cargo.toml may be the workspace of c/b/Cargo.toml',
    ],
  ])('is not enough: %j', (more, files, reason) => {
    expect(read('cargo build', { 'Cargo.toml': crate('a', more), 'src/lib.rs': '', ...files })).toBe(
      `declined: ${reason}`,
    );
  });

  it.each([
    ['.cargo/config.toml', '[net]\ngit-fetch-with-cli = true\n[alias]\nb = "build"\n'],
    [
      '.cargo/config',
      '[source.crates-io]\nreplace-with = "near"\n[source.near]\nregistry = "https://example.org/index"\n',
    ],
    ['rust-toolchain', '1.80\n'],
    ['rust-toolchain.toml', '[toolchain]\nchannel = "1.80"\n'],
  ])('comes with %s', (path, text) => {
    expect(build({ ...ONE, [path]: text })).toBe(`Cargo.toml Cargo.lock ${path} | ${FETCH}`);
  });

  it.each([
    ['.cargo/config.toml', '[source.v]\ndirectory = "vendor"\n'],
    ['.cargo/config.toml', 'source.v = { local-registry = "vendor" }\n'],
    ['.cargo/config.toml', 'paths = ["b"]\n'],
    ['.cargo/config.toml', 'include = "b.toml"\n'],
    ['.cargo/config.toml', '[patch.crates-io]\nb.path = "b"\n'],
    ['.cargo/config.toml', '[build]\nrustc-wrapper = "./b.sh"\n'],
    ['.cargo/config.toml', '[build]\ntarget = "b.json"\n'],
    ['.cargo/config.toml', '[http]\ncainfo = "b.pem"\n'],
    ['.cargo/config.toml', '[net]\noffline = true\n'],
    ['rust-toolchain.toml', '[toolchain]\npath = "b"\n'],
  ])('is not enough with a %s of %j', (path, text) => {
    expect(read('cargo build', { ...ONE, [path]: text })).toBe(
      `declined: ${path} has cargo read other files, or work offline`,
    );
  });
});
