import { folderOfAnyImage } from '../../../../knowledge/images/image-folders.ts';
import { makesUsersOrGroups } from '../../../../knowledge/programs/file-work.ts';
import { absolutePath, parentOf, within } from '../../../../model/paths.ts';
import { baseName, toolOf } from '../../../../shell/invocation.ts';
import type { Command, Word } from '../../../../shell/script.ts';
import type { BuildCommand, BuiltPrograms } from '../../artefact/built-programs.ts';
import { isLocal } from '../../artefact/local-folder.ts';
import { firstReason } from '../../user/first-reason.ts';
import { placeOf } from '../../wording.ts';
import type { Project } from '../project/project.ts';
import type { Artefacts } from './artefacts.ts';

/**
 * A RUN says no more than `make install`: what that leaves outside of the project, and of the prefixes that come along, its Makefile or
 * CMakeLists.txt says.
 */
export function whyInstalled(
  { place, folder }: Project,
  { built }: Artefacts,
  comesAlong: (path: string) => boolean,
): string | undefined {
  const { strayed } = built;
  if (strayed !== undefined) return `${placeOf(place, strayed.step)} installs ${strayed.puts}`;
  return firstReason(recipesOf(built), (recipe) => {
    const line = placeOf(place, recipe.step);
    if (makesUsersOrGroups.has(toolOf(recipe.command)))
      return `${line} calls make, which makes a user or a group, which a smaller image has not`;
    const stray = straysIn(recipe, folder, built.programs).find(({ path }) => path === undefined || !comesAlong(path));
    return stray && `${line} calls make, which puts files into ${stray.text} that the program may read`;
  });
}

/** A Makefile puts other files there than programs. */
export const fillsLocal = (folder: string, built: BuiltPrograms): boolean =>
  recipesOf(built).some((recipe) => straysIn(recipe, folder, built.programs).some(({ path = '/' }) => isLocal(path)));

const recipesOf = ({ commands }: BuiltPrograms): BuildCommand[] =>
  commands.filter(
    ({ command, step: { run } }) => run.script.opaque === undefined && !run.script.commands.includes(command),
  );

/** As it is written, and where that is; undefined where only the run knows it. */
type Stray = { readonly text: string; readonly path: string | undefined };

/** What the program may read of what is put outside of the project. */
function straysIn({ command, folder: at }: BuildCommand, folder: string, programs: BuiltPrograms['programs']): Stray[] {
  const isNothing = within([folder, '/tmp', '/var/tmp', '/dev']);
  const isKnown = (path: string): boolean =>
    isNothing(path) || FOR_PEOPLE.test(path) || programs.some((program) => within([path])(program.path));
  return putBy(command).flatMap(({ target: { text, value, literal }, names }): Stray[] => {
    if (!literal) return [{ text, path: undefined }];
    const path = absolutePath(value, at ?? '/');
    const isInto = folderOfAnyImage.test(path) || programs.some((program) => parentOf(program.path) === path);
    const paths = isInto ? names.map((name) => `${path}/${name}`) : [path];
    return paths.filter((one) => !isKnown(one)).map((one) => ({ text, path: one }));
  });
}

/** Headers and documentation. */
const FOR_PEOPLE = /\/(?:applications|bash-completion|doc|icons|include|licenses|man|pkgconfig)(?:\/|$)/;

/** Where files or folders come to be, and what they are called there if it is a folder. */
type Put = { readonly target: Word; readonly names: readonly string[] };

/** As far as programs that do no more than that are told. */
function putBy({ words, redirects, name }: Command): Put[] {
  const operands = words.slice(1).filter(({ value }) => !/^-|^[0-7]{3,4}$/.test(value));
  const isFolders = words.some(({ value }) => /^-\w*d/.test(value));
  const tool = baseName(name);
  const written = redirects.flatMap(({ operator, target }) =>
    operator.includes('>') && target !== undefined && !/^[\d-]+$/.test(target.value) ? [target] : [],
  );
  const made = MAKES.test(tool) || (tool === 'install' && isFolders) ? operands : [];
  const target = PUTS.test(tool) && !isFolders ? operands.at(-1) : undefined;
  return [
    ...[...written, ...made].map((word) => ({ target: word, names: [] })),
    ...(target === undefined ? [] : [{ target, names: operands.slice(0, -1).map(({ value }) => baseName(value)) }]),
  ];
}

const MAKES = /^(?:mkdir|tee|touch)$/;
const PUTS = /^(?:cp|install|ln|mv|rsync)$/;
