import { normalName, readRequirement } from '../../../../knowledge/python/packages.ts';
import { idleAlong, tablesOfBuilds } from '../../../../knowledge/python/tools.ts';
import { isObject, type Json, parsedJson } from '../../../../model/formats/json.ts';
import { parsedToml } from '../../../../model/formats/toml.ts';
import { lockedPackages, PYPROJECT, table } from '../../../../model/manifests/pyproject.ts';

/** What an install brings, as the files of its project say. */
export type Locked = {
  /** What the project names, and what comes along with that; as requirements files have them. */
  readonly requirements: readonly string[];
  readonly along: readonly string[];
  /** Packages of the project itself, by their folders from there. */
  readonly folders: readonly { readonly path: string; readonly isLinked: boolean }[];
  /** Files that were read, and that nothing but an install reads. */
  readonly lists: readonly string[];
};

/** What an install takes of that. One package too many asks for no more than a library that nothing loads. */
export type Wanted = {
  /** Groups beside what the project needs itself; the file may say which of them come unasked. */
  readonly isGroup: (name: string, isUnasked: boolean) => boolean;
  readonly hasExtras: boolean;
  readonly isAll: boolean;
  readonly hasProject: boolean;
  readonly isLinked: boolean;
};

export type ReadFile = (name: string) => string | undefined;

/** A package that is asked for by another one. */
type Need = { readonly name: string; readonly extras: readonly string[] };

/** What a lockfile knows of a package. */
type Entry = {
  readonly version: unknown;
  readonly needs: (extras: readonly string[]) => readonly Need[];
  readonly source: Source;
};
type Source = { readonly kind: 'folder'; readonly path: string } | { readonly kind: 'index' | 'elsewhere' };

const INDEX: Source = { kind: 'index' };

/** Programs that are started may have settings there as well. */
const ofBuilds = (manifest: Json): string[] =>
  Object.keys(table(manifest, 'tool')).every((name) => tablesOfBuilds.has(name)) ? [PYPROJECT] : [];

function tomlAt(read: ReadFile, name: string): Json | undefined {
  const text = read(name);
  return text === undefined ? undefined : parsedToml(text);
}

export function lockedByPoetry(read: ReadFile, wanted: Wanted): Locked | string {
  const [manifest, lock] = [tomlAt(read, PYPROJECT), parsedToml(read('poetry.lock') ?? '')];
  if (manifest === undefined) return `${PYPROJECT} can not be read`;
  if (lock === undefined) return 'poetry.lock can not be read';
  const own = table(manifest, 'tool', 'poetry');
  const roots = [
    ...linesOf(table(manifest, 'project')['dependencies']),
    ...namedIn(table(own, 'dependencies'), wanted.hasExtras),
    ...(wanted.hasExtras ? Object.values(table(manifest, 'project', 'optional-dependencies')).flatMap(linesOf) : []),
    ...(wanted.isGroup('dev', true) ? namedIn(table(own, 'dev-dependencies'), true) : []),
    ...Object.entries(table(own, 'group')).flatMap(([name, group]) =>
      isObject(group) && wanted.isGroup(name, group['optional'] !== true)
        ? namedIn(table(group, 'dependencies'), true)
        : [],
    ),
    ...groupsOf(table(manifest, 'dependency-groups'), (name) => wanted.isGroup(name, true)).flatMap(linesOf),
  ].filter(({ name }) => name !== 'python');
  const entries = lockedPackages(lock).map((entry): [string, Entry] => [
    normalName(`${entry['name']}`),
    {
      version: entry['version'],
      needs: () => namedIn(table(entry, 'dependencies'), true),
      source: sourceOfPoetry(table(entry, 'source')),
    },
  ]);
  const hasProject = wanted.hasProject && own['package-mode'] !== false;
  const folders = hasProject ? [{ path: '', isLinked: true }] : [];
  return lockedFrom(roots, entries, { folders, lists: ['poetry.lock', ...ofBuilds(manifest)] });
}

function sourceOfPoetry({ type, url }: Json): Source {
  if (type === 'directory') return { kind: 'folder', path: `${url}` };
  return type === undefined || type === 'legacy' ? INDEX : { kind: 'elsewhere' };
}

export function lockedByUv(read: ReadFile, wanted: Wanted): Locked | string {
  const [manifest, lock] = [tomlAt(read, PYPROJECT), parsedToml(read('uv.lock') ?? '')];
  if (manifest === undefined) return `${PYPROJECT} can not be read`;
  if (lock === undefined) return 'uv.lock can not be read';
  const packages = lockedPackages(lock);
  const { 'default-groups': unasked = ['dev'] } = table(manifest, 'tool', 'uv');
  const isGroup = (name: string): boolean =>
    wanted.isGroup(name, unasked === 'all' || (Array.isArray(unasked) && unasked.includes(name)));
  const isRoot = ({ source }: Json): boolean => isObject(source) && (source['editable'] ?? source['virtual']) === '.';
  const own = packages.filter((entry) => (wanted.isAll ? sourceOfUv(entry).kind === 'folder' : isRoot(entry)));
  const roots =
    own.length === 0
      ? [
          ...linesOf(table(manifest, 'project')['dependencies']),
          ...groupsOf(table(manifest, 'dependency-groups'), isGroup).flatMap(linesOf),
        ]
      : own.flatMap((entry) => [
          ...needsIn(entry['dependencies']),
          ...(wanted.hasExtras ? Object.values(table(entry, 'optional-dependencies')).flatMap(needsIn) : []),
          ...groupsOf(table(entry, 'dev-dependencies'), isGroup).flatMap(needsIn),
        ]);
  const entries = packages
    .filter((entry) => !own.includes(entry))
    .map((entry): [string, Entry] => [
      normalName(`${entry['name']}`),
      {
        version: entry['version'],
        needs: (extras) => [
          ...needsIn(entry['dependencies']),
          ...extras.flatMap((extra) => needsIn(table(entry, 'optional-dependencies')[extra])),
        ],
        source: sourceOfUv(entry),
      },
    ]);
  const built = own.filter(({ source }) => isObject(source) && source['virtual'] === undefined);
  const folders = built.map((entry) => ({ path: folderOf(entry), isLinked: wanted.isLinked }));
  return lockedFrom(roots, entries, {
    folders: wanted.hasProject ? folders : [],
    lists: ['uv.lock', ...ofBuilds(manifest)],
  });
}

const folderOf = (entry: Json): string => {
  const source = sourceOfUv(entry);
  return source.kind === 'folder' && source.path !== '.' ? source.path : '';
};

function sourceOfUv({ source }: Json): Source {
  if (!isObject(source) || source['registry'] !== undefined) return INDEX;
  const path = source['editable'] ?? source['directory'] ?? source['virtual'];
  return path === undefined ? { kind: 'elsewhere' } : { kind: 'folder', path: `${path}` };
}

export function lockedByPipenv(read: ReadFile, { isGroup }: Wanted): Locked | string {
  const manifest = tomlAt(read, 'Pipfile');
  if (manifest === undefined) return 'Pipfile can not be read';
  const text = read('Pipfile.lock');
  const lock = text === undefined ? undefined : parsedJson(text);
  if (text !== undefined && lock === undefined) return 'Pipfile.lock can not be read';
  const groups = lock === undefined ? ['packages', 'dev-packages'] : ['default', 'develop'];
  const packages = groups
    .slice(0, isGroup('dev', false) ? 2 : 1)
    .flatMap((group) => Object.entries(table(lock ?? manifest, group)));
  const entries = packages.map(([name, entry]): [string, Entry] => [
    normalName(name),
    {
      version: isObject(entry) ? `${entry['version'] ?? ''}`.replace(/^=*/, '') : undefined,
      needs: () => [],
      source: isObject(entry) ? sourceOfPipenv(entry) : INDEX,
    },
  ]);
  const asked = new Set(
    ['packages', 'dev-packages'].flatMap((group) => Object.keys(table(manifest, group))).map(normalName),
  );
  const needs = packages.map(([name, entry]) => needOf(name, entry));
  return lockedFrom(
    needs.filter(({ name }) => asked.has(name)),
    entries,
    { lists: ['Pipfile', 'Pipfile.lock'], more: needs },
  );
}

function sourceOfPipenv({ path, file, git, editable }: Json): Source {
  if (path !== undefined) return { kind: 'folder', path: `${path}` };
  return file === undefined && git === undefined && editable === undefined ? INDEX : { kind: 'elsewhere' };
}

const groupsOf = (groups: Json, isGroup: (name: string) => boolean): unknown[] =>
  Object.entries(groups).flatMap(([name, group]) => (isGroup(name) ? [group] : []));

/** `name = ">=1"`, `name = { version = ">=1", extras = ["x"], optional = true }`, or several of the latter. */
function namedIn(needs: Json, hasOptional: boolean): Need[] {
  return Object.entries(needs).flatMap(([name, spec]) =>
    [spec]
      .flat()
      .flatMap((one) => (!hasOptional && isObject(one) && one['optional'] === true ? [] : [needOf(name, one)])),
  );
}

const needOf = (name: string, spec: unknown): Need => ({
  name: normalName(name),
  extras: isObject(spec) && Array.isArray(spec['extras']) ? spec['extras'].map(String) : [],
});

/** `["name[x]>=1"]` */
const linesOf = (value: unknown): Need[] =>
  Array.isArray(value) ? value.flatMap((line) => (typeof line === 'string' ? (readRequirement(line) ?? []) : [])) : [];

/** `[{ name = "name", extra = ["x"] }]` */
const needsIn = (value: unknown): Need[] =>
  Array.isArray(value)
    ? value.filter(isObject).map(({ name, extra }) => ({
        name: normalName(`${name}`),
        extras: Array.isArray(extra) ? extra.map(String) : [],
      }))
    : [];

/** What is read beside the packages that an index has, and packages that are installed whatever asks for them. */
type Beside = {
  readonly folders?: Locked['folders'];
  readonly lists: readonly string[];
  readonly more?: readonly Need[];
};

/** What is asked for, and all that comes along with it. */
function lockedFrom(
  roots: readonly Need[],
  entries: readonly [string, Entry][],
  { folders: own = [], lists, more = [] }: Beside,
): Locked | string {
  const folders = [...own];
  const found = new Map<string, Need>();
  const rest = [...roots, ...more];
  for (let need = rest.shift(); need !== undefined; need = rest.shift()) {
    const { name, extras } = need;
    const key = [name, ...extras].join();
    if (found.has(key)) continue;
    found.set(key, need);
    for (const [, { needs, source }] of entries.filter(([other]) => other === name)) {
      if (source.kind === 'elsewhere') return `what ${name} needs when it runs is not known`;
      if (source.kind === 'folder') folders.push({ path: source.path, isLinked: true });
      rest.push(...needs(extras));
    }
  }
  const named = new Set(roots.map(({ name }) => name));
  const needs = [...found.values()];
  const lineOf = ({ name, extras }: Need): string => {
    const version = entries.find(([other]) => other === name)?.[1].version;
    return `${name}${extras.length === 0 ? '' : `[${extras.join(',')}]`}${version ? `==${version}` : ''}`;
  };
  return {
    requirements: needs.filter(({ name }) => named.has(name)).map(lineOf),
    along: needs.filter(({ name }) => !named.has(name) && !idleAlong.has(name)).map(lineOf),
    folders,
    lists,
  };
}
