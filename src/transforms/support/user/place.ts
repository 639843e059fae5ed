import type { BuildContext } from '../../../context/build-context.ts';
import type { Dockerfile, Stage } from '../../../model/dockerfile.ts';
import type { Settings } from '../../../model/settings.ts';

/** A stage whose containers are to run as another user, in its file and build context. */
export type Place = {
  readonly file: Dockerfile;
  readonly context: BuildContext;
  readonly stage: Stage;
  readonly settings: Settings;
};
