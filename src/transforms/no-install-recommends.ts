import type { BuildContext } from '../context/build-context.ts';
import type { BaseImage } from '../knowledge/images/base-images.ts';
import type { Lean } from '../knowledge/package-managers.ts';
import { namedSoEverywhere, namedSoLately, recentReleases } from '../knowledge/packages/package-names.ts';
import { type LeanInstall, leanInstall } from '../knowledge/packages/recommends.ts';
import { simulatedReleases } from '../knowledge/packages/recommends-debian.ts';
import { type Dockerfile, lineage, rootImage, type Stage } from '../model/dockerfile.ts';
import type { Finding, Fix, Transform } from '../model/finding.ts';
import {
  hasOption,
  hasRole,
  isPackageName,
  type PackageCall,
  packageCalls,
  packageName,
  removesUnneeded,
} from '../model/package-calls.ts';
import { spanIn } from '../model/run.ts';
import type { Word } from '../shell/script.ts';
import { isConfiguredBefore } from './support/find/configured.ts';
import { type CallInStep, callsOf, callText, isSubstituted } from './support/find/package-steps.ts';
import { whoCalls } from './support/programs/who-calls.ts';
import { addOperands } from './support/rewrite/operands.ts';
import { addWordsAfter, combine } from './support/rewrite/rewrite.ts';

const meta = {
  id: 'no-install-recommends',
  title: 'Install what is needed, not what is recommended',
  why: 'By default apt also installs every recommended package, and what those recommend: often more than what was asked for. What matters of it is named explicitly, so that nothing that worked stops working.',
  phase: 'words',
  maxSafety: 'manual',
  covers: ['DL3015', 'DS-0029'],
  references: [
    'https://manpages.debian.org/bookworm/apt/apt-get.8.en.html',
    'https://www.debian.org/doc/debian-policy/ch-relationships.html',
    'https://dnf.readthedocs.io/en/latest/conf_ref.html',
  ],
  since: '0.1.0',
} as const satisfies Transform['meta'];

/** An install with what is known of it. */
type Install = CallInStep & {
  readonly lean: Lean;
  readonly names: readonly string[];
  /** Those of the names that are in the image before. */
  readonly already: readonly string[];
  readonly found: LeanInstall;
};

function* find(file: Dockerfile, context: BuildContext): Iterable<Finding> {
  const present = new Map<Stage, Set<string>>();
  for (const place of callsOf(file)) {
    const { stage, step, call } = place;
    const { lean } = call.manager;
    if (lean?.untold) yield* adviceFor(file, place, lean);
    if (lean === undefined || lean.untold) continue;
    forgetRemoved(present, stage, call);
    if (!lean.verbs.includes(call.verb.value)) continue;
    const there = presentIn(present, stage);
    const names = namesOf(call);
    const already = names.filter((name) => there.has(name));
    if (hasOption(call, lean.already) || isConfiguredBefore(file, stage, step, call.command, lean.configured)) {
      for (const name of names) there.add(name);
      continue;
    }
    const found = leanInstall(names, there, releaseOf(stage), (programs) =>
      whoCalls({ file, context }, stage, programs),
    );
    // An install that is not lean brings what it recommends, whether or not this transform gets to name it.
    for (const name of [...names, ...found.adds]) there.add(name);
    const outcome = judge(file, { ...place, lean, names, already, found });
    const at = spanIn(step.run, call.command);
    const message = `${callText(call)} also installs recommended packages`;
    yield typeof outcome === 'string' ? { at, message, declined: outcome } : { at, message, fix: outcome };
  }
}

/** Where nothing is known of what would be missed, people have to look: nodejs of Fedora, for one, recommends npm. */
function* adviceFor(file: Dockerfile, { stage, step, call }: CallInStep, lean: Lean): Iterable<Finding> {
  const isLean =
    hasOption(call, [...lean.already, ...lean.opposite]) ||
    isConfiguredBefore(file, stage, step, call.command, lean.configured) ||
    lean.settledOn?.some((family) => family === rootImage(stage)?.family);
  if (isLean || !lean.verbs.includes(call.verb.value) || call.operands.length === 0 || isSubstituted(call)) return;
  const asked = call.operands.map(({ text }) => text);
  yield {
    at: spanIn(step.run, call.command),
    message: `${callText(call)} also installs recommended packages`,
    fix: {
      ...addWordsAfter(step, placeForOption(call), [lean.option]),
      safety: 'manual',
      reason: `what ${listed(asked)} recommend${one(asked)} is not known here: name what of it is used, and leave out the rest`,
      scope: [],
    },
  };
}

/** What a call takes away is not there for the ones after it; an autoremove may take anything but what the base brought. */
function forgetRemoved(present: Map<Stage, Set<string>>, stage: Stage, call: PackageCall): void {
  const there = presentIn(present, stage);
  for (const word of call.operands) if (hasRole(call, 'remove') || isRemoval(word)) there.delete(packageName(word));
  if (removesUnneeded(call)) present.set(stage, new Set(rootImage(stage)?.packages));
}

/** `name-` in an install takes the package away. */
const isRemoval = ({ value }: Word): boolean => /^[a-z0-9][a-z0-9+.]*-$/.test(value);

function judge(file: Dockerfile, install: Install): Fix | string {
  const { stage, step, call, lean, found } = install;
  if (isSubstituted(call)) return 'it stands inside a substitution';
  if (hasOption(call, lean.opposite)) return 'it asks for them on purpose';
  if (found.metapackages.length > 0) {
    return `${listed(found.metapackages)} work${one(found.metapackages)} through what is recommended`;
  }
  if (call.operands.length === 0 && !call.fedByPipe) {
    return 'it completes packages that were installed from files, whose recommendations are not known here';
  }
  if (call.operands.length > 1 && call.operands[0]?.literal === false && !isPackageName(call.operands[0])) {
    return `${call.operands[0].text} may hold options, this one among them`;
  }
  const missing = found.adds.filter((name) => !isNamedSo(name, rootImage(stage)));
  if (missing.length > 0)
    return `${listed(missing)} would have to be added, and this base may have no package of that name`;
  const left = removedAgain(install);
  if (left.length > 0)
    return `${listed(left)} would have to be added, and would stay when what recommends ${them(left)} is removed again`;
  const flag = addWordsAfter(step, placeForOption(call), [lean.option]);
  const added = found.adds.length === 0 ? flag : addOperands(file, step, call, found.adds, lean.option.length + 1);
  if (added === undefined) return `${listed(found.adds)} would have to be added, and there is no list to add to`;
  const rewrite = added === flag ? flag : mergeTouching(combine(flag, added));
  const unknown = [...found.unknown, ...unreadable(call)];
  const lossless = unknown.length === 0 && found.losing.length === 0;
  const safety = lossless && isSimulated(stage) ? 'safe' : 'review';
  return { ...rewrite, safety, reason: reasonFor(install, unknown), scope: [] };
}

/**
 * What only comes because others recommend it goes with them, where the RUN takes away what nothing needs any more; what is named stays.
 */
function removedAgain({ step, call, found }: Install): string[] {
  const calls = packageCalls(step.run.script);
  const later = calls.slice(calls.indexOf(call) + 1);
  if (!later.some(removesUnneeded)) return [];
  const gone = new Set(later.filter((each) => hasRole(each, 'remove')).flatMap(namesOf));
  for (const need of found.because) if (gone.has(need.for)) gone.add(need.add);
  return found.adds.filter((name) => gone.has(name));
}

/** After the options that follow the verb, so that the flag never splits an option from its value. */
function placeForOption({ verb, options, operands }: PackageCall): Word {
  const end = operands[0]?.start ?? Number.POSITIVE_INFINITY;
  return options.findLast((word) => word.start > verb.start && word.end < end) ?? verb;
}

/** Two insertions at one place have no order; here the flag comes first. */
function mergeTouching(rewrite: ReturnType<typeof combine>): ReturnType<typeof combine> {
  const [flag, ...others] = rewrite.edits;
  const twin = others.find(({ start }) => start === flag?.start);
  if (flag === undefined || twin === undefined) return rewrite;
  const edits = [{ ...twin, text: flag.text + twin.text }, ...others.filter((edit) => edit !== twin)];
  return { ...rewrite, edits };
}

const namesOf = (call: PackageCall): string[] => call.operands.filter(isPackageName).map(packageName);

const unreadable = (call: PackageCall): string[] => [
  ...call.operands.filter((word) => !isPackageName(word) && !isRemoval(word)).map((word) => word.text),
  ...(call.fedByPipe ? ['the list from the pipe'] : []),
];

/** Packages that are in the stage already: those of its base image and of its parents' installs. */
function presentIn(known: Map<Stage, Set<string>>, stage: Stage): Set<string> {
  let there = known.get(stage);
  if (there === undefined) {
    const [, parent] = lineage(stage);
    there = new Set(parent === undefined ? rootImage(stage)?.packages : presentIn(known, parent));
    known.set(stage, there);
  }
  return there;
}

/** The Debian release whose packages these are. Ubuntu's recommend other things, so there none is known. */
function releaseOf(stage: Stage): string | undefined {
  const image = rootImage(stage);
  return image?.family === 'debian' ? image.release : undefined;
}

/** A package that the simulated releases have has the same name here. */
function isNamedSo(name: string, image: BaseImage | undefined): boolean {
  if (image?.family === 'debian' && (image.release === undefined || isSimulatedRelease(image.release))) return true;
  if (namedSoEverywhere.includes(name)) return true;
  const isRecent = image?.release === undefined ? image?.family === 'ubuntu' : recentReleases.includes(image.release);
  return isRecent && namedSoLately.includes(name);
}

const isSimulatedRelease = (release: string): boolean => simulatedReleases.some((simulated) => simulated === release);

/** The simulations hold here: a Debian that they were made for, or one whose tag names no release and so means a recent one. */
function isSimulated(stage: Stage): boolean {
  const release = releaseOf(stage);
  if (release === undefined) return rootImage(stage)?.family === 'debian';
  return isSimulatedRelease(release);
}

function reasonFor({ stage, names, already, found }: Install, unknown: readonly string[]): string {
  const { because, losing } = found;
  const kept = because.map((row) => `${row.for} recommends ${row.add} (${row.because})`);
  const rest = losing.filter((name) => !unknown.includes(name) && because.every((row) => row.for !== name));
  const plain = names.filter((name) => ![...unknown, ...losing, ...already].includes(name));
  const parts: string[] = [];
  if (kept.length > 0) parts.push(`${kept.join('; ')}, now named explicitly`);
  if (rest.length > 0) parts.push(`what ${listed(rest)} recommend${one(rest)} is not needed to run, or there already`);
  if (unknown.length > 0) {
    parts.push(`what ${listed(unknown)} recommend${one(unknown)} is not known here: check that nothing relies on it`);
  }
  if (parts.length === 0 && plain.length > 0)
    parts.push(`${listed(plain)} bring${one(plain)} nothing by recommendation`);
  if (parts.length === 0) parts.push(`${listed(already)} ${already.length === 1 ? 'is' : 'are'} in the image before`);
  const simulated = plain.length + losing.length > 0;
  if (simulated && !isSimulated(stage)) parts.push(`simulated on ${SIMULATED}, and this base may differ`);
  return parts.join('; ');
}

const SIMULATED = `Debian ${simulatedReleases.join(' and ')}`;

/** The ending of a verb whose subject is one thing. */
const one = ({ length }: readonly string[]): string => (length === 1 ? 's' : '');

const them = ({ length }: readonly string[]): string => (length === 1 ? 'it' : 'them');

const MANY = 4;

const listed = (names: readonly string[]): string => {
  const shown = names.length > MANY ? [...names.slice(0, MANY - 1), `${names.length - MANY + 1} more`] : [...names];
  const last = shown.pop() ?? '';
  return shown.length === 0 ? last : `${shown.join(', ')} and ${last}`;
};

export const noInstallRecommends: Transform = { meta, find };
