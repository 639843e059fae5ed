import { openFolders } from '../../../knowledge/programs/program-writes.ts';
import { escaped } from '../../../syntax/text.ts';
import { compiledSources, type SourceText } from '../artefact/sources.ts';
import type { Place } from './place.ts';

/** Why a program has to own the folder that it starts in, where no step can give it that; `because`: why none can. */
export function whyMakesFiles({ context }: Place, because: string): string | undefined {
  const sources = compiledSources(context);
  if ('unknown' in sources) return undefined;
  const making = sources.find((source) => namesOfMade(source).some((name) => !isOpen(name, source.text)));
  return making && `${making.path} makes files, and ${because}`;
}

/** What each call is told to make, as it is written; nothing where that does not stand there. */
const namesOfMade = ({ language, text }: SourceText): string[] =>
  [...(language.makesFiles ? text.matchAll(language.makesFiles) : [])].map(
    ({ index }) => FIRST_ARGUMENT.exec(text.slice(index))?.groups?.name ?? '',
  );

const FIRST_ARGUMENT = /^[\w.:]+\s*\(\s*(?<name>(?:[^(),;]|\((?:[^()]|\([^()]*\))*\))*)/;

/** Anybody may make files where systems keep temporary ones: pkg.go.dev/os#TempDir, doc.rust-lang.org/std/env/fn.temp_dir.html. */
const inOpenFolder = new RegExp(
  `\\bos\\.TempDir\\(\\)|\\btemp_dir(?:ectory_path)?\\(\\)|^\\s*"(?:${openFolders.map(escaped).join('|')})/`,
);

const isOpen = (name: string, text: string): boolean =>
  inOpenFolder.test(name) || (/^\w+$/.test(name) && isAlwaysOpen(name, text));

/** Whether all that a variable is ever set to is in such a folder, and nobody else sets it. */
function isAlwaysOpen(variable: string, text: string): boolean {
  const set = [...text.matchAll(new RegExp(`^\\s*(?:var\\s+|const\\s+)?${variable}\\s*:?=(?!=)(.*)$`, 'gm'))];
  const setElsewhere = new RegExp(
    `\\b(?:func|for)\\b[^{\\n]*\\b${variable}\\b|&${variable}\\b|,\\s*${variable}\\s*:?=|\\b${variable}\\s*,[^()\\n]*=(?!=)`,
  );
  return set.length > 0 && set.every(([, value = '']) => inOpenFolder.test(value)) && !setElsewhere.test(text);
}
