import { asksRepository, buildAsksRepository } from './version-control.ts';

/** Files of a project folder that no image needs from the build context: version control, what a build makes itself, secrets, notes of editors. */
export type Unwanted = {
  /** Its line in an ignore list, from the folder of the project on. */
  readonly line: string;
  /** A path that the line keeps out, where it is a pattern. */
  readonly sample?: string;
  /** One of these is in the folder where it is such a project. */
  readonly beside?: readonly string[];
  /** What the commands of the Dockerfile say where they make it anew. */
  readonly made?: RegExp;
  /** Programs run without what makes it too, by what is on the machine: it has to be made in this very folder. */
  readonly mayBeBrought?: true;
  /** Only where version control keeps it out too: a build from a clean checkout has to do without it already. */
  readonly untracked?: true;
  /** Words of the Dockerfile, and of what its commands read in the folder, that have a use for it. */
  readonly usedBy?: RegExp;
  /** What sources of the program, and files of its project, say that look for it. */
  readonly askedFor?: readonly RegExp[];
  /** It is in the root of the context, and below that of no use. */
  readonly atRoot?: true;
  /** Not worth a change of a list that is there already. */
  readonly minor?: true;
};

const NODE = ['package.json'];
const PYTHON = ['pyproject.toml', 'setup.py', 'setup.cfg', 'Pipfile', 'requirements.txt'];
/** Of the project in its own folder: neither packages that it names, nor those of everybody, nor those of another folder. */
const NODE_INSTALL =
  /\b(?:npm\s+(?:ci|clean-install|i|install)|yarn(?:\s+install)?|(?:pnpm|bun)\s+(?:i|install))(?=(?:\s+-(?!C\b|g\b|-(?:cwd|dir|global|prefix)\b)\S+(?:\s+(?:dev|optional|peer|\d+|https?:\S+|\$\S+))?)*\s*(?:$|[&|;)>"'\\]|\d>))/m;
const NODE_BUILD = /\b(?:npm|yarn|pnpm|bun)\s+(?:run\s+)?build\b/;
const PYTHON_INSTALL = /\b(?:pip3?|uv|poetry|pipenv|pdm)\b/;

/** Programs of an environment that no command makes: it is that of the machine. */
const USES_VENV = /^(?![\s\S]*(?:-m\s+venv|virtualenv|\buv\s|poetry|pipenv|pdm))[\s\S]*(?<![\w.])\.?venv\//;

/** What reads .env by itself, when the program runs or when its pages are built (vite.dev/guide/env-and-mode, nextjs.org/docs/…/environment-variables). */
const LOADS_ENV =
  /dotenv|\bload_env|\benviron(?:s\b|\.Env\b)|\bdecouple\b|\benv_file\b|pydantic[-_]settings|\bBaseSettings\b|\benv-cmd\b|--env-file\b|\bloadEnv(?:File|Config)?\b|\bimport\.meta\.env\b|["'`/]\.env["'`]|"(?:@craco\/craco|@nestjs\/config|@sveltejs\/kit|@vue\/cli-service|astro|expo|gatsby|laravel\/(?:framework|lumen-framework)|next|nuxt|parcel|react-scripts|symfony\/(?:dotenv|flex)|vite)"\s*:/;

/** Folders of packages, and the commands that fill them: whoever has these in its Dockerfile takes none from another machine. */
export const filledBy: ReadonlyMap<string, RegExp> = new Map([['node_modules', NODE_INSTALL]]);

export const unwanted: readonly Unwanted[] = [
  {
    line: '.git',
    atRoot: true,
    // Versions out of tags (setuptools_scm, hatch-vcs …), the commit that `go build` notes in a program, and builds of what has changed.
    usedBy:
      /(?<![\w./@+-])git(?![\w/:@.-])|\.git\b(?!ignore|hub|attributes|lab|modules)|(?:setuptools|hatch|pdm|poetry|cargo)[-_](?:scm|vcs|git)|setuptools-git|versioneer|dynamic-versioning|dunamai|vergen|shadow-rs|built::|git-?(?:commit-id|version|properties|describe|revision)|grgit|jgit|nyx|gradle-git|GitVersion|MinVer|nerdbank|SourceLink|buildvcs|\bgo\s+(?:build|install)\b|\bgoreleaser\b|\bpre-commit\b|\bnx\s+(?:\S+\s+)*affected\b|\s--(?:affected|since)\b|\s(?:-F|--filter)[\s=]*["'\\]*[^\s"']*\[/i,
    askedFor: [asksRepository, ...buildAsksRepository],
  },
  { line: 'node_modules', beside: NODE, made: NODE_INSTALL, mayBeBrought: true },
  { line: 'dist', beside: NODE, made: NODE_BUILD, untracked: true, mayBeBrought: true },
  { line: 'build', beside: NODE, made: NODE_BUILD, untracked: true, mayBeBrought: true },
  { line: '.next', beside: NODE, made: NODE_BUILD, untracked: true, mayBeBrought: true },
  { line: 'coverage', beside: NODE, untracked: true },
  { line: '.venv', beside: PYTHON, made: PYTHON_INSTALL, usedBy: USES_VENV },
  { line: 'venv', beside: PYTHON, made: PYTHON_INSTALL, usedBy: USES_VENV },
  { line: '**/__pycache__', sample: 'a/__pycache__', beside: PYTHON },
  { line: '.pytest_cache', beside: PYTHON, untracked: true },
  { line: '.mypy_cache', beside: PYTHON, untracked: true },
  {
    line: 'vendor',
    beside: ['composer.json'],
    made: /\bcomposer(?:\.phar)?\s+(?:\S+\s+)*install\b/,
    mayBeBrought: true,
  },
  { line: 'target', beside: ['Cargo.toml'], made: /\bcargo\s+(?:\S+\s+)*(?:build|install|rustc)\b/ },
  { line: 'target', beside: ['pom.xml'], made: /\bmvnw?\s+(?:\S+\s+)*(?:package|install|verify|deploy)\b/ },
  { line: 'build', beside: ['build.gradle', 'build.gradle.kts'], made: /\bgradlew?\s/ },
  { line: '.gradle', beside: ['build.gradle', 'build.gradle.kts'], made: /\bgradlew?\s/ },
  {
    line: '**/bin',
    sample: 'a/bin',
    made: /\bdotnet\s+(?:build|publish)\b/,
    untracked: true,
  },
  { line: '**/obj', sample: 'a/obj', made: /\bdotnet\s+(?:build|publish)\b/ },
  { line: '_build', beside: ['mix.exs'], made: /\bmix\s/ },
  { line: 'deps', beside: ['mix.exs'], made: /\bmix\s+(?:do\s+)?(?:\S+\s+)*deps\.get\b/ },
  { line: '.env', untracked: true, usedBy: /(?<![\w*])\.env(?![\w.-])|\bbun\b/, askedFor: [LOADS_ENV] },
  { line: '.idea', atRoot: true, minor: true },
  { line: '.vscode', atRoot: true, minor: true },
  { line: '**/.DS_Store', sample: 'a/.DS_Store', atRoot: true, minor: true },
];

const SETTINGS_OF = [
  'next',
  'vite',
  'vue',
  'webpack',
  'rollup',
  'nuxt',
  'astro',
  'svelte',
  'gatsby-',
  'babel',
  'tsup',
  'esbuild',
];

/** Files of a project folder in which a build may be told to ask version control, or to read a file of settings. */
export const tellsBuild: readonly string[] = [
  ...['Makefile', 'makefile', 'GNUmakefile', 'Justfile', 'justfile', 'Taskfile.yml', 'Taskfile.yaml', 'Rakefile'],
  ...[
    'CMakeLists.txt',
    'meson.build',
    'configure.ac',
    'package.json',
    'angular.json',
    'setup.py',
    'setup.cfg',
    'pyproject.toml',
  ],
  ...['build.gradle', 'build.gradle.kts', 'pom.xml', 'build.rs', 'Cargo.toml', 'mix.exs'],
  ...['Directory.Build.props', 'Directory.Build.targets'],
  ...SETTINGS_OF.flatMap((tool) =>
    ['js', 'cjs', 'mjs', 'ts'].map((end) => `${tool}${tool.endsWith('-') ? '' : '.'}config.${end}`),
  ),
];

/** Sources of programs, and files of their projects, that may ask for something of the folder when they run or are built. */
export const askingFiles =
  /\.(?:[cm]?[jt]sx?|vue|svelte|py|rb|rake|gemspec|php|pl|pm|sh|go|rs|hs|cabal|cs|java|kts?|gradle|exs?|swift|cmake|mk|sbt|(?:cs|fs|vb)proj|props|targets)$|(?:^|\/)(?:(?:package|composer|deno|hugo|angular)\.json|(?:mkdocs|hugo|_?config)\.ya?ml|(?:hugo|config|pyproject|Cargo)\.toml|(?:pom|extensions)\.xml|CMakeLists\.txt|requirements[\w-]*\.txt|Gemfile|Pipfile|go\.mod|Makefile|meson\.build|package\.yaml|rebar\.config|[\w.-]+\.app\.src)$/;

/** Scripts and project files that a command names. */
export const namedByCommands = /(?<![\w./-])(?:\.\/)?((?:[\w.-]+\/)*[\w.-]+\.(?:sh|py|mk|(?:cs|fs|vb)proj))(?![\w/-])/g;
