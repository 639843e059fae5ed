import {
  asksWhereItIs,
  filledInFirst,
  handsOutItself,
  listsFolders,
  opensByName,
  requestPath,
  servesByHand,
} from '../../../knowledge/compiled/compiled-languages.ts';
import { literalsOf } from './literals.ts';
import type { SourceText } from './sources.ts';

/** Why a source may read any file of the folder that its program works in, as names of files are made while it runs; undefined where they stand there. */
export function whyWholeFolder(source: SourceText): string | undefined {
  const { path, text } = source;
  if (asksWhereItIs.test(text) && listsFolders.test(text))
    return `${path} lists, or hands out, the folder that the program starts in`;
  if (handsOutItself.test(text)) return `${path} hands out the folder that the program starts in`;
  if (goesByRequests(source)) return `${path} opens files by names that requests have`;
  const format = literalsOf(source).find((literal) => filledInFirst.test(literal.text) && isOfPath(literal.text, text));
  return format && `${JSON.stringify(format.text)} in ${path} may name any file of the folder`;
}

/** `./%s` is a path; `.%s` is one where a request fills it in, and else may be the end of a name. */
const isOfPath = (format: string, source: string): boolean => format.startsWith('./') || servesByHand.test(source);

/** `http.ServeFile(w, r, r.URL.Path[1:])`, or what has been told that path before. */
function goesByRequests({ text, language }: SourceText): boolean {
  const opens = opensByName[language.name];
  if (opens === undefined) return false;
  const names = [...text.matchAll(requestPath)].map(([, name = '']) => name);
  const computed = [...text.matchAll(opens)].map(({ groups = {} }) => groups['name'] ?? '');
  return language.name === 'C'
    ? servesByHand.test(text) && computed.some((name) => /^\w+$/.test(name))
    : computed.some((name) => names.includes(name) || /\b(?:URL\.Path|RequestURI|getRequestURI)\b/.test(name));
}
