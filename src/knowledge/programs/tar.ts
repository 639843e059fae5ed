/** Programs that tar calls for archives of each kind, by names of files, long options and short ones; gzip is everywhere. */
const CALLS: readonly { readonly program: string; readonly named: RegExp; readonly option: string | undefined }[] = [
  { program: 'xz', named: /\.(?:tar\.)?(?:xz|txz)\b|--xz\b/, option: 'J' },
  { program: 'bzip2', named: /\.(?:tar\.)?(?:bz2|tbz2?)\b|--bzip2\b/, option: 'j' },
  { program: 'zstd', named: /\.zst\b|--zstd\b/, option: undefined },
];

/** The program that tar packs or unpacks by, for what it is told (gnu.org/software/tar/manual, Creating and Reading Compressed Archives). */
export function calledByTar(args: readonly string[]): string | undefined {
  const [first = ''] = args;
  const options = /^-?[a-zA-Z]+$/.test(first) ? first : '';
  const text = args.join(' ');
  return CALLS.find(({ named, option }) => named.test(text) || (option !== undefined && options.includes(option)))
    ?.program;
}
