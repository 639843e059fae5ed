import { cNoProgram } from '../../../../knowledge/compiled/build-commands.ts';
import { linksCompilerLibrary } from '../../../../knowledge/compiled/compiler-libraries.ts';
import { linkedLibraries } from '../../../../knowledge/node/native-modules.ts';
import { rootBase, rootImage } from '../../../../model/dockerfile.ts';
import { within } from '../../../../model/paths.ts';
import { baseName, toolOf } from '../../../../shell/invocation.ts';
import type { Command } from '../../../../shell/script.ts';
import { isInstall } from '../../artefact/build-call.ts';
import { buildFiles } from '../../artefact/build-files.ts';
import { isCompiler } from '../../artefact/c-build.ts';
import { UNREAD } from '../../artefact/configured.ts';
import { placeOf } from '../../wording.ts';
import { buildTexts } from '../project/build-texts.ts';
import type { Project } from '../project/project.ts';
import { callsIn } from '../steps/calls.ts';
import type { Artefacts } from './artefacts.ts';
import { whyFetched } from './fetched.ts';
import type { Language, Linked } from './language.ts';

const COMPILERS = /^(?:cc|c\+\+|clang|clang\+\+|cmake|g\+\+|gcc|gmake|make|meson|musl-gcc|ninja)(?:-\d+)?$/;

function link(project: Project, artefacts: Artefacts): Linked | string {
  const linking = linkingIn(artefacts);
  const isStatic = linking.length > 0 && linking.every(({ words }) => words.some(({ value }) => STATIC.test(value)));
  if (isStatic && isOfMusl(project, linking))
    return { kind: 'static', because: 'its build links it statically', builder: [] };
  const why = (isStatic ? undefined : whyNewerLibrary(project)) ?? whyOwnLibrary(project, artefacts);
  if (why !== undefined) return why;
  const libraries = librariesOfImage(project);
  return typeof libraries === 'string'
    ? libraries
    : { kind: 'dynamic', because: 'it is linked with the libraries of the release that it is built on', libraries };
}

const STATIC = /^-static(?:-pie)?$/;

/** Calls of compilers that make a program, in the RUNs and in the Makefiles that they read; none where others may make one as well. */
function linkingIn({ built: { commands, unknown } }: Artefacts): Command[] {
  const calls = commands.map(({ command }) => command);
  if (unknown !== undefined || calls.some((call) => OTHER_BUILDERS.has(toolOf(call)))) return [];
  // `ccache gcc …` is one as well.
  const compiles = ({ words }: Command): boolean => words.slice(0, 2).some(({ value }) => isCompiler(baseName(value)));
  return calls.filter((call) => compiles(call) && !call.words.some(({ value }) => cNoProgram.test(value)));
}

const OTHER_BUILDERS: ReadonlySet<string> = new Set([
  'bazel',
  'cargo',
  'cmake',
  'go',
  'libtool',
  'meson',
  'ninja',
  'scons',
]);

/** The libc of Debian looks for some of its own libraries while a program runs, however that is linked; musl does not. */
const isOfMusl = ({ place }: Project, linking: readonly Command[]): boolean =>
  rootImage(place.stage)?.family === 'alpine' || linking.every((command) => toolOf(command) === 'musl-gcc');

/** Where the image itself brings libraries to link with, those that the build names. */
function librariesOfImage(project: Project): readonly string[] | string {
  const brought = rootImage(project.place.stage)?.packages.filter((name) => /^(?:lib|zlib).*-dev$/.test(name)) ?? [];
  if (brought.every((name) => name === 'libc6-dev')) return [];
  const texts = buildTexts(project);
  const named = texts.flatMap((text) =>
    [...text.replace(LISTS, '').matchAll(/(?:^|\s)-l([\w+.-]+)/gm)].map(([, name = '']) => name),
  );
  if (texts.some((text) => LOOKS_FOR_LIBRARIES.test(text)))
    return 'which libraries of its image it is linked with is not known';
  const unknown = named.find((name) => linkedLibraries[name] === undefined);
  if (unknown !== undefined)
    return `which package brings the library ${unknown}, which it is linked with, is not known`;
  return named.flatMap((name) => linkedLibraries[name] ?? []);
}

/** `ls -la` */
const LISTS = /\bls\s[^\n&;|]*/g;

/** By cmake, pkg-config, and macros of autoconf and of its archive. */
const LOOKS_FOR_LIBRARIES =
  /\bfind_(?:package|library)\b|pkg_check_modules|pkg-config|\b(?:AC_(?:CHECK|SEARCH)_LIBS?|(?:AM|AX|LT|PKG)_\w*(?:CHECK|LIB|MODULES|PATH)\w*)\b/;

/** The compilers of the image `gcc` bring libraries of C++ that are newer than those of its distribution. */
function whyNewerLibrary(project: Project): string | undefined {
  const { place, sources } = project;
  const base = rootBase(place.stage);
  const isPlain = typeof sources !== 'string' && !sources.some(({ path }) => /\.(?:cc|cpp|cxx|hh|hpp|hxx)$/.test(path));
  const isInside = buildTexts(project).some((text) => text.includes('-static-libstdc++'));
  return base.kind === 'image' && base.image.name === 'gcc' && !isPlain && !isInside
    ? 'the image gcc brings a libstdc++ of its own, newer than that of the distribution: built with the g++ that apt brings, or with -static-libstdc++, it could be split'
    : undefined;
}

/** Libraries that are built in the image are in no package. */
function whyOwnLibrary(project: Project, artefacts: Artefacts): string | undefined {
  const {
    paths,
    built: { prefixes, programs, strayed },
  } = artefacts;
  const { place, sent, folder, steps } = project;
  const isOwn = within([folder]);
  const installing = callsIn(place, steps).find(
    ({ command, step, folder: at }) =>
      installs(command.words.map(({ value }) => value)) &&
      !isOwn(at ?? '/') &&
      !prefixes.some((one) => one.step === step && one.command.start === command.start),
  );
  if (installing !== undefined && strayed !== undefined && strayed.puts !== UNREAD.puts)
    return `${placeOf(place, strayed.step)} installs ${strayed.puts}`;
  if (installing !== undefined)
    return `${placeOf(place, installing.step)} installs what it builds outside of ${folder}, which the program may be linked with`;
  const own = whyCompilerLibrary(project, artefacts);
  if (own !== undefined) return own;
  // What is installed goes by libraries that are installed (cmake.org/cmake/help/latest/prop_tgt/INSTALL_RPATH.html; libtool links it again).
  const isInstalled = within(prefixes.map(({ prefix }) => prefix));
  const isByCompiler = (path: string): boolean => programs.some((program) => program.path === path);
  if (paths.every((path) => isInstalled(path) && !isByCompiler(path))) return undefined;
  const shared = buildFiles(sent).find(({ text }) => SHARED.test(text));
  if (shared !== undefined) return `${shared.path} makes a shared library, which the program may be linked with`;
  return buildTexts(project).some((text) => SHARES_ALL.test(text))
    ? 'its build makes shared libraries (BUILD_SHARED_LIBS), which the program may be linked with'
    : whyFetched(project);
}

const SHARED =
  /\bSHARED\b|\badd_library\s*\([^)]*\bMODULE\b|-shared\b|shared_(?:library|module)\b|\.so\b|^\s*(?:pkg)?lib_LTLIBRARIES\b/m;
const SHARES_ALL = /(?:\b|-D)BUILD_SHARED_LIBS\b[^\n)]*[\s=](?:ON|TRUE|YES|1)\b/i;

/** Where each call of a compiler is known, those say it; else whatever says how the project is built. */
function whyCompilerLibrary(project: Project, artefacts: Artefacts): string | undefined {
  const linking = linkingIn(artefacts).map(({ words }) => words.map(({ value }) => value).join(' '));
  const texts = linking.length > 0 ? linking : buildTexts(project);
  const [named] = texts.flatMap((text) => linksCompilerLibrary.exec(text)?.[0] ?? []);
  return (
    named &&
    `its build names ${named.replace(/^[^-\w]+/, '')}, and the library of the compiler that this links with is in no smaller image: built without, it could be split`
  );
}

const installs = ([tool = '', ...words]: readonly string[]): boolean =>
  COMPILERS.test(tool) && words.some((word) => word === '--install' || isInstall(word));

export const c: Language = {
  name: 'C',
  isCompile: (command) => COMPILERS.test(toolOf(command)),
  tools: new Set(
    `ar autoconf autoreconf autogen.sh automake bison bootstrap c++ cc clang clang++ cmake conan configure flex g++ gcc git gmake libtoolize
    make meson musl-gcc ninja objcopy ranlib strip`.split(/\s+/),
  ),
  // Who is not in the few lines of /etc/passwd of the smallest images, and locales, which they have none of.
  asksSystem:
    /\bget(?:gr|pw)nam(?:_r)?\s*\(|\bwordexp\s*\(|\bnewlocale\s*\(|\bsetlocale\s*\(\s*\w+\s*,\s*"(?!(?:C|POSIX)")|\blocale(?:\s+\w+)?\s*[({]\s*"(?!(?:C|POSIX)")/,
  link,
};
