import type { BuildContext } from '../context/build-context.ts';
import { type CacheMount, type PackageManager, packageManagers, type Setup } from '../knowledge/package-managers.ts';
import { type Dockerfile, isBuiltOn, lineage, type Stage } from '../model/dockerfile.ts';
import type { Finding, Fix, Transform } from '../model/finding.ts';
import { hasListCache } from '../model/lists/caches.ts';
import { relates } from '../model/named-files.ts';
import { hasOption, hasRole, type PackageCall, packageCalls } from '../model/package-calls.ts';
import { spanIn } from '../model/run.ts';
import { baseName } from '../shell/invocation.ts';
import { linkAround } from '../shell/script.ts';
import { mountsOf } from '../syntax/flags.ts';
import { isConfiguredBefore } from './support/find/configured.ts';
import { callText, isSubstituted } from './support/find/package-steps.ts';
import { isOtherEdition } from './support/lists/own-cleanup.ts';
import { type Mounted, withoutCleanup } from './support/mounts/mount-cleanup.ts';
import { addFlags, commandsFirst } from './support/mounts/mount-flags.ts';
import { type Place, planMount } from './support/mounts/mount-folders.ts';
import { whoMisses } from './support/mounts/mount-use.ts';
import { combine, isRun, type Rewrite } from './support/rewrite/rewrite.ts';

const meta = {
  id: 'cache-mounts',
  title: 'Package managers keep their downloads in cache mounts',
  why: 'Whenever a layer is built again, its package manager downloads everything again. A cache mount keeps downloads from build to build on the machine that builds, and none of them gets into the image. It takes BuildKit, which is the builder of Docker since 23.0.',
  phase: 'cleanup',
  maxSafety: 'review',
  onlyWhenAsked: true,
  covers: [],
  references: [
    'https://docs.docker.com/reference/dockerfile/#run---mounttypecache',
    'https://docs.docker.com/build/cache/optimize/#use-cache-mounts',
  ],
  since: '0.1.0',
} as const satisfies Transform['meta'];

/** What one fix is about: a manager, and RUNs that get the mount together. */
type Group = { readonly manager: PackageManager; readonly mount: CacheMount; readonly places: readonly Place[] };

function* find(file: Dockerfile, context: BuildContext): Iterable<Finding> {
  for (const group of groupsOf(file)) {
    const place = group.places.find(({ calls }) => calls.some((own) => isVerb(own, group.mount)));
    const call = place?.calls.find((own) => isVerb(own, group.mount));
    if (place === undefined || call === undefined) continue;
    const at = spanIn(place.step.run, call.command);
    const message = `${callText(call)} downloads anew what an earlier build had already`;
    const outcome = mountAll(file, group, context);
    if (outcome === undefined) continue;
    yield typeof outcome === 'string' ? { at, message, declined: outcome } : { at, message, fix: outcome };
  }
}

/** Each RUN by itself, or, where one may work with what another one downloaded, all that are built on one image. */
function* groupsOf(file: Dockerfile): Iterable<Group> {
  for (const manager of Object.values<PackageManager>(packageManagers)) {
    const { cacheMount: mount } = manager;
    if (mount === undefined || !manager.tools.some((tool) => file.source.text.includes(tool))) continue;
    const groups = new Map<Stage | Place, Place[]>();
    for (const place of placesOf(file, manager, mount)) {
      const key = mount.lasting ? ([...lineage(place.stage)].at(-1) as Stage) : place;
      groups.set(key, [...(groups.get(key) ?? []), place]);
    }
    for (const places of groups.values()) {
      const isMounted = places.some(({ step }) => hasListCache(step, manager));
      if (!isMounted && places.some(({ calls }) => calls.some((call) => isVerb(call, mount))))
        yield { manager, mount, places };
    }
  }
}

function* placesOf(file: Dockerfile, manager: PackageManager, mount: CacheMount): Iterable<Place> {
  for (const stage of file.stages) {
    for (const step of stage.steps.filter(isRun)) {
      const calls = packageCalls(step.run.script).filter((call) => call.manager === manager && downloads(call, mount));
      if (calls.length > 0) yield { stage, step, calls };
    }
  }
}

/** It downloads, or, where steps go by each other, may do something with downloads. */
function downloads(call: PackageCall, mount: CacheMount): boolean {
  const { verb, options, manager } = call;
  if (mount.idle?.includes(verb.value) || !(mount.lasting || isVerb(call, mount))) return false;
  const avoids = options.some(
    ({ value }) => !mount.contrary?.test(value) && manager.lists.avoidedBy?.some((own) => own.test(value)),
  );
  return !avoids;
}

const isVerb = ({ verb }: PackageCall, { verbs }: CacheMount): boolean => verbs?.includes(verb.value) ?? true;

function mountAll(
  file: Dockerfile,
  { manager, mount, places }: Group,
  context: BuildContext,
): Fix | string | undefined {
  const spared = whySpared(file, manager, mount, context);
  if (spared !== undefined) return spared;
  const group: Mounted[] = [];
  for (const place of places) {
    const plan =
      whyNotRead(place, mount) ??
      (isOtherEdition(file, { ...place, manager }, context.readText) ? manager.edition?.because : undefined) ??
      planMount(file, place, mount);
    if (typeof plan === 'string') return plan;
    group.push({ ...place, ...plan, manager, mount });
  }
  if (group.some(isMounted)) return undefined;
  const missed = whoMisses(file, group, context.readText);
  if (missed !== undefined) return missed;
  const rewrites: Rewrite[] = [];
  for (const mounted of group) {
    const earlier = group.slice(0, group.indexOf(mounted)).filter(({ stage }) => isBuiltOn(mounted.stage, stage));
    const rewrite = mountIn(file, mounted, earlier);
    if (typeof rewrite === 'string') return rewrite;
    rewrites.push(rewrite);
  }
  const setsUp = rewrites.some(({ changes }) => changes.some(({ kind }) => kind === 'insertCommand'));
  return {
    ...combine(...rewrites),
    safety: 'review',
    reason: setsUp && mount.price !== undefined ? `${reasonOf(group)}; but ${mount.price}` : reasonOf(group),
    scope: group.map(({ step }) => step.instruction.span),
  };
}

/** The frontend of Docker 23 and later; RUN has had mounts since 1.2, and before in an edition for experiments. */
const KNOWS_MOUNTS =
  /^(?:docker\.io\/)?docker\/dockerfile(?:-upstream)?(?::(?!1\.[01](?:\.\d+)?(?:@|$))[^@]+)?(?:@\S+)?$/;

/** What the file, or a file of the project's settings, says against it. */
function whySpared(
  { source }: Dockerfile,
  { lists, project }: PackageManager,
  mount: CacheMount,
  { readText }: BuildContext,
): string | undefined {
  const syntax = source.directives.find(({ name }) => name === 'syntax')?.value;
  if (syntax !== undefined && !KNOWS_MOUNTS.test(syntax)) return `whether ${syntax} knows mounts is not known`;
  const settings = (project?.manifests ?? []).filter((path) => !path.includes('*')).map(readText);
  const texts = [source.text, ...settings.filter((text) => text !== undefined)];
  return [...(lists.spared ?? []), ...mount.spared].find(({ text }) => texts.some((own) => text.test(own)))?.because;
}

function whyNotRead({ step: { run, deferred }, calls }: Place, { refused }: CacheMount): string | undefined {
  if (deferred) return 'the trigger runs in builds on top of this image, whose user is not known here';
  if (run.script.opaque !== undefined) return run.script.opaque;
  if (calls.some(isSubstituted)) return 'it stands inside a substitution';
  return refused && calls.some((call) => hasOption(call, [refused.option])) ? refused.because : undefined;
}

const needs = ({ calls }: Mounted, { tools }: Setup): boolean =>
  tools === undefined || calls.some(({ tool }) => tools.includes(baseName(tool.value)));

function mountIn(file: Dockerfile, mounted: Mounted, earlier: readonly Mounted[]): Rewrite | string {
  const { step, folders } = mounted;
  const { flags } = step.instruction;
  const taken = mountsOf(flags).find(
    ({ target }) => target !== undefined && folders.some(({ path }) => relates(target, path)),
  );
  if (taken !== undefined) return `${taken.flag.text} is there already`;
  if (flags.some(({ text }) => /\s/.test(text))) return 'a flag that it has is cut in two';
  const setup = setUp(file, mounted, earlier);
  if (typeof setup === 'string') return setup;
  const cleanup = withoutCleanup(file, mounted);
  if (typeof cleanup === 'string') return cleanup;
  const written = folders.map(({ flag }) => flag);
  return combine(cleanup, addFlags(file, step, written, { setup, cleanup }), setup);
}

/** What the image does against caches is undone where neither the file nor an earlier RUN of the group has done so. */
function setUp(file: Dockerfile, mounted: Mounted, earlier: readonly Mounted[]): Rewrite | string {
  const { stage, step, manager, mount } = mounted;
  const { script } = step.run;
  const first = packageCalls(script).find((call) => call.manager === manager && !hasRole(call, 'clean'));
  const link = first && linkAround(script, first.command);
  const commands = (mount.setup ?? [])
    .filter((setup) => needs(mounted, setup) && !earlier.some((other) => needs(other, setup)))
    .filter(({ done }) => link && !isConfiguredBefore(file, stage, step, link.commands[0] ?? first.command, done))
    .map(({ command }) => command);
  if (link === undefined || commands.length === 0) return combine();
  if (link.operator === '||') return 'what it needs first can not be put before it';
  return commandsFirst(file, step, link, commands);
}

/** Its author has done so already, in a folder that only the plan knows. */
const isMounted = ({ step, folders }: Mounted): boolean =>
  mountsOf(step.instruction.flags).some(
    ({ type, target }) => type === 'cache' && folders.some(({ path }) => path === target),
  );

function reasonOf([first, ...others]: readonly Mounted[]): string {
  const paths = (first?.folders ?? []).map(({ path }) => path).join(' and ');
  const all = others.length > 0 ? `, for each of its ${others.length + 1} RUNs` : '';
  return `${first?.manager.title} has its downloads in ${paths}${all}; they stay with the builder, and out of the image`;
}

export const cacheMounts: Transform = { meta, find };
