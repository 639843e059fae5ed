import type { WithheldFix } from '../../src/index.ts';

/**
 * Bugs of transforms that the properties found, with the smallest file that shows each. A fix that cannot be proven is withheld,
 * so none of them harms a file. known-bugs.test.ts fails when one is mended; then its entry goes.
 */
export type KnownBug = {
  readonly what: string;
  readonly text: string;
  readonly transform: string;
  readonly reason: RegExp;
};

export const KNOWN_BUGS: readonly KnownBug[] = [
  {
    what: 'a lone update that moves leaves the comments inside of it behind',
    text: 'FROM debian:12\nRUN apt-get update && \\\n  # why\n  true\nENV A=1\nRUN apt-get install -y a\n',
    transform: 'merge-package-install',
    reason: /^RUN: expected "\\n#/,
  },
  {
    what: 'a cleanup that moves behind an update takes the lists from the install after it',
    text: 'FROM debian:12\nRUN apt-get update && rm -rf /var/lib/apt/lists/*\nRUN apt-get update && apt-get clean\nRUN echo a | xargs apt-get install -y\n',
    transform: 'merge-package-install',
    reason: /^a package install lost its package lists$/,
  },
  {
    what: 'a cleanup that ends the file without a newline leaves one behind when it moves',
    text: 'FROM debian:12\nRUN apt-get update && apt-get install -y a\nRUN make\nRUN rm -rf /var/lib/apt/lists/*',
    transform: 'clean-package-cache',
    reason: /^line endings, byte order mark or final newline changed$/,
  },
];

export const isKnownBug = (fix: WithheldFix): boolean =>
  KNOWN_BUGS.some(({ transform, reason }) => fix.transform === transform && reason.test(fix.reason));
