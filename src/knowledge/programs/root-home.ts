/** Root's home, which no other user may enter (mode 0700 in every distribution), by the names that it goes by. */
export const namesRootHome = /(?:^|[\s=:"'(,])(?:\/root(?![\w.-])|~(?=\/|$|\s)|\$\{?HOME\b)/;

export type HomeTool = {
  /** Text without which it is not called: quick to look for. */
  readonly words: readonly string[];
  /** Shell text that calls it. */
  readonly call: RegExp;
  /** Text that has it put its files elsewhere. */
  readonly unless?: RegExp;
  readonly what: string;
};

/** Calls that put what a program needs later into the home of who calls them, which is root's in a build. */
export const homeTools: readonly HomeTool[] = [
  // pip.pypa.io/en/stable/cli/pip_install, --user.
  { words: ['--user'], call: /\bpip[\d.]*\s+install\b[^&|;]*\s--user\b/, what: 'pip install --user' },
  // pipx.pypa.io/stable/installation: PIPX_HOME and PIPX_BIN_DIR.
  { words: ['pipx'], call: /\bpipx\s+install\b/, unless: /PIPX_HOME/, what: 'pipx' },
  // python-poetry.org/docs/configuration: virtualenvs are kept in the cache folder of the user.
  {
    words: ['poetry'],
    call: /\bpoetry\s+(?:install|sync)\b/,
    unless:
      /virtualenvs[._-]?(?:create\s+false|in-project\s+true)|POETRY_VIRTUALENVS_(?:CREATE=["']?(?:false|0)|IN_PROJECT=["']?(?:true|1)|PATH)|VIRTUAL_ENV/i,
    what: 'poetry install',
  },
  // pipenv.pypa.io/en/latest/virtualenv.html.
  {
    words: ['pipenv'],
    call: /\bpipenv\s+(?:install|sync)\b(?![^&|;]*--system)/,
    unless: /PIPENV_VENV_IN_PROJECT/,
    what: 'pipenv',
  },
  // docs.astral.sh/uv/reference/storage: UV_PYTHON_INSTALL_DIR, UV_TOOL_DIR.
  { words: ['uv'], call: /\buv\s+(?:python|tool)\s+install\b/, unless: /UV_(?:PYTHON_INSTALL|TOOL)_DIR/, what: 'uv' },
  { words: ['pyenv'], call: /\bpyenv\b/, unless: /PYENV_ROOT/, what: 'pyenv' },
  // playwright.dev/docs/browsers#managing-browser-binaries.
  {
    words: ['playwright'],
    call: /\bplaywright\s+install\b(?!-deps)/,
    unless: /PLAYWRIGHT_BROWSERS_PATH/,
    what: 'playwright install',
  },
  // pptr.dev/guides/configuration: ~/.cache/puppeteer.
  { words: ['puppeteer'], call: /\bpuppeteer\b[^&|;]*\binstall\b/, unless: /PUPPETEER_CACHE_DIR/, what: 'puppeteer' },
  // www.nltk.org/data.html.
  { words: ['nltk'], call: /\bnltk\b[^&|;]*\bdownload/, unless: /NLTK_DATA|download_dir|\s-d\s/, what: 'nltk' },
  // huggingface.co/docs/huggingface_hub/guides/manage-cache.
  {
    words: ['huggingface', 'hf', 'from_pretrained', 'snapshot_download', 'SentenceTransformer'],
    call: /\b(?:huggingface-cli|hf)\s+download\b|\bfrom_pretrained\b|\bsnapshot_download\b|\bSentenceTransformer\b/,
    unless: /\bHF_HOME\b|TRANSFORMERS_CACHE|--local-dir|local_dir|cache_dir/,
    what: 'a download of Hugging Face',
  },
  // github.com/danielgatis/rembg (U2NET_HOME), github.com/argosopentech/argos-translate, github.com/ollama/ollama, docs/faq.md (OLLAMA_MODELS).
  { words: ['rembg'], call: /\brembg\s+d\b/, unless: /U2NET_HOME/, what: 'rembg' },
  { words: ['argospm'], call: /\bargospm\s+install\b/, unless: /ARGOS_PACKAGES_DIR|XDG_DATA_HOME/, what: 'argospm' },
  { words: ['ollama'], call: /\bollama\s+(?:create|pull|run)\b/, unless: /OLLAMA_MODELS/, what: 'ollama' },
  // github.com/pyppeteer/pyppeteer (PYPPETEER_HOME), github.com/Kaliiiiiiiiii-Vinyzu/patchright.
  { words: ['pyppeteer'], call: /\bpyppeteer-install\b/, unless: /PYPPETEER_HOME/, what: 'pyppeteer-install' },
  {
    words: ['patchright'],
    call: /\bpatchright\s+install\b(?!-deps)/,
    unless: /PLAYWRIGHT_BROWSERS_PATH/,
    what: 'patchright install',
  },
  // git-scm.com/docs/git-config: names, credentials, whose folders git may work in; addresses are said for the build to fetch from.
  {
    words: ['git'],
    call: /\bgit\s+config\s+(?:\S+\s+)*--global\s+(?:-\S+\s+)*["']?(?!(?:advice|https?|url)\.)\w+\./,
    unless: /GIT_CONFIG_GLOBAL/,
    what: 'git config --global',
  },
  // github.com/git-lfs/git-lfs: without its filters, which it says in ~/.gitconfig, a clone has pointers in place of files.
  {
    words: ['lfs'],
    call: /\bgit[ -]lfs\s+install\b(?![^&|;]*--(?:local|system|worktree)\b)/,
    unless: /GIT_CONFIG_GLOBAL/,
    what: 'git lfs install',
  },
  // pm2.keymetrics.io/docs/usage/pm2-module-system: PM2_HOME.
  { words: ['pm2'], call: /\bpm2\s+(?:install|module:\w+|save|set|multiset|unset)\b/, unless: /PM2_HOME/, what: 'pm2' },
  // docs.ansible.com/ansible/latest/galaxy/user_guide.html.
  {
    words: ['ansible-galaxy'],
    call: /\bansible-galaxy\b[^&|;]*\binstall\b(?![^&|;]*\s(?:-p|--\w+-path)\b)/,
    unless: /ANSIBLE_(?:HOME|COLLECTIONS_PATHS?|ROLES_PATH)\b/,
    what: 'ansible-galaxy',
  },
  // docs.crawl4ai.com/core/installation, camoufox.com, docling-project.github.io/docling, polyglot.readthedocs.io, github.com/CAMeL-Lab/camel_tools.
  { words: ['crawl4ai'], call: /\bcrawl4ai-setup\b/, unless: /PLAYWRIGHT_BROWSERS_PATH/, what: 'crawl4ai-setup' },
  { words: ['camoufox'], call: /\bcamoufox\s+fetch\b/, what: 'camoufox' },
  {
    words: ['docling-tools'],
    call: /\bdocling-tools\s+models\s+download\b(?![^&|;]*\s(?:-o|--output-dir)\b)/,
    what: 'docling-tools',
  },
  { words: ['polyglot'], call: /\bpolyglot\s+download\b/, unless: /POLYGLOT_DATA_PATH/, what: 'polyglot' },
  { words: ['camel_data'], call: /\bcamel_data\b/, unless: /CAMELTOOLS_DATA/, what: 'camel_data' },
  // prisma-client-py.readthedocs.io/en/stable/reference/config; that of Node.js keeps its engines among the packages.
  {
    words: ['prisma'],
    call: /(?:^|[;&|\n]\s*|\b(?:pipenv|poetry|uv)\s+run\s+|\bpython[\d.]*\s+-m\s+)prisma\s+(?:db|generate|migrate|py)\b/,
    unless: /\b(?:bun|npm|npx|pnpm|yarn)\b|PRISMA_(?:BINARY_CACHE|HOME)_DIR/,
    what: 'prisma',
  },
  // helm.sh/docs/topics/plugins, learn.microsoft.com/cli/azure/azure-cli-extensions-overview, docs.jupyter.org (JUPYTER_CONFIG_DIR).
  { words: ['helm'], call: /\bhelm\s+(?:plugin\s+install|repo\s+add)\b/, unless: /HELM_\w+/, what: 'helm' },
  { words: ['extension'], call: /\baz\s+extension\s+add\b/, unless: /AZURE_EXTENSION_DIR/, what: 'az extension add' },
  {
    words: ['jupyter'],
    call: /\bjupyter\b[^&|;]*--(?:generate-config|user)\b|\bjupyter[- ](?:nb|server)extension\s+enable\b(?![^&|;]*--sys(?:-prefix|tem)\b)/,
    unless: /JUPYTER_CONFIG_DIR/,
    what: 'jupyter',
  },
  // learn.microsoft.com/dotnet/core/tools/global-tools.
  {
    words: ['dotnet'],
    call: /\bdotnet\s+tool\s+install\b[^&|;]*\s(?:-g|--global)\b/,
    what: 'dotnet tool install --global',
  },
  // getcomposer.org/doc/03-cli.md#composer-home.
  { words: ['composer'], call: /\bcomposer\s+global\b/, unless: /COMPOSER_HOME/, what: 'composer global' },
  // hexdocs.pm/mix/Mix.html#module-environment-variables.
  { words: ['mix'], call: /\bmix\s+local\./, unless: /MIX_HOME/, what: 'mix local' },
  // docs.julialang.org/en/v1/manual/environment-variables/#JULIA_DEPOT_PATH.
  { words: ['Pkg'], call: /\bjulia\b[^&|;]*\bPkg\b|\bPkg\.add\b/, unless: /JULIA_DEPOT_PATH/, what: 'Pkg' },
  // opam.ocaml.org/doc/FAQ.html, nim-lang.github.io/nimble.
  { words: ['opam'], call: /\bopam\s+(?:init|install|switch)\b/, unless: /OPAMROOT/, what: 'opam' },
  { words: ['nimble'], call: /\bnimble\s+install\b/, unless: /NIMBLE_DIR/, what: 'nimble' },
  // pub.dev: dart.dev/tools/pub/environment-variables.
  { words: ['dart'], call: /\bdart\s+pub\s+global\b/, unless: /PUB_CACHE/, what: 'dart pub global' },
  // github.com/nodejs/corepack#environment-variables: COREPACK_HOME.
  {
    words: ['corepack'],
    call: /\bcorepack\s+(?:enable|prepare|install|use)\b/,
    unless: /COREPACK_HOME/,
    what: 'corepack',
  },
  // rust-lang.github.io/rustup/installation, docs.haskellstack.org, www.haskell.org/ghcup, sdkman.io, bun.sh/docs/installation, ...
  {
    words: ['://'],
    call: /sh\.rustup\.rs|get\.haskellstack\.org|get-ghcup\.haskell\.org|get\.sdkman\.io|bun\.sh\/install|nvm-sh\/nvm|install\.python-poetry\.org|astral\.sh\/uv|get\.pnpm\.io|get\.volta\.sh|fnm\.vercel\.app|deno\.land\/install|install\.julialang\.org|get\.rvm\.io|choosenim|foundry\.paradigm\.xyz|mise\.run/,
    unless:
      /CARGO_HOME|STACK_ROOT|GHCUP_INSTALL_BASE_PREFIX|SDKMAN_DIR|BUN_INSTALL|NVM_DIR|POETRY_HOME|UV_(?:UNMANAGED_)?INSTALL(?:_DIR)?|PNPM_HOME|VOLTA_HOME|DENO_INSTALL/,
    what: 'its installer',
  },
];

/** Packages whose presence says that something in the image becomes another user by itself, or needs root (their descriptions in Debian and Alpine). */
export const rootPackages: ReadonlyMap<string, string> = new Map([
  ['gosu', 'is there to change users in containers'],
  ['su-exec', 'is there to change users in containers'],
  ['sudo', 'is there to become root'],
  ['doas', 'is there to become root'],
  ['supervisor', 'starts services, which run as users of their own'],
  ['runit', 'starts services, which run as users of their own'],
  ['s6', 'starts services, which run as users of their own'],
  ['s6-overlay', 'starts services, which run as users of their own'],
  ['monit', 'starts services, which run as users of their own'],
  ['chromium', 'needs root for its sandbox, or a container that allows it'],
  ['chromium-browser', 'needs root for its sandbox, or a container that allows it'],
  ['google-chrome-stable', 'needs root for its sandbox, or a container that allows it'],
  ['docker.io', 'talks to an engine, whose socket is for root'],
  ['docker-ce', 'talks to an engine, whose socket is for root'],
  ['docker-ce-cli', 'talks to an engine, whose socket is for root'],
  ['docker-cli', 'talks to an engine, whose socket is for root'],
  ['fuse', 'mounts file systems, which takes root'],
  ['fuse3', 'mounts file systems, which takes root'],
  ['sshfs', 'mounts file systems, which takes root'],
  ['s3fs', 'mounts file systems, which takes root'],
  ['nfs-common', 'mounts file systems, which takes root'],
  ['cifs-utils', 'mounts file systems, which takes root'],
]);

/** Calls that make private keys, which are for their owner alone whatever the umask says (ssh-keygen(1), openssl(1)). */
export const makesKeys =
  /\bssh-keygen\b(?!\s+-[lyRFH]\b)|\bopenssl\s+(?:genpkey|genrsa|ecparam\s.*-genkey|gendsa|pkcs12\s.*-export|req\s.*-(?:newkey|keyout))\b/;

/** A mode that keeps others from reading, or from going through a folder: `600`, `0700`, `o-rwx`, `go=`. */
export const closesToOthers =
  /^(?:[0-7]?[0-7]?[0-7]0|(?:[ugoa]*[-+=][rwxXst]*,)*[gu]*[oa]+[gu]*(?:-[wxXst]*[rx][rwxXst]*|=[wst]*)(?:,.*)?)$/;
