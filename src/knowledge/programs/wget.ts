import type { Family } from '../images/base-images.ts';

type Wget = {
  readonly syntax: { readonly short: string; readonly long: readonly string[] };
  readonly quiet: readonly string[];
  readonly quietValues: readonly { readonly names: readonly string[]; readonly value: RegExp }[];
  readonly option: string;
  readonly configured: RegExp;
};

/** GNU wget, by its manual (gnu.org/software/wget/manual). */
export const wget: Wget = {
  syntax: {
    // -nv, -nc and their like are one option -n with letters for a value.
    short: 'aABCDeiIlnoOPQRtTUwXY',
    long: ['append-output', 'execute', 'header', 'output-document', 'output-file', 'progress', 'user-agent'],
  },
  /** It says less, writes its messages elsewhere, or downloads nothing. */
  quiet: [
    'a',
    'append-output',
    'b',
    'background',
    'h',
    'help',
    'no-verbose',
    'o',
    'output-file',
    'progress',
    'q',
    'quiet',
    'spider',
    'V',
    'version',
  ],
  /** Options whose value may say so. */
  quietValues: [
    { names: ['n'], value: /v/ },
    { names: ['e', 'execute'], value: /quiet|verbose|progress|logfile/i },
  ],
  /** One line per 32 MB instead of one per 50 kB. */
  option: '--progress=dot:giga',
  /** A file with settings of its own, or the variable that names one. */
  configured: /wgetrc/i,
};

/** A variable that, by its name, holds options. */
export const optionsVariable = /^\$\{?\w*(?:ARG|FLAG|OPT)\w*\}?$/i;

/** Distributions whose wget is GNU's. */
export const gnuFamilies: readonly Family[] = ['arch', 'debian', 'rhel', 'suse', 'ubuntu'];

/** Releases whose wget is Wget2 (fedoraproject.org/wiki/Changes/Wget2asWget), which shows progress on terminals only. */
export const wget2: ReadonlyMap<string, RegExp> = new Map([['fedora', /^(?:[4-9]\d|latest|rawhide)/]]);

/** `apk add wget` takes the place of busybox's wget; `apk del` brings it back. */
export const gnuPackage = 'wget';
export const givesBack = 'del';
