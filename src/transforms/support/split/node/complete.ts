import { completeOutput, worksInItsFolder } from '../../../../knowledge/node/programs.ts';
import { LANGUAGE } from './script-language.ts';
import type { Standing } from './standing.ts';

/** What is started has all that it needs of node_modules beside it. */
export const isComplete = ({ start: { entries }, folder }: Standing): boolean =>
  entries.length > 0 && entries.every((entry) => completeOutput.test(entry.slice(folder.length + 1)));

/** What is started looks for files in its own folder, and nothing leads out of that. */
export function staysInItsFolder(project: Standing): boolean {
  const { start, scripts, texts, folder } = project;
  const leadsOut = ({ text }: { readonly text: string }): boolean =>
    text.includes(`${folder}/`) || /(?<![.\w])\.\.(?:\/|['"`])/.test(text.replace(LANGUAGE.compiledIn, ''));
  return (
    isComplete(project) &&
    start.entries.every((entry) => worksInItsFolder.test(entry)) &&
    ![...scripts, ...texts, ...start.texts].some(leadsOut)
  );
}
