import type { PackageManager } from './entry.ts';
import { cachesElsewhere, inHome, otherLibc } from './home.ts';

/** `python -m venv .venv`, `UV_PROJECT_ENVIRONMENT=/app/venv`. */
const environmentMade =
  /(?:(?:-m venv|\bvirtualenv|\buv venv)(?:\s+-(?:p|-python|-prompt)\s+\S+|\s+-\S+)*\s+|\bUV_PROJECT_ENVIRONMENT[=\s]\s*["']?)([^\s;&|"'-][^\s;&|"']*)/g;

/** Distributions whose pip is of before 6, which was the first to keep downloads and to be told not to (pip.pypa.io/en/stable/news). */
const withOldPip =
  /^(?!(?:\w+\/)*python:)(?:debian:[678](?!\d)|ubuntu:1[0-4]\.|node:(?:0\.|[45](?:\.|$))|\S*(?:[:.-](?:squeeze|wheezy|jessie|lucid|precise|trusty)(?![a-z])|ubuntu-?1[0-4]\.)|phusion\/[\w-]+:0\.9\.(?:\d|1[0-8])$)/;

/** Settings that have pip read other files, or install elsewhere. */
const pipSettings = /\bPIP_(?:BUILD_CONSTRAINT|CONFIG_FILE|CONSTRAINT|FIND_LINKS|PREFIX|REQUIREMENT|ROOT|SRC|TARGET)\b/;

export const pip = {
  title: 'pip',
  scope: 'project',
  tools: ['pip', 'pip2', 'pip3', 'pip3.9', 'pip3.10', 'pip3.11', 'pip3.12', 'pip3.13'],
  valueOptions: [
    '-c',
    '-e',
    '-f',
    '-i',
    '-r',
    '-t',
    '--cache-dir',
    '--cert',
    '--constraint',
    '--editable',
    '--extra-index-url',
    '--find-links',
    '--index-url',
    '--prefix',
    '--progress-bar',
    '--proxy',
    '--requirement',
    '--retries',
    '--root',
    '--src',
    '--target',
    '--timeout',
    '--trusted-host',
  ],
  verbs: { install: ['install'], clean: ['cache'] },
  lists: {
    called: 'downloads',
    folder: '~/.cache/pip',
    cleanup: 'rm -rf ~/.cache/pip',
    removedBy: [inHome('.cache/pip')],
    removedAlong: [inHome('.cache')],
    cachePaths: ['~/.cache/pip'],
  },
  noCache: {
    option: '--no-cache-dir',
    verbs: ['install', 'download', 'wheel'],
    replaces: [],
    already: [/^--cache-dir/],
    configured: /PIP_NO_CACHE_DIR|PIP_CACHE_DIR|no-cache-dir\s*=/,
    tooOld: withOldPip,
  },
  project: {
    manifests: ['requirements.txt', 'requirements*.txt', 'constraints.txt', 'pip.conf'],
    lockfiles: [],
    install: ['install'],
    apart: {
      format: 'requirements.txt',
      makes: environmentMade,
      elsewhere: /^(?:-[et]|--(?:editable|prefix|root|src|target))(?:=|$)/,
      unsettled: pipSettings,
    },
  },
  cacheMount: {
    folders: [{ path: '~/.cache/pip', movedBy: [{ variable: 'PIP_CACHE_DIR', below: '' }] }],
    verbs: ['download', 'install', 'wheel'],
    contrary: /^--no-cache-dir$/,
    notOn: otherLibc,
    emptiedBy: /^cache (?:purge|remove)\b/,
    spared: [
      cachesElsewhere,
      { text: /\bPIP_NO_CACHE_DIR\b|^\s*no-cache-dir\s*=/m, because: 'its configuration keeps no downloads' },
      { text: /--cache-dir\b|^\s*cache-dir\s*=/m, because: 'its cache is set up elsewhere' },
    ],
  },
} as const satisfies PackageManager;

export const pipenv: PackageManager = {
  title: 'pipenv',
  scope: 'project',
  tools: ['pipenv'],
  valueOptions: [
    '-i',
    '-r',
    '--categories',
    '--extra-pip-args',
    '--index',
    '--pypi-mirror',
    '--python',
    '--requirements',
  ],
  verbs: { install: ['install'] },
  lists: {
    called: 'downloads',
    folder: '~/.cache/pipenv',
    cleanup: 'pipenv --clear',
    removedBy: [inHome('.cache/pipenv')],
    cachePaths: ['~/.cache/pipenv', '~/.cache/pip'],
  },
  project: {
    manifests: ['Pipfile'],
    lockfiles: ['Pipfile.lock'],
    install: ['install', 'sync'],
    frozen: { option: '--deploy' },
    apart: {
      format: 'Pipfile',
      fills: '.venv',
      fillsOther: { option: /^--system$/, configured: /\bPIPENV_SYSTEM\s*=?\s*["']?1/ },
      elsewhere: /^(?:-[er]|--(?:editable|extra-pip-args|requirements))(?:=|$)/,
      unsettled: new RegExp(`${pipSettings.source}|\\bPIPENV_(?:PIPFILE|CUSTOM_VENV_NAME)\\b`),
    },
  },
};

export const poetry: PackageManager = {
  title: 'poetry',
  scope: 'project',
  tools: ['poetry'],
  valueOptions: ['-C', '-E', '-P', '--directory', '--extras', '--only', '--project', '--with', '--without'],
  verbs: { install: ['add'], clean: ['cache clear'], configures: ['config'] },
  lists: {
    called: 'downloads',
    // Its environments stand in the same folder, beside these.
    folder: '~/.cache/pypoetry',
    cleanup: 'rm -rf ~/.cache/pypoetry/cache ~/.cache/pypoetry/artifacts',
    removedBy: [inHome('.cache/pypoetry/cache'), inHome('.cache/pypoetry/artifacts')],
    clearedBy: /^cache clear\b/,
    cachePaths: ['~/.cache/pypoetry/cache', '~/.cache/pypoetry/artifacts'],
  },
  project: {
    manifests: ['pyproject.toml', 'poetry.toml'],
    lockfiles: ['poetry.lock'],
    install: ['install', 'sync'],
    frozen: 'always',
    omitDev: { option: '--only=main' },
    apart: {
      format: 'poetry.lock',
      fills: '.venv',
      fillsOther: {
        configured: /\bvirtualenvs\.create\s+false\b|\bPOETRY_VIRTUALENVS_CREATE[=\s]\s*["']?(?:false|0)\b/i,
      },
      elsewhere: /^(?:-[CP]|--(?:directory|local|project))(?:=|$)/,
      unsettled: /\bvirtualenvs\.path\b|\bPOETRY_(?:VIRTUALENVS_PATH|PLUGINS\w*)\b/,
    },
  },
};

/** What it installs are hard links into its cache: in one layer that takes no room of its own. */
export const uv: PackageManager = {
  title: 'uv',
  scope: 'project',
  tools: ['uv'],
  valueOptions: [
    '-c',
    '-e',
    '-f',
    '-i',
    '-p',
    '-r',
    '--cache-dir',
    '--constraint',
    '--constraints',
    '--default-index',
    '--directory',
    '--editable',
    '--extra',
    '--extra-index-url',
    '--find-links',
    '--group',
    '--index',
    '--index-url',
    '--link-mode',
    '--no-group',
    '--no-install-package',
    '--only-group',
    '--package',
    '--project',
    '--python',
    '--requirement',
    '--requirements',
    '--target',
  ],
  verbs: { install: ['add', 'pip install', 'tool install'], clean: ['cache clean', 'cache prune'] },
  lists: {
    called: 'downloads',
    folder: '~/.cache/uv',
    cleanup: 'uv cache clean',
    removedBy: [inHome('.cache/uv')],
    clearedBy: /^cache clean\b/,
    cachePaths: ['~/.cache/uv'],
  },
  project: {
    manifests: ['pyproject.toml', 'uv.toml', '.python-version', '.python-versions'],
    lockfiles: ['uv.lock'],
    install: ['pip install', 'pip sync', 'sync'],
    frozen: { option: '--locked' },
    omitDev: { option: '--no-dev' },
    apart: {
      format: 'uv.lock',
      fills: '.venv',
      fillsOther: { option: /^--system$/, configured: /\bUV_PROJECT_ENVIRONMENT\b/ },
      makes: environmentMade,
      elsewhere:
        /^(?:-[ebt]|--(?:build-constraints?|config-file|directory|editable|excludes?|overrides?|package|prefix|project|script|target))(?:=|$)/,
      unsettled:
        /\bUV_(?:BUILD_CONSTRAINT|CONFIG_FILE|CONSTRAINT|EXCLUDE|FIND_LINKS|LOCKED|NO_SOURCES|OVERRIDE|PROJECT|WORKING_DIR\w*)\b|\bUV_PROJECT_ENVIRONMENT[=\s]\s*["']?\$/,
    },
  },
};

export const pdm: PackageManager = {
  title: 'pdm',
  scope: 'project',
  tools: ['pdm'],
  valueOptions: ['-G', '-L', '-p', '--group', '--lockfile', '--override', '--project', '--venv', '--with', '--without'],
  verbs: { install: ['add'], clean: ['cache clear'], configures: ['config'] },
  lists: {
    called: 'downloads',
    folder: '~/.cache/pdm',
    cleanup: 'pdm cache clear',
    removedBy: [inHome('.cache/pdm')],
    clearedBy: /^cache clear\b/,
    cachePaths: ['~/.cache/pdm'],
    spared: [
      { text: /install\.cache|PDM_(?:USE|INSTALL)_CACHE/i, because: 'what pdm installs may be links to its cache' },
    ],
  },
  project: {
    manifests: ['pyproject.toml', 'pdm.toml', '.pdm.toml', '.pdm-python', '.python-version'],
    lockfiles: ['pdm.lock'],
    install: ['install', 'sync'],
    apart: {
      format: 'pdm.lock',
      fills: '.venv',
      spoiledBy: ['__pypackages__'],
      elsewhere: /^(?:-[Lpg]|--(?:global|local|lockfile|override|plugins|project|venv))(?:=|$)/,
      unsettled: /\bPDM_(?:LOCKFILE|PROJECT|CONFIG_FILE|OVERRIDE)\b|\bvenv\.location\b/,
    },
  },
};
