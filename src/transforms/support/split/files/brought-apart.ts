import { buildFiles, forPeople } from '../../../../knowledge/compiled/compiled-languages.ts';
import { folderOfAnyImage } from '../../../../knowledge/images/image-folders.ts';
import { copyTarget, copyWords } from '../../../../model/copied-files.ts';
import { homeOf, type Step } from '../../../../model/dockerfile.ts';
import type { ImageFile } from '../../../../model/image-files.ts';
import { parentOf, relativePath, within } from '../../../../model/paths.ts';
import { baseName } from '../../../../shell/invocation.ts';
import { isCopy } from '../../../../syntax/instruction.ts';
import { foldersUp } from '../../artefact/build-call.ts';
import { languageOf } from '../../artefact/sources.ts';
import type { Place } from '../../user/place.ts';
import { lineOf } from '../../wording.ts';
import { copiedSources } from '../project/copied-sources.ts';
import type { Taken } from '../runtime.ts';
import { takenFile } from './taken.ts';

/** What COPY and ADD bring to the stage that builds beside the project, and that the program may need as well. */
export type BroughtApart = {
  readonly taken: readonly Taken[];
  /** Why not all files of the project are those of the context. */
  readonly mixed: string | undefined;
};

/** Steps that bring other files than those of the project; or which of them brings what is not known. */
export function broughtApart(
  { file, stage, context }: Place,
  steps: readonly Step[],
  files: readonly ImageFile[],
  folder: string,
): BroughtApart | string {
  const isInside = within([folder]);
  const taken: Taken[] = [];
  let mixed: string | undefined;
  const sources = copiedSources(context, files);
  const isForPeople = ({ source }: ImageFile): boolean =>
    forPeople.test(source) && sources.every(({ text }) => !text.includes(baseName(source)));
  // Scripts that build do nothing else.
  const isForBuilds = new Set(steps.flatMap(({ run }) => run?.scripts ?? []).map(({ source }) => source));
  for (const step of steps.filter(({ instruction }) => isCopy(instruction))) {
    const target = copyTarget(step, file.source.escape, homeOf(stage));
    const line = `line ${lineOf(file, step.instruction.span.start)}`;
    if (target === undefined) return `where ${line} puts what it brings is not known`;
    const own = files.filter((each) => each.step === step && !isForBuilds.has(each.source));
    if (own.length === 0 && !isOfContext(step)) {
      if (isInside(target) || target === '/') mixed ??= `${line} brings files there that are not of the build context`;
      else
        taken.push(...(programsPut(step, target, file.source.escape) ?? [{ path: target, kind: 'folder' } as const]));
    }
    // What only a build reads may stand around the folder that it works in, and beside sources.
    const isOfBuild = within([target])(folder) || own.some(({ path }) => languageOf(path) !== undefined);
    const isForBuild = (path: string): boolean => buildFiles.test(path) && !/\.md$/.test(path);
    const isLeft = (each: ImageFile): boolean => isOfBuild && (isForBuild(each.path) || isForPeople(each));
    const outside = own.filter((each) => !isInside(each.path) && languageOf(each.path) === undefined && !isLeft(each));
    if (isOfSystem(target) && outside.length > MANY)
      return `${line} brings more files into ${target}, which has those of the system as well, than could be named`;
    const beside = besideProject(outside, target, folder);
    if (beside !== undefined) taken.push(...beside);
    else if (
      !isOfSystem(target) &&
      (outside.length > FEW || isFolderOfItsOwn(step, { own, outside, escape: file.source.escape }))
    )
      taken.push({ path: target, kind: 'folder' });
    else taken.push(...outside.map(takenFile));
  }
  return { taken, mixed };
}

/** Programs that go to a folder of the system, which has others as well; undefined for anything else. */
export function programsPut(step: Step, target: string, escape: string): Taken[] | undefined {
  const sources = copyWords(step, escape).slice(0, -1);
  const names = sources.map((source) => /(?:^\w+:\/\/.*|\/s?bin)\/([\w.-]+)$/.exec(source ?? '')?.[1]);
  return folderOfAnyImage.test(target) && names.every((name) => name !== undefined)
    ? names.map((name) => ({ path: `${target}/${name}`, kind: 'file' }))
    : undefined;
}

/** The folders and files around a project that has one of its own in what a COPY brings; undefined where these are many. */
function besideProject(outside: readonly ImageFile[], target: string, folder: string): Taken[] | undefined {
  if (target === '/' || !within([target])(folder)) return undefined;
  const beside = new Map(
    outside.map((file): [string, Taken] => {
      const around = foldersUp(parentOf(file.path)).filter((path) => !within([path])(folder));
      const outermostFolder = around.at(-1);
      return outermostFolder === undefined
        ? [file.path, takenFile(file)]
        : [outermostFolder, { path: outermostFolder, kind: 'folder' }];
    }),
  );
  return beside.size > FEW ? undefined : [...beside.values()];
}

type Files = { readonly own: readonly ImageFile[]; readonly outside: readonly ImageFile[]; readonly escape: string };

/** A folder that a COPY brings whole will have other files one day. */
function isFolderOfItsOwn(step: Step, { own, outside, escape }: Files): boolean {
  const named = copyWords(step, escape).slice(0, -1);
  const isNamed = ({ source }: ImageFile): boolean =>
    named.some((word) => word !== undefined && (/[*?]/.test(word) || relativePath(word) === source));
  return outside.length > 0 && outside.length === own.length && !own.some(isNamed);
}

/** More files than this come as a folder, and more than that of a folder that the system has as well not at all. */
const FEW = 4;
const MANY = 20;

/** The system has files there as well. */
export const isOfSystem = (target: string): boolean => folderOfAnyImage.test(target) || LIBRARIES.test(target);
const LIBRARIES = /^\/(?:usr\/(?:local\/)?)?lib\w*(?:\/[^/]+-linux-[^/]+)?$/;

const isOfContext = ({ instruction: { flags, heredocs, args } }: Step): boolean =>
  heredocs.length === 0 &&
  flags.every(({ name }) => name !== 'from') &&
  !/(?:^|[\s"])(?:\w+:\/\/|git@)/.test(args.text);
