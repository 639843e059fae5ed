import { isInevitable } from '../../../../shell/script.ts';
import type { Edit } from '../../edits/edit.ts';
import { isOfSources } from '../system/other-sources.ts';

/** Settings that a package or the image brings, by files that any image of the release may have. */
const isSetting = (path: string): boolean => /^\/(?:usr\/local\/)?etc\/[\w@+./-]+$/.test(path) && !OF_IMAGE.test(path);

/** What each image has of its own: its users and groups, where libraries are looked for, and what a builder lays over it. */
const OF_IMAGE =
  /^\/etc\/(?:alternatives|group|gshadow|hostname|hosts|ld\.so[^/]*|mtab|os-release|passwd|resolv\.conf|shadow|sub[gu]id)(?:-|\/|$)/;

/**
 * Settings of the system that a command changes, which come along as it leaves them; undefined where it changes other files that are not
 * of the context, or may change none. Where packages come from is for the build, and lines end alike in what an image has.
 */
export function settingsChanged({ others, command, step, isOfEndings }: Edit): readonly string[] | undefined {
  if (isOfEndings) return [];
  if (others === undefined) return undefined;
  const settings = others.filter((path) => !isOfSources(path));
  const isPlain = command.redirects.every(({ target }) => /^(?:\/dev\/null|[12])$/.test(target?.value ?? ''));
  const isThere = settings.length === 0 || isInevitable(step.run.script, command);
  return isPlain && isThere && settings.every(isSetting) ? settings : undefined;
}
