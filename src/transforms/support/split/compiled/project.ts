import { type BuildContext, unknownContext } from '../../../../context/build-context.ts';
import { copyTarget, copyWords } from '../../../../model/copied-files.ts';
import type { Step } from '../../../../model/dockerfile.ts';
import { type ImageFile, imageFiles } from '../../../../model/image-files.ts';
import { relativePath, within } from '../../../../model/paths.ts';
import { isCopy } from '../../../../syntax/instruction.ts';
import { forDebugging } from '../../artefact/cargo-build.ts';
import { whyOtherFiles } from '../../artefact/other-outcome.ts';
import { projectOf } from '../../artefact/project-of-folder.ts';
import { compiledSources, languageOf, type SourceText } from '../../artefact/sources.ts';
import { startingFolder } from '../../user/working-folder.ts';
import { copiedSources } from '../project/copied-sources.ts';
import type { Project } from '../project/project.ts';
import type { Build } from '../runtime.ts';
import type { Artefacts } from './artefacts.ts';

export type ReadProject = Project & {
  /** What can be read of its sources, whatever else there is beside them; or why that is nothing. */
  readonly read: Project['sources'];
  /** Files of the context that have another place or name in the folder, and come along. */
  readonly lone: readonly ImageFile[];
};

/** The folder of the project, and what of the context is in it. */
export function projectIn(build: Build, artefacts: Artefacts): ReadProject | string {
  const { place, steps } = build;
  const { file, context, stage } = place;
  const { language, built, made } = artefacts;
  const isDebugged = made.some((path) => forDebugging.test(path));
  const files = imageFiles(file, context, stage);
  if (typeof files === 'string') return files;
  const folder = projectFolder(build, artefacts, files);
  const stray = files.find(({ path }) => languageOf(path) !== undefined && !within([folder])(path));
  const own = { place, files, folder, language, steps, isDebugged };
  const sent = sentTo(build, folder, files);
  const copied = copiedSources(context, files);
  const texts = copied.length === 0 ? undefined : copied;
  if ('unknown' in sent)
    return { ...own, sent: unknownContext, sources: sent.unknown, read: texts ?? sent.unknown, lone: [] };
  const { project, lone } = sent;
  const outside = stray && `${stray.source} is copied outside of ${folder}`;
  const known = knownSources(compiledSources(project), language);
  const others = whyOtherFiles(
    { file, folder, sent: project, programs: built.programs },
    // What they change in texts of the context is read.
    built.commands.filter(({ command }) => !place.edits?.has(command)),
  );
  const read = outside === undefined ? known : (texts ?? outside);
  return { ...own, sent: project, read, sources: outside ?? others ?? known, lone };
}

type SentTo = { readonly project: BuildContext; readonly lone: readonly ImageFile[] } | { readonly unknown: string };

/** What of the context is in the folder of the project. Files that are none of its sources may be put beside it, or under other names. */
function sentTo({ place, steps }: Build, folder: string, files: readonly ImageFile[]): SentTo {
  const at = { builder: place.stage, source: folder };
  const whole = projectOf(place, at);
  if (!('unknown' in whole)) return { project: whole, lone: [] };
  const baseOf = ({ path, source }: ImageFile): string | undefined => {
    const below = path.slice(folder === '/' ? 1 : folder.length + 1);
    return `/${source}`.endsWith(`/${below}`) ? source.slice(0, source.length - below.length) : undefined;
  };
  const own = files.find(({ path }) => languageOf(path) !== undefined && within([folder])(path));
  const single = steps.filter((step) => {
    const brought = files.filter((each) => each.step === step && within([folder])(each.path));
    return (
      brought.every(
        (one) => languageOf(one.path) === undefined && namesFile(step, one.source, place.file.source.escape),
      ) && brought.some((one) => own === undefined || baseOf(one) !== baseOf(own))
    );
  });
  const rest = projectOf(place, at, single);
  return 'unknown' in rest ? whole : { project: rest, lone: files.filter(({ step }) => single.includes(step)) };
}

const namesFile = (step: Step, source: string, escape: string): boolean =>
  copyWords(step, escape)
    .slice(0, -1)
    .some((word) => word !== undefined && relativePath(word) === source);

/** Where the build works at last; where that has no sources, or is not around what is compiled, the folder that a COPY brings for it. */
function projectFolder(
  { place: { file, stage }, steps }: Build,
  { paths, built }: Artefacts,
  files: readonly ImageFile[],
): string {
  const home = startingFolder(stage);
  const last = steps.findLast(({ run }) => run !== undefined)?.state.workdir ?? home;
  const compiledIn =
    built.programs.find(({ path }) => paths.includes(path))?.folder ??
    built.prefixes.find(({ prefix }) => paths.some(within([prefix])))?.folder;
  const hasSources = files.some(({ path }) => languageOf(path) !== undefined && within([last])(path));
  if (compiledIn === undefined || (last !== home && hasSources && within([last])(compiledIn))) return last;
  const around = steps.flatMap((step) => {
    const target = isCopy(step.instruction) ? copyTarget(step, file.source.escape, home) : undefined;
    return target !== undefined && target !== '/' && within([target])(compiledIn) ? [target] : [];
  });
  const [outermostFolder = last] = around.sort((a, b) => a.length - b.length);
  return outermostFolder;
}

/** What is not there can not be read, and may be fetched by the build. */
function knownSources(
  found: ReturnType<typeof compiledSources>,
  name: Artefacts['language'],
): readonly SourceText[] | string {
  if ('unknown' in found) return found.unknown;
  const isThere = found.some(({ language }) => name === undefined || language.name === name);
  return isThere ? found : 'the build context holds none of its sources';
}
