import { ALL_OF_BOOST, namesBoost, packageOfBoost } from '../../../../knowledge/compiled/boost.ts';
import { toolOf } from '../../../../shell/invocation.ts';
import { buildTexts } from '../project/build-texts.ts';
import type { Project } from '../project/project.ts';
import { makesNothing } from '../steps/builds-nothing.ts';

/** Who reads what `buildTexts` gives; all else may read other files. */
const READERS =
  /^(?:autoconf|automake|autoreconf|cc|c\+\+|clang|clang\+\+|cmake|configure|g\+\+|gcc|gmake|make|meson|ninja)(?:-\d+)?$/;

/** Sources that a build fetches have a build of their own. */
const FETCHES = /\b(?:CPM|ExternalProject|FetchContent|conan|vcpkg)\w*|\bgit\s+(?:clone|submodule)\b|^\s*-?include\s/m;

/** Packages to link with, and of all of Boost those parts that the build names, where all that says it can be read. */
export function withPartsOfBoost(project: Project, names: readonly string[]): readonly string[] {
  const parts = names.includes(ALL_OF_BOOST) ? partsOfBoost(project) : undefined;
  return parts === undefined ? names : [...names.filter((name) => name !== ALL_OF_BOOST), ...parts];
}

function partsOfBoost(project: Project): readonly string[] | undefined {
  const commands = project.steps.flatMap(({ run }) => run?.script.commands ?? []);
  const texts = buildTexts(project);
  const isRead = commands.every((command) => makesNothing(command) || READERS.test(toolOf(command)));
  if (!isRead || typeof project.sources === 'string' || texts.some((text) => FETCHES.test(text))) return undefined;
  const named = texts.flatMap((text) =>
    namesBoost.flatMap((names) => [...text.matchAll(names)].map(([, is = '']) => is)),
  );
  if (named.some((words) => words.includes('$'))) return undefined;
  const words = named.flatMap((text) => text.split(/[^\w]+/));
  return [...new Set(words.flatMap((word) => packageOfBoost(word) ?? []))].sort();
}
