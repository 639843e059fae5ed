/**
 * Scripts and programs from elsewhere, and what they do with the system's packages: `refreshes`: they fetch the lists before
 * they install; `adds source`: they add a source and fetch its lists; `needs`: they install from the lists that
 * are there; `none`: they leave them alone, or fetch and remove their own.
 * Unless they say so, those that work with packages do so through apt. Everything else that looks like a script may do anything.
 */
export type ScriptEffect = 'refreshes' | 'adds source' | 'needs';

export type KnownScript = {
  readonly text: RegExp;
  /** The package manager that it speaks to, by its name in the table of them. */
  readonly manager?: string;
  readonly effect: ScriptEffect | 'none';
  readonly source: string;
};

export const knownScripts: readonly KnownScript[] = [
  {
    text: /\bdeb\.nodesource\.com\/(?:\S*\/)?setup/,
    effect: 'adds source',
    source: 'https://github.com/nodesource/distributions',
  },
  { text: /\bget\.docker\.com\b/, effect: 'refreshes', source: 'https://github.com/docker/docker-install' },
  {
    text: /\bplaywright(?:@\S+)?\s+install(?:-deps|\b.*--with-deps)/,
    effect: 'refreshes',
    source: 'https://playwright.dev/docs/browsers',
  },
  {
    text: /\binstall-php-extensions\b/,
    effect: 'none',
    source: 'https://github.com/mlocati/docker-php-extension-installer',
  },
  {
    text: /\bpackagecloud\.io\/install\/\S+\/script\.deb/,
    effect: 'adds source',
    source: 'https://packagecloud.io/docs',
  },
  {
    text: /\brepos\.insights\.digitalocean\.com\/install\.sh/,
    effect: 'refreshes',
    source: 'https://docs.digitalocean.com',
  },
  { text: /\binstall_packages\b/, effect: 'none', source: 'https://github.com/bitnami/minideb' },
  { text: /\binstall2?\.r\b/, effect: 'needs', source: 'https://github.com/eddelbuettel/littler' },
  { text: /\brosdep\s+install\b/, effect: 'needs', source: 'https://docs.ros.org/en/independent/api/rosdep' },
  { text: /\bmk-build-deps\b/, effect: 'needs', source: 'https://manpages.debian.org/mk-build-deps' },
  { text: /\bgdebi\b/, effect: 'needs', source: 'https://manpages.debian.org/gdebi' },
  { text: /\bapt-file\b/, effect: 'needs', source: 'https://manpages.debian.org/apt-file' },
  {
    text: /\b(?:apt-fast|nala|tasksel|dselect|unattended-upgrades?|apt-rdepends|ubuntu-drivers|debconf-apt-progress)\b/,
    effect: 'needs',
    source: 'other front ends of apt, which read the lists that are there',
  },
  {
    text: /\bopam\s+(?:depext|install\b.*--assume-depexts)|package_manager:mode=install|\bansible\b.*\s-m\s*(?:ansible\.builtin\.)?(?:apt|package)\b/,
    effect: 'needs',
    source: 'tools that install system packages for what they build',
  },
  {
    text: /\b(?:ansible-playbook|ansible-pull|puppet\s+(?:apply|agent)|chef-client|chef-solo|salt-call)\b/,
    effect: 'needs',
    source: 'configuration management',
  },
  { text: /\bsh\.rustup\.rs\b/, effect: 'none', source: 'https://github.com/rust-lang/rustup' },
  { text: /\bnvm-sh\/nvm\b/, effect: 'none', source: 'https://github.com/nvm-sh/nvm' },
  { text: /\bastral\.sh\/(?:uv|ruff)\b/, effect: 'none', source: 'https://docs.astral.sh/uv' },
  { text: /\binstall\.python-poetry\.org\b/, effect: 'none', source: 'https://python-poetry.org/docs' },
  { text: /\bbun\.sh\/install\b/, effect: 'none', source: 'https://bun.sh/docs/installation' },
  { text: /\bdeno\.land\/(?:x\/install\/)?install\.sh\b/, effect: 'none', source: 'https://docs.deno.com' },
  { text: /\bget\.pnpm\.io\b/, effect: 'none', source: 'https://pnpm.io/installation' },
  { text: /\bgetcomposer\.org\/installer\b/, effect: 'none', source: 'https://getcomposer.org/download' },
  { text: /\bhelm\/helm\/\S*get-helm-3\b/, effect: 'none', source: 'https://helm.sh/docs/intro/install' },
];

/** Programs that run the file, or the standard input, they are given. */
export const interpreters: readonly string[] = ['.', 'ash', 'bash', 'dash', 'ksh', 'sh', 'source', 'su', 'zsh'];

/** Programs that run what a project calls one of its tasks, and interpreters of scripts that may call a package manager. */
export const taskRunners: readonly string[] = [
  'bundle',
  'just',
  'make',
  'ninja',
  'npm',
  'npx',
  'perl',
  'pnpm',
  'poetry',
  'python',
  'python2',
  'python3',
  'rake',
  'ruby',
  'Rscript',
  'task',
  'tox',
  'yarn',
];

/** In the order in which make looks for them. */
export const makefileNames: readonly string[] = ['GNUmakefile', 'makefile', 'Makefile'];

/** Where they find these. */
export const taskFiles: ReadonlyMap<string, readonly string[]> = new Map([
  ['just', ['justfile', 'Justfile', '.justfile']],
  ['make', makefileNames],
  ['npm', ['package.json']],
  ['pnpm', ['package.json']],
  ['rake', ['Rakefile']],
  ['task', ['Taskfile.yml', 'Taskfile.yaml']],
  ['yarn', ['package.json']],
]);

/** What people call a task that installs what the system has to have. */
export const setsUpSystem =
  /(?:^|[-_./:])(?:sys(?:tem)?[-_]?)?(?:deps?|dependencies|prereqs?|prerequisites|provision|bootstrap|setup|install[-_]\w+|\w+[-_]install)(?:$|[-_./:])/i;

/** Python's own way to build a package has the name of such a task, and is none. */
export const setsUpPackage = /^setup\.(?:py|cfg)$/;

/** Programs that take words and run none of them. */
export const talkers: readonly string[] = [
  '[',
  'apt-config',
  'apt-key',
  'apt-mark',
  'awk',
  'cat',
  'chmod',
  'chown',
  'command',
  'cp',
  'dpkg',
  'echo',
  'egrep',
  'fgrep',
  'grep',
  'hash',
  'ln',
  'ls',
  'man',
  'mkdir',
  'mv',
  'printf',
  'rm',
  'sed',
  'tee',
  'test',
  'touch',
  'type',
  'whereis',
  'which',
];

/** Files of a project that build it and leave the system's packages alone. */
export const buildTools: readonly string[] = ['autogen.sh', 'b2', 'bootstrap.sh', 'configure', 'gradlew', 'mvnw'];

/** Files that shells read for the variables in them (os-release(5), docs.python.org/3/library/venv.html). */
export const setsVariables = /^(?:\/etc|\/usr\/lib)\/(?:environment|lsb-release|os-release)$|(?:^|\/)bin\/activate$/;

/** A program in a folder of programs is no script of the project: /usr/bin/gcc, /opt/venv/bin/pip. */
export const programFolder = /(?:^|\/)s?bin\/[^/]+$/;
