import { type Framework, frameworks, isAppFolder } from '../../../knowledge/programs/app-folders.ts';
import { fileWork } from '../../../knowledge/programs/file-work.ts';
import { openFolders } from '../../../knowledge/programs/program-writes.ts';
import type { Step } from '../../../model/dockerfile.ts';
import { parentOf, within } from '../../../model/paths.ts';
import { invocationOf, toolOf } from '../../../shell/invocation.ts';
import { ABOUT_CONTAINERS, type Keyword } from '../../../syntax/instruction.ts';
import { idOf, isRun, type RunStep } from '../rewrite/rewrite.ts';
import { lineOf } from '../wording.ts';
import { type Copies, copiesOf } from './copies.ts';
import { firstReason } from './first-reason.ts';
import { writtenBy } from './framework-folders.ts';
import { isMadeByRoot } from './made-by-root.ts';
import { type Made, madeBy } from './made-folders.ts';
import type { Place } from './place.ts';
import { whyProjectWrites } from './project-runs.ts';
import { volumeTargets } from './services.ts';
import { volumesOf } from './volumes.ts';
import { workingFolder } from './working-folder.ts';

/** What becomes the user's, so that the application can write where it did. */
export type Ownership = {
  /** The step above which the folders are made, before anything is put into them. */
  readonly first: Step;
  readonly folders: readonly string[];
  /** Those of the folders that a RUN makes above that step. */
  readonly there: readonly string[];
  /** Those of the folders that are volumes. */
  readonly volumes: readonly string[];
  /** COPYs and ADDs that bring files of the application. */
  readonly copies: readonly Step[];
  /** What a RUN makes or fills as root, and gives away at its end. */
  readonly gifts: readonly Gift[];
  readonly mayWrite: (path: string) => boolean;
};

export type Gift = { readonly step: RunStep; readonly paths: readonly string[]; readonly recursive: boolean };

/** What is to be given to the user of a stage, or why that is not known. */
export function ownershipIn(place: Place): Ownership | string {
  const { file, stage } = place;
  const folder = workingFolder(stage);
  const first = firstOfFolders(stage.steps);
  if (folder === undefined) return 'its working directory is known only when it is built';
  if (first === undefined) return 'the stage does nothing but start what is there before it';
  if (folder !== '/' && !isAppFolder(folder)) return `it works in ${folder}, which belongs to the system`;
  const declared = volumesOf(place);
  if (typeof declared === 'string') return declared;
  const mounted = volumeTargets(file, place.context);
  const system = mounted.find((path) => !isAppFolder(path));
  if (system !== undefined) return `a volume is mounted at ${system}, which belongs to the system`;
  const volumes = [...new Set([...declared, ...mounted])];
  const copies = copiesOf(place, folder, volumes);
  if (typeof copies === 'string') return copies;
  const { isOwn } = copies;
  const runs = stage.steps.filter(isRun).filter(({ deferred }) => !deferred);
  const unclear = firstReason(runs, (step) => whyProjectWrites(place, step, copies));
  if (unclear !== undefined) return unclear;
  const made = runs.map((step) => madeBy(place, step, isOwn));
  const filled = fillings(
    place,
    folder,
    runs.filter((step) => idOf(step) > idOf(first)),
  );
  const folders = foldersFrom(copies, made, filled);
  const odd = folders.find((path) => !PLAIN_PATH.test(path));
  if (odd !== undefined) return `${odd} is no plain path`;
  const blocked = made.map((each) => whyInTheWay(each, first, folders)).find((path) => path !== undefined);
  if (blocked !== undefined) return `line ${lineOf(file, idOf(blocked))} makes a folder that must not be there before`;
  const earlier = made
    .filter(({ step }) => idOf(step) < idOf(first))
    .flatMap((each) => [...each.folders, ...each.newFolders]);
  return {
    first,
    folders,
    there: folders.filter((path) => earlier.includes(path)),
    volumes,
    copies: copies.steps.filter(({ instruction }) => instruction.flags.every(({ name }) => name !== 'chown')),
    gifts: [...made.flatMap((each) => giftsOf(each, folders)), ...filled],
    mayWrite: writable(place, folders, filled),
  };
}

/** What is given away is the user's, but for what steps of root make in there; that is given away as a whole where it is filled. */
function writable(place: Place, folders: readonly string[], filled: readonly Gift[]): (path: string) => boolean {
  const isGiven = within(filled.flatMap(({ paths }) => paths));
  const isOpen = within([...folders, ...openFolders]);
  const isMade = isMadeByRoot(place);
  return (path) => isOpen(path) && (isGiven(path) || folders.includes(path) || !isMade(path));
}

/** Early, and yet below what only sets the system up: above the first step that makes a folder, or else above the first of all. */
function firstOfFolders(steps: readonly Step[]): Step | undefined {
  const building = steps.filter(({ instruction }) => !ABOUT_CONTAINERS.includes(instruction.keyword));
  return building.find(({ instruction }) => MAKES_FOLDERS.includes(instruction.keyword)) ?? building[0];
}

/** A shell takes it as it stands. */
const PLAIN_PATH = /^\/[\w@+.,:=/-]*$/;

const MAKES_FOLDERS: readonly Keyword[] = ['ADD', 'COPY', 'VOLUME', 'WORKDIR'];

/** A folder that a COPY puts something into is none that waits for data. */
const foldersFrom = ({ roots, targets }: Copies, made: readonly Made[], filled: readonly Gift[]): string[] => [
  ...new Set([
    ...roots,
    ...made
      .flatMap(({ folders }) => folders.filter((path) => !targets.some(within([path]))))
      .flatMap((path) => [...parentsIn(roots, path), path]),
    ...filled.flatMap(({ paths }) => paths),
  ]),
];

/** `/app/data` for `/app/data/tmp`: what makes folders for a user leaves those above them to root. */
function parentsIn(roots: readonly string[], path: string): string[] {
  const parent = parentOf(path);
  return roots.includes(parent) || !within(roots)(parent) ? [] : [...parentsIn(roots, parent), parent];
}

/** The RUN of a `mkdir` that would find its folder there, or of a link that would end up inside of it. */
function whyInTheWay({ step, newFolders, links }: Made, first: Step, folders: readonly string[]): RunStep | undefined {
  const isLater = idOf(step) > idOf(first);
  const isBlocked = isLater && newFolders.some((path) => folders.some((folder) => within([path])(folder)));
  return isBlocked || links.some((path) => folders.includes(path)) ? step : undefined;
}

/** A folder that a RUN makes anew, and is not made for the user anyway; and files. */
function giftsOf({ step, newFolders, files }: Made, folders: readonly string[]): Gift[] {
  const paths = [...newFolders.filter((path) => !folders.includes(path)), ...files];
  return paths.length === 0 ? [] : [{ step, paths, recursive: false }];
}

/** What RUNs of frameworks write into their folders, which are there before. */
function fillings(place: Place, folder: string, runs: readonly RunStep[]): Gift[] {
  return runs.flatMap((step) =>
    frameworks
      .filter((framework) => isWrittenBy(step, framework))
      .map((framework) => ({ step, paths: writtenBy(place, folder, framework), recursive: true }))
      .filter(({ paths }) => paths.length > 0),
  );
}

/** What only works on files is none of its commands, though it may name it: `mkdir /rails`. */
function isWrittenBy({ run: { script } }: RunStep, { writes }: Framework): boolean {
  return script.commands.some((command) => {
    const { tool } = invocationOf(command) ?? {};
    return (
      tool !== undefined && !fileWork.has(toolOf(command)) && writes.test(script.text.slice(tool.start, command.end))
    );
  });
}
