import { folderOfAnyImage } from '../../../../knowledge/images/image-folders.ts';
import type { Step } from '../../../../model/dockerfile.ts';
import { parentOf, within } from '../../../../model/paths.ts';
import { toolOf } from '../../../../shell/invocation.ts';
import type { Command } from '../../../../shell/script.ts';
import type { RunStep } from '../../rewrite/rewrite.ts';
import type { Place } from '../../user/place.ts';
import { placeOf } from '../../wording.ts';
import { saysOnly } from '../steps/says-only.ts';
import type { Written } from './writes.ts';

/** What a step leaves. */
export type LeftPath = Written & {
  readonly step: RunStep;
  /** A command that may have failed, so that it is not there. */
  readonly unsure?: Command;
};

type Linked = { readonly links: readonly LeftPath[]; readonly steps: ReadonlySet<Step> };

/** A copy of what stands there does as well. */
const isOfSystem = within(['/bin', '/etc', '/lib', '/opt', '/sbin', '/usr']);

/**
 * Links into what the program keeps, or to what may be there only when it runs, which a COPY from another stage would follow: a program that looks for files beside
 * itself would find none there. They are made again, where a step does no more than that.
 */
export function linksAmong(place: Place, found: readonly LeftPath[], kept: (path: string) => boolean): Linked | string {
  const folders = within(found.flatMap(({ path, kind, to }) => (kind === 'folder' && to === undefined ? [path] : [])));
  const isOfProgram = (path: string): boolean => kept(path) || folders(path) || !isOfSystem(path);
  const links = found.filter(({ path, to }) => to !== undefined && isOfProgram(to) && !folders(path));
  const stuck = links.find(({ path, step }) => !makesOnlyLinks(step) || !folderOfAnyImage.test(parentOf(path)));
  return stuck === undefined
    ? { links, steps: new Set(links.map(({ step }) => step)) }
    : `${placeOf(place, stuck.step)} makes the link ${stuck.path}, which a copy from another stage would follow: in a RUN of its own, in a folder that all images have, it could be split`;
}

const makesOnlyLinks = ({ run }: RunStep): boolean =>
  run.script.commands.every((command) => toolOf(command) === 'ln' || saysOnly(command));
