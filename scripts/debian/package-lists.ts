/**
 * The package lists of a Debian release, asked through apt on a Debian machine with network access; no root.
 *
 * The lists of `main` are fetched into a private directory, with a package state that holds what the slim base images hold: every
 * required or essential package, apt, and what these need. Nothing is installed, and the package state of the machine is not read.
 * The mirror and its key are those of this machine's Debian sources.
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

export type Release = {
  readonly version: string;
  /** Changes with the lists. */
  readonly fingerprint: string;
  /** What the lists say of each package. */
  readonly stanzas: ReadonlyMap<string, string>;
  /** The packages of slim base images. */
  readonly base: readonly string[];
  readonly apt: (command: string, ...args: string[]) => Promise<string>;
};

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

/** Lists and package state of a release, in a directory of its name. */
export async function packageLists(directory: string, release: string): Promise<Release> {
  const at = join(directory, release);
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
  // From bookworm on either of these two fulfils the same dependency; the images come with the one that needs no perl.
  const merged = stanzas.has('usr-is-merged') ? ['usr-is-merged'] : [];
  const seeds = [...required.filter((name) => name !== 'usrmerge'), ...merged, 'apt'];
  const base = installed(await apt('apt-get', '-s', '--no-install-recommends', 'install', ...seeds));
  const state = base.map((name) => stanzas.get(name)?.replace(/^(Package: .*)$/m, '$1\nStatus: install ok installed'));
  writeFileSync(status, `${state.join('\n\n')}\n\n`);
  // Simulations that run at the same time shall find the cache made.
  await apt('apt-cache', 'gencaches');

  const version = (await apt('apt-cache', 'policy')).match(/\bv=([\d.]+)/)?.[1] ?? '';
  console.error(`${release} ${version}: ${stanzas.size} packages, ${base.length} of them installed`);
  const fingerprint = createHash('sha256').update(available).update(state.join('')).digest('hex');
  return { version, fingerprint, stanzas, base, apt };
}

/** The packages that a simulation installs. */
export function installed(simulation: string): string[] {
  return [...simulation.matchAll(/^Inst ([^\s:]+)/gm)].flatMap(([, name]) => name ?? []).sort();
}
