import { isAppFolder } from '../../../../knowledge/programs/app-folders.ts';
import type { ImageFile } from '../../../../model/image-files.ts';
import { within } from '../../../../model/paths.ts';
import { baseName } from '../../../../shell/invocation.ts';
import { foldersMade } from '../../../../shell/made-folders.ts';
import type { RunStep } from '../../rewrite/rewrite.ts';
import type { Build, Taken } from '../runtime.ts';
import { makesUser } from '../steps/last-of-build.ts';
import { saysOnly } from '../steps/says-only.ts';

/** A build of which it is known where its projects are. */
export type Known = Build & {
  readonly files: readonly ImageFile[];
  /** Folders that come along as they are. */
  readonly folders: readonly string[];
  /** Files elsewhere that the build context brings. */
  readonly brought: readonly Taken[];
};

export const isProjectFolder = (path: string): boolean => isAppFolder(path) || path === '/var/www';

/** Programs and files of composer, which the build alone needs. */
export const isOfComposer = (path: string): boolean =>
  /^composer(?:-setup\.php|-installer(?:\.php)?|\.phar)?$/.test(baseName(path));

/** It comes along as it is, or is of no use to anybody. */
export const isCarried =
  ({ folders, brought }: Known) =>
  (path: string | undefined): boolean =>
    path !== undefined && (within(folders)(path) || isOfComposer(path) || brought.some((one) => one.path === path));

/** It makes users, or folders of the system: both stages have them by the same words. */
export const isDoneAgain = ({ folders }: Pick<Known, 'folders'>, step: RunStep): boolean =>
  makesUser(step) || makesFolders(step, within(folders));

const makesFolders = ({ run: { script } }: RunStep, isInside: (path: string) => boolean): boolean =>
  script.opaque === undefined &&
  script.commands.length > 0 &&
  script.commands.every(
    (command) =>
      saysOnly(command) ||
      foldersMade(command)?.paths.every(
        ({ value, literal }) => literal && value.startsWith('/') && !isInside(value),
      ) === true,
  );

/** Settings of the image, and of packages. */
export const isSetting = (path: string): boolean => /^\/(?:etc|usr\/local\/(?:etc|lib\/php))\//.test(path);
