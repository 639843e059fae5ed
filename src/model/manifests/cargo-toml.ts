import type { BuildContext } from '../../context/build-context.ts';
import { dependencyTables, namesFiles } from '../../knowledge/compiled/cargo-toml.ts';
import { isObject, type Json, part } from '../formats/json.ts';
import { parsedToml } from '../formats/toml.ts';
import { hasOption, type PackageCall } from '../package-calls.ts';
import { namesLike, pathBeside, relativePath } from '../paths.ts';
import { type Crate, targetsOf } from './cargo-targets.ts';
import { type Declined, filesAmong, type Install, type ManifestReader, type Manifests } from './manifests.ts';

const FILE = 'Cargo.toml';

/**
 * The manifests of a crate, of those in its folder that it depends on, and of the members of its workspace. Cargo takes none of them
 * without the files of its targets (rust-lang/cargo#2644), so empty ones are made for a `cargo fetch`; it compiles nothing, and what the
 * COPY brings later is new to the build.
 */
export const cargoToml: ManifestReader = {
  isInstall: (call) =>
    !hasOption(call, [/^--(?:frozen|offline)$/]) && (call.verb.value !== 'install' || hasOption(call, [/^--path\b/])),
  isElsewhere: () => false,
  read,
};

function read(install: Install): Manifests | Declined {
  const { call, project, sent } = install;
  const settings = filesAmong(install, project.manifests.slice(1));
  const named = settings.find((path) => namesFiles.test(sent.readText(path) ?? ''));
  if (named !== undefined) return { declined: `${named} has cargo read other files, or work offline` };
  const crates = new Map<string, Crate>();
  const declined = whyUnlike(call) ?? addCrate(sent, FILE, crates) ?? whyAround(sent, crates);
  if (declined !== undefined) return { declined };
  if (![...crates.values()].some(downloads)) return { files: [] };
  const stubs: string[] = [];
  for (const crate of crates.values()) {
    const targets = targetsOf(sent, crate);
    if ('declined' in targets) return targets;
    stubs.push(...targets);
  }
  const locks = filesAmong(install, project.lockfiles);
  return {
    files: [FILE, ...locks, ...settings, ...[...crates.keys()].filter((path) => path !== FILE)],
    fetch: fetchWith(call, stubs),
    doubt: [...doubtsOf(call), ...(locks.length === 0 ? [WITHOUT_LOCKFILE] : [])].join('; '),
  };
}

/** Why `cargo fetch` would not download what the call does. */
function whyUnlike(call: PackageCall): string | undefined {
  const option = call.options.find(({ value }) => value.startsWith('-Z'));
  if (option !== undefined) return `${option.text} changes what cargo reads`;
  if (call.verb.value === 'chef cook') return 'what cargo-chef reads is in its recipe';
  if (call.verb.value !== 'install') return undefined;
  if (!hasOption(call, [/^--locked$/])) return `cargo install does not go by Cargo.lock without --locked`;
  return call.options.some(({ value }) => /^(?:--path=)?\.\/?$/.test(value))
    ? undefined
    : '--path names another folder';
}

function fetchWith({ tool, verb, options }: PackageCall, stubs: readonly string[]): string {
  const folders = new Set(stubs.filter((path) => path.includes('/')).map((path) => path.replace(/\/[^/]*$/, '')));
  const deepest = [...folders].filter((folder) => ![...folders].some((other) => other.startsWith(`${folder}/`)));
  const kept = verb.value === 'fetch' ? options : options.filter(({ value }) => value === '--locked');
  return [
    ...(deepest.length === 0 ? [] : [`mkdir -p ${deepest.join(' ')}`]),
    ...(stubs.length === 0 ? [] : [`touch ${stubs.join(' ')}`]),
    [tool.text, 'fetch', ...kept.map(({ text }) => text)].join(' '),
  ].join(' && ');
}

const doubtsOf = ({ verb }: PackageCall): string[] => [
  ...(verb.value === 'fetch' ? [] : ['cargo fetch also downloads what only tests and other platforms need']),
  'empty files stand in for those that it would compile until they are copied',
];

const WITHOUT_LOCKFILE = 'there is no Cargo.lock, so it downloads the latest of when the manifests last changed';

/** Why a crate, or one that it names, does not say all that is read. */
function addCrate(sent: BuildContext, path: string, crates: Map<string, Crate>): string | undefined {
  if (crates.has(path)) return undefined;
  const text = sent.readText(path);
  if (text === undefined) return `there is no ${path} in the folder that is copied`;
  const manifest = parsedToml(text);
  if (manifest === undefined) return `${path} can not be read`;
  crates.set(path, { path, manifest });
  if (path !== FILE && manifest['workspace'] !== undefined) return `${path} begins a workspace of its own`;
  const root = part(manifest, 'package')['workspace'];
  if (typeof root === 'string' && pathBeside(path, root) !== '')
    return `${path} belongs to the workspace ${root}, which is not in the folder that is copied`;
  const members = membersOf(sent, part(manifest, 'workspace'));
  if ('declined' in members) return members.declined;
  for (const folder of [...localPaths(manifest), ...members]) {
    const next = pathBeside(path, `${folder}/${FILE}`);
    const declined =
      next === undefined
        ? `${path} names ${folder}, which is not in the folder that is copied`
        : addCrate(sent, next, crates);
    if (declined !== undefined) return declined;
  }
  return undefined;
}

/** Cargo looks for a workspace in the folders above a crate. */
function whyAround(sent: BuildContext, crates: ReadonlyMap<string, Crate>): string | undefined {
  for (const path of crates.keys()) {
    const above = path.split('/').map((_, depth, parts) => [...parts.slice(0, depth), FILE].join('/'));
    const other = above.find((root) => !crates.has(root) && sent.kindOf(root) === 'file');
    if (other !== undefined) return `${other} may be the workspace of ${path}`;
  }
  return undefined;
}

/** Folders of a workspace that are members, by name or by a pattern. */
function membersOf(sent: BuildContext, workspace: Json): readonly string[] | Declined {
  const patterns = list(workspace, 'members');
  const unread = patterns.find((pattern) => /\*\*|\[/.test(pattern));
  if (unread !== undefined)
    return { declined: `the members of the workspace are ${unread}, a pattern that is not read here` };
  const excluded = list(workspace, 'exclude').map((folder) => `${relativePath(folder)}/`);
  const isMember = (folder: string): boolean => !excluded.some((out) => `${folder}/`.startsWith(out));
  return patterns.flatMap((pattern) =>
    /[*?]/.test(pattern) ? foldersLike(sent, relativePath(pattern)).filter(isMember) : [pattern],
  );
}

/** Folders with a manifest that a pattern stands for. */
function foldersLike(sent: BuildContext, pattern: string): string[] {
  let folders = [''];
  for (const part of pattern.split('/'))
    folders = folders.flatMap((folder) =>
      (sent.namesIn(folder) ?? [])
        .filter((name) => namesLike(part).test(name))
        .map((name) => relativePath(`${folder}/${name}`)),
    );
  return folders.filter((folder) => sent.kindOf(`${folder}/${FILE}`) === 'file');
}

const list = (table: Json, name: string): string[] =>
  [table[name] ?? []].flat().filter((value) => typeof value === 'string');

/** What a manifest says of each of its dependencies, and of what takes the place of others. */
function dependenciesOf(manifest: Json): unknown[] {
  const places = [manifest, part(manifest, 'workspace'), ...Object.values(part(manifest, 'target')).filter(isObject)];
  const tables = [
    ...places.flatMap((place) => dependencyTables.map((name) => part(place, name))),
    ...Object.values(part(manifest, 'patch')).filter(isObject),
    part(manifest, 'replace'),
  ];
  return tables.flatMap((table) => Object.values(table));
}

const localPaths = (manifest: Json): string[] =>
  dependenciesOf(manifest).flatMap((said) => (isObject(said) ? list(said, 'path') : []));

/** Others than those that are in folders, or that only the workspace says more of. */
const downloads = ({ manifest }: Crate): boolean =>
  dependenciesOf(manifest).some((said) => !isObject(said) || (said['path'] ?? said['workspace']) === undefined);
