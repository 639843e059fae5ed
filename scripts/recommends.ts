/**
 * What a package install loses with --no-install-recommends, asked from apt itself.
 *
 *   npx tsx scripts/recommends.ts [DIRECTORY]
 *
 * Needs a Debian machine with network access; no root. Takes about 40 minutes. Writes src/knowledge/recommends-debian.ts.
 *
 * For each release it fetches the package lists of `main` into a private directory (DIRECTORY, by default under /tmp),
 * makes a package state that holds what the slim base images hold (every required or essential package, apt, and what
 * these need), and lets apt simulate the install of each name in recommends-packages.txt on top of that state, with and
 * without recommended packages. The difference of the two plans is what is lost. Nothing is installed, and the package
 * state of the machine is not read.
 *
 * The mirror and its key are those of this machine's Debian sources. Finished simulations are kept in DIRECTORY, so a
 * change of the judgement in src/knowledge/recommends.ts takes seconds to go through; new package lists start afresh.
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { matterOf, matters } from '../src/knowledge/recommends.ts';
import { type Simulated, simulatedReleases } from '../src/knowledge/recommends-debian.ts';

/** The packages that an install adds, with and without recommended ones. */
type Plan = { full: string[]; lean: string[] };
/** null: the release has no such package, or apt cannot install it. */
type Plans = Record<string, Plan | null>;
type Root = { version: string; lists: string; apt: (command: string, ...args: string[]) => Promise<string> };

const atOnce = 2;
const work = process.argv[2] ?? join(tmpdir(), 'dockmod-recommends');
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const run = promisify(execFile);

async function output(command: string, args: readonly string[], config?: string): Promise<string> {
  const env = { ...process.env, LC_ALL: 'C', ...(config && { APT_CONFIG: config }) };
  return (await run(command, args, { env, maxBuffer: 1 << 28 })).stdout;
}

function sourceLine(release: string): string {
  const file = '/etc/apt/sources.list.d/debian.sources';
  const stanza = readFileSync(file, 'utf8').split(/\n\s*\n/)[0] ?? '';
  const field = (name: string) => stanza.match(new RegExp(`^${name}:[ \\t]*(\\S+)`, 'mi'))?.[1];
  const mirror = field('URIs');
  if (!mirror) throw new Error(`no URIs in the first stanza of ${file}`);
  const key = field('Signed-By');
  return `deb ${key ? `[signed-by=${key}] ` : ''}${mirror} ${release} main\n`;
}

/** Lists and package state of a release in a directory of their own. */
async function prepare(release: string): Promise<Root> {
  const at = join(work, release);
  for (const dir of ['lists/partial', 'cache/archives/partial']) mkdirSync(join(at, dir), { recursive: true });
  const status = join(at, 'status');
  const config = join(at, 'apt.conf');
  // The machine's own settings would change what apt plans; only how to reach the network is taken over.
  const network = (await output('apt-config', ['dump']))
    .split('\n')
    .filter((line) => /^Acquire::(?!Index|Languages)/.test(line));
  const settings = {
    'Dir::Etc::parts': '/dev/null',
    'Dir::Etc::main': '/dev/null',
    'Dir::Etc::preferences': '/dev/null',
    'Dir::Etc::preferencesparts': '/dev/null',
    'Dir::Etc::sourcelist': join(at, 'sources.list'),
    'Dir::Etc::sourceparts': '/dev/null',
    'Dir::State': at,
    'Dir::State::lists': join(at, 'lists'),
    'Dir::State::status': status,
    'Dir::Cache': join(at, 'cache'),
    'Acquire::Languages': 'none',
    'APT::Architecture': 'amd64',
    'APT::Architectures': 'amd64',
    'APT::Install-Suggests': 'false',
  };
  const lines = Object.entries(settings).map(([key, value]) => `${key} "${value}";`);
  writeFileSync(config, `${[...lines, ...network].join('\n')}\n`);
  writeFileSync(join(at, 'sources.list'), sourceLine(release));
  const apt = (command: string, ...args: string[]) => output(command, args, config);

  writeFileSync(status, '');
  await apt('apt-get', 'update');
  const available = await apt('apt-cache', 'dumpavail');
  const stanzas = new Map<string, string>();
  for (const stanza of available.split('\n\n')) {
    const name = stanza.match(/^Package: (\S+)/m)?.[1];
    if (name) stanzas.set(name, stanza);
  }
  const required = [...stanzas]
    .filter(([, stanza]) => /^(Priority: required|Essential: yes)$/m.test(stanza))
    .map(([name]) => name);
  // Either of these two fulfils the same dependency; the images come with the one that needs no perl.
  const seeds = [...required.filter((name) => name !== 'usrmerge'), 'usr-is-merged', 'apt'];
  const base = installed(await apt('apt-get', '-s', '--no-install-recommends', 'install', ...seeds));
  const state = base.map((name) => stanzas.get(name)?.replace(/^(Package: .*)$/m, '$1\nStatus: install ok installed'));
  writeFileSync(status, `${state.join('\n\n')}\n\n`);
  // Both simulations that run at the same time shall find the cache made.
  await apt('apt-cache', 'gencaches');

  const version = (await apt('apt-cache', 'policy')).match(/\bv=([\d.]+)/)?.[1] ?? '';
  console.error(`${release} ${version}: ${stanzas.size} packages, ${base.length} of them installed`);
  const lists = createHash('sha256').update(available).update(state.join('')).digest('hex');
  return { version, lists, apt };
}

function installed(simulation: string): string[] {
  return [...simulation.matchAll(/^Inst ([^\s:]+)/gm)].flatMap(([, name]) => name ?? []).sort();
}

async function plan(root: Root, name: string): Promise<Plan | null> {
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

async function simulate(release: string, root: Root, names: readonly string[]): Promise<Plans> {
  const file = join(work, `${release}.json`);
  const kept = existsSync(file)
    ? (JSON.parse(readFileSync(file, 'utf8')) as { lists: string; plans: Plans })
    : undefined;
  const plans: Plans = kept?.lists === root.lists ? kept.plans : {};
  const keep = () => writeFileSync(file, JSON.stringify({ lists: root.lists, plans }));
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
  const loses = lost.filter((one) => matterOf(one, name));
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
const named = new Set(Object.entries(matters).flatMap(([lost, { add, or }]) => [add ?? lost, ...(or ?? [])]));
const listed = readFileSync(here('recommends-packages.txt'), 'utf8').match(/^[^#\s].*$/gm) ?? [];
const names = [...new Set([...listed, ...named])].sort();
const versions: string[] = [];
const tables: Map<string, Simulated>[] = [];
for (const release of simulatedReleases) {
  const root = await prepare(release);
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
  here('../src/knowledge/recommends-debian.ts'),
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

export const simulated: Readonly<Record<(typeof simulatedReleases)[number], Readonly<Record<string, Simulated>>>> = {
${simulatedReleases.map((release, index) => `  ${release}: table(${index}),\n`).join('')}};

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
