import { SLIM_RELEASES } from '../images/slim-tags.ts';

/** How an environment of Python is made (docs.python.org/3/library/venv.html), and how its programs come before those of the image. */
export const venvCommand = (path: string): string => `python -m venv ${path}`;
/** The same with the pip that the image has, which its own Dockerfile names (github.com/docker-library/python, until 2024). */
export const venvWithPipOfImage = (path: string): string =>
  `${venvCommand(path)} && ${path}/bin/pip install pip==$PYTHON_PIP_VERSION`;
export const pathIntoVenv = (path: string): string => `PATH="${path}/bin:$PATH"`;
/** The same for tools that go by a variable of their own (python-poetry.org/docs/managing-environments, docs.astral.sh/uv/pip/environments). */
export const intoActiveVenv = (path: string): string => `VIRTUAL_ENV=${path} ${pathIntoVenv(path)}`;

/**
 * The tag of the official image that one of uv is built on: `python3.12-bookworm-slim` is `3.12-slim-bookworm`
 * (docs.astral.sh/uv/guides/integration/docker).
 */
export function tagUnderUv(name: string, tag: string): string | undefined {
  if (name !== 'ghcr.io/astral-sh/uv') return undefined;
  const [, version, release, slim = ''] =
    new RegExp(`^(?:[\\d.]+-)?python(3\\.\\d+)-(${SLIM_RELEASES}|alpine[\\d.]*)(-slim)?$`).exec(tag) ?? [];
  return version && `${version}${slim}-${release}`;
}

/** Before 3.4 no module makes environments that have pip (docs.python.org/3/library/ensurepip). */
export const hasVenv = (tag: string): boolean => /^(?:3(?!\.[0-3](?!\d))|latest|[a-z])/.test(tag);

/**
 * Environments start with the pip that a version of Python brings, not with that of its image: before 20.3 it does not know all wheels
 * (github.com/pypa/manylinux, the table of versions that embed a pip; bugs.python.org/issue46985 for 3.7.13).
 */
export const hasOldPip = (tag: string): boolean =>
  /^3\.(?:[0-6](?!\d)|7\.(?:\d|1[0-2])(?!\d)|8\.\d(?!\d)|9\.[0-4](?!\d))/.test(tag);

/** Images of these versions have the packages that others are built with beside pip; environments have not all of them. */
export const hasWheel = (tag: string): boolean => /^3\.(?:\d|1[01])(?!\d)/.test(tag);

/**
 * The Debian release of images whose tag says a version without its last number: those of versions that get no more stay what they were,
 * and the others go along with the current release. Which one an image of a certain day was made on, its number does not tell.
 * Source: github.com/docker-library/official-images, library/python.
 */
const LAST_RELEASES: Readonly<Record<string, string>> = {
  '3.5': 'buster',
  '3.6': 'bullseye',
  '3.7': 'bookworm',
  '3.8': 'bookworm',
};

export function releaseOfPython(tag: string): string | undefined {
  const version = tag.replace(/(?:^|-)slim$/, '') || 'latest';
  if (/^(?:latest|3|3\.(?:9|1[0-5]))$/.test(version)) return 'trixie';
  return LAST_RELEASES[version];
}

/**
 * Where the Python of the official image has its packages and what else they bring, as settings of servers name it: uwsgi has
 * `virtualenv = /usr/local` (uwsgi-docs.readthedocs.io/en/latest/Options.html). Programs are there among others.
 */
export const namesPackagesOfImage =
  /\/usr\/local(?:\/(?:etc\b|lib\/python|share\b(?!\/(?:ca-certificates|fonts)))|\/?["']?\s*$)|\bPATH=["']?\/usr\/local\/bin\b/m;
export const programOfImage = /\/usr\/local\/bin\/([\w.-]+)/g;
export const settingsFile =
  /(?:^|\/)(?:crontab|Procfile|[^/]+\.(?:cfg|cnf|conf|cron|env|ini|properties|service|toml))$|\/sites-(?:available|enabled)\//;
