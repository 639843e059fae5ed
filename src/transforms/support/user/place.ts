import type { BuildContext } from '../../../context/build-context.ts';
import { broughtText } from '../../../model/brought-files.ts';
import type { Dockerfile, Stage } from '../../../model/dockerfile.ts';
import type { Settings } from '../../../model/settings.ts';
import type { Command } from '../../../shell/script.ts';
import type { Edits } from '../edits/edit.ts';
import type { UnreadScript } from '../scripts/unread.ts';

/** A stage whose containers are to run as another user, in its file and build context. */
export type Place = {
  readonly file: Dockerfile;
  readonly context: BuildContext;
  readonly stage: Stage;
  readonly settings: Settings;
  /** What its build changes in files; texts of the context are read as that leaves them. */
  readonly edits?: Edits;
  /** Scripts that its steps call, whose commands are not read in place of the calls. */
  readonly unread?: ReadonlyMap<Command, UnreadScript>;
};

/** The text of a file of the stage as it is in the end, where it comes from the build context. */
export const textAt = ({ file, context, stage }: Place, path: string): string | undefined =>
  broughtText(file, context, stage, path);
