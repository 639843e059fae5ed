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
