import { phpSource } from '../../../../knowledge/php/calls.ts';
import { apacheSwitch, COMPILERS, compilesExtensions, phpServer } from '../../../../knowledge/php/images.ts';
import { fromParts, type Stage, type Step } from '../../../../model/dockerfile.ts';
import { type ImageFile, imageFiles } from '../../../../model/image-files.ts';
import type { ImageReference } from '../../../../model/image-reference.ts';
import { within } from '../../../../model/paths.ts';
import { baseName, toolOf } from '../../../../shell/invocation.ts';
import type { Command } from '../../../../shell/script.ts';
import { isCopy } from '../../../../syntax/instruction.ts';
import { isRun } from '../../rewrite/rewrite.ts';
import type { Place } from '../../user/place.ts';
import { lineOf, listed } from '../../wording.ts';
import type { Build, Ecosystem, Runtime } from '../runtime.ts';
import { becomes } from '../steps/handed-scripts.ts';
import { installsComposer, whyOtherSources } from './brought.ts';
import { type Composed, composedIn, composerCall } from './composer.ts';
import { type PhpFiles, phpFiles } from './files.ts';
import { hasDroppable, type Packages, packagesFor } from './packages.ts';
import { type Spawned, spawnedByPhp, spawnedByTexts } from './sources.ts';
import { whyStarted } from './started.ts';
import { whyUser } from './user.ts';

/** Programs in PHP run on the image that they are built on, without what fetched their packages and compiled extensions. */
export const php: Ecosystem = { builds, readsTables: true, followsShells: true, lastStep, ownStart, runtime };

function imageOf({ base }: Stage): ImageReference | undefined {
  return base.kind === 'image' && base.image.name === 'php' ? base.image : undefined;
}

function builds(command: Command, { stage }: Place): boolean {
  if (imageOf(stage) === undefined) return false;
  return composerCall(command) !== undefined || compilesExtensions.test(toolOf(command));
}

/** The server of an image that has pages to serve; without any, others may be built on it. */
function ownStart({ stage, file, context }: Place): string | undefined {
  const files = imageFiles(file, context, stage);
  const hasPages = typeof files !== 'string' && files.some(({ source }) => phpSource.test(source));
  return hasPages ? phpServer(imageOf(stage)?.tag ?? '') : undefined;
}

/** Programs that every image of PHP has, and that do the same without what builds need. */
const ANYWHERE: ReadonlySet<string> = new Set(
  `: [ addgroup adduser cat cd chgrp chmod chown cp echo export false groupadd ln ls mkdir mv php printf rm sed set tee test touch true
  useradd usermod`.split(/\s+/),
);

/** What stands behind it is done in the stage that runs, as it was. */
function lastStep({ steps }: Stage): Step | undefined {
  return steps.findLast((step) => isRun(step) && !step.deferred && !isDoneAnywhere(step));
}

const isDoneAnywhere = ({ run, instruction }: Step): boolean =>
  run !== undefined &&
  run.scripts === undefined &&
  run.script.opaque === undefined &&
  instruction.flags.length === 0 &&
  !/composer(?!\.(?:json|lock))/.test(run.script.text) &&
  run.script.commands.every(
    ({ name, words }) => name === '' || ANYWHERE.has(words[0]?.value ?? '') || apacheSwitch.test(name),
  );

function runtime(build: Build): Runtime | string | undefined {
  const { place, steps } = build;
  const image = imageOf(place.stage) as ImageReference;
  const family = /alpine/.test(image.tag) ? 'alpine' : 'debian';
  const hasComposer = steps.some((step) => installsComposer(build, step));
  if (!hasComposer && !hasDroppable(place, family)) return undefined;
  const files = imageFiles(place.file, place.context, place.stage);
  if (typeof files === 'string') return files;
  const why = whyRoot(build) ?? whyStarted(build) ?? whyOtherSources(place);
  if (why !== undefined) return why;
  const composed = composedIn(place, steps);
  if (typeof composed === 'string') return composed;
  if (hasComposer && composed.folders.length === 0)
    return 'composer is installed, and no step has it install anything, so people may call it in containers';
  const spawned = spawnedByPhp(place.context, files);
  if (typeof spawned === 'string') return spawned;
  const given = spawnedByTexts(build.started);
  if (typeof given === 'string') return given;
  const found = phpFiles({ ...build, files }, composed);
  if (typeof found === 'string') return found;
  const named = namedByFiles(place, files, found);
  const starts = [...startedBy(build), ...composed.starts, ...spawned, ...given, ...named];
  const packages = packagesFor({ build, image, family, starts, composed });
  if (typeof packages === 'string') return packages;
  if (!hasComposer && packages.dropped.length === 0) return undefined;
  const configured = steps.find(({ run }) => /\bgit config\b/.test(run?.script.text ?? ''));
  if (configured !== undefined && packages.needed.includes('git'))
    return `line ${lineOf(place.file, configured.instruction.span.start)} sets up git for who builds, and the program starts it as well`;
  const { taken, repeated, keepsOwners } = found;
  const written = place.stage.steps.slice(0, steps.length);
  const hasUser = written.some(
    ({ instruction: { keyword }, run }) => keyword === 'USER' || (run && becomes(run.script)) !== undefined,
  );
  const whyGiven = keepsOwners && !hasUser ? undefined : whyUser(place, written, found);
  if (whyGiven !== undefined) return whyGiven;
  return {
    base: fromParts(place.stage.from).base,
    packages: packages.needed,
    ...{ taken, repeated, builder: [] },
    reason: reasonOf(packages, hasComposer, found, composed),
  };
}

/** The images without a server start in the root folder. */
function whyRoot({ place: { stage, file }, steps }: Build): string | undefined {
  const step = steps.find(
    ({ instruction, state, run }) =>
      state.workdir === undefined &&
      (run?.script.commands.some((one) => composerCall(one)) || isRelativeCopy(instruction)),
  );
  return step !== undefined && phpServer(imageOf(stage)?.tag ?? '') === undefined
    ? `line ${lineOf(file, step.instruction.span.start)} works in the root folder of the image, with all else`
    : undefined;
}

const isRelativeCopy = (instruction: Step['instruction']): boolean =>
  isCopy(instruction) && !/(?:^|[\s"])\/[^\s"]*"?\s*\]?$/.test(instruction.args.text.trim());

const startedBy = ({ started }: Build): Spawned[] =>
  started.programs.map(({ name, by }) => ({ name: baseName(name), by }));

/** Programs in lines of settings and tables that others read: those of cron, supervisord and their like. */
function namedByFiles({ context }: Place, files: readonly ImageFile[], { taken }: PhpFiles): Spawned[] {
  const folders = within(taken.filter(({ kind }) => kind === 'folder').map(({ path }) => path));
  return files
    .filter(
      ({ path, source }) =>
        !phpSource.test(source) && (!folders(path) || /cron|supervis|\.(?:conf|service)$/.test(path)),
    )
    .flatMap(({ source }) => {
      const lines = (context.readText(source) ?? '').split('\n').filter((line) => !/^\s*[#;]/.test(line));
      return lines
        .flatMap((line) => [...line.matchAll(/(?<![\w.-])([a-z][\w+.-]*)\s+[\w-]/g)])
        .map(([, name = '']) => ({ name, by: source }));
    });
}

function reasonOf({ dropped }: Packages, hasComposer: boolean, { taken }: PhpFiles, { isOpen }: Composed): string {
  const gone = [...dropped.slice(0, 4).map((name) => (name === COMPILERS ? 'the compilers' : name))];
  const left = [...gone, ...(hasComposer ? ['composer'] : [])];
  const open = isOpen
    ? '; what fetches packages stays where it is installed, as no composer.lock says what they start'
    : '';
  return `nothing that is known to run needs ${listed(left)}, and PHP runs on the same image; it takes along ${listed(taken.map(({ path }) => path))}${open}`;
}
