import {
  besideSource,
  callAround,
  callBehind,
  calledBefore,
  folderBefore,
  parentPath,
  pathAbove,
  writesTo,
} from '../../../knowledge/programs/written-paths.ts';
import { broughtTo } from '../../../model/brought-files.ts';
import { copyWords } from '../../../model/copied-files.ts';
import { lineage } from '../../../model/dockerfile.ts';
import { absolutePath, isFolderPath, parentOf, pathBelow } from '../../../model/paths.ts';
import { isCopy } from '../../../syntax/instruction.ts';
import type { Place } from './place.ts';
import type { MayWrite } from './program-itself.ts';
import { workingFolder } from './working-folder.ts';

/** So much of a source is read before and behind a path. */
export const LOOKED_AT = 100;

export const mayHaveToWrite = (who: string, path: string): string =>
  `${who} names ${path}, to which it may have to write, and which is root's: a volume, or a folder that a RUN makes, would be the user's`;

/** `BASE = "/data"`, and further on `os.makedirs(BASE)`. */
export function isWrittenByName(before: string, text: string): boolean {
  const name = calledBefore.exec(before)?.groups?.['name'];
  return name !== undefined && writesTo(name).test(text);
}

/** Why a source may write to a path that leads out of its own folder, or out of the one that the program starts in. */
export function whyWritesAbove(text: string, source: string, place: Place, mayWrite: MayWrite): string | undefined {
  const { file, context, stage } = place;
  for (const { path, before, behind } of pathsAbove(text)) {
    if (!callAround.test(before) && !callBehind.test(behind) && !isWrittenByName(before, text)) continue;
    const starts = besideSource.test(before) ? foldersOf(place, source) : [workingFolder(stage) ?? '/'];
    const closed = starts.map((folder) => absolutePath(path, folder)).find((each) => !mayWrite(each));
    if (closed !== undefined && broughtTo(file, context, stage, undefined, closed) === undefined)
      return mayHaveToWrite(source, closed);
  }
  return undefined;
}

type PathInText = { readonly path: string; readonly before: string; readonly behind: string };

function* pathsAbove(text: string): Iterable<PathInText> {
  const around = (start: number, end: number): Pick<PathInText, 'before' | 'behind'> => ({
    before: text.slice(Math.max(0, start - LOOKED_AT), start),
    behind: text.slice(end, end + LOOKED_AT),
  });
  for (const { 0: path, index } of text.matchAll(pathAbove)) {
    const { before, behind } = around(index, index + path.length);
    if (!path.startsWith('/') || folderBefore.test(before))
      yield { path: path.replace(/["'`]\s*,\s*["'`]/, '/').replace(/^\//, ''), before, behind };
  }
  for (const { 0: whole, 1: parents = '', 2: path = '', index } of text.matchAll(parentPath)) {
    const up = parents.split('.parent').length - 2;
    const { before, behind } = around(index, index + whole.length);
    yield { path: `${'../'.repeat(up)}${path}`, before: before + whole.slice(0, -path.length), behind };
  }
}

/** The folders of the image that a file of the build context comes to. */
function foldersOf({ file, stage }: Place, source: string): string[] {
  const copies = [...lineage(stage)].flatMap(({ steps }) => steps.filter(({ instruction }) => isCopy(instruction)));
  return copies.flatMap((step) => {
    const [target, ...roots] = copyWords(step, file.source.escape).reverse();
    if (target === undefined) return [];
    const folder = absolutePath(target, step.state.workdir ?? '/');
    return roots.flatMap((root) => {
      const below = root === undefined ? undefined : pathBelow(absolutePath(root, '/'), `/${source}`);
      if (below === undefined) return [];
      return below === '' && isFolderPath(target) ? [folder] : [parentOf(absolutePath(below, folder))];
    });
  });
}
