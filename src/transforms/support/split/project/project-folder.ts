import type { Step } from '../../../../model/dockerfile.ts';
import type { ImageFile } from '../../../../model/image-files.ts';

/** Where a project stands in the image, and the folder of the context that it comes from; undefined where that is more than one. */
export type ProjectFolder = { readonly folder: string; readonly root: string | undefined };

/** Why what is built there is left as it is. */
export const IN_THE_ROOT =
  'it is built in the root folder, so what of that belongs to it is not known: in a WORKDIR of its own, it could be split';

/** The folder that steps work in at last, and what is copied there. */
export function projectFolder(files: readonly ImageFile[], steps: readonly Step[]): ProjectFolder {
  const folder = steps.findLast(({ run }) => run !== undefined)?.state.workdir ?? '/';
  const own = files.filter(({ path }) => path.startsWith(folder === '/' ? '/' : `${folder}/`));
  const roots = new Set(
    own.map(({ path, source }) => rootOf(path.slice(folder === '/' ? 1 : folder.length + 1), source)),
  );
  const [root] = roots;
  return { folder, root: roots.size === 1 ? root : undefined };
}

/** `src` for what is `src/a/b` in the context and `a/b` in the folder; undefined where the names differ. */
function rootOf(path: string, source: string): string | undefined {
  if (path === source) return '';
  return source.endsWith(`/${path}`) ? source.slice(0, -path.length - 1) : undefined;
}
