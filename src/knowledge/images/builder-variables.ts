import { DOTNET } from './named-images.ts';

/** Variables that images set which build, and those do not that run what they build. Sources: the Dockerfiles of each. */
const VARIABLES: readonly (readonly [images: RegExp, names: readonly string[]])[] = [
  [/^golang$/, ['GOLANG_VERSION', 'GOPATH', 'GOTOOLCHAIN']],
  [/^rust(?:lang\/rust)?$/, ['CARGO_HOME', 'RUSTUP_HOME', 'RUST_VERSION']],
  [/^maven$/, ['MAVEN_CONFIG', 'MAVEN_HOME', 'MAVEN_VERSION']],
  [/^gradle$/, ['GRADLE_HOME', 'GRADLE_VERSION']],
  [/^gcc$/, ['GCC_MIRRORS', 'GCC_VERSION', 'GPG_KEYS']],
  [
    DOTNET,
    [
      'DOTNET_GENERATE_ASPNET_CERTIFICATE',
      'DOTNET_NOLOGO',
      'DOTNET_SDK_VERSION',
      'DOTNET_USE_POLLING_FILE_WATCHER',
      'NUGET_XMLDOC_MODE',
      'POWERSHELL_DISTRIBUTION_CHANNEL',
    ],
  ],
];

export const builderVariables = (image: string): readonly string[] =>
  VARIABLES.filter(([images]) => images.test(image)).flatMap(([, names]) => names);
