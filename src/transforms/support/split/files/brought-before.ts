import { isAppFolder } from '../../../../knowledge/programs/app-folders.ts';
import { filesOfUv, imagesOfUv } from '../../../../knowledge/python/tools.ts';
import { copyTarget, copyWords } from '../../../../model/copied-files.ts';
import { type Dockerfile, fromParts, type Step } from '../../../../model/dockerfile.ts';
import { type ImageFile, isFromElsewhere } from '../../../../model/image-files.ts';
import { within } from '../../../../model/paths.ts';
import { baseName } from '../../../../shell/invocation.ts';
import { isCopy } from '../../../../syntax/instruction.ts';
import type { Place } from '../../user/place.ts';
import { lastFolder } from '../../user/working-folder.ts';
import { lineOf } from '../../wording.ts';
import type { Taken } from '../runtime.ts';
import { takenFile } from './taken.ts';

const isScratch = within(['/tmp', '/var/tmp']);

/**
 * What COPYs and ADDs before the end of a build bring that those behind it do not bring again; or why that is not known. `done` are files
 * that only the build reads.
 */
export function broughtBefore(
  place: Place,
  steps: readonly Step[],
  files: readonly ImageFile[],
  done: (file: ImageFile) => boolean,
): Taken[] | string {
  const { file, stage } = place;
  const before = new Set(steps);
  const isAgain = ({ path, source }: ImageFile): boolean =>
    files.some((other) => !before.has(other.step) && other.path === path && other.source === source);
  const folder = lastFolder(stage);
  const taken = files
    .filter((each) => before.has(each.step) && !isScratch(each.path) && !isAgain(each) && !done(each))
    .map((each): Taken => {
      const { path, step } = each;
      if (folder !== '/' && path.startsWith(`${folder}/`)) return { path: folder, kind: 'folder' };
      const target = copyTarget(step, file.source.escape);
      return target !== undefined && target !== path && isAppFolder(target)
        ? { path: target, kind: 'folder' }
        : takenFile(each);
    });
  const stranger = steps.find(
    (step) =>
      isCopy(step.instruction) &&
      !step.deferred &&
      !bringsUv(file, step) &&
      isStranger(step, file.source.escape, taken),
  );
  if (stranger !== undefined)
    return `line ${lineOf(file, stranger.instruction.span.start)} brings files from elsewhere, and whether the program needs them is not known`;
  const unpacked = taken.find(({ path, kind }) => kind === 'file' && /\.(?:tar(?:\.\w+)?|tgz)$/.test(path));
  if (unpacked !== undefined) return `what comes out of ${unpacked.path} is not known`;
  const inSystem = taken.find(({ path }) => /^\/usr\/(?:local\/)?lib\/python|\/site-packages\//.test(path));
  return inSystem === undefined ? taken : `${inSystem.path} is put among the packages of the image's own Python`;
}

/** The programs of uv, and nothing else. */
function bringsUv({ stages, source }: Dockerfile, step: Step): boolean {
  const from = step.instruction.flags.find(({ name }) => name === 'from')?.value ?? '';
  const named = stages.find(({ name }) => name === from.toLowerCase());
  const image = named === undefined ? from : fromParts(named.from).base;
  const sources = copyWords(step, source.escape).slice(0, -1);
  return imagesOfUv.test(image) && sources.every((word) => word !== undefined && filesOfUv.test(word));
}

/** From another stage or image, a heredoc or an address, and not to a folder that comes along anyway. */
function isStranger(step: Step, escape: string, taken: readonly Taken[]): boolean {
  if (!isFromElsewhere(step)) return false;
  const target = copyTarget(step, escape);
  return target === undefined || !within(taken.map(({ path }) => path))(target);
}

/** It may be read by its name. */
export const isNamed = (texts: readonly string[], path: string): boolean =>
  texts.some((text) => text.includes(baseName(path)));

/** One COPY from a stage gives all that it brings to one user. */
export function whyOwners({ file }: Place, steps: readonly Step[], taken: readonly Taken[]): string | undefined {
  for (const { path, kind } of taken) {
    const copies = steps.filter((step) => {
      const target = isCopy(step.instruction) ? copyTarget(step, file.source.escape) : undefined;
      return target !== undefined && (within([path])(target) || within([target])(path));
    });
    const owners = new Set(
      copies.map(({ instruction: { flags } }) => flags.find(({ name }) => name === 'chown')?.value),
    );
    if (kind === 'folder' && owners.size > 1)
      return `what is in ${path} belongs to several users, which one copy would not keep`;
  }
  return undefined;
}
