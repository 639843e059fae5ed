import { spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { listTransforms, type Refactored } from '../../src/index.ts';
import { TURNS } from '../../src/model/finding.ts';

/**
 * Builds and runs images with the Docker client on the PATH, or the one that DOCKER names. Contexts are copied to BUILD_ROOT
 * (default: the system's temporary folder), for engines that see only part of the disk.
 */
const docker = process.env['DOCKER'] ?? 'docker';
const root = process.env['BUILD_ROOT'] ?? tmpdir();

/** They are there to change what ships or who runs it, and have tests of their own. */
export const restructuring: readonly string[] = [
  ...listTransforms().flatMap(({ id, phase }) => (TURNS.slice(1).flat().includes(phase) ? [id] : [])),
  'narrow-copy-from',
];

export type Output = { readonly status: number | null; readonly stdout: string; readonly stderr: string };

function run(args: readonly string[], cwd = root): Output {
  const { status, stdout, stderr } = spawnSync(docker, args, { cwd, encoding: 'utf8', maxBuffer: 1 << 26 });
  return { status, stdout: stdout ?? '', stderr: stderr ?? '' };
}

/** What Docker ends with when it is the engine that failed, not the container. */
const NOT_STARTED = 125;

/** What the output of a build says when no command of the Dockerfile has failed, but what was to start one. */
const ENGINE_FAILED = /runc run failed|failed to mount|rpc error|connection reset by peer/;

/** A busy engine may fail to start a container or a step of a build, and is asked once more. */
function runSurely(args: readonly string[], cwd = root): Output {
  const output = run(args, cwd);
  const failed = output.status !== 0 && ENGINE_FAILED.test(output.stdout + output.stderr);
  return failed || output.status === null || output.status === NOT_STARTED ? run(args, cwd) : output;
}

export const hasEngine = (): boolean => run(['version', '--format', '{{.Server.Version}}']).status === 0;

export type Image = {
  readonly tag: string;
  readonly config: Readonly<Record<string, unknown>>;
  /** Bytes. */
  readonly size: number;
  readonly packages: ReadonlySet<string>;
};

/** What of an image's config a rewrite has to keep. */
const CONFIG = [
  'User',
  'WorkingDir',
  'Entrypoint',
  'Cmd',
  'Env',
  'ExposedPorts',
  'Volumes',
  'Labels',
  'StopSignal',
  'Healthcheck',
  'Shell',
  'OnBuild',
];

/** A Dockerfile, with the ignore list that it needs where its fixes have changed that. */
export type Version = string | Pick<Refactored, 'text' | 'ignores'>;

/** Does something in a copy of the context with the Dockerfile in it. A `# syntax=` line is left out: it would pull a frontend. */
function inCopy<Result>(version: Version, context: string, work: (folder: string) => Result): Result {
  mkdirSync(root, { recursive: true });
  const folder = mkdtempSync(join(root, 'dockmod-build-'));
  try {
    cpSync(context, folder, { recursive: true });
    const { text, ignores }: Pick<Refactored, 'text' | 'ignores'> =
      typeof version === 'string' ? { text: version } : version;
    if (ignores !== undefined) writeFileSync(join(folder, '.dockerignore'), ignores.after);
    writeFileSync(join(folder, 'Dockerfile'), text.replace(/^# *syntax *=.*\n/m, ''));
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The output of a build. */
function buildIn(folder: string, options: readonly string[]): string {
  const built = runSurely(['build', '--network=host', '--progress=plain', ...options, '.'], folder);
  const output = built.stdout + built.stderr;
  if (built.status !== 0) throw new Error(`the build failed (${options.join(' ')})\n${output.slice(-3000)}`);
  return output;
}

/** How comments start, where not with `#`. */
const COMMENTS: Readonly<Record<string, string>> = { '.go': '//', '.java': '//', '.js': '//', '.rs': '//' };

/** The steps that run again when a file of the context has changed since the last build. */
export const rebuilt = (dockerfile: Version, context: string, changed: string): string[] =>
  inCopy(dockerfile, context, (folder) => {
    buildIn(folder, []);
    // A text that no build before has seen.
    appendFileSync(join(folder, changed), `${COMMENTS[extname(changed)] ?? '#'} ${Date.now()}\n`);
    const output = buildIn(folder, []);
    const cached = new Set([...output.matchAll(/^(#\d+) CACHED$/gm)].map(([, id]) => id));
    const steps = new Map(
      [...output.matchAll(/^(#\d+) \[(?!internal)[^\]]*\] (.*)$/gm)].map(([, id, text = '']) => [id, text]),
    );
    return [...steps].flatMap(([id, text]) => (cached.has(id) || text.startsWith('FROM') ? [] : [text]));
  });

/**
 * Builds the Dockerfile, or a stage of it, in a copy of the context, without a cache.
 * @throws {Error} with the end of the build's output when the build fails.
 */
export function build(tag: string, dockerfile: Version, context: string, target?: string): Image {
  const stage = target === undefined ? [] : ['--target', target];
  inCopy(dockerfile, context, (folder) => buildIn(folder, ['--no-cache', '-t', tag, ...stage]));
  const [inspected] = JSON.parse(run(['image', 'inspect', tag]).stdout) as [
    { Size: number; Config: Record<string, unknown> },
  ];
  const config = Object.fromEntries(CONFIG.map((key) => [key, inspected.Config[key] ?? null]));
  const listed = inContainer(tag, ['dpkg-query', '-W', '-f', '${Package}\n']).stdout;
  return { tag, config, size: inspected.Size, packages: new Set(listed.split('\n').filter((name) => name !== '')) };
}

/**
 * Builds an image that others are built on; what was built before is taken from the cache.
 * @throws {Error} with the end of the build's output when the build fails.
 */
export function prepare(tag: string, dockerfile: Version, context: string): void {
  inCopy(dockerfile, context, (folder) => buildIn(folder, ['-t', tag]));
}

/** What a command says in a new container. */
export function inContainer(tag: string, command: readonly string[]): Output {
  const [program = 'true', ...args] = command;
  return runSurely(['run', '--rm', '--network=host', '--entrypoint', program, tag, ...args]);
}

/**
 * Those of some programs that an image has; one without a shell has none of them.
 * @throws {Error} when the engine does not start a container.
 */
export function programsIn(tag: string, names: readonly string[]): string[] {
  const { status, stdout, stderr } = inContainer(tag, [
    'sh',
    '-c',
    names.map((name) => `command -v ${name};`).join(' '),
  ]);
  if (status === null || status === NOT_STARTED) throw new Error(`no container of ${tag} was started\n${stderr}`);
  return names.filter((name) => stdout.split('\n').some((path) => path.endsWith(`/${name}`)));
}

/** What a build leaves in an image without anybody meaning to, or an engine puts into a container. */
const NOT_MEANT = [
  '/.dockerenv',
  '/dev',
  '/etc/hostname',
  '/etc/hosts',
  '/etc/resolv.conf',
  '/proc',
  '/root/.cache',
  '/root/.npm',
  '/sys',
  '/var/cache',
  '/var/lib/apt/lists',
  '/var/lib/dpkg',
  '/var/log',
];

/** Every file that is meant to be in an image, with its kind, rights, owner, size and the sum of its content where it is no base's. */
export function filesOf(tag: string): string[] {
  const pruned = NOT_MEANT.map((path) => `-path ${path}`).join(' -o ');
  const all = `find / -xdev \\( ${pruned} \\) -prune -o \\( -type d -printf '%y %m %U:%G %p\\n' -o -printf '%y %m %U:%G %s %p %l\\n' \\)`;
  const own = 'find /etc /home /opt /srv /usr/local /usr/src /work -type f -exec cksum {} + 2>/dev/null';
  const { stdout } = runSurely([
    'run',
    '--rm',
    '--network=host',
    '--user=0',
    '--entrypoint=sh',
    tag,
    '-c',
    `${all}; ${own}`,
  ]);
  return stdout
    .split('\n')
    .filter((line) => !/ \/etc\/(?:hosts|hostname|resolv\.conf)$/.test(line))
    .sort();
}

/** Kind, rights and owner of what is below a folder, by its path; of nothing where no program of the image could tell. */
export const rightsBelow = (folder: string, tag: string): Map<string, string> =>
  new Map(
    filesOf(tag).flatMap((line) => {
      const [, rights = '', path = ''] = /^([a-z] \d+ \S+) (?:\d+ )?(\/.*?)(?: \S*)?$/.exec(line) ?? [];
      return path === folder || path.startsWith(`${folder}/`) ? [[path, rights]] : [];
    }),
  );

/** Runs what the image itself says. */
export const start = (tag: string): Output => runSurely(['run', '--rm', '--network=host', tag]);

/** A container that runs in the background. */
export type Running = { readonly id: string };

/** How long an engine waits for a program to end by itself, in seconds. */
const GRACE = 3;

/**
 * Runs what the image itself says, in the background, until `stop`.
 * @throws {Error} when the engine does not start it.
 */
export function launch(tag: string, options: readonly string[] = []): Running {
  const { status, stdout, stderr } = runSurely(['run', '-d', '--network=host', ...options, tag]);
  if (status !== 0) throw new Error(`${tag} does not start\n${stderr}`);
  return { id: stdout.trim() };
}

/** What the container has printed so far. */
export const printed = ({ id }: Running): Output => run(['logs', id]);

/** User and group of the first process of a container, as numbers. Another container looks at it: that one may have no shell. */
export function ownerOf({ id }: Running): string {
  const look = ['sed', '-n', 's/^[UG]id:\\s*\\([0-9]*\\).*/\\1/p', '/proc/1/status'];
  const { stdout } = runSurely(['run', '--rm', '--network=host', `--pid=container:${id}`, 'debian:12-slim', ...look]);
  return stdout.trim().replace('\n', ':');
}

/** The files that a container has made, and empty folders; but for what is in volumes. */
export function madeIn({ id }: Running): string[] {
  const added = [...run(['diff', id]).stdout.matchAll(/^A (.+)$/gm)].map(([, path = '']) => path);
  return added.filter((path) => !added.some((other) => other.startsWith(`${path}/`))).sort();
}

/**
 * The content of a file in a container, or in one of its volumes, a character for each byte.
 * @throws {Error} when there is none.
 */
export function fileIn({ id }: Running, path: string): string {
  const folder = mkdtempSync(join(root, 'dockmod-file-'));
  try {
    const { status, stderr } = run(['cp', `${id}:${path}`, join(folder, 'file')]);
    if (status !== 0) throw new Error(stderr);
    return readFileSync(join(folder, 'file'), 'latin1');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** How a program ended when it was told to: by itself, or killed when its time was up. */
export type Ending = { readonly exitCode: number; readonly killed: boolean };

/** Stops a container, and removes it with those of its volumes that have no name. */
export function stop({ id }: Running): Ending {
  const start = performance.now();
  run(['stop', '-t', `${GRACE}`, id]);
  const killed = performance.now() - start >= GRACE * 1000;
  const exitCode = Number(run(['inspect', '--format', '{{.State.ExitCode}}', id]).stdout);
  run(['rm', '--force', '--volumes', id]);
  return { exitCode, killed };
}

export const removeVolume = (name: string): Output => run(['volume', 'rm', '--force', name]);
