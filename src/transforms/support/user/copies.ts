import { isAppFolder, rootConfigs } from '../../../knowledge/programs/app-folders.ts';
import { closesToOthers } from '../../../knowledge/programs/root-home.ts';
import { copyWords } from '../../../model/copied-files.ts';
import { copiedFrom, lineage, type Step, stageCalled } from '../../../model/dockerfile.ts';
import { absolutePath, relativePath, within } from '../../../model/paths.ts';
import { baseName } from '../../../shell/invocation.ts';
import { isCopy } from '../../../syntax/instruction.ts';
import { idOf, isRun } from '../rewrite/rewrite.ts';
import { lineOf } from '../wording.ts';
import { madeBy } from './made-folders.ts';
import type { Place } from './place.ts';
import { startingFolder } from './working-folder.ts';

/** What brings the files of an application, and the folders that they are in. */
export type Copies = {
  readonly steps: readonly Step[];
  /** Where they and all others of the stage bring files to. */
  readonly targets: readonly string[];
  /** The working directory, folders that whole folders are copied to, and volumes. */
  readonly roots: readonly string[];
  readonly isOwn: (path: string) => boolean;
};

/** The COPYs and ADDs of a stage that bring files of its application; or why not all of that is known. `folder`: where it works. */
export function copiesOf(place: Place, folder: string, volumes: readonly string[]): Copies | string {
  const { file, stage } = place;
  const steps = stage.steps.filter(({ instruction, deferred }) => isCopy(instruction) && !deferred);
  const targets = new Map(steps.map((step) => [step, targetOf(place, step)]));
  for (const [step, target] of targets) {
    const why = whyNotFollowed(place, step, target);
    if (why !== undefined) return `line ${lineOf(file, idOf(step))} ${why}`;
  }
  const own = folder === '/' ? [] : [folder];
  const isAround = (step: Step): boolean => copiesStage(step) && within([targets.get(step) ?? ''])(folder);
  const copied = steps
    .filter((step) => bringsFolder(place, step) || isAround(step))
    .map((step) => targets.get(step) ?? '');
  const made = steps.filter((step) => bringsDataFolder(place, step)).map((step) => targets.get(step) ?? '');
  const others = [...copied, ...made.filter((path) => !within([path])(folder))].filter(
    (path) => isAppFolder(path) && !within(own)(path),
  );
  const roots = [...new Set([...own, ...others, ...volumes])];
  const isOwn = within(roots);
  const closed = steps.find((step) => !isOwn(targets.get(step) ?? '') && isClosed(place, step));
  if (closed !== undefined) return `what line ${lineOf(file, idOf(closed))} brings is closed to other users`;
  return (
    inherited(place, isOwn) ?? {
      steps: steps.filter((step) => isOwn(targets.get(step) ?? '')),
      targets: [...targets.values()].filter((target) => target !== undefined),
      roots,
      isOwn,
    }
  );
}

function targetOf({ file, stage }: Place, step: Step): string | undefined {
  const target = copyWords(step, file.source.escape).at(-1);
  return target === undefined ? undefined : absolutePath(target, step.state.workdir ?? startingFolder(stage));
}

function whyNotFollowed(place: Place, step: Step, target: string | undefined): string | undefined {
  if (target === undefined) return 'copies to where only the build knows';
  if (target === '/' && bringsFolder(place, step)) return 'puts the files of the application into /';
  const sources = copyWords(step, place.file.source.escape).slice(0, -1);
  const config = [...sources, target].find((path) => path !== undefined && rootConfigs.test(baseName(path)));
  return config && `brings ${baseName(config)}, the settings of a program that starts as root`;
}

/** By its mode, or because builders close what they download (docs.docker.com/reference/dockerfile/#add: 0600). */
function isClosed({ file, context }: Place, step: Step): boolean {
  const { flags, keyword } = step.instruction;
  const mode = flags.find(({ name }) => name === 'chmod')?.value;
  if (mode !== undefined) return closesToOthers.test(mode);
  const sources = copyWords(step, file.source.escape).slice(0, -1);
  if (keyword === 'ADD' && sources.some((source) => /^https?:/.test(source ?? ''))) return true;
  const isOfContext = flags.every(({ name }) => name !== 'from');
  return isOfContext && sources.some((source) => source !== undefined && context.isClosed?.(relativePath(source)));
}

/** From another stage, or from an image. */
const copiesStage = ({ instruction }: Step): boolean => instruction.flags.some(({ name }) => name === 'from');

/** A whole folder of the build context. */
function bringsFolder({ file, context }: Place, step: Step): boolean {
  if (copiesStage(step)) return false;
  const sources = copyWords(step, file.source.escape).slice(0, -1);
  return sources.some(
    (source) =>
      source !== undefined && (/^(?:\.?\/?|.*\/\.)$/.test(source) || context.kindOf(relativePath(source)) === 'folder'),
  );
}

/** A folder that another stage has made for data: `RUN mkdir /uploads` there, and `COPY --from=build /uploads /uploads` here. */
function bringsDataFolder(place: Place, step: Step): boolean {
  const { file, stage } = place;
  const [name] = copiedFrom(step.instruction);
  const other = name === undefined ? undefined : stageCalled(file, name, stage);
  if (other === undefined) return false;
  const [, ...sources] = copyWords(step, file.source.escape).reverse();
  const made = other.steps.filter(isRun).map((run) => madeBy({ ...place, stage: other }, run, () => false));
  return sources.some((source) =>
    made.some(({ folders, newFolders }) => [...folders, ...newFolders].includes(absolutePath(source ?? '', '/'))),
  );
}

/** What an earlier stage of the file has brought is the same for all stages that are built on it. */
function inherited(place: Place, isOwn: (path: string) => boolean): string | undefined {
  for (const ancestor of lineage(place.stage)) {
    if (ancestor === place.stage) continue;
    const step = ancestor.steps.find((each) => isCopy(each.instruction) && isOwn(targetOf(place, each) ?? ''));
    if (step !== undefined)
      return `line ${lineOf(place.file, idOf(step))} brings files of the application in a stage that this one is built on`;
  }
  return undefined;
}
