import { type BuildContext, whyUnknown } from '../context/build-context.ts';
import type { Frozen, FrozenLike, Project } from '../knowledge/package-managers/entry.ts';
import { type PackageManager, packageManagers } from '../knowledge/package-managers.ts';
import { isAtLeast } from '../knowledge/versions.ts';
import type { Dockerfile, Step } from '../model/dockerfile.ts';
import type { Finding, Transform } from '../model/finding.ts';
import { agreements } from '../model/lockfiles.ts';
import { hasOption, type PackageCall } from '../model/package-calls.ts';
import { absolutePath } from '../model/paths.ts';
import { spanIn } from '../model/run.ts';
import { isUntracked } from '../model/untracked.ts';
import { isConfiguredBefore } from './support/find/configured.ts';
import { versionHere } from './support/find/manager-version.ts';
import { type CallInStep, callsOf, callText } from './support/find/package-steps.ts';
import {
  type But,
  bringsFolder,
  filesFor,
  firstStep,
  folderOf,
  type ProjectFiles,
  projectFile,
  whyNotPlain,
  whyTouched,
} from './support/project/project-install.ts';
import { addWordsAfter, addWordsBefore, type Rewrite, replaceWord } from './support/rewrite/rewrite.ts';

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
    'https://yarnpkg.com/cli/install#details',
    'https://pnpm.io/cli/install#--frozen-lockfile',
    'https://bun.com/docs/pm/cli/install',
    'https://bundler.io/man/bundle-config.1.html',
  ],
  since: '0.1.0',
} as const satisfies Transform['meta'];

function* find(file: Dockerfile, context: BuildContext): Iterable<Finding> {
  if (!freezable.some((tool) => file.source.text.includes(tool))) return;
  for (const place of callsOf(file)) {
    const { step, call } = place;
    const frozen = frozenOf(projectOf(file, context, place));
    const like = frozen?.like;
    if (like === undefined || !isInstall(call, like) || isTold(file, place, like)) continue;
    const at = spanIn(step.run, call.command);
    const message = `${callText(call)} goes on where its lockfile is out of date`;
    const evidence = evidenceFor(file, context, place, like);
    const rewrite = asFrozen(file, place, frozen ?? {});
    if ('but' in evidence) yield { at, message, declined: evidence.but };
    else if (rewrite === undefined) yield { at, message, declined: 'a line break cuts the word in two' };
    else {
      const scope = evidence.steps.map(({ instruction }) => instruction.span);
      yield { at, message, fix: { ...rewrite, safety: 'review', reason: evidence.reason, scope } };
    }
  }
}

/** By its lockfile, where a manager has more than one edition. */
function projectOf(file: Dockerfile, context: BuildContext, place: CallInStep): Project | undefined {
  const { project, edition } = place.call.manager;
  const folder = edition && folderOf(place);
  if (edition === undefined || folder === undefined || !context.known) return project;
  const lockfile = projectFile(file, context, place, folder, edition.file);
  const isLater = lockfile !== undefined && 'text' in lockfile && edition.later.text.test(lockfile.text);
  return isLater ? edition.later.project : project;
}

function frozenOf(project: Project | undefined): Frozen | undefined {
  const frozen = project?.frozen;
  return typeof frozen === 'object' && frozen.like !== undefined ? frozen : undefined;
}

const managers: readonly PackageManager[] = Object.values(packageManagers);

/** Programs that can be told. */
const freezable = managers.flatMap(({ project, tools }) => (frozenOf(project) === undefined ? [] : tools));

/** It installs what the project says, and nothing is said yet of how it takes the lockfile. */
const isInstall = (call: PackageCall, like: FrozenLike): boolean =>
  like.verbs.includes(call.verb.value) &&
  call.operands.length === 0 &&
  !hasOption(call, [...like.settled, ...(call.manager.project?.leavesAlone?.options ?? [])]) &&
  ![...call.command.assignments, ...call.wrapper].some(({ text }) => like.unless.test(text));

const isTold = (file: Dockerfile, { stage, step, call }: CallInStep, { told }: FrozenLike): boolean =>
  told !== undefined && isConfiguredBefore(file, stage, step, call.command, told);

function asFrozen(
  file: Dockerfile,
  { step, call }: CallInStep,
  { verb, option, variable }: Partial<Frozen>,
): Rewrite | undefined {
  if (verb !== undefined) return replaceWord(file, step, call.verb, verb);
  if (option !== undefined) return addWordsAfter(step, call.verb, [option]);
  return variable === undefined ? undefined : addWordsBefore(step, call.tool, [variable]);
}

/** What shows that the lockfile can be taken at its word, and the steps that it comes from. */
type Evidence = { readonly reason: string; readonly steps: readonly Step[] };

function evidenceFor(file: Dockerfile, context: BuildContext, place: CallInStep, like: FrozenLike): Evidence | But {
  const { stage, step, call } = place;
  const but = whyNotPlain(place) ?? whyNotOptions(call, like) ?? whyNotVariable(call);
  if (but !== undefined) return { but };
  const unknown = whyUnknown(context);
  if (unknown !== undefined) return { but: unknown };
  if (like.needs?.text.test(file.source.text) === false) return { but: like.needs.because };
  if (isConfiguredBefore(file, stage, step, call.command, like.unless))
    return { but: 'it is set up in another way earlier in this file' };
  const folder = folderOf(place);
  if (folder === undefined) return { but: 'the folder that it works in is known only at build time' };
  const files = filesFor(file, context, place, folder);
  if ('but' in files) return files;
  if (isUntracked(context, files.lockfile.path))
    return { but: `.gitignore keeps ${files.lockfile.path} out of the repository` };
  const other = whyNotSettings(file, context, place, like, folder) ?? whyNotEmptied(file, context, place, like, folder);
  if (other !== undefined) return { but: other };
  return agreementOf(file, place, like, files);
}

/** What stands before the program may clear its variables, as `sudo` does. */
const whyNotVariable = ({ manager, wrapper }: PackageCall): string | undefined =>
  frozenOf(manager.project)?.variable !== undefined && wrapper.length > 0
    ? 'its variables may not reach it'
    : undefined;

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
  const version =
    since === undefined
      ? ([1, 0] as const)
      : versionHere(file, { ...place, command: place.call.command }, place.call.manager);
  if (version === undefined) return { but: `which ${title} runs here is not known, and an old one can not do it` };
  if (since !== undefined && !isAtLeast(version, since))
    return { but: `the ${title} that runs here may be too old for it` };
  const names = [manifest.name, lockfile.name, ...(empties === undefined ? [] : [empties])];
  const touched = whyTouched(place, firstStep(files), { folder: files.folder, names });
  if (touched !== undefined) return { but: touched };
  const agreement = agreements.get(lockfile.name)?.(lockfile.text, manifest.text, version[0]);
  if (agreement === undefined) return { but: `${lockfile.path} is of a format that is not read here` };
  if ('but' in agreement) return { but: `${lockfile.path} can not be taken at its word: ${agreement.but}` };
  const { dependencies } = agreement;
  const reason = `${lockfile.path} agrees with ${manifest.path} (${dependencies} ${dependencies === 1 ? 'dependency' : 'dependencies'})`;
  return { reason, steps: [manifest.step, lockfile.step] };
}

export const frozenInstall: Transform = { meta, find };
