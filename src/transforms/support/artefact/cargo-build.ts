import { cargoBuilds, cargoElsewhere, cargoProfiles, cargoValues } from '../../../knowledge/compiled/build-commands.ts';
import { isObject, type Json, part } from '../../../model/formats/json.ts';
import { parsedToml } from '../../../model/formats/toml.ts';
import { absolutePath, namesLike } from '../../../model/paths.ts';
import { type BuildCall, foldersUp, type Options, optionsOf, type Programs } from './build-call.ts';

/** `cargo build`, `cargo install --path .`. Where programs go: doc.rust-lang.org/cargo/reference/build-cache.html. */
export function cargoPrograms(call: BuildCall): Programs {
  const [verb, ...args] = call.args.filter(({ value }) => value !== 'auditable' && !value.startsWith('+'));
  if (verb === undefined || !(cargoBuilds.has(verb.value) || verb.value === 'install')) return [];
  const options = optionsOf({ ...call, args }, cargoValues);
  const said = (name: string): string | undefined => options.values.get(name)?.at(-1);
  const elsewhere = cargoElsewhere.find((name) => options.values.has(name));
  if (elsewhere !== undefined) return { unknown: `--${elsewhere} has a say in what cargo makes` };
  const isInstall = verb.value === 'install';
  if (isInstall && !options.values.has('path')) return [];
  const start = crateFolder(call, options);
  const home = foldersUp(start).find((folder) => manifestAt(call, folder) !== undefined);
  if (home === undefined)
    return { unknown: 'which programs cargo makes is up to Cargo.toml, which can not be read here' };
  const crates = cratesOf(call, home, options);
  if (crates === undefined) return { unknown: 'which crate cargo builds is not known' };
  const wanted = options.values.get('bin')?.map((name) => name ?? '') ?? [];
  const names = wanted.length > 0 ? wanted : crates.flatMap((folder) => binariesOf(call, folder));
  if (names.some((name) => !/^[\w.-]+$/.test(name)))
    return { unknown: 'which program cargo makes is known only when it runs' };
  const into = isInstall ? installFolder(call, said('root')) : targetFolder(call, home, options);
  return typeof into === 'string' ? names.map((name) => `${into}/${name}`) : into;
}

/** Where the crate is that a call builds. */
const crateFolder = ({ folder }: BuildCall, { values }: Options): string =>
  absolutePath(
    values
      .get('manifest-path')
      ?.at(-1)
      ?.replace(/(?:^|\/)Cargo\.toml$/, '') ??
      values.get('path')?.at(-1) ??
      '',
    folder,
  );

/** The folder that cargo works in, as far as its options tell. */
export const cargoFolder = (call: BuildCall): string => crateFolder(call, optionsOf(call, cargoValues));

/** `target/debug/server` */
export const forDebugging = /\/debug\/[^/]+$/;

const manifestAt = ({ textAt }: BuildCall, folder: string): Json | undefined => {
  const text = textAt(absolutePath('Cargo.toml', folder));
  return text === undefined ? undefined : parsedToml(text);
};

const installFolder = ({ variable, folder }: BuildCall, root: string | undefined): string =>
  `${absolutePath(root ?? variable('CARGO_INSTALL_ROOT') ?? variable('CARGO_HOME') ?? '/usr/local/cargo', folder)}/bin`;

function targetFolder(call: BuildCall, home: string, { values }: Options): string | { readonly unknown: string } {
  const root = workspaceOf(call, home) ?? home;
  const settings = foldersUp(home).flatMap((folder) =>
    ['config.toml', 'config'].flatMap((name) => call.textAt(absolutePath(`.cargo/${name}`, folder)) ?? []),
  );
  const builds = settings.map((text) => part(parsedToml(text) ?? UNREAD, 'build'));
  const set = builds.map(({ target }) => [target ?? []].flat()).find((targets) => targets.length > 0) ?? [];
  if (builds.some((build) => 'target-dir' in build) || set.length > 1 || !set.every(isLinux))
    return { unknown: 'settings of cargo in .cargo have a say in where it puts programs' };
  const said = [...(values.get('target-dir') ?? []), ...(values.get('target') ?? []), ...(values.get('profile') ?? [])];
  if (said.includes(undefined)) return { unknown: 'where cargo puts the program is known only when it runs' };
  const own =
    values.get('target-dir')?.at(-1) ?? call.variable('CARGO_TARGET_DIR') ?? call.variable('CARGO_BUILD_TARGET_DIR');
  const machine = values.get('target')?.at(-1) ?? call.variable('CARGO_BUILD_TARGET') ?? set[0];
  const profile = values.get('profile')?.at(-1) ?? (values.has('release') || values.has('r') ? 'release' : 'dev');
  const folder = own === undefined ? absolutePath('target', root) : absolutePath(own, call.folder);
  return [folder, ...(machine === undefined ? [] : [machine]), cargoProfiles[profile] ?? profile].join('/');
}

/** As if it said something of where programs go. */
const UNREAD: Json = { build: { 'target-dir': '' } };

/** The name of a machine whose programs have no ending, and not a file that describes one. */
const isLinux = (target: unknown): target is string => typeof target === 'string' && /^\w+-\w+-linux-\w+$/.test(target);

const workspaceOf = (call: BuildCall, home: string): string | undefined =>
  foldersUp(home).find((folder) => manifestAt(call, folder)?.['workspace'] !== undefined);

/** The folders of the crates that are built; undefined where that is not known. */
function cratesOf(call: BuildCall, home: string, { values }: Options): readonly string[] | undefined {
  const manifest = manifestAt(call, home) ?? {};
  const wanted = [...(values.get('p') ?? []), ...(values.get('package') ?? [])];
  const isWhole = values.has('workspace') || values.has('all') || manifest['package'] === undefined;
  if (wanted.length === 0 && !isWhole) return [home];
  const root = workspaceOf(call, home) ?? home;
  const workspace = part(manifestAt(call, root) ?? {}, 'workspace');
  const isAll = wanted.length > 0 || values.has('workspace') || values.has('all');
  const members = membersOf(call, root, (!isAll && workspace['default-members']) || workspace['members']);
  const own = manifestAt(call, root)?.['package'] === undefined ? [] : [root];
  const folders = [...own, ...members];
  if (wanted.length === 0) return folders;
  const found = wanted.map((name) => folders.find((folder) => crateName(call, folder) === name));
  return found.includes(undefined) ? undefined : (found as string[]);
}

const crateName = (call: BuildCall, folder: string): unknown => part(manifestAt(call, folder) ?? {}, 'package')['name'];

/** Each may end in a pattern: `crates/*`. */
function membersOf(call: BuildCall, root: string, members: unknown): string[] {
  const written = [members ?? []].flat().filter((member) => typeof member === 'string');
  return written.flatMap((member) => {
    const [, folder = '', last = ''] = /^(?:(.*)\/)?([^/]*)$/.exec(member) ?? [];
    if (!/[*?]/.test(last)) return [absolutePath(member, root)];
    const around = absolutePath(folder, root);
    const like = namesLike(last);
    return call
      .namesIn(around)
      .filter((name) => like.test(name))
      .map((name) => absolutePath(name, around))
      .filter((path) => manifestAt(call, path) !== undefined);
  });
}

/** doc.rust-lang.org/cargo/reference/cargo-targets.html#target-auto-discovery */
function binariesOf(call: BuildCall, folder: string): string[] {
  const manifest = manifestAt(call, folder) ?? {};
  const { name, autobins } = part(manifest, 'package');
  const listed = [manifest['bin'] ?? []].flat().filter(isObject);
  const taken = listed.map(({ path }) => path);
  const source = absolutePath('src', folder);
  const isMain = call.namesIn(source).includes('main.rs') && !taken.includes('src/main.rs');
  const found = call.namesIn(`${source}/bin`).map((file) => file.replace(/\.rs$/, ''));
  const others = autobins === false ? [] : [...(isMain ? [name] : []), ...found];
  return [...new Set([...listed.map((target) => target['name']), ...others])].filter(
    (each) => typeof each === 'string',
  );
}
