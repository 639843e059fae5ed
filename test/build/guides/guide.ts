import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { diskContext } from '../../../src/context/disk-context.ts';
import { type Refactored, type RefactorOptions, refactor } from '../../../src/index.ts';
import { build, type Version } from '../docker.ts';

const root = join(import.meta.dirname, '../../..');

/** A Dockerfile as guides to smaller images begin with, which takes things from places that may be out of reach. */
export type Guide = {
  /** The folder below `guides` with a base image that has another place for them. */
  readonly base: string;
  /** What of the context goes by what there is at that place. */
  readonly adapt?: Readonly<Record<string, (text: string) => string>>;
};

export const guides = {
  'naive-java-with-maven': { base: 'java' },
  'naive-ubuntu-with-nodesource': { base: 'nodesource' },
  'naive-rust-on-ubuntu': { base: 'rust' },
  'naive-python': { base: 'python', adapt: { 'requirements.txt': (text) => text.replaceAll(/==.*/g, '') } },
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
  const folder = join(import.meta.dirname, base);
  const tag = `dockmod-test-guide:${base}`;
  build(tag, readFileSync(join(folder, 'base.Dockerfile'), 'utf8'), folder);
  const based = (text: string): string => text.replace(/^FROM \S+/m, `FROM ${tag}`);
  const text = readFileSync(join(context, 'Dockerfile'), 'utf8');
  const outcome = refactor(text, { ...options, context: diskContext(context) });
  return { context, before: based(text), after: { ...outcome, text: based(outcome.text) }, outcome };
}
