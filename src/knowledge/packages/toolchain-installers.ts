/**
 * Scripts that install a toolchain for the user who runs them, and nothing that a program needs which was built with it. Sources:
 * rust-lang.github.io/rustup, github.com/nvm-sh/nvm, install.python-poetry.org, docs.astral.sh/uv.
 */
export const toolchainInstallers =
  /\b(?:sh\.rustup\.rs|static\.rust-lang\.org\/rustup|install\.python-poetry\.org|astral\.sh\/uv|get\.sdkman\.io|raw\.githubusercontent\.com\/golang\/dep)\b/;
