import type { BuildContext } from '../context/build-context.ts';
import type { Dockerfile } from '../model/dockerfile.ts';
import type { Safety, Transform } from '../model/finding.ts';
import type { Settings } from '../model/settings.ts';

/** The build context of a file, which may go by what the file asks of it. */
export type ContextFor = (file: Dockerfile) => BuildContext;

export type EngineOptions = {
  readonly transforms: readonly Transform[];
  readonly context: BuildContext | ContextFor;
  readonly settings: Settings;
  readonly accepts: (safety: Safety) => boolean;
  /** Only the text counts: what would have to change another file as well is left alone. */
  readonly alone?: boolean;
};
