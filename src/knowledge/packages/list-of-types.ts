/** The package with /etc/mime.types, which full images have. Source: packages.debian.org. */
export const listOfTypes = (release: string | undefined): string =>
  /^(?:stretch|buster)$/.test(release ?? '') ? 'mime-support' : 'media-types';
