import type { BuildContext } from '../../../context/build-context.ts';
import { makesNothing } from '../../../knowledge/compiled/build-commands.ts';
import { fileWork } from '../../../knowledge/programs/file-work.ts';
import { scriptOf } from '../../../model/container-commands.ts';
import { copyWords } from '../../../model/copied-files.ts';
import { copiedFrom, lineage, type Step, stageCalled } from '../../../model/dockerfile.ts';
import { concernsSystem, readPackageCall } from '../../../model/package-calls.ts';
import { absolutePath, within } from '../../../model/paths.ts';
import { baseName, invocationOf } from '../../../shell/invocation.ts';
import type { Command, Word } from '../../../shell/script.ts';
import { jsonForm } from '../../../syntax/instruction.ts';
import { wordsIn } from '../../../syntax/words.ts';
import { idOf, isRun, type RunStep } from '../rewrite/rewrite.ts';
import { whoBuildsOn, whoCopiesFrom } from '../user/dependents.ts';
import { firstReason } from '../user/first-reason.ts';
import { foldersIn } from '../user/folders-in.ts';
import { servicesOf } from '../user/services.ts';
import { startingFolder } from '../user/working-folder.ts';
import { lineOf } from '../wording.ts';
import type { Place, StageFolder } from './stage-folder.ts';

/** What stays of a folder, and what was in it: paths of the image. */
export type Kept = { readonly isKept: (path: string) => boolean; readonly wasThere: (path: string) => boolean };

/** What the image has at a path in the folder, as far as the build context tells, and what is to stay of it. */
export const keptOf = ({ target }: StageFolder, sent: BuildContext, paths: readonly string[]): Kept => ({
  isKept: within(paths.map((path) => `${target}/${path}`)),
  wasThere: (path) => sent.kindOf(path.slice(target.length + 1)) !== undefined,
});

/** Why something besides the program may work on what came with it. */
export function whyUsedLater(place: Place, folder: StageFolder, kept: Kept): string | undefined {
  const later = place.stage.steps.slice(place.stage.steps.indexOf(folder.step) + 1);
  const dependent = whoBuildsOn(place.file, place.context);
  const copying = whoCopiesFrom(place.file, place.context);
  return (
    whyCopiedTwice(place, folder) ??
    firstReason(later, (step) => whyStep(place, folder, step, kept)) ??
    firstReason(volumesOf(place), ({ path, where }) => whyVolume(folder, path, where, kept)) ??
    (dependent && `${dependent} is built on its image, and may need the rest`) ??
    (copying && `${copying} copies from its image, and may need the rest`)
  );
}

/** Others take from inside the folder as well. */
function whyCopiedTwice({ file, stage }: Place, folder: StageFolder): string | undefined {
  const other = stage.steps.find((step) => {
    if (
      step === folder.step ||
      !copiedFrom(step.instruction).some((from) => stageCalled(file, from, stage) === folder.builder)
    )
      return false;
    return copyWords(step, file.source.escape)
      .slice(0, -1)
      .some((word) => word === undefined || within([folder.source])(absolutePath(word, '/')));
  });
  return other && `line ${lineOf(file, idOf(other))} takes from ${folder.source} too`;
}

function whyStep(place: Place, folder: StageFolder, step: Step, kept: Kept): string | undefined {
  const line = `line ${lineOf(place.file, idOf(step))}`;
  if (step.deferred) return `${line} does something in images that are built on this one`;
  return isRun(step) ? whyRun(place, folder, step, kept, line) : undefined;
}

function whyRun({ stage }: Place, folder: StageFolder, step: RunStep, kept: Kept, line: string): string | undefined {
  const script = scriptOf(step.run);
  if (script.opaque !== undefined) return `${line} can not be read: ${script.opaque}`;
  const folders = foldersIn(script, step.state.workdir ?? startingFolder(stage));
  return firstReason(script.commands, (command) => {
    const from = folders.get(command);
    const call = readPackageCall(command);
    if (call !== undefined && concernsSystem(call)) return undefined;
    if (from === undefined) return `${line} works in a folder that only the run knows`;
    return whyCommand(folder, command, from, kept, line);
  });
}

function whyCommand(
  { target }: StageFolder,
  command: Command,
  from: string,
  kept: Kept,
  line: string,
): string | undefined {
  const invocation = invocationOf(command);
  const name = baseName(invocation?.tool.value ?? '');
  const words = [...command.words.slice(1), ...command.redirects.flatMap((redirect) => redirect.target ?? [])];
  const lost = words.find((word) => isLost(word, from, target, kept));
  if (lost !== undefined) return `${line} works on ${lost.text}`;
  const own = invocation?.tool.value.includes('/') ? absolutePath(invocation.tool.value, from) : undefined;
  if (own !== undefined && within([target])(own)) return kept.isKept(own) ? undefined : `${line} runs ${own}`;
  const isKnown = name === '' || makesNothing.has(name) || fileWork.has(name);
  return isKnown || !within([target])(from) ? undefined : `${line} runs ${name} in ${target}`;
}

/** It names something that came along and that is to go. */
function isLost({ value, literal, text }: Word, from: string, target: string, kept: Kept): boolean {
  const isInside = within([target]);
  if (!literal) return text.includes(`${target}/`) || (isInside(from) && /[/*]/.test(text) && !text.includes('$('));
  const plain = value.replace(/^-*[\w-]+=/, '');
  const path = absolutePath(plain.replace(/\/?[^/]*[*?[].*$/, ''), from);
  if (/[*?[]/.test(plain)) return isInside(path);
  return path !== target && isInside(path) && !kept.isKept(path) && kept.wasThere(path);
}

type Volume = { readonly path: string; readonly where: string };

/** Volumes that are filled with what the image has. */
function volumesOf({ file, context, stage }: Place): Volume[] {
  const declared = [...lineage(stage)].flatMap(({ steps }) =>
    steps
      .filter(({ instruction }) => instruction.keyword === 'VOLUME')
      .flatMap((step) => {
        const { args } = step.instruction;
        const where = `VOLUME of line ${lineOf(file, idOf(step))}`;
        return (jsonForm(args) ?? wordsIn(args.text, file.source.escape)).map((path) => ({ path, where }));
      }),
  );
  const mounted = servicesOf(file, context).flatMap((service) =>
    service.mounts.filter(({ kind }) => kind === 'volume').map(({ target }) => ({ path: target, where: service.file })),
  );
  return [...declared, ...mounted];
}

function whyVolume({ target }: StageFolder, written: string, where: string, kept: Kept): string | undefined {
  const path = absolutePath(written, '/');
  const isAround = written.includes('$') || within([path])(target);
  const isFilled = isAround || (within([target])(path) && !kept.isKept(path) && kept.wasThere(path));
  return isFilled ? `${where} fills a volume with what is there` : undefined;
}
