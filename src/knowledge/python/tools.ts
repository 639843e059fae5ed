/**
 * What poetry, uv and pipenv heed of what they are told. Sources: python-poetry.org/docs (configuration, cli, managing-environments),
 * docs.astral.sh/uv (concepts/projects/config, pip/environments, reference/cli), pipenv.pypa.io/en/latest (cli, configuration, virtualenv).
 */

/** Their verbs that install packages. */
export const toolInstalls: ReadonlyMap<string, RegExp> = new Map([
  ['pipenv', /^(?:install|sync)$/],
  ['poetry', /^(?:install|sync)$/],
  ['uv', /^(?:pip install|pip sync|sync)$/],
]);

/** Their verbs that leave nothing but settings, downloads, and what they are told to write. */
export const toolsLeaveNothing: ReadonlyMap<string, RegExp> = new Map([
  ['pipenv', /^(?:graph|lock|requirements|verify)$/],
  ['poetry', /^(?:about|build|cache|cache clear|check|config|export|lock|self|show|version)$/],
  ['uv', /^(?:build|cache|cache clean|cache prune|export|lock|pip|tree|venv|version)$/],
]);

/**
 * What makes a wheel of the project that it stands in (beside the above build.pypa.io, setuptools.pypa.io), the folder that this comes to
 * stand in, and options that leave it there.
 */
export const wheelBuilders = /^(?:poetry build|uv build|-m build|setup\.py bdist_wheel)$/;
export const wheelFolder = 'dist';
export const plainOptionsOfBuild = /^(?:-[nqvw]|-f|--(?:clean|format|no-interaction|quiet|wheel)(?:=.*)?)$/;

/** Options that say nothing of where packages go, nor which Python they are for. */
export const plainOptions: Readonly<Record<'pipenv' | 'poetry' | 'uv', RegExp>> = {
  pipenv: /^(?:-[dv]|--(?:clear|deploy|dev|ignore-pipfile|keep-outdated|pre|quiet|skip-lock|system|verbose))$/,
  poetry:
    /^(?:-[nqE]|-v+|--(?:all-extras|all-groups|ansi|compile|extras|no-ansi|no-cache|no-dev|no-directory|no-interaction|no-plugins|no-root|only|quiet|remove-untracked|sync|verbose|with|without)(?:=.*)?)$/,
  uv: /^(?:-[nqU]|-v+|--(?:active|all-extras|all-groups|all-packages|color|compile-bytecode|default-index|exact|extra|extra-index-url|frozen|group|index|index-strategy|index-url|inexact|link-mode|locked|native-tls|no-cache|no-cache-dir|no-default-groups|no-dev|no-editable|no-group|no-install-local|no-install-project|no-install-workspace|no-managed-python|no-progress|no-python-downloads|only-group|prerelease|quiet|refresh|resolution|upgrade|verbose)(?:=.*)?)$/,
};

/** Options of `uv pip` that pip has not, which say nothing of where packages go either. */
export const plainOptionsOfUvPip =
  /^(?:-[nq]|--(?:all-extras|compile-bytecode|default-index|exact|extra|group|index|index-strategy|link-mode|native-tls|no-build|no-progress|prerelease|refresh|resolution|strict|system|torch-backend)(?:=.*)?)$/;

/** What has a tool use a Python of its own, link to its cache, or look for its project or its environments elsewhere. */
export const elsewhere =
  /\b(?:PIPENV_(?:CUSTOM_VENV_NAME|IGNORE_VIRTUALENVS|PIPFILE|PYTHON|SITE_PACKAGES)|POETRY_VIRTUALENVS_(?:OPTIONS_\w+|PATH|PREFER_ACTIVE_PYTHON|USE_POETRY_PYTHON)|UV_(?:ACTIVE|CONFIG_FILE|MANAGED_PYTHON|NO_BINARY\w*|NO_BUILD_ISOLATION|PREFIX|PROJECT(?!_)|PYTHON_PREFERENCE|TARGET|WORKING_DIR\w*)|WORKON_HOME|virtualenvs\.(?:options|path|prefer-active-python|use-poetry-python))\b|\b(?:UV_LINK_MODE|link-mode)[= ]["']?symlink\b/;
/** Values with which one of them says no more than the default. */
export const saysTheDefault =
  /\b(?:UV_PYTHON_PREFERENCE[= ]["']?(?:only-)?system|POETRY_VIRTUALENVS_OPTIONS_\w+[= ]["']?(?:0|false)|virtualenvs\.options\.\S+ false)\b/g;

/** Tables of pyproject.toml that nothing reads while a program runs. */
export const tablesOfBuilds: ReadonlySet<string> = new Set(
  `autoflake bandit basedpyright black codespell commitizen coverage deptry djlint flake8 hatch interrogate isort mutmut mypy pdm poe poetry
  pydocstyle pylint pyright pytest ruff semantic_release setuptools setuptools_scm taskipy towncrier tox ty uv vulture yapf`.split(
    /\s+/,
  ),
);

/** Images that hold uv and nothing else, and what is in them. */
export const imagesOfUv = /^(?:ghcr\.io\/)?astral(?:-sh)?\/uv(?:[:@][\w.:-]*)?$/;
export const filesOfUv = /^\/?uvx?$/;

/** What other packages bring along without needing it themselves: ipython for a terminal, torch for `torch.compile`. */
export const idleAlong: ReadonlySet<string> = new Set(['pexpect', 'triton']);
