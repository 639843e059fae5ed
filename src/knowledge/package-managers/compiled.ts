import type { PackageManager } from './entry.ts';
import { inHome } from './home.ts';

// What these download they also compile from: none of it belongs into an image that only runs the outcome, so the remedy is a
// stage of its own or a cache mount, and no cleanup after each call.

export const cargo: PackageManager = {
  title: 'cargo',
  scope: 'project',
  tools: ['cargo'],
  valueOptions: ['-p', '--bin', '--config', '--features', '--manifest-path', '--package', '--profile', '--target'],
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
    manifests: ['Cargo.toml', '.cargo/config.toml', 'rust-toolchain', 'rust-toolchain.toml'],
    lockfiles: ['Cargo.lock'],
    install: ['fetch'],
    frozen: { option: '--locked' },
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
      elsewhere: /^-(?:C|modfile)(?:=|$)/,
      unsettled: /\bGOFLAGS\b.*-mod(?:file)?=|\bGOWORK\b|\bGO111MODULE\b/,
    },
  },
};

export const maven: PackageManager = {
  title: 'maven',
  scope: 'project',
  tools: ['mvn', 'mvnd', 'mvnw'],
  valueOptions: ['-P', '-T', '-f', '-gs', '-pl', '-s', '--file', '--projects', '--settings'],
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
  },
};

export const gradle: PackageManager = {
  title: 'gradle',
  scope: 'project',
  tools: ['gradle', 'gradlew'],
  valueOptions: ['-I', '-b', '-g', '-p', '-x', '--exclude-task', '--gradle-user-home', '--project-dir'],
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
  },
};

export const dotnet: PackageManager = {
  title: 'dotnet',
  scope: 'project',
  tools: ['dotnet'],
  valueOptions: ['-a', '-c', '-f', '-o', '-r', '-s', '--arch', '--configuration', '--runtime', '--source'],
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
    install: ['restore'],
    frozen: { option: '--locked-mode' },
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
  },
};
