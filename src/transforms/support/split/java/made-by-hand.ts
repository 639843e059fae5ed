import { absolutePath } from '../../../../model/paths.ts';
import { baseName } from '../../../../shell/invocation.ts';
import { escaped } from '../../../../syntax/text.ts';
import type { Project } from '../project/project.ts';
import type { Taken } from '../runtime.ts';
import type { Ran } from '../steps/calls.ts';
import { compiledTo } from './artefacts.ts';

/** Jars that steps make by themselves, which a program may load, and folders of classes that its sources name. */
export const madeByHand = (ran: readonly Ran[], project: Project): Taken[] =>
  ran.flatMap((one): Taken[] => {
    const jar = jarMade(one);
    const classes = compiledTo(one);
    return [
      ...(jar === undefined ? [] : [{ path: jar, kind: 'file' } as const]),
      ...(classes !== undefined && isNamed(project, classes) ? [{ path: classes, kind: 'folder' } as const] : []),
    ];
  });

/** `jar cfe app.jar Main -C out .`, `jar --create --file app.jar` */
function jarMade({ tool, command: { words }, folder }: Ran): string | undefined {
  const [letters = '', ...rest] = words.slice(1).map(({ value }) => value);
  if (tool !== 'jar' || !/^(?:-?\w*c|--create$)/.test(letters)) return undefined;
  const at = rest.findIndex((word) => /^(?:-f|--file)(?:=|$)/.test(word));
  const file =
    at === -1 ? rest[letters.replace(/[^efm]/g, '').indexOf('f')] : (/=(.*)/.exec(rest[at] ?? '')?.[1] ?? rest[at + 1]);
  return file === undefined ? undefined : absolutePath(file, folder);
}

const isNamed = ({ sources }: Project, path: string): boolean =>
  typeof sources !== 'string' &&
  sources.some(({ text }) => new RegExp(`["/]${escaped(baseName(path))}["/]`).test(text));
