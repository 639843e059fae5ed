/**
 * What a package install loses with --no-install-recommends, asked from apt itself.
 *
 *   npx tsx scripts/recommends.ts [DIRECTORY]
 *
 * Needs a Debian machine with network access; no root. Takes about 40 minutes. Writes src/knowledge/packages/recommends-debian.ts.
 *
 * For each release it takes the package lists and the package state of slim base images (scripts/debian/package-lists.ts),
 * and lets apt simulate the install of each name in recommends-packages.txt on top of that state, with and without recommended
 * packages. The difference of the two plans is what is lost.
 *
 * Finished simulations are kept in DIRECTORY (by default under /tmp), so a change of the judgement in
 * src/knowledge/packages/recommends.ts takes seconds to go through; new package lists start afresh.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { programsOfRecommended } from '../src/knowledge/packages/called-programs.ts';
import { matterOf, matters } from '../src/knowledge/packages/recommends.ts';
import { type Simulated, simulatedReleases } from '../src/knowledge/packages/recommends-debian.ts';
import { installed, packageLists, type Release } from './debian/package-lists.ts';

/** The packages that an install adds, with and without recommended ones. */
type Plan = { full: string[]; lean: string[] };
/** null: the release has no such package, or apt cannot install it. */
type Plans = Record<string, Plan | null>;

const atOnce = 2;
const work = process.argv[2] ?? join(tmpdir(), 'dockmod-recommends');
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

async function plan(root: Release, name: string): Promise<Plan | null> {
  try {
    const said = await root.apt('apt-get', '-s', '--install-recommends', 'install', name);
    // A name that no package has is a pattern to apt: "g++-13" also fits names that merely hold "g-13".
    if (/^Note, selecting .* for (regex|glob)/m.test(said)) return null;
    const full = installed(said);
    const lean = installed(await root.apt('apt-get', '-s', '--no-install-recommends', 'install', name));
    return { full, lean };
  } catch (error) {
    const said = (error as { stderr?: string }).stderr ?? String(error);
    if (!/Unable to locate|no installation candidate/.test(said)) console.error(`${name}: ${said.trim()}`);
    return null;
  }
}

async function simulate(release: string, root: Release, names: readonly string[]): Promise<Plans> {
  const file = join(work, `${release}.json`);
  const kept = existsSync(file)
    ? (JSON.parse(readFileSync(file, 'utf8')) as { lists: string; plans: Plans })
    : undefined;
  const plans: Plans = kept?.lists === root.fingerprint ? kept.plans : {};
  const keep = () => writeFileSync(file, JSON.stringify({ lists: root.fingerprint, plans }));
  const open = names.filter((name) => !(name in plans));
  let next = 0;
  const worker = async () => {
    while (next < open.length) {
      const name = open[next++] as string;
      plans[name] = await plan(root, name);
      if (next % 50 === 0) {
        keep();
        console.error(`${release}: ${next} of ${open.length}`);
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  keep();
  return plans;
}

/** What the judgement asks for of a plan. */
function summary(name: string, { full, lean }: Plan): Simulated {
  const kept = new Set(lean);
  const lost = full.filter((one) => !kept.has(one));
  const loses = lost.filter((one) => matterOf(one, name) || Object.hasOwn(programsOfRecommended, one));
  const brings = lean.filter((one) => named.has(one));
  return { lost: lost.length, ...(loses.length > 0 && { loses }), ...(brings.length > 0 && { brings }) };
}

/** One line per package, or one per release where they differ in more than the count: it halves the file. */
function lines(name: string, found: readonly (Simulated | undefined)[]): string[] {
  const told = found.map((row) =>
    row
      ? [...(row.loses ?? []).map((one) => ` -${one}`), ...(row.brings ?? []).map((one) => ` +${one}`)].join('')
      : undefined,
  );
  const different = [...new Set(told)].filter((tail) => tail !== undefined);
  return different.map(
    (tail) => [name, ...found.map((row, index) => (row && told[index] === tail ? row.lost : 'x'))].join(' ') + tail,
  );
}

// Packages that a judgement may have to add, or that make an addition needless.
const named = new Set([
  ...Object.entries(matters).flatMap(([lost, { add, or }]) => [add ?? lost, ...(or ?? [])]),
  ...Object.keys(programsOfRecommended),
]);
const listed = readFileSync(here('recommends-packages.txt'), 'utf8').match(/^[^#\s].*$/gm) ?? [];
const names = [...new Set([...listed, ...named])].sort();
const versions: string[] = [];
const tables: Map<string, Simulated>[] = [];
for (const release of simulatedReleases) {
  const root = await packageLists(work, release);
  const plans = await simulate(release, root, names);
  const table = new Map<string, Simulated>();
  for (const name of names) {
    const found = plans[name];
    if (found) table.set(name, summary(name, found));
  }
  const whole = [...table.values()].filter(({ lost }) => lost === 0);
  console.error(`${release}: ${table.size} packages, ${whole.length} of them lose nothing`);
  versions.push(`${release} ${root.version}`);
  tables.push(table);
}
writeFileSync(
  here('../src/knowledge/packages/recommends-debian.ts'),
  `// Generated by scripts/recommends.ts from the package lists of Debian ${versions.join(' and ')} (amd64); do not edit.

/**
 * What apt installs on a slim base image. \`lost\`: how many packages fewer without recommended ones. \`loses\`: those of
 * them that matter to the package (recommends.ts). \`brings\`: what comes either way of that which may have to be named,
 * the package itself included.
 */
export type Simulated = { readonly lost: number; readonly loses?: readonly string[]; readonly brings?: readonly string[] };

export const simulatedReleases = [${simulatedReleases.map((release) => `'${release}'`).join(', ')}] as const;

// A package, how many it loses in each release (x: see another line, or it is not there), -what matters, +what it brings.
const rows = \`
${names
  .flatMap((name) =>
    lines(
      name,
      tables.map((table) => table.get(name)),
    ),
  )
  .join('\n')}
\`;

/** Read when it is first asked for: that takes some milliseconds of every start. */
const tables = new Map<number, Readonly<Record<string, Simulated>>>();

export function simulated(release: (typeof simulatedReleases)[number]): Readonly<Record<string, Simulated>> {
  const index = simulatedReleases.indexOf(release);
  const known = tables.get(index) ?? table(index);
  tables.set(index, known);
  return known;
}

function table(release: number): Record<string, Simulated> {
  const result: Record<string, Simulated> = {};
  for (const row of rows.trim().split('\\n')) {
    const [name = '', ...fields] = row.split(' ');
    const count = fields[release];
    if (count === undefined || count === 'x') continue;
    const loses = fields.filter((field) => field.startsWith('-')).map((field) => field.slice(1));
    const brings = fields.filter((field) => field.startsWith('+')).map((field) => field.slice(1));
    result[name] = { lost: Number(count), ...(loses.length > 0 && { loses }), ...(brings.length > 0 && { brings }) };
  }
  return result;
}
`,
);
const gone = listed.filter((name) => !tables.some((table) => table.has(name)));
if (gone.length > 0) console.error(`in no release: ${gone.join(' ')}`);
