import { emptyInAnyImage, folderOfAnyImage } from '../../../../knowledge/images/image-folders.ts';
import { absolutePath, relativePath, within } from '../../../../model/paths.ts';
import { definitions } from '../../artefact/definitions.ts';
import { namedFiles } from '../../artefact/named-files.ts';
import { untrackedFiles } from '../../artefact/untracked-files.ts';
import { filesTold } from '../../find/told-commands.ts';
import { servicesOf } from '../../user/services.ts';
import { listed } from '../../wording.ts';
import type { Project } from '../project/project.ts';
import type { Taken } from '../runtime.ts';
import { givenValues, type Said } from '../starts/given-values.ts';
import type { Started } from '../starts/program.ts';
import { isBroughtLater, saidWhereThere, takenWhereThere } from './taken.ts';

export type DataFiles = { readonly taken: readonly Taken[]; readonly because: string };

/** What a compiled program reads while it runs, as far as its texts tell; else all of the folder of the project. */
export function dataFiles(project: Project, started: Started, more: readonly Said[] = []): DataFiles | string {
  const { sources, sent, folder, place, files, steps, isDebugged = false } = project;
  if (typeof sources === 'string') return wholeFolder(project, sources);
  const said = place.stage.steps.filter(({ instruction: { keyword } }) => keyword === 'ENV' || keyword === 'VOLUME');
  const texts = [
    ...said.map(({ instruction }) => ({ text: instruction.args.text, where: instruction.keyword })),
    ...volumesFilled(place),
    ...started.programs.flatMap(({ args, by }) => args.map(({ value }) => ({ text: value, where: by }))),
    ...started.scripts.map(({ path, text }) => ({ text, where: path })),
    ...definitions(sent, steps, folder),
    ...givenValues(place),
    ...filesTold(place.context),
    ...more,
  ];
  const folders = foldersIn(folder, started);
  const programs = programsIn(folder, started);
  const named = namedFiles(sent, { sources, places: [folder], folders, texts, isDebugged, programs });
  if ('unknown' in named) return wholeFolder(project, named.unknown);
  const isLater = isBroughtLater(files, steps);
  const found = named.paths.flatMap((name): Taken[] => {
    const kind = sent.kindOf(name);
    const path = absolutePath(name, folder);
    return kind === undefined || isLater(path) ? [] : [{ path, kind }];
  });
  const untracked = untrackedFiles(project, [...sources, ...texts]);
  const taken = [...found, ...takenWhereThere(folder, untracked)];
  const system = taken.find(({ path, kind }) => kind === 'folder' && isOfSystem(path));
  if (system !== undefined) return wholeFolder(project, `${system.path} has files of the system as well`);
  const none =
    named.paths.length === 0
      ? 'no text of the project names one'
      : 'steps behind the build bring those that texts of the project name';
  const because =
    taken.length === 0
      ? `no other file, as ${none}`
      : `${listed([...found.map(({ path }) => path), ...saidWhereThere(untracked)])}, which texts of the project name or which hold data by custom`;
  return { taken, because };
}

/** What the image has at the place of a volume comes into it while that is empty, also for other containers. */
const volumesFilled = ({ file, context }: Project['place']): Said[] =>
  servicesOf(file, context).flatMap(({ file: where, mounts }) =>
    mounts.flatMap(({ kind, target }) => (kind === 'volume' ? { text: target, where } : [])),
  );

/** Folders of the project that programs start in: names go on from there as well. */
const foldersIn = (folder: string, { programs }: Started): string[] =>
  [...new Set(programs.map((program) => program.folder))]
    .filter((each) => each !== folder && within([folder])(each))
    .map((each) => relativePath(each.slice(folder.length)));

/** Programs that stand in the folder of the project, by their paths in it. */
const programsIn = (folder: string, { programs }: Started): string[] =>
  programs.map(({ name, path = name }) => (within([folder])(path) ? relativePath(path.slice(folder.length)) : path));

/** What a project in the root folder has may be called like what is there. */
const isOfSystem = (path: string): boolean =>
  folderOfAnyImage.test(path) || /^\/(?:boot|dev|go|lib\w*|media|proc|run|sys)$/.test(path);

const wholeFolder = ({ folder }: Project, why: string): DataFiles | string =>
  folderOfAnyImage.test(folder) && !emptyInAnyImage.test(folder)
    ? `which files of ${folder} the program needs is not known: ${why}; in a WORKDIR of its own they could be told from those of the system`
    : { taken: [{ path: folder, kind: 'folder' }], because: `all of ${folder}: ${why}` };
