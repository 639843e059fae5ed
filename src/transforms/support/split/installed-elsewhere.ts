import { folderOfAnyImage } from '../../../knowledge/images/image-folders.ts';
import { makesUsers } from '../../../knowledge/programs/file-work.ts';
import { absolutePath, parentOf, within } from '../../../model/paths.ts';
import { baseName, toolOf } from '../../../shell/invocation.ts';
import type { Command, Word } from '../../../shell/script.ts';
import type { BuildCommand, BuiltProgram } from '../artefact/built-programs.ts';
import { firstReason } from '../user/first-reason.ts';
import { placeOf } from '../wording.ts';
import type { Artefacts } from './artefacts.ts';
import type { Project } from './compiled/language.ts';

/** A RUN says no more than `make install`: what that leaves outside of the project, its Makefile or CMakeLists.txt says. */
export function whyInstalled({ place, folder }: Project, { built }: Artefacts): string | undefined {
  const { programs, commands, strayed } = built;
  if (strayed !== undefined) return `${placeOf(place, strayed.step)} installs ${strayed.puts}`;
  const recipes = commands.filter(({ command, step }) => !step.run.script.commands.includes(command));
  return firstReason(recipes, (recipe) => {
    const why = whyElsewhere(recipe, folder, programs);
    return why && `${placeOf(place, recipe.step)} calls make, which ${why}`;
  });
}

function whyElsewhere(
  { command, folder: at }: BuildCommand,
  folder: string,
  programs: readonly BuiltProgram[],
): string | undefined {
  if (makesUsers.has(toolOf(command))) return 'makes a user, whom a smaller image has not';
  const isNothing = within([folder, '/tmp', '/var/tmp', '/dev']);
  const isKnown = (path: string): boolean =>
    isNothing(path) || FOR_PEOPLE.test(path) || programs.some((program) => within([path])(program.path));
  const stray = putBy(command).find(({ target, names }) => {
    if (!target.literal) return true;
    const path = absolutePath(target.value, at ?? '/');
    const isInto = folderOfAnyImage.test(path) || programs.some((program) => parentOf(program.path) === path);
    return !(isInto ? names.every((name) => isKnown(`${path}/${name}`)) : isKnown(path));
  });
  return stray && `puts files into ${stray.target.text} that the program may read`;
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
