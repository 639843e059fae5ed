import { copyWords } from '../../../../model/copied-files.ts';
import type { Step } from '../../../../model/dockerfile.ts';
import { absolutePath, within } from '../../../../model/paths.ts';
import { isCopy } from '../../../../syntax/instruction.ts';
import type { Place } from '../../user/place.ts';
import { startingFolder } from '../../user/working-folder.ts';
import { placeOf } from '../../wording.ts';
import { takenFile } from '../files/taken.ts';
import type { Build, Taken } from '../runtime.ts';
import { isOfComposer, isProjectFolder, type Known } from './known.ts';

type Project = Pick<Known, 'place' | 'steps' | 'files'>;
type Brought = { readonly folders: readonly string[]; readonly files: readonly Taken[] };

/** More files than this come as a folder. */
const FEW = 4;

/** Folders of projects, and files elsewhere, that COPY and ADD bring before the end of the build. */
export function broughtIn(project: Project): Brought | string {
  const { place, steps } = project;
  const folders: string[] = [];
  const files: Taken[] = [];
  for (const step of steps.filter(({ instruction, deferred }) => isCopy(instruction) && !deferred)) {
    const found = broughtBy(project, step);
    if (typeof found === 'string') return `${placeOf(place, step)} ${found}`;
    folders.push(...found.folders);
    files.push(...found.files);
  }
  const settings = files.find(({ path }) => /^\/etc\/(?:apk|apt)\//.test(path));
  return settings === undefined
    ? { folders, files }
    : `${settings.path} changes where packages come from, which the stage that runs would go without`;
}

function broughtBy({ place: { file, stage }, files }: Project, step: Step): Brought | string {
  const words = copyWords(step, file.source.escape);
  const target = words.at(-1);
  if (target === undefined) return 'copies to a place that is not known';
  const path = absolutePath(target, step.state.workdir ?? startingFolder(stage));
  if (within(SCRATCH)(path) || bringsComposer(words, path)) return { folders: [], files: [] };
  const own = files.filter((each) => each.step === step);
  const isFolder = own.some((each) => each.path !== path) || !isOfContext(step);
  if (isFolder && isProjectFolder(path)) return { folders: [path], files: [] };
  if (!isOfContext(step)) return 'brings files from elsewhere, and whether the program needs them is not known';
  if (own.length > FEW) return 'puts files of the project among those of the system';
  return { folders: [], files: own.map(takenFile) };
}

const SCRATCH: readonly string[] = ['/tmp', '/var/tmp'];

const isOfContext = ({ instruction: { flags, heredocs, args } }: Step): boolean =>
  heredocs.length === 0 &&
  flags.every(({ name }) => name !== 'from') &&
  !/(?:^|[\s"])(?:\w+:\/\/|git@)/.test(args.text);

const bringsComposer = (words: readonly (string | undefined)[], target: string): boolean =>
  words.length === 2 && isOfComposer(words[0] ?? '') && !isProjectFolder(target);

/** A step brings composer to the image, to stay there beside the project. */
export const installsComposer = ({ place: { file }, steps }: Build, step: Step): boolean =>
  isCopy(step.instruction)
    ? bringsComposer(copyWords(step, file.source.escape), copyWords(step, file.source.escape).at(-1) ?? '')
    : /getcomposer\.org/.test(step.run?.script.text ?? '') && staysOutside(steps);

function staysOutside(steps: readonly Step[]): boolean {
  const text = steps.map(({ run }) => run?.script.text.replace(/\bhttps?:\/\/\S+/g, '') ?? '').join('\n');
  return (
    /--install-dir|\/composer(?:\.phar)?(?!\S)/.test(text) &&
    !/\brm\s[^;&|]*(?<=[\s/])composer(?:\.phar)?(?!\S)/.test(text)
  );
}

/** What they hold is for browsers, or comes from packages. */
const HOLDS_NO_SOURCES =
  /\/(?:assets?|build|bundles|css|dist|fonts|im(?:ages|g)|js|node_modules|static|vendor)$|\.(?!php)\w+$/;

/** Sources that come from another stage, or from the network, can not be read. */
export function whyOtherSources({ file, stage }: Place): string | undefined {
  const step = stage.steps.find((each) => {
    if (!isCopy(each.instruction) || isOfContext(each)) return false;
    const words = copyWords(each, file.source.escape);
    const path = absolutePath(words.at(-1) ?? '', each.state.workdir ?? startingFolder(stage));
    const from = absolutePath(words[0] ?? '', '/');
    return isProjectFolder(path) && !HOLDS_NO_SOURCES.test(path) && !HOLDS_NO_SOURCES.test(from);
  });
  return (
    step && `${placeOf({ file }, step)} brings files from elsewhere, and which programs they start can not be read`
  );
}
