import { rootBase } from '../../../model/dockerfile.ts';
import { toolOf } from '../../../shell/invocation.ts';
import type { Language, Linked, Project } from './language.ts';

const COMPILERS = /^(?:cc|c\+\+|clang|clang\+\+|cmake|g\+\+|gcc|gmake|make|meson|ninja)(?:-\d+)?$/;

/** The compilers of the image `gcc` bring libraries of C++ that are newer than those of its distribution. */
function link({ place, sources }: Project): Linked | string {
  const base = rootBase(place.stage);
  const isPlain = typeof sources !== 'string' && !sources.some(({ path }) => /\.(?:cc|cpp|cxx|hh|hpp|hxx)$/.test(path));
  if (base.kind === 'image' && base.image.name === 'gcc' && !isPlain)
    return 'its libstdc++ is that of the image gcc, which is newer than that of the distribution: built on a plain image with g++, or with -static-libstdc++, it could be split';
  return {
    kind: 'dynamic',
    because: 'it is linked with the libraries of the release that it is built on',
    libraries: [],
  };
}

export const c: Language = {
  name: 'C',
  isCompile: (command) => COMPILERS.test(toolOf(command)),
  tools: new Set([
    ...[
      'ar',
      'autoconf',
      'autoreconf',
      'automake',
      'bison',
      'c++',
      'cc',
      'clang',
      'clang++',
      'cmake',
      'conan',
      'flex',
      'g++',
      'gcc',
      'git',
    ],
    ...[
      'gmake',
      'libtoolize',
      'make',
      'meson',
      'ninja',
      'objcopy',
      'ranlib',
      'strip',
      'configure',
      'autogen.sh',
      'bootstrap',
    ],
  ]),
  link,
};
