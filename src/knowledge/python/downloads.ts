/**
 * Commands that fetch data of packages into a folder that they name, and leave nothing else (nltk.org/data.html,
 * huggingface.co/docs/huggingface_hub/guides/cli).
 */
const DOWNLOADS: readonly RegExp[] = [
  /^python[\d.]* -m nltk\.downloader (?:.* )?(?:-d|--dir) (?<folder>\/[\w./-]+)(?: |$)/,
  /^python[\d.]* -c import nltk; ?(?:nltk\.download\((?:quiet=True, ?)?(['"])[\w.-]+\1, ?(?:quiet=True, ?)?download_dir=(['"])(?<folder>\/[\w./-]+)\2\);? ?)$/,
  /^(?:hf|huggingface-cli) download (?:.* )?--local-dir[= ](?<folder>\/[\w./-]+)(?: |$)/,
];

/** The folder that a command fetches data into. */
export const downloadsTo = (line: string): string | undefined =>
  DOWNLOADS.flatMap((known) => known.exec(line)?.groups?.['folder'] ?? [])[0];

/** Data that is left in a folder of the home of who calls them, where no variable and no folder that is there names another place. */
export type HomeDownload = { readonly folder: string; readonly variable: string };

/** github.com/nltk/nltk, `Downloader.default_download_dir`; github.com/sloria/TextBlob, download_corpora.py. */
const NLTK: HomeDownload = { folder: 'nltk_data', variable: 'NLTK_DATA' };

const TO_HOME: readonly (readonly [RegExp, HomeDownload])[] = [
  [/^python[\d.]* -m nltk\.downloader(?: -q)?(?: [\w.-]+)+$/, NLTK],
  [/^python[\d.]* -c \s*import nltk\s*[;\n]\s*(?:nltk\.download\((['"])[\w.-]+\1(?:, ?quiet=True)?\)[;\s]*)+$/, NLTK],
  [/^python[\d.]* -m textblob\.download_corpora(?: lite)?$/, NLTK],
];

/** What a command downloads to a home. */
export const downloadsHome = (line: string): HomeDownload | undefined =>
  TO_HOME.find(([known]) => known.test(line))?.[1];
