import type { CacheFolder, PackageManager } from './entry.ts';
import { cachesElsewhere, calls, inHome, worksOffline } from './home.ts';

const cargoFolder = (home: string, name: string): CacheFolder => ({
  path: `${home}/${name}`,
  movedBy: [{ variable: 'CARGO_HOME', below: `/${name}` }],
});

const modules = (home: string): CacheFolder => ({
  path: `${home}/pkg/mod`,
  movedBy: [
    { variable: 'GOMODCACHE', below: '' },
    { variable: 'GOPATH', below: '/pkg/mod' },
  ],
});

/** What go compiled, of each package. */
const compiled: CacheFolder = {
  path: '~/.cache/go-build',
  verbs: ['build', 'generate', 'install', 'run', 'test', 'tool', 'vet'],
  movedBy: [{ variable: 'GOCACHE', below: '' }],
};

// What these download they also compile from: none of it belongs into an image that only runs the outcome, so the remedy is a
// stage of its own or a cache mount, and no cleanup after each call.

export const cargo: PackageManager = {
  title: 'cargo',
  scope: 'project',
  tools: ['cargo'],
  valueOptions: [
    '-p',
    '--bin',
    '--config',
    '--features',
    '--manifest-path',
    '--package',
    '--path',
    '--profile',
    '--target',
  ],
  verbs: { install: ['add', 'install'] },
  lists: {
    called: 'downloads',
    // CARGO_HOME of the official image.
    folder: '/usr/local/cargo/registry',
    cleanup: 'rm -rf /usr/local/cargo/registry',
    removedBy: [/(?:\/usr\/local\/cargo|\$\{?CARGO_HOME\}?|\/\.cargo)\/(?:registry|git)(?:\/\*{0,2})?$/],
    cachePaths: ['/usr/local/cargo/registry', '/usr/local/cargo/git', '~/.cargo/registry', '~/.cargo/git'],
  },
  project: {
    manifests: ['Cargo.toml', '.cargo/config', '.cargo/config.toml', 'rust-toolchain', 'rust-toolchain.toml'],
    lockfiles: ['Cargo.lock'],
    // cargo-chef compiles the dependencies, and leaves what downloads after it little to do.
    install: ['chef cook', 'fetch'],
    frozen: { option: '--locked' },
    apart: {
      format: 'Cargo.toml',
      onTheWay: ['build', 'check', 'install', 'run', 'rustc', 'test'],
      elsewhere: /^(?:-C|--(?:config|lockfile-path|manifest-path)(?:=.*)?)$/,
      unsettled: /\bCARGO_(?:NET_OFFLINE|SOURCE_\w+)\b|\bcargo vendor\b/,
    },
  },
  cacheMount: {
    folders: [cargoFolder('~/.cargo', 'registry'), cargoFolder('~/.cargo', 'git')],
    on: { rust: [cargoFolder('/usr/local/cargo', 'registry'), cargoFolder('/usr/local/cargo', 'git')] },
    // Its lock is beside them.
    locked: true,
    idle: ['clean', 'fmt', 'help', 'init', 'login', 'new', 'search', 'uninstall', 'version'],
    lasting: true,
    spared: [
      worksOffline,
      { text: /(?<![\w-])--frozen(?![\w-])/, because: 'something in this file works with what was downloaded before' },
    ],
    started: calls('(?:bacon|cargo(?:-watch)?|dx|trunk|watchexec)'),
  },
};

export const go: PackageManager = {
  title: 'go',
  scope: 'project',
  tools: ['go'],
  valueOptions: ['-C', '-ldflags', '-mod', '-o', '-tags'],
  verbs: { install: ['get', 'install'], clean: ['clean'] },
  lists: {
    called: 'downloads',
    // GOPATH of the official image.
    folder: '/go/pkg/mod',
    cleanup: 'go clean -cache -modcache',
    removedBy: [/(?:\/go|\$\{?GOPATH\}?)\/pkg(?:\/mod)?(?:\/\*{0,2})?$/, inHome('.cache/go-build')],
    clearedBy: /^clean\b.*-modcache\b/,
    cachePaths: ['/go/pkg/mod', '~/go/pkg/mod', '~/.cache/go-build'],
  },
  project: {
    manifests: ['go.mod', 'go.work'],
    lockfiles: ['go.sum', 'go.work.sum'],
    install: ['mod download'],
    // Since 1.16 -mod=readonly is what it does unless told otherwise.
    frozen: 'always',
    apart: {
      format: 'go.mod',
      onTheWay: ['build', 'generate', 'install', 'run', 'test', 'vet'],
      elsewhere: /^--?(?:C|modfile)(?:=|$)/,
      unsettled: /\bGOFLAGS\b.*-mod(?:file)?=|\bGOWORK\b|\bGO111MODULE\b|\bGOPROXY\b.*\bfile:/,
    },
  },
  cacheMount: {
    folders: [modules('~/go'), compiled],
    on: { golang: [modules('/go'), compiled] },
    idle: ['clean', 'env', 'fmt', 'help', 'version'],
    emptiedBy: /-\w*cache\b/,
    lasting: true,
    spared: [
      worksOffline,
      cachesElsewhere,
      { text: /\bGOPROXY=["']?off\b/, because: 'something in this file works with what was downloaded before' },
    ],
    // With them, those that build anew where a source changes, and a debugger that builds what it runs.
    started: calls('(?:air|CompileDaemon|dlv|fresh|go|gow|modd|realize|reflex|watchexec|wgo)'),
  },
};

export const maven: PackageManager = {
  title: 'maven',
  scope: 'project',
  tools: ['mvn', 'mvnd', 'mvnw'],
  valueOptions: [
    '-P',
    '-T',
    '-f',
    '-gs',
    '-pl',
    '-rf',
    '-s',
    '-t',
    '--file',
    '--global-settings',
    '--projects',
    '--settings',
    '--toolchains',
  ],
  verbs: {},
  lists: {
    called: 'downloads',
    folder: '~/.m2/repository',
    cleanup: 'rm -rf ~/.m2/repository',
    removedBy: [inHome('.m2/repository')],
    cachePaths: ['~/.m2/repository'],
  },
  project: {
    manifests: ['pom.xml', '.mvn/extensions.xml', '.mvn/jvm.config', '.mvn/maven.config', '.mvn/wrapper'],
    lockfiles: [],
    install: ['dependency:go-offline', 'dependency:resolve'],
    apart: {
      format: 'pom.xml',
      onTheWay: [
        'clean',
        'compile',
        'deploy',
        'install',
        'package',
        'prepare-package',
        'process-classes',
        'process-resources',
        'test',
        'test-compile',
        'verify',
      ],
      elsewhere:
        /^(?:(?:-f|--file|-pl|--projects|-rf|--resume-from)(?:=|$)|--(?:global-)?settings=|--toolchains=|-D(?:maven\.repo\.local|user\.dir|basedir)=)/,
      unsettled: /\bMAVEN_ARGS\b|\bMAVEN_(?:PROJECTBASEDIR|BASEDIR)\b/,
    },
  },
  cacheMount: {
    // Not ~/.m2: its settings are beside them.
    folders: [{ path: '~/.m2/repository' }],
    locked: true,
    lasting: true,
    refused: { option: /^-o$/, because: 'it works with what was downloaded before' },
    outcomes: /^install(?::|$)/,
    spared: [
      worksOffline,
      { text: /maven\.repo\.local|<localRepository>/, because: 'its downloads are set up elsewhere' },
    ],
    started: calls('mvn[dw]?'),
  },
};

export const gradle: PackageManager = {
  title: 'gradle',
  scope: 'project',
  tools: ['gradle', 'gradlew'],
  valueOptions: [
    '-I',
    '-b',
    '-g',
    '-p',
    '-x',
    '--configuration',
    '--exclude-task',
    '--gradle-user-home',
    '--project-dir',
  ],
  verbs: {},
  lists: {
    called: 'downloads',
    folder: '~/.gradle/caches',
    cleanup: 'rm -rf ~/.gradle/caches',
    removedBy: [inHome('.gradle/caches')],
    cachePaths: ['~/.gradle/caches', '~/.gradle/wrapper'],
  },
  project: {
    manifests: [
      'build.gradle',
      'build.gradle.kts',
      'settings.gradle',
      'settings.gradle.kts',
      'gradle.properties',
      'gradle/libs.versions.toml',
      'gradle/wrapper',
    ],
    lockfiles: ['gradle.lockfile', 'gradle/verification-metadata.xml'],
    install: ['dependencies'],
    // A lockfile is only written where locking is on, and then every build goes by it.
    frozen: 'always',
    apart: {
      format: 'build.gradle',
      onTheWay: [
        'assemble',
        'bootJar',
        'bootWar',
        'build',
        'buildFatJar',
        'check',
        'classes',
        'distZip',
        'installDist',
        'jar',
        'nativeCompile',
        'quarkusBuild',
        'shadowJar',
        'test',
        'war',
      ],
      lost: {
        text: /^(?!.*\bGRADLE_USER_HOME\b)(?:.*\n)?[ \t]*FROM[ \t]+(?:--\S+[ \t]+)*(?:\S+\/)?gradle(?=[\s:@])/is,
        because: 'the image of Gradle has its downloads in a volume, of which some builders keep nothing',
      },
      elsewhere:
        /^(?:-[Ibcgp]|--(?:build-file|gradle-user-home|include-build|init-script|project-cache-dir|project-dir|settings-file))(?:=|$)/,
      unsettled: /-Dgradle\.user\.home=|-Dorg\.gradle\.projectcachedir=/,
    },
  },
  cacheMount: {
    folders: [{ path: '~/.gradle/caches', movedBy: [{ variable: 'GRADLE_USER_HOME', below: '/caches' }] }],
    // There it is a volume, by a link.
    on: { gradle: [] },
    locked: true,
    idle: ['wrapper'],
    refused: { option: /^(?:-g|--gradle-user-home(?:=.*)?)$/, because: 'its downloads are set up elsewhere' },
    lasting: true,
    spared: [worksOffline],
    started: calls('gradlew?'),
  },
};

export const dotnet: PackageManager = {
  title: 'dotnet',
  scope: 'project',
  tools: ['dotnet'],
  valueOptions: [
    '-a',
    '-c',
    '-f',
    '-o',
    '-r',
    '-s',
    '-v',
    '--arch',
    '--configfile',
    '--configuration',
    '--framework',
    '--os',
    '--output',
    '--runtime',
    '--source',
    '--verbosity',
    '--version-suffix',
  ],
  verbs: { install: ['add', 'tool install'], clean: ['nuget locals'] },
  lists: {
    called: 'downloads',
    folder: '~/.nuget/packages',
    cleanup: 'dotnet nuget locals all --clear',
    removedBy: [inHome('.nuget/packages')],
    clearedBy: /^nuget locals\b.*\ball\b/,
    cachePaths: ['~/.nuget/packages', '~/.local/share/NuGet'],
  },
  project: {
    manifests: [
      '*.csproj',
      '*.fsproj',
      '*.vbproj',
      '*.sln',
      '*.slnx',
      'Directory.Build.props',
      'Directory.Build.targets',
      'Directory.Packages.props',
      'global.json',
      'nuget.config',
    ],
    lockfiles: ['packages.lock.json'],
    install: ['restore', 'tool restore'],
    frozen: { option: '--locked-mode' },
    apart: {
      format: 'csproj',
      onTheWay: ['build', 'pack', 'publish', 'test'],
      elsewhere: /^--(?:artifacts-path|configfile|lock-file-path|packages|tool-manifest)(?:[=:]|$)/,
      // Every variable is a property of MSBuild.
      unsettled:
        /\b(?:ArtifactsPath|BaseIntermediateOutputPath|DirectoryBuild\w+Path|DirectoryPackagesPropsPath|MSBuildProjectExtensionsPath|Restore(?:\w*Sources|ConfigFile|OutputPath|PackagesPath))\b/i,
    },
  },
  cacheMount: {
    folders: [{ path: '~/.nuget/packages', movedBy: [{ variable: 'NUGET_PACKAGES', below: '' }] }],
    locked: true,
    verbs: [
      'add',
      'build',
      'msbuild',
      'pack',
      'publish',
      'restore',
      'run',
      'test',
      'tool',
      'tool install',
      'tool restore',
    ],
    lasting: true,
    spared: [
      {
        text: /globalPackagesFolder|RestorePackagesPath|--packages\b/,
        because: 'its downloads are set up elsewhere',
      },
      {
        text: /--no-(?:restore|build)\b|\btool\s+(?:restore|run)\b/,
        because: 'something in this file works with what was downloaded before',
      },
    ],
    started: /\bdotnet["',\s]+(?:build|ef|publish|restore|run|test|tool|watch)\b/,
  },
};

export const mix: PackageManager = {
  title: 'mix',
  scope: 'project',
  tools: ['mix'],
  valueOptions: ['--only', '--target'],
  verbs: {},
  lists: {
    called: 'downloads',
    folder: '~/.hex/packages',
    cleanup: 'rm -rf ~/.hex/packages',
    removedBy: [inHome('.hex/packages')],
    // Not ~/.mix: what `mix local.hex` puts there is a program, not a download.
    cachePaths: ['~/.hex/packages', '~/.cache/rebar3'],
  },
  project: {
    manifests: ['mix.exs', 'config/config.exs'],
    lockfiles: ['mix.lock'],
    install: ['deps.get'],
    frozen: { option: '--check-locked' },
    omitDev: { option: '--only=prod' },
    apart: {
      format: 'mix.exs',
      anywhere: ['local.hex', 'local.rebar'],
      fills: ['_build', 'deps'],
      // None of its options does.
      elsewhere: /(?!)/,
      unsettled: /\bMIX_(?:BUILD_PATH|BUILD_ROOT|DEPS_PATH|EXS)\b/,
    },
  },
};
