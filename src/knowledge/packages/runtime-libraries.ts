import { alpineReleases, alpineRows } from './runtime-libraries-alpine.ts';
import { debianReleases, debianRows } from './runtime-libraries-debian.ts';
import { oldDebianReleases, oldDebianRows } from './runtime-libraries-old-debian.ts';
import { ubuntuReleases, ubuntuRows } from './runtime-libraries-ubuntu.ts';

type Libraries = ReadonlyMap<string, readonly string[]>;

let tables: ReadonlyMap<string, Libraries> | undefined;

/** Read when it is first asked for: that takes some milliseconds of every start. */
function allTables(): ReadonlyMap<string, Libraries> {
  tables ??= new Map([
    ...read(oldDebianReleases, oldDebianRows),
    ...read(debianReleases, debianRows),
    ...read(ubuntuReleases, ubuntuRows),
    ...read(alpineReleases, alpineRows),
  ]);
  return tables;
}

/**
 * The packages that a program needs at run time when it was linked against what this package brings, without those that every slim
 * image of the release has: Debian's package lists, asked by scripts/runtime-libraries.ts. What these need in turn the package manager
 * installs. undefined where it is not known: of a release, of a package, or of one that is no matter of linking (python3-dev).
 *
 * @param release a codename of Debian or Ubuntu, or what `alpineRelease` gives
 */
export function runtimeLibraries(release: string, developmentPackage: string): readonly string[] | undefined {
  return HEADERS_ALONE.has(developmentPackage) ? [] : allTables().get(release)?.get(developmentPackage);
}

/** Packages without a library to link with, or with static ones alone (packages.debian.org, pkgs.alpinelinux.org, lists of files). */
const HEADERS_ALONE: ReadonlySet<string> = new Set(
  `asio-dev eigen-dev glm-dev libasio-dev libcli11-dev libcxxopts-dev libeigen3-dev libglm-dev libgmock-dev libgtest-dev libmsgsl-dev libpthread-stubs0-dev
  librange-v3-dev libtclap-dev libutfcpp-dev libwebsocketpp-dev nlohmann-json3-dev rapidjson-dev`.split(/\s+/),
);

/** A list for each release, or one that all have; `?` where there is none. */
function read(releases: readonly string[], rows: string): [string, Libraries][] {
  const parsed = rows
    .trim()
    .split('\n')
    .map((row) => {
      const [name = '', lists = ''] = row.split(':');
      return { name, lists: lists.split('|').map((list) => list.match(/\S+/g) ?? []) };
    });
  return releases.map((release, index) => [
    release,
    new Map(
      parsed
        .map(({ name, lists }) => [name, (lists.length === 1 ? lists[0] : lists[index]) ?? []] as const)
        .filter(([, list]) => list[0] !== '?'),
    ),
  ]);
}
