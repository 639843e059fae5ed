import type { BuildContext } from '../../../context/build-context.ts';
import type { NoCache, PackageManager } from '../../../knowledge/package-managers.ts';
import type { ReadText } from '../../../model/copied-files.ts';
import { type Dockerfile, rootReference, type Stage } from '../../../model/dockerfile.ts';
import type { Finding } from '../../../model/finding.ts';
import { hasListCache } from '../../../model/lists/caches.ts';
import { listEvents } from '../../../model/lists/events.ts';
import { neededAfter } from '../../../model/lists/needs.ts';
import { hasOption, hasRole, type PackageCall, packageCalls, readPackageCall } from '../../../model/package-calls.ts';
import { type LinkWork, removesOnlyLists, worksOf } from '../../../model/package-work.ts';
import { spanIn, startIn } from '../../../model/run.ts';
import { isPlainChain, type Link } from '../../../shell/script.ts';
import type { Span } from '../../../syntax/text.ts';
import { isConfiguredBefore } from '../find/configured.ts';
import { callText, isSubstituted } from '../find/package-steps.ts';
import {
  addWordsAfter,
  combine,
  idOf,
  isRun,
  type Rewrite,
  type RunStep,
  removeLink,
  removeWord,
  replaceWord,
} from '../rewrite/rewrite.ts';
import { lineOf } from '../wording.ts';

/**
 * Calls that can do without package lists get the option for it; updates, cleanups and options that it makes needless go, be it new
 * or there before.
 */
export function* keepNoLists(file: Dockerfile, manager: PackageManager, context: BuildContext): Iterable<Finding> {
  const { noCache } = manager;
  if (noCache === undefined) return;
  for (const stage of file.stages) {
    for (const step of stage.steps.filter(isRun)) {
      if (step.run.script.opaque !== undefined || hasListCache(step, manager)) continue;
      const finding = inStep(file, { stage, step, manager, noCache }, context);
      if (finding !== undefined) yield finding;
    }
  }
}

type Place = {
  readonly stage: Stage;
  readonly step: RunStep;
  readonly manager: PackageManager;
  readonly noCache: NoCache;
};

function inStep(file: Dockerfile, place: Place, context: BuildContext): Finding | undefined {
  const { stage, step, manager, noCache } = place;
  const calls = packageCalls(step.run.script).filter((call) => call.manager === manager);
  const installs = calls.filter(({ verb }) => noCache.verbs.includes(verb.value));
  const settled = [optionOf(noCache), ...(noCache.already ?? [])];
  const keeping = installs.filter((call) => !hasOption(call, settled));
  const first = keeping[0] ?? installs[0];
  if (first === undefined || isConfiguredBefore(file, stage, step, first.command, noCache.configured)) return undefined;
  const options = keeping.map((call) => withOption(file, step, call, noCache));
  const isKnown = keeping.length > 0 || manager.scope !== 'project';
  const needless = isKnown && !mayUseLists(step, manager) ? needlessLinks(file, place, installs) : [];
  const words = installs.flatMap((call) => needlessWords(file, step, call, noCache));
  const rewrite = combine(...options, ...needless, ...words);
  if (rewrite.edits.length === 0) return undefined;
  const at = spanIn(step.run, first.command);
  const called = manager.lists.called;
  const message =
    keeping.length > 0
      ? `${callText(first)} leaves its ${called} in this layer`
      : `${callText(first)} keeps no ${called}, so that nothing has to fetch or remove them`;
  const declined = keeping.some(isSubstituted)
    ? 'it stands inside a substitution'
    : (whyTooOld(place) ?? whoReads(file, place, calls, context.readText));
  if (declined !== undefined) return { at, message, declined };
  const also = needless.length > 0 ? ', so it needs no update before and no cleanup after it' : '';
  return {
    at,
    message,
    fix: {
      ...rewrite,
      safety: 'safe',
      reason: `with ${noCache.option} it keeps none of its ${called}${also}`,
      scope: [step.instruction.span],
    },
  };
}

function whyTooOld({ stage, manager, noCache }: Place): string | undefined {
  const { name, tag } = rootReference(stage) ?? {};
  return noCache.tooOld.test(`${name}:${tag}`)
    ? `${manager.title} of ${name}:${tag} is too old to know ${noCache.option}`
    : undefined;
}

/** A call of the RUN that reads lists, or a script that may leave some of its own. */
const mayUseLists = ({ run }: RunStep, manager: PackageManager): boolean =>
  listEvents(run.script, manager).some(({ kind }) => kind === 'need' || kind === 'unknown');

/** Someone reads the lists that are left here: a call of the same RUN, where no update brings them, or a later step. */
function whoReads(
  file: Dockerfile,
  { stage, step, manager }: Place,
  calls: readonly PackageCall[],
  readText: ReadText,
): string | undefined {
  const reader = listEvents(step.run.script, manager).find(({ kind }) => kind === 'need');
  if (reader?.kind === 'need' && !calls.some((call) => hasRole(call, 'refresh')))
    return `${callText(reader.call)} reads the ${manager.lists.called} that are left here`;
  const later = [...neededAfter(file, stage, step, manager, readText)].find(
    (need) => need.kind !== 'doubt' || need.likely,
  );
  return (
    later && `line ${lineOf(file, later.step.instruction.span.start)} uses the ${manager.lists.called} of this layer`
  );
}

const optionOf = ({ option }: Pick<NoCache, 'option'>): RegExp => new RegExp(`^${option}$`);

/** In the place of an option that fetches the lists to keep them, else after the verb. */
function withOption(file: Dockerfile, step: RunStep, call: PackageCall, { option, replaces }: NoCache): Rewrite {
  const replaced = call.options.find(({ value }) => replaces.includes(value));
  return (replaced && replaceWord(file, step, replaced, option)) ?? addWordsAfter(step, call.verb, [option]);
}

/** Updates and cleanups of a chain that has other work left, beside installs that all keep no lists; one that a comment heads stays. */
function needlessLinks(file: Dockerfile, { step, manager }: Place, installs: readonly PackageCall[]): Rewrite[] {
  if (!isPlainChain(step.run.script)) return [];
  const works = worksOf(step.run.script, manager);
  const lastInstall = installs.at(-1)?.command.start ?? 0;
  // An update behind the last install is for somebody else, and so is what removes its lists.
  if (works.some(({ link, work }) => work === 'refresh' && link.start > lastInstall)) return [];
  const needless = works.map((link) => isNeedless(link, manager));
  const last = needless.lastIndexOf(false);
  return works.flatMap(({ link }, index) => {
    if (!needless[index] || last === -1) return [];
    const gone = spanWith(
      step,
      works.map((work) => work.link),
      index,
      last,
    );
    const commented = file.source.comments.some(({ span }) => span.start >= gone.start && span.end <= gone.end);
    return commented ? [] : [{ edits: [{ ...gone, text: '' }], changes: [removeLink(step, link, idOf(step))] }];
  });
}

/** Options that fetch the lists to keep them, beside the one that keeps none. */
function needlessWords(file: Dockerfile, step: RunStep, call: PackageCall, { option, replaces }: NoCache): Rewrite[] {
  if (isSubstituted(call) || !hasOption(call, [optionOf({ option })])) return [];
  return call.options
    .filter(({ value }) => replaces.includes(value))
    .flatMap((word) => removeWord(file, step, call.command, word) ?? []);
}

/** A plain update, or an `rm` of nothing but lists. */
function isNeedless({ link, work }: LinkWork, manager: PackageManager): boolean {
  const { command } = link;
  if (command === undefined || command.redirects.length > 0) return false;
  if (work === 'cleanup') return removesOnlyLists(link, manager);
  const call = work === 'refresh' ? readPackageCall(command) : undefined;
  return (
    call !== undefined &&
    call.operands.length === 0 &&
    call.options.every(({ value }) => /^-q$|^--quiet$|^--no-cache$/.test(value))
  );
}

/** A link with the `&&` that ties it: to the one after it, or, behind the last that stays, to the one before. */
export function spanWith({ run }: RunStep, links: readonly Link[], index: number, last: number): Span {
  const link = links[index] as Link;
  const [before, after] = [links[index - 1], links[index + 1]];
  if (index > last && before !== undefined) return { start: spanIn(run, before).end, end: spanIn(run, link).end };
  return { start: startIn(run, link), end: after === undefined ? spanIn(run, link).end : startIn(run, after) };
}
