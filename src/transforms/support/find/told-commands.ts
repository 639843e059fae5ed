import { type BuildContext, pathIn } from '../../../context/build-context.ts';
import { clusterFile, containerCall, platformFile, tellsHow } from '../../../knowledge/programs/started-by-hand.ts';
import { imageScriptFolders, imageScripts } from '../../../knowledge/projects/compose.ts';
import { once } from '../../../model/memo.ts';

/** Words of commands that run in containers of a project, and the file that says so. */
export type Told = { readonly file: string; readonly words: readonly string[] };

/** What people, pipelines, platforms and clusters are told to run in containers, beside what these start by themselves. */
export const toldCommands = once((context: BuildContext): readonly Told[] => {
  const names = (folder: string): readonly string[] => context.namesIn(folder) ?? [];
  const paths = [
    ...names('').filter((name) => [imageScripts, tellsHow, platformFile].some((pattern) => pattern.test(name))),
    ...imageScriptFolders.flatMap((folder) => names(folder).map((name) => pathIn(folder, name))),
  ];
  return paths.flatMap((file) =>
    textsOf(file, context.readText(file) ?? '').map((text) => ({ file, words: wordsOf(text) })),
  );
});

const textsOf = (file: string, text: string): readonly string[] =>
  platformFile.test(file) || clusterFile.test(text) ? [text] : [...text.matchAll(containerCall)].map(([call]) => call);

/** Lists of JSON and YAML are words, too. */
const wordsOf = (text: string): string[] => text.replace(/["'`,[\]]|\n\s*-\s|\\\n/g, ' ').split(/[\s;&|]+/);
