/** What tools that compile programs are told, as far as it says where a program goes. */

/** Options of `go build` and `go install` that take a value. Source: `go help build`. */
export const goValues: readonly string[] = [
  'C',
  'asmflags',
  'buildmode',
  'buildvcs',
  'compiler',
  'covermode',
  'coverpkg',
  'gccgoflags',
  'gcflags',
  'installsuffix',
  'ldflags',
  'mod',
  'modfile',
  'o',
  'overlay',
  'p',
  'pgo',
  'pkgdir',
  'tags',
  'toolexec',
];

/** Modes that make a program. */
export const goProgramModes: ReadonlySet<string> = new Set(['default', 'exe', 'pie']);

/** Options of `cargo build` and `cargo install` that take a value. Source: doc.rust-lang.org/cargo/commands/cargo-build.html. */
export const cargoValues: readonly string[] = [
  'F',
  'Z',
  'artifact-dir',
  'bench',
  'bin',
  'color',
  'config',
  'example',
  'exclude',
  'features',
  'j',
  'jobs',
  'lockfile-path',
  'manifest-path',
  'message-format',
  'out-dir',
  'p',
  'package',
  'path',
  'profile',
  'root',
  'target',
  'target-dir',
  'test',
];

/** Subcommands of cargo that build, of its own and of others (cargo-auditable, cargo-zigbuild, cargo-chef comes before). */
export const cargoBuilds: ReadonlySet<string> = new Set(['b', 'build', 'rustc', 'zigbuild']);

/** Options that put more than one program, or none, where nobody looks for it. */
export const cargoElsewhere: readonly string[] = ['artifact-dir', 'bench', 'example', 'out-dir', 'test', 'tests'];

/** Folders of targets for profiles. */
export const cargoProfiles: Readonly<Record<string, string>> = { bench: 'release', dev: 'debug', test: 'debug' };

/** Compilers and linkers of C and its like, also with a prefix for another machine and a version. */
export const cCompiler = /^(?:[\w.-]+-)?(?:cc|c\+\+|gcc|g\+\+|clang|clang\+\+|musl-gcc)(?:-[\d.]+)?$/;

/** They stop before a program is there, or make something else of it. */
export const cNoProgram = /^-(?:[cES]|M{1,2}|fsyntax-only|-version|-?dump\w+|v)$/;
export const cLibrary = /^-(?:shared|dynamiclib|r)$/;

/** Options of make that take a value; that of `-j` is a number, or none. Source: GNU make manual, options summary. */
export const makeValues: readonly string[] = ['C', 'E', 'I', 'W', 'directory', 'f', 'file', 'makefile', 'o'];

/** Options of cmake that take a value. Source: cmake.org/cmake/help/latest/manual/cmake.1.html. */
export const cmakeValues: readonly string[] = [
  'A',
  'B',
  'D',
  'G',
  'S',
  'T',
  'U',
  'build',
  'config',
  'install',
  'install-prefix',
  'j',
  'parallel',
  'prefix',
  'preset',
  't',
  'target',
];

/** Variables of make that nobody sets. Sources: GNU make manual, implicit variables; GNU coding standards, DESTDIR. */
export const makeVariables: Readonly<Record<string, string>> = {
  CC: 'cc',
  CXX: 'c++',
  DESTDIR: '',
  GO: 'go',
  MAKE: 'make',
  RM: 'rm -f',
};

/** Folders of programs, which every image has. */
export const programFolders: readonly string[] = [
  '/bin',
  '/sbin',
  '/usr/bin',
  '/usr/sbin',
  '/usr/local/bin',
  '/usr/local/sbin',
];

/** Subcommands of tools that compile which leave no files beside the program that one of them makes. */
export const compilesOnly: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  [
    'cargo',
    new Set([...cargoBuilds, 'chef', 'check', 'clean', 'clippy', 'fetch', 'fmt', 'install', 'test', 'version']),
  ],
  ['git', new Set(['config', 'describe', 'log', 'rev-list', 'rev-parse', 'status'])],
  ['go', new Set(['build', 'clean', 'env', 'get', 'install', 'list', 'mod', 'test', 'version', 'vet', 'work'])],
]);

/** Programs that make no file that another one would read; what they print may be sent to one. */
export const makesNothing: ReadonlySet<string> = new Set([
  ':',
  '[',
  '[[',
  'addgroup',
  'adduser',
  'ar',
  'basename',
  'cat',
  'cd',
  'chgrp',
  'chmod',
  'chown',
  'cmake',
  'command',
  'cut',
  'date',
  'df',
  'dirname',
  'du',
  'echo',
  'env',
  'exit',
  'export',
  'false',
  'file',
  'find',
  'grep',
  'groupadd',
  'head',
  'hostname',
  'id',
  'ldd',
  'ls',
  'make',
  'mkdir',
  'ninja',
  'nproc',
  'pkg-config',
  'printenv',
  'printf',
  'pwd',
  'ranlib',
  'readlink',
  'realpath',
  'rm',
  'rustup',
  'set',
  'setcap',
  'sleep',
  'sort',
  'strip',
  'tail',
  'test',
  'tr',
  'true',
  'type',
  'uname',
  'update-ca-certificates',
  'upx',
  'useradd',
  'wc',
  'which',
  'whoami',
]);

/** Programs that compile, or start what compiles. */
export const worksOnSources: ReadonlySet<string> = new Set(['air', 'cargo', 'cmake', 'gcc', 'go', 'make', 'reflex']);
