import type { Command } from '../../../shell/script.ts';
import type { RunStep } from '../rewrite/rewrite.ts';

/** A file of the build context, and where the stage has it. */
export type ContextFile = { readonly path: string; readonly source: string };

/** A command of a build that changes files where they are. */
export type Edit = {
  readonly step: RunStep;
  readonly command: Command;
  /** Those that are of the build context. */
  readonly files: readonly ContextFile[];
  /** Those that are not; undefined where they are known only when it runs. */
  readonly others: readonly string[] | undefined;
  /** What becomes of a text; undefined where that is not known. */
  readonly edit: ((text: string) => string | undefined) | undefined;
  /** Nothing but the ends of lines changes, which is nothing to whoever reads the text. */
  readonly isOfEndings: boolean;
  /** Why texts of the context do not tell what the build reads. */
  readonly why: string | undefined;
};

export type Edits = ReadonlyMap<Command, Edit>;
