import { whyUnknown } from '../../../../context/build-context.ts';
import { loadedFirst, nodeSettings } from '../../../../knowledge/node/node.ts';
import { hooksScript, installScripts, readsNothing } from '../../../../knowledge/node/package-json.ts';
import { forBuildsOnly } from '../../../../knowledge/node/packages.ts';
import { elsewhere, programsOf } from '../../../../knowledge/node/programs.ts';
import type { Step } from '../../../../model/dockerfile.ts';
import { type Json, part } from '../../../../model/formats/json.ts';
import { agreements } from '../../../../model/lockfiles.ts';
import { hasOption, installs, type PackageCall, packageCalls } from '../../../../model/package-calls.ts';
import { standsInFile } from '../../../../model/run.ts';
import { isPlainChain } from '../../../../shell/script.ts';
import { versionHere } from '../../find/manager-version.ts';
import { whyFilesNeed } from '../../project/named-in-files.ts';
import { appendCommand, isRun, type Rewrite, type RunStep } from '../../rewrite/rewrite.ts';
import type { Place } from '../../user/place.ts';
import { lineOf } from '../../wording.ts';
import type { NodeStart } from './found.ts';
import type { Locked } from './locked.ts';
import { moduleOf, modulesIn, packagesNamed } from './module-names.ts';
import { pruneByNpm } from './npm-prune.ts';
import { isGlobal } from './outputs.ts';
import type { Source } from './sources.ts';
import { startsByManager } from './spawned.ts';
import { whyStrangers } from './strangers.ts';

export type Project = {
  readonly place: Place;
  readonly folder: string;
  readonly manifest: Json;
  /** Its name and text; empty where there is none, or where it is that of several packages. */
  readonly lockfile: string;
  readonly lockText: string;
  readonly locked: readonly Locked[];
  readonly scripts: readonly Source[];
  readonly start: NodeStart;
  readonly steps: readonly Step[];
  /** Settings that a framework reads when it starts. */
  readonly settings: readonly Source[];
  /** Scripts that start it. */
  readonly texts: readonly string[];
};

/** What takes away the packages that only development needs, behind the build; or why they stay. */
export type Pruned =
  | {
      readonly said: string;
      /** The last RUN does it as well; without one it has a RUN of its own. */
      readonly rewrite?: Rewrite;
    }
  /** `isDone`: there is none of them to take away. */
  | { readonly but: string; readonly isDone?: true };

export function pruned(project: Project): Pruned {
  const { steps, folder, place } = project;
  const last = steps.at(-1);
  const install = installOf(steps, folder);
  if (whyUnknown(place.context) !== undefined || install === undefined)
    return { but: 'which step installs its packages is not known' };
  if (!isRun(last) || !isPlainChain(last.run.script) || last.run.isHeredoc || last.state.workdir !== folder)
    return { but: 'its last RUN is no list of commands in the folder of the project' };
  if (!place.stage.steps.includes(last))
    return { but: 'its last RUN works in another shell, or goes to its folder first' };
  if (last.run.script.commands.some(({ name }) => name === 'cd' || name === 'pushd'))
    return { but: 'its last RUN works in several folders' };
  const done = whyDone(project, install.call);
  if (done !== undefined) return { but: done, isDone: true };
  // pnpm takes away what it has installed itself, and nothing else.
  const leavesStrangers = install.call.manager.title === 'pnpm';
  const strangers = leavesStrangers ? undefined : whyStrangers(project, steps.slice(steps.indexOf(install.step)));
  const but = whyKept(project) ?? strangers;
  if (but !== undefined) return { but };
  const said = commandFor(project, install);
  if (typeof said === 'object') return said;
  const isBuild = last.run.script.commands.some(({ name }) => RUNS_SCRIPTS.has(name));
  const isAtTheEnd = place.stage.steps.at(-1) === last;
  const isOfRun = standsInFile(last.run);
  if (isAtTheEnd && !isOfRun) return { but: 'its last RUN works in another shell, and nothing stands behind it' };
  return { said, ...(isOfRun && (isBuild || isAtTheEnd) && { rewrite: appendCommand(place.file, last, said, '&&') }) };
}

/** A RUN of theirs is a build or an install, which what takes packages away belongs to. */
const RUNS_SCRIPTS: ReadonlySet<string> = new Set(['npm', 'npx', 'pnpm', 'yarn']);

type Install = { readonly step: RunStep; readonly call: PackageCall };

/** The last install of the project. */
function installOf(steps: readonly Step[], folder: string): Install | undefined {
  const all = steps.filter(isRun).flatMap((step) =>
    packageCalls(step.run.script)
      .filter((call) => call.manager.project?.install.includes(call.verb.value) && installs(call) && !isGlobal(call))
      .filter(({ args }) => !args.some(({ value }) => elsewhere.test(value)))
      .map((call) => ({ step, call })),
  );
  const last = all.at(-1);
  return last?.step.state.workdir === folder ? last : undefined;
}

const OMITS = /^--(?:omit(?:=dev|$)|only(?:=|$)|prod(?:uction)?(?:=|$))|^-P$/;

/** Why there are no packages for development alone behind the build. */
function whyDone(project: Project, install: PackageCall): string | undefined {
  const { manifest, place, steps } = project;
  const development = Object.keys(part(manifest, 'devDependencies'));
  if (development.length === 0) return 'it has no packages for development alone';
  const calls = steps.filter(isRun).flatMap(({ run }) => packageCalls(run.script));
  if (calls.some(({ verb }) => verb.value === 'prune' || verb.value === 'workspaces focus'))
    return 'the build takes packages for development away itself';
  if (hasOption(install, [OMITS])) return 'packages for development are not installed';
  const text = place.file.source.text;
  if (/NODE_ENV\s*[= ]\s*["']?production/.test(text.slice(0, install.command.start)) && isProductionAt(project))
    return 'NODE_ENV keeps packages for development from being installed';
  return undefined;
}

function whyKept(project: Project): string | undefined {
  const { manifest, locked, place, start } = project;
  const { text } = place.file.source;
  const hasMore =
    (nodeSettings.test(text) && /NODE_PATH|NODE_OPTIONS.*(?:-r\b|--require|--import|loader)/.test(text)) ||
    project.texts.some((own) => /NODE_PATH/.test(own) || loadedFirst(own).length > 0);
  if (hasMore) return 'variables may make node load more';
  if (manifest['workspaces'] !== undefined || project.lockfile === '') return 'it is one of several packages';
  const managed = startsByManager(project.scripts);
  if (managed !== undefined) return `${managed}, which may call programs of theirs`;
  return whyNeeded(project, locked, start);
}

function isProductionAt({ steps, folder }: Project): boolean {
  const install = installOf(steps, folder);
  return install?.step.instruction !== undefined && /production/.test(valueOf(install.step));
}

function valueOf({ state }: RunStep): string {
  for (let { variable } = state; variable !== undefined; variable = variable.before)
    if (variable.name === 'NODE_ENV') return variable.value ?? '';
  return '';
}

function whyNeeded(
  { place, folder, manifest, scripts, settings }: Project,
  locked: readonly Locked[],
  start: NodeStart,
): string | undefined {
  const direct = Object.keys(part(manifest, 'devDependencies'));
  const also = new Set([
    ...Object.keys(part(manifest, 'dependencies')),
    ...Object.keys(part(manifest, 'optionalDependencies')),
  ]);
  const names = new Set([
    ...direct.filter((name) => !also.has(name)),
    ...locked.filter((one) => one.isDevelopment).map((one) => one.name),
  ]);
  for (const { name, isDevelopment } of locked) if (isDevelopment === false) names.delete(name);
  const programs = new Set([
    ...[...names]
      .filter(hasPrograms)
      .flatMap((name) => [
        name.slice(name.lastIndexOf('/') + 1),
        ...(Object.hasOwn(programsOf, name) ? (programsOf[name] ?? []) : []),
      ]),
    ...locked.filter((one) => one.isDevelopment).flatMap((one) => one.programs),
  ]);
  const started = [...start.called, ...start.programs.map(({ name }) => name)].find((name) => programs.has(name));
  if (started !== undefined) return `${started}, which containers start, is one of them`;
  const loaded = start.texts.find(({ text }) =>
    [moduleOf(text), ...packagesNamed(text)].some((name) => names.has(name)),
  );
  if (loaded !== undefined) return `${loaded.where} names one of them`;
  const seeker = locked.find(
    (one) => one.isDevelopment === false && one.peers.some((peer) => names.has(peer) && !forBuildsOnly.test(peer)),
  );
  if (seeker !== undefined) return `${seeker.name} works with one of them`;
  const held = new Set(locked.map(({ name }) => name));
  const isUnsorted = locked.some(({ isDevelopment }) => isDevelopment === undefined);
  for (const { path, text } of [...scripts, ...settings]) {
    const named = packagesNamed(text).find((name) => names.has(name));
    if (named !== undefined) return `${path} names ${named}`;
    const stray = isUnsorted ? modulesIn(text).find((name) => !also.has(name) && held.has(name)) : undefined;
    if (stray !== undefined) return `${path} loads ${stray}, which package.json does not list`;
    if (/\b(?:require|import)\s*\(\s*(?:(?!['"`)]|\/\*|[^)]*(?:__dirname|path\.|\.\/))|`(?![./])[^`]*\$\{)/.test(text))
      return `${path} loads a module by a name that it works out`;
  }
  const needed = whyFilesNeed({ ...place, folder }, names);
  if (needed !== undefined) return needed;
  const config = settings.find(({ path }) => /\.ts$/.test(path));
  return config && `${config.path} is in TypeScript`;
}

const hasPrograms = (name: string): boolean => !name.startsWith('@types/');

const isPatched = (manifest: Json): boolean =>
  installScripts.some((name) => {
    const script = part(manifest, 'scripts')[name];
    return typeof script === 'string' && !readsNothing.test(script) && !hooksScript.test(script);
  });

/** It has installed what the lockfile says, or the build has failed. */
const isFrozen = ({ options }: PackageCall): boolean =>
  options.some(({ value }) => /^--(?:frozen-lockfile|immutable)$/.test(value));

/** A lockfile that is behind its manifest ends what takes packages away, where the install before has gone on with it. */
function whyStale({ place, lockfile, lockText, manifest }: Project, { call, step }: Install): string | undefined {
  const version = versionHere(place.file, { stage: place.stage, step, command: call.command }, call.manager);
  const agreement = agreements.get(lockfile)?.(lockText, JSON.stringify(manifest), version?.[0] ?? Number.NaN);
  return agreement !== undefined && 'but' in agreement ? agreement.but : undefined;
}

/** Without them, yarn refuses what the install was told to go on with. */
const keptFrom = ({ options }: PackageCall): string[] =>
  options.map(({ value }) => value).filter((value) => /^--ignore-(?:engines|optional|platform)$/.test(value));

/** Why a later RUN may not reach the registry that the install has reached. */
function whyPrivate({ place: { file }, steps }: Project): string | undefined {
  const step = steps
    .filter(isRun)
    .find(
      ({ run, instruction: { flags } }) =>
        flags.some(({ text }) => /type=(?:secret|ssh)/.test(text)) || SETS_REGISTRY.test(run.script.text),
    );
  return step && `line ${lineOf(file, step.instruction.span.start)} alone says where from, and with what rights`;
}

const SETS_REGISTRY = /\.(?:npm|yarn)rc\b|_authToken|--registry\b|\b(?:\w*_TOKEN|npm_config_\w+|YARN_\w+)=/;

function commandFor(project: Project, { call, step }: Install): string | { readonly but: string } {
  const { lockfile, lockText, manifest, locked } = project;
  const isGenerated =
    locked.some(({ name }) => name === '@prisma/client') || part(manifest, 'dependencies')['@prisma/client'];
  const manager = call.manager.title;
  if (manager === 'npm' && /^(?:package-lock|npm-shrinkwrap)/.test(lockfile))
    return pruneByNpm(project, { call, step });
  if (isGenerated) return { but: `${manager} may take away what prisma has generated` };
  const registry = manager === 'yarn' ? whyPrivate(project) : undefined;
  if (registry !== undefined) return { but: `yarn may download packages anew, and ${registry}` };
  const stale = isFrozen(call) ? undefined : whyStale(project, { call, step });
  if (stale !== undefined) return { but: `${manager} may not install from ${lockfile} as it is: ${stale}` };
  if (manager === 'pnpm' && lockfile === 'pnpm-lock.yaml') return 'CI=true pnpm prune --prod --ignore-scripts';
  // It copies packages anew: what scripts put in them after the install is not known to it.
  if (manager === 'yarn' && (locked.some(({ isNative }) => isNative) || isPatched(manifest)))
    return { but: 'yarn may take away what scripts have made in packages' };
  if (manager === 'yarn' && lockfile === 'yarn.lock' && /^# yarn lockfile v1\r?$/m.test(lockText))
    return ['yarn install --production --frozen-lockfile --ignore-scripts --prefer-offline', ...keptFrom(call)].join(
      ' ',
    );
  return { but: `${manager} has no command for it that is known to do` };
}
