import { type BuildContext, pathIn } from '../../../context/build-context.ts';
import { once } from '../../../model/memo.ts';

export type BuildFile = { readonly path: string; readonly text: string };

/** What build tools read of a project, in all of its folders: what is below is built along. */
export const buildFiles = once((sent: BuildContext): readonly BuildFile[] =>
  pathsLike(sent, '', 0).flatMap((path) => {
    const text = sent.readText(path);
    return text === undefined ? [] : [{ path, text }];
  }),
);

const NAMES =
  /^(?:CMakeLists\.txt|CMakePresets\.json|GNUmakefile|[Mm]akefile(?:\.am|\.in)?|configure\.(?:ac|in)|meson\.build|.+\.(?:cmake|mk))$|^\.cargo\/config(?:\.toml)?$/;

const DEEPEST = 6;
const isOfOthers = (name: string): boolean => /^(?:\.git|node_modules|target)$/.test(name);

const pathsLike = (sent: BuildContext, folder: string, depth: number): string[] =>
  (sent.namesIn(folder) ?? []).flatMap((name) => {
    const path = pathIn(folder, name);
    if (sent.kindOf(path) !== 'folder') return NAMES.test(folder === '.cargo' ? path : name) ? [path] : [];
    return depth < DEEPEST && !isOfOthers(name) ? pathsLike(sent, path, depth + 1) : [];
  });
