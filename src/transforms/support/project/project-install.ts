import type { BuildContext } from '../../../context/build-context.ts';
import { type PackageManager, packageManagers } from '../../../knowledge/package-managers.ts';
import { bystanders, fileWork, rewriters } from '../../../knowledge/programs/file-work.ts';
import { talkers } from '../../../knowledge/programs/scripts.ts';
import { type Brought, broughtTo } from '../../../model/brought-files.ts';
import { type Dockerfile, fromTheBaseUp, type Step } from '../../../model/dockerfile.ts';
import { concernsSystem, hasOption, hasRole, type PackageCall, readPackageCall } from '../../../model/package-calls.ts';
import { absolutePath } from '../../../model/paths.ts';
import { toolOf } from '../../../shell/invocation.ts';
import { type Command, isCertain, type Word } from '../../../shell/script.ts';
import { mountsOf } from '../../../syntax/flags.ts';
import { type CallInStep, isSubstituted } from '../find/package-steps.ts';
import { isRun, type RunStep } from '../rewrite/rewrite.ts';

/** A file of the build context that an install finds in its folder. */
export type ProjectFile = { readonly name: string; readonly path: string; readonly text: string; readonly step: Step };

/** What says that something is not known well enough. */
export type But = { readonly but: string };

/** Why an install is not read as what its project makes of it: it stands where its outcome, its context or its folder is not known. */
export function whyNotPlain({ step, call }: CallInStep): string | undefined {
  const { script } = step.run;
  if (isSubstituted(call)) return 'it stands inside a substitution';
  if (step.deferred) return 'it runs in builds with a context of their own';
  if (call.fedByPipe || call.options.some(({ literal }) => !literal))
    return 'some of its words are known only at run time';
  if (call.command.nesting.length > 0 || !isCertain(script, call.command))
    return 'whether it runs, or what its failure means, rests on other commands';
  return mountsOf(step.instruction.flags).some(({ type }) => type === 'bind')
    ? 'some of its files are mounted'
    : undefined;
}

/** The folder that a call works in; undefined where that is known only at build time. */
export function folderOf({ step, call }: CallInStep): string | undefined {
  let folder = step.state.workdir;
  for (const command of step.run.script.commands) {
    if (command === call.command) return folder;
    if (command.name !== 'cd' && command.name !== 'pushd') continue;
    const [, target, ...others] = command.words;
    if (target?.literal !== true || others.length > 0 || command.nesting.length > 0 || target.value.startsWith('-'))
      return undefined;
    if (folder === undefined && !target.value.startsWith('/')) return undefined;
    folder = absolutePath(target.value, folder ?? '/');
  }
  return folder;
}

/** A file that a COPY brings to a folder before a step, with its text. */
export function projectFile(
  file: Dockerfile,
  context: BuildContext,
  { stage, step }: CallInStep,
  folder: string,
  name: string,
): ProjectFile | But | undefined {
  const brought = broughtTo(file, context, stage, step, absolutePath(name, folder));
  if (brought === undefined) return undefined;
  if (brought.from === 'elsewhere') return { but: `where its ${name} comes from is not known` };
  const text = context.readText(brought.path);
  return text === undefined
    ? { but: `${brought.path} can not be read` }
    : { name, path: brought.path, text, step: brought.step };
}

export type ProjectFiles = { readonly folder: string; readonly manifest: ProjectFile; readonly lockfile: ProjectFile };

/** The manifest that an install reads, and the one lockfile beside it. */
export function filesFor(
  file: Dockerfile,
  context: BuildContext,
  place: CallInStep,
  folder: string,
): ProjectFiles | But {
  const { manifests = [], lockfiles = [] } = place.call.manager.project ?? {};
  const name = manifests[0] as string;
  const read = (wanted: string): ProjectFile | But | undefined => projectFile(file, context, place, folder, wanted);
  const manifest = read(name);
  if (manifest === undefined) return { but: `no COPY before it brings ${name}` };
  if ('but' in manifest) return manifest;
  const above = takenIn(file, context, place, folder);
  if (above !== undefined) return { but: `${above.path} may take it in as a part of its own` };
  const found = lockfilesFor(name).flatMap((lockfile) => read(lockfile) ?? []);
  const own = found.filter((entry) => 'but' in entry || lockfiles.includes(entry.name));
  const [lockfile, second] = own;
  if (lockfile === undefined) return { but: `no COPY before it brings ${lockfiles.join(' or ')}` };
  if ('but' in lockfile) return lockfile;
  const another = second ?? found.find((entry) => entry !== lockfile);
  if (another !== undefined)
    return 'but' in another ? another : { but: `${another.name} is there as well as ${lockfile.name}` };
  return { folder, manifest, lockfile };
}

/** The manifest of a folder above that is the one to be installed. */
function takenIn(file: Dockerfile, context: BuildContext, place: CallInStep, folder: string): ProjectFile | undefined {
  const { takesIn, manifests = [] } = place.call.manager.project ?? {};
  const parts = folder.split('/');
  for (let length = parts.length - 1; length > 0 && takesIn !== undefined; length--) {
    const above = parts.slice(0, length).join('/') || '/';
    const manifest = projectFile(file, context, place, above, manifests[0] as string);
    if (manifest !== undefined && !('but' in manifest) && takesIn.test(manifest.text)) return manifest;
  }
  return undefined;
}

/** The step that brought the first of them. */
export const firstStep = ({ manifest, lockfile }: ProjectFiles): Step =>
  lockfile.step.instruction.span.start < manifest.step.instruction.span.start ? lockfile.step : manifest.step;

/** Something brings a folder along, or may do so. */
export const bringsFolder = (
  file: Dockerfile,
  context: BuildContext,
  { stage, step }: CallInStep,
  path: string,
): Brought | undefined => broughtTo(file, context, stage, step, path, 'folder');

/** Lockfiles of every manager that works with a manifest. */
function lockfilesFor(manifest: string): string[] {
  const managers: readonly PackageManager[] = Object.values(packageManagers);
  const lockfiles = managers.flatMap(({ project }) => (project?.manifests[0] === manifest ? project.lockfiles : []));
  return [...new Set(lockfiles)];
}

/** Files of a folder. */
type Named = { readonly folder: string; readonly names: readonly string[] };

/** Why the files of a project may be others by the time an install reads them: something ran since `first` brought them. */
export function whyTouched(place: CallInStep, first: Step, named: Named): string | undefined {
  for (const step of runsSince(place, first)) {
    const { script } = step.run;
    if (script.opaque !== undefined) return `what a RUN before it does is not known: ${script.opaque}`;
    let at = step.state.workdir;
    for (const command of script.commands) {
      if (command === place.call.command) break;
      if (command.name === 'cd') at = undefined;
      if (isBystander(command, named, at)) continue;
      return `${command.words.map(({ text }) => text).join(' ')} runs before it, and may change its files`;
    }
  }
  return undefined;
}

function runsSince({ stage, step }: CallInStep, first: Step): RunStep[] {
  const steps = fromTheBaseUp(stage).flatMap((ancestor) => ancestor.steps);
  const between = steps.slice(steps.indexOf(first), steps.indexOf(step) + 1);
  return between.filter(isRun).filter(({ deferred }) => !deferred);
}

/** It is known not to change the files of a project in a folder that have one of the names. */
function isBystander(command: Command, { names, folder }: Named, workdir: string | undefined): boolean {
  const targets = command.redirects.flatMap(({ target }) => target ?? []);
  const written = [...command.words, ...targets];
  if (written.some(({ value }) => names.some((name) => value.includes(name)))) return false;
  if (targets.some(({ literal }) => !literal)) return false;
  const call = readPackageCall(command);
  if (call !== undefined) return concernsSystem(call) || leavesProject(call);
  const tool = toolOf(command);
  if (rewriters.has(tool)) return command.words.slice(1).every((word) => isElsewhere(word, folder, workdir));
  return tool === '' || tool === 'cd' || fileWork.has(tool) || talkers.includes(tool) || bystanders.has(tool);
}

/** What a word names neither is a folder nor holds it; one like `..` or `*` may well. */
function isElsewhere({ value, literal }: Word, folder: string, workdir: string | undefined): boolean {
  if (!literal || /^[^/]*\*/.test(value) || /^(?:\.{1,2}\/)*\.{0,2}$/.test(value)) return false;
  if (workdir === undefined && !/^[-/]/.test(value)) return false;
  const path = absolutePath(value.replace(/\/\*+$/, ''), workdir ?? '/');
  return path !== '/' && path !== folder && !folder.startsWith(`${path}/`);
}

/** A call that neither installs packages of a project nor changes its files. */
export function leavesProject(call: PackageCall): boolean {
  const { project } = call.manager;
  if (project === undefined || hasRole(call, 'clean')) return true;
  const { leavesAlone } = project;
  if (leavesAlone === undefined) return false;
  return leavesAlone.verbs.includes(call.verb.value) || hasOption(call, leavesAlone.options);
}
