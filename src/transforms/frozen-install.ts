import { type BuildContext, whyUnknown } from '../context/build-context.ts';
import type { FrozenLike } from '../knowledge/package-managers/entry.ts';
import { isAtLeast } from '../knowledge/versions.ts';
import type { Dockerfile, Step } from '../model/dockerfile.ts';
import type { Finding, Transform } from '../model/finding.ts';
import { agreements } from '../model/lockfiles.ts';
import { managersIn } from '../model/managers.ts';
import { hasOption, type PackageCall } from '../model/package-calls.ts';
import { absolutePath } from '../model/paths.ts';
import { spanIn } from '../model/run.ts';
import { isConfiguredBefore } from './support/configured.ts';
import { type CallInStep, callsOf, callText } from './support/package-steps.ts';
import {
  type But,
  bringsFolder,
  filesFor,
  firstStep,
  folderOf,
  type ProjectFiles,
  projectFile,
  versionHere,
  whyNotPlain,
  whyTouched,
} from './support/project-install.ts';
import { addWordsAfter, type Rewrite, replaceWord } from './support/rewrite.ts';

const meta = {
  id: 'frozen-install',
  title: 'An install takes its lockfile at its word',
  why: 'A plain install goes on where the lockfile is out of date and chooses versions by itself, so that the image has what nobody has tested. Told to keep to the lockfile, it fails instead.',
  phase: 'words',
  maxSafety: 'review',
  covers: [],
  references: [
    'https://docs.npmjs.com/cli/v11/commands/npm-ci',
    'https://classic.yarnpkg.com/en/docs/cli/install#toc-yarn-install-frozen-lockfile',
  ],
  since: '0.1.0',
} as const satisfies Transform['meta'];

function* find(file: Dockerfile, context: BuildContext): Iterable<Finding> {
  if (!managersIn(file).some((manager) => frozenOf(manager) !== undefined)) return;
  for (const place of callsOf(file)) {
    const { step, call } = place;
    const like = frozenOf(call.manager)?.like;
    if (like === undefined || !isInstall(call, like)) continue;
    const at = spanIn(step.run, call.command);
    const message = `${callText(call)} goes on where its lockfile is out of date`;
    const evidence = evidenceFor(file, context, place, like);
    const rewrite = asFrozen(file, place);
    if ('but' in evidence) yield { at, message, declined: evidence.but };
    else if (rewrite === undefined) yield { at, message, declined: 'a line break cuts the word in two' };
    else {
      const scope = evidence.steps.map(({ instruction }) => instruction.span);
      yield { at, message, fix: { ...rewrite, safety: 'review', reason: evidence.reason, scope } };
    }
  }
}

const frozenOf = ({ project }: PackageCall['manager']) =>
  typeof project?.frozen === 'object' && project.frozen.like !== undefined ? project.frozen : undefined;

/** It installs what the project says, and nothing is said yet of how it takes the lockfile. */
const isInstall = (call: PackageCall, like: FrozenLike): boolean =>
  like.verbs.includes(call.verb.value) &&
  call.operands.length === 0 &&
  !hasOption(call, [...like.settled, ...(call.manager.project?.leavesAlone?.options ?? [])]);

function asFrozen(file: Dockerfile, { step, call }: CallInStep): Rewrite | undefined {
  const { verb, option } = frozenOf(call.manager) ?? {};
  if (verb !== undefined) return replaceWord(file, step, call.verb, verb);
  return option === undefined ? undefined : addWordsAfter(step, call.verb, [option]);
}

/** What shows that the lockfile can be taken at its word, and the steps that it comes from. */
type Evidence = { readonly reason: string; readonly steps: readonly Step[] };

function evidenceFor(file: Dockerfile, context: BuildContext, place: CallInStep, like: FrozenLike): Evidence | But {
  const { stage, step, call } = place;
  const but = whyNotPlain(place) ?? whyNotOptions(call, like);
  if (but !== undefined) return { but };
  const unknown = whyUnknown(context);
  if (unknown !== undefined) return { but: unknown };
  if (isConfiguredBefore(file, stage, step, call.command, like.unless))
    return { but: 'it is set up in another way earlier in this file' };
  const folder = folderOf(place);
  if (folder === undefined) return { but: 'the folder that it works in is known only at build time' };
  const files = filesFor(file, context, place, folder);
  if ('but' in files) return files;
  const other = whyNotSettings(file, context, place, like, folder) ?? whyNotEmptied(file, context, place, like, folder);
  if (other !== undefined) return { but: other };
  return agreementOf(file, place, like, files);
}

function whyNotOptions({ options }: PackageCall, like: FrozenLike): string | undefined {
  const unread = options.find(
    ({ value }, at) =>
      !like.options.some((option) => option.test(value)) &&
      !like.valueOptions.includes(value) &&
      !like.valueOptions.includes(options[at - 1]?.value ?? ''),
  );
  return unread && `${unread.text} may not go with it`;
}

/** Files of settings beside the manifest that speak against it. */
function whyNotSettings(
  file: Dockerfile,
  context: BuildContext,
  place: CallInStep,
  like: FrozenLike,
  folder: string,
): string | undefined {
  const { manifests = [] } = place.call.manager.project ?? {};
  for (const name of [...manifests, ...(like.settings ?? [])]) {
    const settings = projectFile(file, context, place, folder, name);
    if (settings === undefined) continue;
    if ('but' in settings) return settings.but;
    if (like.unless.test(settings.text)) return `${settings.path} sets it up in another way`;
  }
  return undefined;
}

function whyNotEmptied(
  file: Dockerfile,
  context: BuildContext,
  place: CallInStep,
  { empties }: FrozenLike,
  folder: string,
): string | undefined {
  if (empties === undefined) return undefined;
  const { flags } = place.step.instruction;
  const isThere =
    bringsFolder(file, context, place, absolutePath(empties, folder)) !== undefined ||
    flags.some(({ name, value }) => name === 'mount' && value.includes(empties));
  return isThere ? `${empties} may be there already, and would be emptied` : undefined;
}

function agreementOf(
  file: Dockerfile,
  place: CallInStep,
  { since, empties }: FrozenLike,
  files: ProjectFiles,
): Evidence | But {
  const { manifest, lockfile } = files;
  const { title } = place.call.manager;
  const version = since === undefined ? ([1, 0] as const) : versionHere(file, place);
  if (version === undefined) return { but: `which ${title} runs here is not known, and an old one can not do it` };
  if (since !== undefined && !isAtLeast(version, since))
    return { but: `the ${title} that runs here may be too old for it` };
  const touched = whyTouched(place, firstStep(files), [
    manifest.name,
    lockfile.name,
    ...(empties === undefined ? [] : [empties]),
  ]);
  if (touched !== undefined) return { but: touched };
  const agreement = agreements.get(lockfile.name)?.(lockfile.text, manifest.text, version[0]);
  if (agreement === undefined) return { but: `${lockfile.path} is of a format that is not read here` };
  if ('but' in agreement) return { but: `${lockfile.path} can not be taken at its word: ${agreement.but}` };
  const { dependencies } = agreement;
  const reason = `${lockfile.path} agrees with ${manifest.path} (${dependencies} ${dependencies === 1 ? 'dependency' : 'dependencies'})`;
  return { reason, steps: [manifest.step, lockfile.step] };
}

export const frozenInstall: Transform = { meta, find };
