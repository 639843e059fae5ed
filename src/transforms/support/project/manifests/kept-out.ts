import { type BuildContext, pathIn } from '../../../../context/build-context.ts';
import { isIgnored, isLetIn } from '../../../../context/ignored.ts';
import type { Dockerfile, Step } from '../../../../model/dockerfile.ts';
import { whyNotIgnore, widened } from '../../../../model/ignores.ts';
import { relativePath } from '../../../../model/paths.ts';
import { isUntracked } from '../../../../model/untracked.ts';
import type { ProjectInstall } from '../first-installs.ts';
import type { Place } from './place.ts';

/**
 * Lines that the ignore list needs where the rest of the project comes after an install, and would bring a folder of packages along;
 * or why they can't be added.
 */
export function keptOut(
  file: Dockerfile,
  place: Place,
  context: BuildContext,
  more: readonly string[],
): readonly string[] | string {
  const own = place.installs.flatMap((install) => foldersFilled(file, install, place.step));
  const folders = [...own, ...more].map((fills) => pathIn(place.copy.source, fills));
  const open = [...new Set(folders)].filter(
    (folder) => !isIgnored(context, `${folder}/package`) || isLetIn(context, nameOf(folder)),
  );
  const stuck = open.map((folder) => whyStuck(context, folder)).find((reason) => reason !== undefined);
  if (stuck !== undefined) return stuck;
  const lineFor = (folder: string): string =>
    open.some((other) => isNamesake(folder, other)) ? `**/${nameOf(folder)}` : widened(context, file, folder);
  const lines = [...new Set(open.map(lineFor))];
  return whyNotIgnore(context, file, lines) ?? lines;
}

const nameOf = (folder: string): string => folder.slice(folder.lastIndexOf('/') + 1);

const isNamesake = (one: string, other: string): boolean => one !== other && nameOf(one) === nameOf(other);

/** What is part of the repository is meant to be in the image. */
function whyStuck(context: BuildContext, folder: string): string | undefined {
  if (isLetIn(context, nameOf(folder)))
    return `.dockerignore lets some of ${folder} in, which would replace what is installed`;
  return context.kindOf(folder) === undefined || isUntracked(context, folder)
    ? undefined
    : `the ${folder} of the context would replace what is installed: neither .dockerignore nor .gitignore keeps it out`;
}

/** Folders of the project that packages are installed into, by habit or because the file says so. */
function foldersFilled(file: Dockerfile, { call, project: { apart } }: ProjectInstall, { state }: Step): string[] {
  const { option, configured } = apart?.fillsOther ?? {};
  const isOther =
    configured?.test(file.source.text) === true || call.options.some(({ value }) => option?.test(value) === true);
  const own = isOther ? [] : [apart?.fills ?? []].flat();
  if (apart?.makes === undefined) return own;
  const inside = `${state.workdir}/`;
  const settings = file.stages.flatMap(({ steps }) => steps.map(settingText)).join('\n');
  const made = [...settings.matchAll(apart.makes)].flatMap(([, path]) => {
    if (path === undefined || /^[/$~]/.test(path)) return path?.startsWith(inside) ? [path.slice(inside.length)] : [];
    return [relativePath(path)];
  });
  return [...own, ...made];
}

const settingText = ({ run, instruction: { keyword, args } }: Step): string =>
  run?.script.text ?? (keyword === 'ENV' ? args.text : '');
