import type { ComposeService } from './services.ts';

/** The folder that a file is in: paths go on from there. */
export type Beside = {
  readonly readText: (path: string) => string | undefined;
  readonly namesIn: (folder: string) => readonly string[] | undefined;
};

/** A compose file of the project. */
export type ComposeFile = {
  /** As people know it, which is what its services call it. */
  readonly file: string;
  readonly path: string;
  readonly text: string;
  readonly beside: Beside;
  /** Their `file` is the path. */
  readonly services: () => readonly ComposeService[];
};
