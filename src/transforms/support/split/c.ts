import { linkedLibraries } from '../../../knowledge/native-modules.ts';
import { rootBase, rootImage, type Step } from '../../../model/dockerfile.ts';
import { within } from '../../../model/paths.ts';
import { toolOf } from '../../../shell/invocation.ts';
import { isRun } from '../rewrite/rewrite.ts';
import { foldersIn } from '../user/folders-in.ts';
import { lineOf } from '../wording.ts';
import type { Language, Linked, Project } from './language.ts';

const COMPILERS = /^(?:cc|c\+\+|clang|clang\+\+|cmake|g\+\+|gcc|gmake|make|meson|ninja)(?:-\d+)?$/;

function link(project: Project): Linked | string {
  const why = whyNewerLibrary(project) ?? whyOwnLibrary(project);
  if (why !== undefined) return why;
  const libraries = librariesOfImage(project);
  return typeof libraries === 'string'
    ? libraries
    : { kind: 'dynamic', because: 'it is linked with the libraries of the release that it is built on', libraries };
}

/** Where the image itself brings libraries to link with, those that the build names. */
function librariesOfImage({ place, sent, steps }: Project): readonly string[] | string {
  const brought = rootImage(place.stage)?.packages.filter((name) => /^(?:lib|zlib).*-dev$/.test(name)) ?? [];
  if (brought.every((name) => name === 'libc6-dev')) return [];
  const texts = [...BUILD_FILES.map((name) => sent.readText(name)), ...steps.map(({ run }) => run?.script.text)];
  const named = texts.flatMap((text) =>
    [...(text ?? '').matchAll(/(?:^|\s)-l([\w+.-]+)/gm)].map(([, name = '']) => name),
  );
  if (texts.some((text) => /\bfind_(?:package|library)\b|pkg_check_modules|pkg-config|AC_CHECK_LIB/.test(text ?? '')))
    return 'which libraries of its image it is linked with is not known';
  const unknown = named.find((name) => linkedLibraries[name] === undefined);
  if (unknown !== undefined)
    return `which package brings the library ${unknown}, which it is linked with, is not known`;
  return named.flatMap((name) => linkedLibraries[name] ?? []);
}

const BUILD_FILES = ['CMakeLists.txt', 'GNUmakefile', 'Makefile', 'configure.ac', 'makefile', 'meson.build'];

/** The compilers of the image `gcc` bring libraries of C++ that are newer than those of its distribution. */
function whyNewerLibrary({ place, sources }: Project): string | undefined {
  const base = rootBase(place.stage);
  const isPlain = typeof sources !== 'string' && !sources.some(({ path }) => /\.(?:cc|cpp|cxx|hh|hpp|hxx)$/.test(path));
  return base.kind === 'image' && base.image.name === 'gcc' && !isPlain
    ? 'the image gcc brings a libstdc++ of its own, newer than that of the distribution: built with its g++, or with -static-libstdc++, it could be split'
    : undefined;
}

/** Libraries that are built in the image are in no package. */
function whyOwnLibrary({ place, sent, folder, steps }: Project): string | undefined {
  const isOwn = within([folder]);
  const installing = steps.filter(isRun).find(({ run, state }) => {
    const folders = foldersIn(run.script, state.workdir ?? '/');
    return run.script.commands.some(
      (command) => installs(command.words.map(({ value }) => value)) && !isOwn(folders.get(command) ?? '/'),
    );
  });
  if (installing !== undefined)
    return `${placeOf(place.file, installing)} installs what it builds outside of ${folder}, which the program may be linked with`;
  const parallel = steps.some(({ run }) => /-fopenmp|gfortran/.test(run?.script.text ?? ''));
  if (parallel || BUILD_FILES.some((name) => /-fopenmp|\bOpenMP\b|\bFortran\b/.test(sent.readText(name) ?? '')))
    return 'it is linked with libraries of its compiler (OpenMP or Fortran), and which is not known';
  const shared = ['CMakeLists.txt', 'Makefile', 'meson.build'].find((name) =>
    /\bSHARED\b|-shared\b|shared_library|\.so\b/.test(sent.readText(name) ?? ''),
  );
  return shared && `${shared} makes a shared library, which the program may be linked with`;
}

const installs = ([tool = '', ...words]: readonly string[]): boolean =>
  COMPILERS.test(tool) && words.some((word) => /^(?:--)?install(?:\/\w+)?$/.test(word));

const placeOf = (file: Project['place']['file'], { instruction }: Step): string =>
  `line ${lineOf(file, instruction.span.start)}`;

export const c: Language = {
  name: 'C',
  isCompile: (command) => COMPILERS.test(toolOf(command)),
  tools: new Set(
    `ar autoconf autoreconf autogen.sh automake bison bootstrap c++ cc clang clang++ cmake conan configure flex g++ gcc git gmake libtoolize
    make meson ninja objcopy ranlib strip`.split(/\s+/),
  ),
  link,
};
