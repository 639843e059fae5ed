import { type BuildContext, whyUnknown } from '../context/build-context.ts';
import type { OmitLike } from '../knowledge/package-managers/entry.ts';
import { isAtLeast } from '../knowledge/versions.ts';
import { containerCommands } from '../model/container-commands.ts';
import { copiedFrom, type Dockerfile, type Stage, shippedStages, stageCalled, stagesOn } from '../model/dockerfile.ts';
import type { Finding, Transform } from '../model/finding.ts';
import { parsedJson } from '../model/formats/json.ts';
import { agreements, developments } from '../model/lockfiles.ts';
import { managersIn } from '../model/managers.ts';
import { matches } from '../model/matches.ts';
import { hasOption, type PackageCall } from '../model/package-calls.ts';
import { spanIn } from '../model/run.ts';
import type { Command } from '../shell/script.ts';
import { versionHere } from './support/find/manager-version.ts';
import { type CallInStep, callsOf, callText } from './support/find/package-steps.ts';
import {
  type Project,
  prunes,
  whyCommandsNeed,
  whyLifecycleNeeds,
  whyScriptNeeds,
  whySettingsNeed,
  whyToldNeeds,
} from './support/project/development-use.ts';
import {
  type But,
  filesFor,
  firstStep,
  folderOf,
  type ProjectFiles,
  whyNotPlain,
  whyTouched,
} from './support/project/project-install.ts';
import { addWordsAfter, isRun } from './support/rewrite/rewrite.ts';
import { whyWorkedIn } from './support/user/worked-in.ts';

const meta = {
  id: 'omit-dev-dependencies',
  title: 'Images have no packages that only development needs',
  why: 'Test frameworks, linters and compilers make an image larger, and what they bring has to be kept free of known holes as well.',
  phase: 'words',
  maxSafety: 'review',
  covers: [],
  references: ['https://docs.npmjs.com/cli/v11/using-npm/config#omit'],
  since: '0.1.0',
} as const satisfies Transform['meta'];

function* find(file: Dockerfile, context: BuildContext): Iterable<Finding> {
  if (!managersIn(file).some((manager) => likeOf(manager) !== undefined)) return;
  for (const place of callsOf(file)) {
    const { step, call } = place;
    const like = likeOf(call.manager);
    const option = call.manager.project?.omitDev?.option;
    if (like === undefined || option === undefined || !isFull(file, place, like) || !shipsAlone(file, place)) continue;
    const at = spanIn(step.run, call.command);
    const message = `${callText(call)} brings what only development needs`;
    const evidence = evidenceFor(file, context, place, like);
    if (evidence === undefined) continue;
    if ('but' in evidence) yield { at, message, declined: evidence.but };
    else
      yield {
        at,
        message,
        fix: {
          ...addWordsAfter(step, call.verb, [option]),
          safety: 'review',
          reason: evidence.reason,
          scope: place.stage.steps.filter((other) => other !== step).map(({ instruction }) => instruction.span),
        },
      };
  }
}

const likeOf = ({ project }: PackageCall['manager']): OmitLike | undefined => project?.omitDev?.like;

/** It installs what the project says, all of it, and nobody has said yet which part that is to be, or takes a part away later. */
function isFull(file: Dockerfile, place: CallInStep, like: OmitLike): boolean {
  const { call } = place;
  const { leavesAlone } = call.manager.project ?? {};
  return (
    like.verbs.includes(call.verb.value) &&
    call.operands.length === 0 &&
    !hasOption(call, [...like.settled, ...(leavesAlone?.options ?? [])]) &&
    !(matches(file.source, like.configured) && like.configured.test(textBefore(file, place))) &&
    !commandsAfter(file, place).some(({ commands }) => commands.some((command) => prunes(command, like)))
  );
}

const textBefore = ({ source }: Dockerfile, { step, call }: CallInStep): string =>
  source.text.slice(0, spanIn(step.run, call.command).end);

/** The image is handed out, and no stage takes files from it: there they may be needed for a build. */
function shipsAlone(file: Dockerfile, { stage }: CallInStep): boolean {
  const own = stagesOn(file, stage);
  const isCopied = file.stages.some((other) =>
    other.steps.some(({ instruction }) =>
      copiedFrom(instruction).some((name) => own.includes(stageCalled(file, name, other) as Stage)),
    ),
  );
  return !isCopied && shippedStages(file).some((shipped) => own.includes(shipped));
}

type Later = {
  readonly stage: Stage;
  readonly commands: readonly Command[];
  readonly folder: string | undefined;
  readonly opaque: string | undefined;
};

/** What runs in the build after a call, in its own image and in those that are built on it. */
function commandsAfter(file: Dockerfile, { stage, step, call }: CallInStep): Later[] {
  return stagesOn(file, stage).flatMap((other) => {
    const steps = other === stage ? other.steps.slice(other.steps.indexOf(step)) : other.steps;
    return steps.filter(isRun).map(({ run: { script }, state: { workdir } }) => ({
      stage: other,
      commands: script.commands.slice(script.commands.indexOf(call.command) + 1),
      folder: workdir,
      opaque: script.opaque,
    }));
  });
}

type Evidence = { readonly reason: string };

function evidenceFor(
  file: Dockerfile,
  context: BuildContext,
  place: CallInStep,
  like: OmitLike,
): Evidence | But | undefined {
  const but = whyNotPlain(place);
  if (but !== undefined) return { but };
  const unknown = whyUnknown(context);
  if (unknown !== undefined) return { but: unknown };
  const folder = folderOf(place);
  if (folder === undefined) return { but: 'the folder that it works in is known only at build time' };
  const files = filesFor(file, context, place, folder);
  if ('but' in files) return files;
  const manifest = parsedJson(files.manifest.text);
  const development = developments.get(files.lockfile.name)?.(files.lockfile.text);
  if (manifest === undefined || development === undefined)
    return { but: `${files.lockfile.path} does not say what only development needs` };
  if (development.names.size === 0) return undefined;
  const other = whyNotOmitted(file, place, like, files);
  if (other !== undefined) return { but: other };
  if (development.seeker !== undefined)
    return { but: `${development.seeker} works with a package that only development brings` };
  const seen = { scripts: new Set<string>(), files: new Set<string>() };
  const project: Project = { file, context, stage: place.stage, folder, manifest, like, development, seen };
  const needed =
    whySettingsNeed(project, files) ??
    whyNeeded(project, place) ??
    whyWorkedIn(project.context) ??
    whyToldNeeds(project);
  if (needed !== undefined) return { but: needed };
  return { reason: reasonFor(project) };
}

/** The manager may not know the option, or install other things than the lockfile says. */
function whyNotOmitted(
  file: Dockerfile,
  place: CallInStep,
  { since }: OmitLike,
  files: ProjectFiles,
): string | undefined {
  const { manifest, lockfile } = files;
  const version = versionHere(file, { ...place, command: place.call.command }, place.call.manager);
  if (version === undefined || !isAtLeast(version, since))
    return `which ${place.call.manager.title} runs here is not known, or it is too old for the option`;
  const agreement = agreements.get(lockfile.name)?.(lockfile.text, manifest.text, version[0]);
  if (agreement === undefined || 'but' in agreement)
    return `${lockfile.path} can not be taken at its word: ${agreement?.but ?? 'it is not read here'}`;
  return whyTouched(place, firstStep(files), { folder: files.folder, names: [manifest.name, lockfile.name] });
}

function whyNeeded(project: Project, place: CallInStep): string | undefined {
  const { file } = project;
  const lifecycle = hasOption(place.call, [project.like.lifecycleOff]) ? undefined : whyLifecycleNeeds(project);
  if (lifecycle !== undefined) return lifecycle;
  for (const { stage, commands, folder, opaque } of commandsAfter(file, place)) {
    if (opaque !== undefined) return `what a later RUN does is not known: ${opaque}`;
    const why = whyCommandsNeed({ ...project, stage }, commands, folder);
    if (why !== undefined) return why;
  }
  const shipped = shippedStages(file);
  for (const stage of stagesOn(file, place.stage).filter((each) => shipped.includes(each))) {
    const scripts = containerCommands(stage);
    if (scripts.length === 0) return 'what containers run is not said';
    for (const script of scripts) {
      const why = whyScriptNeeds({ ...project, stage }, script, stage.end.workdir);
      if (why !== undefined) return why;
    }
  }
  return undefined;
}

const reasonFor = ({ development, seen }: Project): string =>
  `nothing that runs here names a package for development alone (packages: ${development.names.size}, files read: ${seen.files.size})`;

export const omitDevDependencies: Transform = { meta, find };
