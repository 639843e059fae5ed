import fs, {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished, vi } from 'vitest';
import type { Io, Output } from '../../src/cli/io.ts';
import { main } from '../../src/cli/main.ts';
import type { Finding, Safety, Transform } from '../../src/model/finding.ts';
import { startIn } from '../../src/model/run.ts';

export type Files = Readonly<Record<string, string | Uint8Array>>;

/** A temporary folder that goes when the test has ended. */
export function folder(files: Files = {}): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'dockmod-test-')));
  onTestFinished(() => {
    for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
      if (entry.isDirectory()) chmodSync(join(entry.parentPath, entry.name), 0o755);
    }
    rmSync(root, { recursive: true, force: true });
  });
  put(root, files);
  return root;
}

export function put(root: string, files: Files): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
}

export const text = (root: string, path: string): string => readFileSync(join(root, path), 'utf8');

type Said = { readonly stdout: string; readonly stderr: string; readonly code: number };

type Around = {
  readonly cwd?: string;
  readonly env?: Io['env'];
  readonly stdin?: string | Uint8Array | Error;
  readonly terminal?: boolean;
  readonly transforms?: readonly Transform[];
  readonly stdout?: Partial<Output>;
};

/** A run of the command line in this process. */
export async function run(argv: readonly string[], around: Around = {}): Promise<Said> {
  const said = { stdout: '', stderr: '' };
  const output = (name: 'stdout' | 'stderr'): Output => ({
    write: async (piece) => {
      said[name] += piece;
    },
    closed: () => false,
    terminal: around.terminal === true,
  });
  const io: Io = {
    cwd: around.cwd ?? tmpdir(),
    env: around.env ?? {},
    stdin: async () => {
      if (around.stdin instanceof Error) throw around.stdin;
      return Buffer.from(around.stdin ?? '');
    },
    stdout: { ...output('stdout'), ...around.stdout },
    stderr: output('stderr'),
    finishFilesFirst: () => undefined,
  };
  const code = await main(argv, io, async () => around.transforms ?? words);
  return { ...said, code };
}

const meta = (id: string, maxSafety: Safety, covers: readonly string[] = []): Transform['meta'] => ({
  id,
  title: `Title of ${id}`,
  why: `The reason why ${id} is there.`,
  phase: 'words',
  maxSafety,
  covers,
  references: [`https://example.org/${id}`],
  since: '0.1.0',
});

/** A transform that replaces one word of the shell by another, and may say that it does something else. */
function replacing(
  id: string,
  safety: Safety,
  from: string,
  to: string,
  covers: readonly string[] = [],
  says = to,
): Transform {
  const find: Transform['find'] = function* (file): Iterable<Finding> {
    for (const { run: script, instruction } of file.stages.flatMap(({ steps }) => steps)) {
      for (const token of script?.script.tokens ?? []) {
        if (script === undefined || token.text !== from) continue;
        const start = startIn(script, token);
        const at = { start, end: start + from.length };
        const changes = [{ kind: 'replaceWord', step: instruction.span.start, at: start, text: says }] as const;
        const fix = { edits: [{ ...at, text: to }], changes, safety, reason: `${to} is better`, scope: [] };
        yield { at, message: `${from} becomes ${to}`, fix };
      }
    }
  };
  return { meta: meta(id, safety, covers), find };
}

function* declineOdd(file: Parameters<Transform['find']>[0]): Iterable<Finding> {
  const start = file.source.text.indexOf('odd');
  if (start !== -1) yield { at: { start, end: start + 3 }, message: 'odd is there', declined: 'nobody knows why' };
}

const explode: Transform['find'] = (file) => {
  if (file.source.text.includes('boom')) throw new Error('it went off');
  return [];
};

/** Transforms small enough to see through: each word below gets its own. */
export const words: readonly Transform[] = [
  replacing('renew', 'safe', 'old', 'new', ['DL9001', 'DL9002']),
  replacing('decide', 'review', 'maybe', 'surely', ['DL9002']),
  replacing('ask', 'manual', 'hard', 'easy'),
  { meta: meta('wonder', 'safe'), find: declineOdd },
  replacing('lie', 'safe', 'liar', 'truth', [], 'something-else'),
  { meta: meta('explode', 'safe'), find: explode },
];

export const OLD = 'FROM debian:12\nRUN echo old\n';
export const NEW = 'FROM debian:12\nRUN echo new\n';

/** Counts how often a function of node:fs is called, until the test has ended. */
export function counted<Name extends 'readdirSync' | 'opendirSync' | 'readFileSync'>(name: Name) {
  const spy = vi.spyOn(fs, name);
  syncBuiltinESMExports();
  onTestFinished(() => {
    spy.mockRestore();
    syncBuiltinESMExports();
  });
  return spy;
}
