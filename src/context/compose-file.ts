import type { ComposeService } from './services.ts';

/** A compose file of the project. */
export type ComposeFile = {
  /** As people know it, which is what its services call it. */
  readonly file: string;
  readonly path: string;
  readonly text: string;
  /** The texts of the bake files beside it. */
  readonly bakes: () => readonly string[];
  /** Their `file` is the path. */
  readonly services: () => readonly ComposeService[];
};
