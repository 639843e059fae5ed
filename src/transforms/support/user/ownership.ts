import { isAppFolder } from '../../../knowledge/app-folders.ts';
import { openFolders } from '../../../knowledge/container-programs.ts';
import { copyTarget, copyWords } from '../../../model/copied-files.ts';
import { lineage, type Step } from '../../../model/dockerfile.ts';
import { absolutePath, relativePath } from '../../../model/paths.ts';
import { isCopy } from '../../../syntax/instruction.ts';
import { idOf, isRun, type RunStep } from '../rewrite/rewrite.ts';
import { lineOf } from '../wording.ts';
import { frameworksIn } from './framework-folders.ts';
import { madeBy } from './made-folders.ts';
import type { Place } from './place.ts';
import { whyProjectWrites } from './project-runs.ts';
import { volumesOf } from './volumes.ts';
import { workingFolder } from './working-folder.ts';

/** What becomes the user's, so that the application can write where it did. */
export type Ownership = {
  /** Folders that are made early, before anything is put into them. */
  readonly folders: readonly string[];
  /** COPYs and ADDs that bring files of the application. */
  readonly copies: readonly Step[];
  /** What a RUN makes or fills as root, and gives away at its end. */
  readonly gifts: readonly Gift[];
  /** Those of the folders that are volumes. */
  readonly volumes: readonly string[];
  readonly mayWrite: (path: string) => boolean;
};

export type Gift = { readonly step: RunStep; readonly paths: readonly string[]; readonly recursive: boolean };

/** What is to be given to the user of a stage, or why that is not known. `extra`: folders that others mount at. */
export function ownershipIn(place: Place, extra: readonly string[]): Ownership | string {
  const { file, stage } = place;
  const folder = workingFolder(stage);
  if (folder === undefined) return 'its working directory is known only when it is built';
  if (folder !== '/' && !isAppFolder(folder)) return `it works in ${folder}, which belongs to the system`;
  const volumes = volumesOf(place);
  if (typeof volumes === 'string') return volumes;
  const copied = copiedFolders(place, folder);
  if (typeof copied === 'string') return copied;
  const own = folder === '/' ? [] : [folder];
  const roots = [...new Set([...own, ...copied.filter((path) => !within(own)(path)), ...volumes, ...extra])];
  const isOwn = within(roots);
  const inherited = inheritedCopy(place, isOwn);
  if (inherited !== undefined) return inherited;
  const copies = stage.steps.filter(
    (step) => isCopy(step.instruction) && isOwn(copyTarget(step, file.source.escape) ?? ''),
  );
  const runs = stage.steps.filter(isRun).filter(({ deferred }) => !deferred);
  const made = runs.map((step) => ({ step, ...madeBy(step, isOwn) }));
  const built = copies.length === 0 ? [] : runs.filter((step) => idOf(step) > idOf(copies[0] as Step));
  const unclear = built.map((step) => whyProjectWrites(file, step)).find((why) => why !== undefined);
  if (unclear !== undefined) return unclear;
  const filled = fillings(place, folder, built);
  const folders = [
    ...new Set([...roots, ...made.flatMap((each) => each.folders), ...filled.flatMap(({ paths }) => paths)]),
  ];
  return {
    folders,
    copies: copies.filter(({ instruction }) => instruction.flags.every(({ name }) => name !== 'chown')),
    gifts: [
      ...made
        .filter(({ others }) => others.length > 0)
        .map(({ step, others }) => ({ step, paths: others, recursive: false })),
      ...filled,
    ],
    volumes: [...volumes, ...extra],
    mayWrite: within([...folders, ...openFolders]),
  };
}

const within =
  (folders: readonly string[]) =>
  (path: string): boolean =>
    folders.some((folder) => path === folder || path.startsWith(`${folder}/`));

/** What RUNs of frameworks write into their folders. */
function fillings(place: Place, folder: string, runs: readonly RunStep[]): Gift[] {
  const used = runs.length === 0 ? [] : frameworksIn(place, folder);
  return runs.flatMap((step) =>
    used
      .filter(({ writes }) => writes.test(step.run.script.text))
      .map(({ folders }) => ({ step, paths: folders.map((path) => absolutePath(path, folder)), recursive: true })),
  );
}

/** Folders that whole folders of the build context are copied to. */
function copiedFolders({ file, context, stage }: Place, folder: string): string[] | string {
  const folders: string[] = [];
  for (const step of stage.steps) {
    const { instruction, deferred } = step;
    if (!isCopy(instruction) || deferred) continue;
    const line = lineOf(file, idOf(step));
    const target = targetOf(step, file.source.escape, folder);
    if (target === undefined) return `where line ${line} copies to is known only when it is built`;
    if (instruction.flags.some(({ name }) => name === 'from')) continue;
    const sources = copyWords(step, file.source.escape).slice(0, -1);
    const isFolder = sources.some(
      (source) =>
        source !== undefined &&
        (/^(?:\.?\/?|.*\/\.)$/.test(source) || context.kindOf(relativePath(source)) === 'folder'),
    );
    if (isFolder && target === '/') return `line ${line} puts the files of the application into /`;
    if (isFolder && isAppFolder(target)) folders.push(target);
  }
  return folders;
}

const targetOf = (step: Step, escape: string, folder: string): string | undefined => {
  const target = copyWords(step, escape).at(-1);
  return target === undefined ? undefined : absolutePath(target, step.state.workdir ?? folder);
};

/** Files of the application that an earlier stage of the file has brought are the same for all that are built on it. */
function inheritedCopy({ file, stage }: Place, isOwn: (path: string) => boolean): string | undefined {
  for (const ancestor of lineage(stage)) {
    if (ancestor === stage) continue;
    const step = ancestor.steps.find(
      (each) => isCopy(each.instruction) && isOwn(copyTarget(each, file.source.escape) ?? ''),
    );
    if (step !== undefined)
      return `line ${lineOf(file, idOf(step))} brings files of the application in a stage that this one is built on`;
  }
  return undefined;
}
