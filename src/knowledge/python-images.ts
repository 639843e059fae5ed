/** How an environment of Python is made (docs.python.org/3/library/venv.html), and how its programs come before those of the image. */
export const venvCommand = (path: string): string => `python -m venv ${path}`;
export const pathIntoVenv = (path: string): string => `PATH="${path}/bin:$PATH"`;

/** Python 2 has no module that makes environments. */
export const hasVenv = (tag: string): boolean => /^(?:3|latest|[a-z])/.test(tag);

/** Environments start with the pip that a version of Python brings, not with that of its image: before 19.3 it knows no newer wheels. */
export const hasOldPip = (tag: string): boolean => /^3\.(?:[0-6](?!\d)|[78]\.\d)/.test(tag);

/** Images of these versions have the packages that others are built with beside pip; environments have not all of them. */
export const hasWheel = (tag: string): boolean => /^3\.(?:\d|1[01])(?!\d)/.test(tag);

/** The package with /etc/mime.types, which the full image has. Source: packages.debian.org. */
export const listOfTypes = (release: string | undefined): string =>
  /^(?:stretch|buster)$/.test(release ?? '') ? 'mime-support' : 'media-types';

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
