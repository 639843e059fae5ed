/**
 * Variables that only builds heed: of compilers, package managers and their caches. Sources: the manuals of the tools (go help
 * environment, doc.rust-lang.org/cargo/reference/environment-variables.html, gnu.org/software/make/manual, pip.pypa.io, docs.npmjs.com, getcomposer.org/doc/03-cli.md).
 */
const BUILD_VARIABLES =
  /^(?:DEBIAN_FRONTEND|CGO_\w+|GO(?:111MODULE|ARCH|ARM|AMD64|FLAGS|OS|PROXY|PRIVATE|SUMDB|NOSUMDB|CACHE|MODCACHE|TOOLCHAIN)|CARGO_\w+|COMPOSER_(?:ALLOW_SUPERUSER|CACHE_DIR|HOME|MEMORY_LIMIT|NO_INTERACTION|PROCESS_TIMEOUT)|RUSTUP_\w+|RUSTFLAGS|RUST_VERSION|CC|CXX|CFLAGS|CXXFLAGS|CPPFLAGS|LDFLAGS|MAKEFLAGS|CMAKE_\w+|PKG_CONFIG_PATH|MAVEN_(?:OPTS|CONFIG|VERSION)|GRADLE_(?:OPTS|USER_HOME|VERSION)|PIP_\w+|POETRY_\w+|PIPENV_\w+|UV_\w+|npm_config_\w+|NPM_CONFIG_\w+|YARN_\w+|DOTNET_CLI_\w+|DOTNET_SKIP_\w+|NUGET_\w+)$/;

/** Folders of programs that toolchains bring. */
const TOOLCHAINS =
  /^(?:\$\{?\w*PATH\}?|(?:\/root|~|\$\{?HOME\}?)\/(?:\.cargo|go)\/bin|\/usr\/local\/(?:cargo|go)\/bin|\/go\/bin|\$\{?(?:CARGO_HOME|GOPATH|GOROOT)\}?\/bin)$/;

/** A setting that nothing but a build heeds; also a PATH that only leads to a toolchain as well. */
export const isForBuild = (name: string, value: string): boolean =>
  BUILD_VARIABLES.test(name) ||
  (name === 'PATH' &&
    value
      .replace(/^"|"$/g, '')
      .split(':')
      .every((folder) => TOOLCHAINS.test(folder)));

/** Variables that tell what a download is trusted by, who asks for it, and what of it is there already; or options of the program that fetches. */
export const downloadSetting =
  /^(?:(?:npm_config|pip|uv|poetry|pipenv|pdm|yarn|pnpm|bun|bundle|gem|composer|cargo|go|maven|gradle|nuget|hex|mix|git|conda)_)|(?:^|_)(?:CA|CERTS?|SSL|TLS|NETRC|TRUST|SSH|ASKPASS|CREDENTIALS|OPTS|OPTIONS)(?:_|$)/i;
