import { pathIn } from '../../../../context/build-context.ts';
import type { Change } from '../../../../model/change.ts';
import type { Dockerfile, Step } from '../../../../model/dockerfile.ts';
import { absolutePath } from '../../../../model/paths.ts';
import { indentAt, lineEnding } from '../../../../syntax/text.ts';
import { idOf } from '../../rewrite/rewrite.ts';
import type { FolderCopy } from '../folder-copy.ts';
import type { Place } from './place.ts';

/** New COPYs of what an install reads: their lines, and what they are to the trace above the step or comment at `before`. */
export type Copies = { readonly lines: string; readonly changes: (before: number) => Change[] };

export function copiesOf(file: Dockerfile, place: Place, files: readonly string[]): Copies {
  const { step } = place.copy;
  const head = indentAt(file.source.text, idOf(step)) + headText(file, step);
  const copies = byFolder(place, files);
  return {
    lines: copies
      .map(({ paths, folder }) => `${head} ${[...paths, folder].join(' ')}${lineEnding(file.source.text)}`)
      .join(''),
    changes: (before) =>
      copies.map(({ paths, folder }) => ({ kind: 'insertCopy', step: idOf(step), before, files: paths, folder })),
  };
}

/** Files of the context that go into one folder of the image. */
type Copied = { readonly paths: string[]; readonly folder: string };

/** A COPY keeps no folders apart, so each folder of the project has one of its own. */
function byFolder({ copy, step }: Place, files: readonly string[]): Copied[] {
  const copies = new Map<string, Copied>();
  for (const path of files.filter((path) => !files.some((folder) => isInside(path, folder)))) {
    const parent = path.slice(0, path.lastIndexOf('/') + 1);
    const copied = copies.get(parent) ?? { paths: [], folder: folderText(copy, step) + parent };
    copied.paths.push(pathIn(copy.source, path));
    copies.set(parent, copied);
  }
  return [...copies.values()];
}

const isInside = (path: string, folder: string): boolean =>
  folder.endsWith('/') && path !== folder && path.startsWith(folder);

/** The keyword as the file writes it. */
function headText({ source: { text } }: Dockerfile, { instruction }: Step): string {
  const { keywordSpan, flags } = instruction;
  const written = text.slice(keywordSpan.start, keywordSpan.end);
  const keyword = written === written.toLowerCase() ? 'copy' : 'COPY';
  return [keyword, ...flags.map((flag) => flag.text)].join(' ');
}

/** The working directory is `./`. */
function folderText({ target }: FolderCopy, { state }: Step): string {
  const isHere = state.folder.startsWith('/') && absolutePath(target, state.folder) === state.folder;
  if (isHere || target === '.') return './';
  return target.endsWith('/') ? target : `${target}/`;
}
