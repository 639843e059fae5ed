import { folderOfAnyImage } from '../../../../knowledge/images/image-folders.ts';
import { absolutePath, parentOf } from '../../../../model/paths.ts';
import { baseName } from '../../../../shell/invocation.ts';
import type { Program, Started } from '../starts/program.ts';
import type { Artefacts } from './artefacts.ts';
import type { ReadProject } from './project.ts';

type Own = {
  readonly artefacts: Artefacts;
  /** What sources start beside it. */
  readonly spawned: readonly Program[];
};

/** Programs that sources start and the same build makes come along like the one that containers start. */
export function withOwn(
  artefacts: Artefacts,
  called: readonly Program[],
  { folder }: ReadProject,
  { programs }: Started,
): Own {
  const starts = [folder, ...programs.map((program) => program.folder)];
  const built = artefacts.built.programs.map(({ path }) => path);
  const ownOf = ({ name }: Program): string[] =>
    built.filter((path) =>
      name.includes('/')
        ? starts.some((start) => absolutePath(name, start) === path)
        : baseName(path) === name && folderOfAnyImage.test(parentOf(path)),
    );
  const own = called.flatMap(ownOf).filter((path) => !artefacts.paths.includes(path));
  return {
    artefacts: { ...artefacts, beside: [...new Set([...artefacts.beside, ...own])] },
    spawned: called.filter((program) => ownOf(program).length === 0),
  };
}
