import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { diskContext } from '../../../src/context/disk-context.ts';
import { type Refactored, type RefactorOptions, refactor } from '../../../src/index.ts';
import { build, type Version } from '../docker.ts';

const root = join(import.meta.dirname, '../../..');

/** A Dockerfile as guides to smaller images begin with. */
export type Guide = {
  /** What guides say that becomes of the size of such an image. */
  readonly said: string;
  /** The folder below `guides` with a base image that has another place for what it fetches from where may be out of reach. */
  readonly base?: string;
  /** What of the context goes by what there is at that place. */
  readonly adapt?: Readonly<Record<string, (text: string) => string>>;
};

export const guides = {
  'naive-go': { said: '800 MB to 15 MB, 2 %' },
  'naive-java-with-maven': { said: '700 MB to 280 MB, 40 %', base: 'java' },
  'naive-node': { said: '1200 MB to 150 MB, 13 %' },
  'naive-python': {
    said: '600 MB to 120 MB, 20 %',
    base: 'python',
    adapt: { 'requirements.txt': (text) => text.replaceAll(/==.*/g, '') },
  },
  'naive-rust-on-ubuntu': { said: '2000 MB to 12 MB, 1 %', base: 'rust' },
  'naive-ubuntu-with-nodesource': { said: '1200 MB to 150 MB, 13 %', base: 'nodesource' },
} as const satisfies Readonly<Record<string, Guide>>;

export type Prepared = {
  /** A copy of the context; whoever asks for it removes it. */
  readonly context: string;
  readonly before: Version;
  readonly after: Version;
  readonly outcome: Refactored;
};

/** The Dockerfile of a guide and what dockmod makes of it, both with the base image that can be had. */
export function preparedGuide(name: string, { base, adapt = {} }: Guide, options: RefactorOptions = {}): Prepared {
  const context = mkdtempSync(join(tmpdir(), 'dockmod-guide-'));
  cpSync(join(root, 'fixtures/before/all', name), context, { recursive: true });
  for (const [file, change] of Object.entries(adapt)) {
    const path = join(context, file);
    writeFileSync(path, change(readFileSync(path, 'utf8')));
  }
  const tag = base && baseFrom(base);
  const based = (text: string): string => (tag === undefined ? text : text.replace(/^FROM \S+/m, `FROM ${tag}`));
  const text = readFileSync(join(context, 'Dockerfile'), 'utf8');
  const outcome = refactor(text, { ...options, context: diskContext(context) });
  return { context, before: based(text), after: { ...outcome, text: based(outcome.text) }, outcome };
}

/** Builds the base image of a folder. */
function baseFrom(base: string): string {
  const folder = join(import.meta.dirname, base);
  return build(`dockmod-test-guide:${base}`, readFileSync(join(folder, 'base.Dockerfile'), 'utf8'), folder).tag;
}
