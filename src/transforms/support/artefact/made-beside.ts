import { type BuildContext, pathIn } from '../../../context/build-context.ts';
import { foreignFolders } from '../../../knowledge/compiled/compiled-languages.ts';
import { forBuilds, madeBeside, ofLibraries } from '../../../knowledge/compiled/made-files.ts';
import { once } from '../../../model/memo.ts';
import { baseName } from '../../../shell/invocation.ts';
import { languageOf } from './sources.ts';

/** A build file that makes other files than programs and sources, which a program may read; undefined where none does. */
export const whyMadeBeside = once((sent: BuildContext): string | undefined => {
  const path = buildFilesIn(sent, '').find((one) => makesFiles(baseName(one), sent.readText(one) ?? ''));
  return path && `${path} makes files beside the program, which that may read`;
});

const buildFilesIn = (sent: BuildContext, folder: string): string[] =>
  (sent.namesIn(folder) ?? []).flatMap((name) => {
    const path = pathIn(folder, name);
    if (sent.kindOf(path) !== 'folder') return madeBeside.some(({ file }) => file.test(name)) ? [path] : [];
    return foreignFolders.has(name) || ofLibraries.test(name) ? [] : buildFilesIn(sent, path);
  });

const makesFiles = (name: string, text: string): boolean =>
  madeBeside
    .filter(({ file }) => file.test(name))
    .some(({ says }) =>
      [...text.replace(/#[^\n]*/g, '').matchAll(says)].some(({ groups }) => isRead(groups?.['output'] ?? '')),
    );

/** `config.h` is compiled. */
const isRead = (output: string): boolean =>
  languageOf(output.replace(/["']/g, '')) === undefined && !forBuilds.test(output);
