/**
 * Which shared libraries a program needs that was linked against what a -dev package brings, asked from apt's package lists.
 *
 *   npx tsx scripts/runtime-libraries.ts [DIRECTORY]
 *
 * Needs what scripts/debian/package-lists.ts needs, and a minute; DIRECTORY (by default under /tmp) keeps the lists. Writes
 * src/knowledge/packages/runtime-libraries-debian.ts.
 *
 * By Debian policy (8.4) a -dev package depends on the very version of its library. Those are the libraries that programs link against;
 * what they need in turn apt brings along. Other -dev packages that it depends on are of no interest, since theirs are libraries of
 * libraries, with two exceptions: a -dev package without a library of its own stands for those that it depends on
 * (default-libmysqlclient-dev, libboost-all-dev, and the headers of templates that need another library), and one that is made of
 * parts (libopencv-dev) depends on the others of the same source. Packages that slim base images have are left out.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packageLists, type Release } from './debian/package-lists.ts';

const releases = ['bullseye', 'bookworm', 'trixie'] as const;
const work = process.argv[2] ?? join(tmpdir(), 'dockmod-runtime-libraries');
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** A release as a graph of what needs what. */
class Packages {
  readonly #release: Release;
  readonly #providers = new Map<string, string[]>();

  constructor(release: Release) {
    this.#release = release;
    for (const name of release.stanzas.keys())
      for (const [provided = ''] of relations(this.#field(name, 'Provides')))
        this.#providers.set(provided, [...(this.#providers.get(provided) ?? []), name]);
  }

  /** undefined where the release has no such package. */
  librariesOf(name: string): string[] | undefined {
    const start = this.#real(name);
    if (start === undefined) return undefined;
    const found = new Set<string>();
    const development = new Set([start]);
    for (const one of development) {
      const needed = this.#needs(one);
      const own = needed.filter((other) => this.#isLibrary(other));
      for (const library of own) found.add(library);
      for (const other of needed)
        if (isDevelopment(other) && (own.length === 0 || this.#source(other) === this.#source(one)))
          development.add(other);
    }
    return [...found].filter((library) => !this.#release.base.includes(library)).sort();
  }

  #field(name: string, key: string): string {
    return this.#release.stanzas.get(name)?.match(new RegExp(`^${key}: (.*)$`, 'm'))?.[1] ?? '';
  }

  #source(name: string): string {
    return this.#field(name, 'Source').split(' ')[0] || name;
  }

  /** apt takes what others merely provide where there is one of them only. */
  #real(name: string): string | undefined {
    if (this.#release.stanzas.has(name)) return name;
    const [only, ...others] = this.#providers.get(name) ?? [];
    return others.length === 0 ? only : undefined;
  }

  #needs(name: string): string[] {
    return relations(this.#field(name, 'Depends')).flatMap(
      (choices) => choices.map((one) => this.#real(one)).find((one) => one !== undefined) ?? [],
    );
  }

  /** Data and typelibs are in other sections or the same for every architecture; some libraries are in the section of their field. */
  #isLibrary(name: string): boolean {
    const isNamedSo = /^(?:\w+-)?lib.*\d(?:t64)?$/.test(name) || /^(?:old)?libs$/.test(this.#field(name, 'Section'));
    return isNamedSo && !/-(?:dev|bin|tools)$/.test(name) && this.#field(name, 'Architecture') !== 'all';
  }
}

/** Those of the compiler itself bring what only its options ask for, such as sanitizers. */
function isDevelopment(name: string): boolean {
  return /-(?:multi)?dev(?:-compat)?$/.test(name) && !/^lib(?:c6|gcc|stdc\+\+)/.test(name);
}

/** The names in a field that relates packages, by alternatives. */
function relations(field: string): string[][] {
  return field
    .split(',')
    .map((choices) => choices.split('|').flatMap((choice) => choice.match(/[a-z0-9][a-z0-9+.-]*/)?.[0] ?? []));
}

/** A row of the table: one list where all releases have the same, or one for each. */
function row(name: string, lists: readonly (readonly string[] | undefined)[]): string {
  const told = lists.map((list) => list?.join(' ') ?? '?');
  return `${name}: ${(new Set(told).size === 1 ? told.slice(0, 1) : told).join(' | ')}`.trimEnd();
}

const names = readFileSync(here('runtime-libraries-packages.txt'), 'utf8').match(/^[^#\s].*$/gm) ?? [];
const versions: string[] = [];
const tables: (string[] | undefined)[][] = [];
for (const name of releases) {
  const release = await packageLists(work, name);
  const packages = new Packages(release);
  const table = names.map((one) => packages.librariesOf(one));
  console.error(`${name}: ${table.filter((libraries) => libraries !== undefined).length} packages`);
  versions.push(`${name} ${release.version}`);
  tables.push(table);
}
const rows = names.map((name, index) => ({ name, lists: tables.map((table) => table[index]) }));
const known = rows.filter(({ lists }) => lists.some((list) => list !== undefined));
writeFileSync(
  here('../src/knowledge/packages/runtime-libraries-debian.ts'),
  `// Generated by scripts/runtime-libraries.ts from the package lists of Debian ${versions.join(', ')} (amd64); do not edit.

export const debianReleases = [${releases.map((release) => `'${release}'`).join(', ')}] as const;

// A package and the libraries in each release, or once for all; ?: the release has no such package.
export const debianRows = \`
${known.map(({ name, lists }) => row(name, lists)).join('\n')}
\`;
`,
);
const gone = rows.filter((one) => !known.includes(one));
if (gone.length > 0) console.error(`in no release: ${gone.map(({ name }) => name).join(' ')}`);
