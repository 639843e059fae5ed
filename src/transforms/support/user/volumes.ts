import { isAppFolder } from '../../../knowledge/programs/app-folders.ts';
import { openFolders } from '../../../knowledge/programs/program-writes.ts';
import { lineage, type Step } from '../../../model/dockerfile.ts';
import { jsonForm } from '../../../syntax/instruction.ts';
import { wordsIn } from '../../../syntax/words.ts';
import { idOf } from '../rewrite/rewrite.ts';
import { lineOf } from '../wording.ts';
import type { Place } from './place.ts';

/** The folders of VOLUME, which have to be the user's before it stands; or why they can not be. */
export function volumesOf({ file, stage }: Place): string[] | string {
  const volumes: string[] = [];
  for (const ancestor of lineage(stage)) {
    for (const step of ancestor.steps) {
      if (step.instruction.keyword !== 'VOLUME') continue;
      const paths = pathsOf(step, file.source.escape);
      const why = ancestor === stage ? whyNotGiven(paths) : 'is there before this stage can say whose it is';
      if (why !== undefined) return `VOLUME of line ${lineOf(file, idOf(step))} ${why}`;
      volumes.push(...paths.filter((path) => !openFolders.includes(path)));
    }
  }
  return volumes;
}

const pathsOf = ({ instruction: { args } }: Step, escape: string): string[] =>
  [...(jsonForm(args) ?? wordsIn(args.text, escape))].map((path) => path.replace(/(?<=.)\/+$/, ''));

function whyNotGiven(paths: readonly string[]): string | undefined {
  if (paths.some((path) => !/^\/[\w@+./-]*$/.test(path))) return 'is known only when it is built';
  const system = paths.find((path) => !isAppFolder(path) && !openFolders.includes(path));
  return system && `is ${system}, which belongs to the system`;
}
