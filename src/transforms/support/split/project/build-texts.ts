import { saidBy } from '../../../../model/run.ts';
import { buildFiles } from '../../artefact/build-files.ts';
import type { Project } from './project.ts';

/** What says how a project is built: its steps, and the files that build tools read. */
export const buildTexts = ({ sent, steps }: Project): string[] => [
  ...buildFiles(sent).map(({ text }) => text),
  ...steps.map(saidBy),
];
