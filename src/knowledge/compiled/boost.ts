/** All of Boost to link with, and MPI and Python with it: of these the program needs what its build names. */
export const ALL_OF_BOOST = 'libboost-all-dev';

/** Libraries of Boost by what builds call them, and their packages on Debian and Ubuntu (packages.debian.org/source/boost-defaults). */
const PARTS: readonly (readonly [RegExp, string])[] = [
  ...`atomic chrono container context coroutine date-time fiber filesystem graph-parallel graph iostreams json locale mpi-python mpi nowide
  numpy program-options random regex system thread timer type-erasure url wave`
    .split(/\s+/)
    .map((name) => [new RegExp(`^${name.replace('-', '_')}\\d*$`, 'i'), name] as const),
  [/^log(?:_setup)?$/i, 'log'],
  [/^math(?:_\w+)?$/i, 'math'],
  [/^python\d*$/i, 'python'],
  [/^w?serialization$/i, 'serialization'],
  [/^stacktrace\w*$/i, 'stacktrace'],
  [/^(?:unit_test_framework|prg_exec_monitor|test_exec_monitor)$/i, 'test'],
];

/** `libboost-program-options-dev` for `program_options`; undefined for what is no library, as `BOOST_ROOT` is not. */
export function packageOfBoost(part: string): string | undefined {
  const [, name] = PARTS.find(([names]) => names.test(part)) ?? [];
  return name && `libboost-${name}-dev`;
}

/** Where CMake, Meson, Autoconf and command lines say which of them a program is linked with. */
export const namesBoost: readonly RegExp[] = [
  /\bfind_package\s*\(\s*Boost\b([^)]*)\)/gi,
  /\bdependency\s*\(\s*['"]boost['"]([^)]*)\)/gi,
  /\bBoost::(\w+|\$)/g,
  /boost_(\w+|\$)/gi,
];
