import type { Settings } from '../model/settings.ts';
import type { Mode } from '../report/summary.ts';

export const FORMATS = ['text', 'json', 'patch'] as const;

export type Format = (typeof FORMATS)[number];

export type RunOptions = Settings & {
  /** Files, folders, globs; `-` alone is the standard input. */
  readonly paths: readonly string[];
  readonly mode: Mode;
  readonly safe: boolean;
  readonly only?: readonly string[];
  readonly skip?: readonly string[];
  readonly format: Format;
  readonly output?: string;
  readonly verbose: boolean;
  readonly context?: string;
  readonly stdinFilename?: string;
  readonly color: boolean;
};

/** What a command line asks for. `answer`: commander has answered it already, as it does for `--help`. */
export type Request =
  | { readonly kind: 'answer'; readonly out: string }
  | { readonly kind: 'run'; readonly options: RunOptions }
  | { readonly kind: 'list'; readonly format: Format; readonly color: boolean }
  | { readonly kind: 'explain'; readonly id: string; readonly format: Format; readonly color: boolean };
