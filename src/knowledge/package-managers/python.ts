import type { PackageManager } from './entry.ts';
import { inHome } from './home.ts';

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
  },
  project: {
    manifests: ['requirements.txt', 'requirements*.txt', 'constraints.txt', 'pip.conf'],
    lockfiles: [],
    install: ['install'],
    apart: {
      format: 'requirements.txt',
      makes: /(?:-m venv|\bvirtualenv|\buv venv)(?:\s+-(?:p|-python|-prompt)\s+\S+|\s+-\S+)*\s+([^\s;&|-][^\s;&|]*)/g,
      elsewhere: /^(?:-[eft]|--(?:editable|find-links|prefix|root|src|target))(?:=|$)/,
      unsettled: /\bPIP_(?:BUILD_CONSTRAINT|CONFIG_FILE|CONSTRAINT|FIND_LINKS|PREFIX|REQUIREMENT|ROOT|SRC|TARGET)\b/,
    },
  },
} as const satisfies PackageManager;

export const pipenv: PackageManager = {
  title: 'pipenv',
  scope: 'project',
  tools: ['pipenv'],
  valueOptions: ['-r', '--extra-pip-args', '--pypi-mirror', '--python', '--requirements'],
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
  },
};

export const poetry: PackageManager = {
  title: 'poetry',
  scope: 'project',
  tools: ['poetry'],
  valueOptions: ['-C', '-E', '-P', '--directory', '--extras', '--only', '--project', '--with', '--without'],
  verbs: { install: ['add'], clean: ['cache clear'] },
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
    '-p',
    '-r',
    '--cache-dir',
    '--directory',
    '--extra',
    '--extra-index-url',
    '--group',
    '--index-url',
    '--link-mode',
    '--no-group',
    '--package',
    '--project',
    '--python',
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
    manifests: ['pyproject.toml', 'uv.toml', '.python-version'],
    lockfiles: ['uv.lock'],
    install: ['pip sync', 'sync'],
    frozen: { option: '--locked' },
    omitDev: { option: '--no-dev' },
  },
};
