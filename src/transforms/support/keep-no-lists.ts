import type { NoCache, PackageManager } from '../../knowledge/package-managers.ts';
import type { Dockerfile, Stage } from '../../model/dockerfile.ts';
import type { Finding } from '../../model/finding.ts';
import { hasOption, hasRole, type PackageCall, packageCalls, readPackageCall } from '../../model/package-calls.ts';
import { hasListCache } from '../../model/package-lists.ts';
import { type LinkWork, removesOnlyLists, worksOf } from '../../model/package-work.ts';
import { spanIn, startIn } from '../../model/run.ts';
import { isPlainChain, type Link } from '../../shell/script.ts';
import type { Span } from '../../syntax/text.ts';
import { isConfiguredBefore } from './configured.ts';
import { isSubstituted } from './package-steps.ts';
import { addWordsAfter, combine, idOf, isRun, type Rewrite, type RunStep, removeLink, replaceWord } from './rewrite.ts';

/** Calls that can do without package lists get the option for it; updates and cleanups that it makes needless go. */
export function* keepNoLists(file: Dockerfile, manager: PackageManager): Iterable<Finding> {
  const { noCache } = manager;
  if (noCache === undefined) return;
  for (const stage of file.stages) {
    for (const step of stage.steps.filter(isRun)) {
      const finding = inStep(file, stage, step, manager, noCache);
      if (finding !== undefined) yield finding;
    }
  }
}

function inStep(
  file: Dockerfile,
  stage: Stage,
  step: RunStep,
  manager: PackageManager,
  noCache: NoCache,
): Finding | undefined {
  const { script } = step.run;
  if (script.opaque !== undefined || hasListCache(step, manager)) return undefined;
  const calls = packageCalls(script).filter((call) => call.manager === manager);
  const settled = [optionOf(noCache), ...(noCache.already ?? [])];
  const keeping = calls.filter((call) => noCache.verbs.includes(call.verb.value) && !hasOption(call, settled));
  const first = keeping[0];
  if (first === undefined || isConfiguredBefore(file, stage, step, first.command, noCache.configured)) return undefined;
  const at = spanIn(step.run, first.command);
  const message = `${first.tool.value} ${first.verb.value} leaves its ${manager.lists.called} in this layer`;
  if (keeping.some(isSubstituted)) return { at, message, declined: 'it stands inside a substitution' };
  const options = keeping.map((call) => withOption(file, step, call, noCache));
  const needless = calls.some((call) => hasRole(call, 'needsLists')) ? [] : needlessLinks(file, step, manager);
  const rewrite = combine(...options, ...needless);
  const also = needless.length > 0 ? ', so it needs no update before and no cleanup after it' : '';
  return {
    at,
    message,
    fix: {
      ...rewrite,
      safety: 'safe',
      reason: `with ${noCache.option} it keeps none of its ${manager.lists.called}${also}`,
      scope: [step.instruction.span],
    },
  };
}

const optionOf = ({ option }: NoCache): RegExp => new RegExp(`^${option}$`);

/** In the place of an option that fetches the lists to keep them, else after the verb. */
function withOption(file: Dockerfile, step: RunStep, call: PackageCall, { option, replaces }: NoCache): Rewrite {
  const replaced = call.options.find(({ value }) => replaces.includes(value));
  return (replaced && replaceWord(file, step, replaced, option)) ?? addWordsAfter(step, call.verb, [option]);
}

/** Updates and cleanups of a chain that has other work left; one that a comment heads stays. */
function needlessLinks(file: Dockerfile, step: RunStep, manager: PackageManager): Rewrite[] {
  if (!isPlainChain(step.run.script)) return [];
  const works = worksOf(step.run.script, manager);
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
function spanWith({ run }: RunStep, links: readonly Link[], index: number, last: number): Span {
  const link = links[index] as Link;
  const [before, after] = [links[index - 1], links[index + 1]];
  if (index > last && before !== undefined) return { start: spanIn(run, before).end, end: spanIn(run, link).end };
  return { start: startIn(run, link), end: after === undefined ? spanIn(run, link).end : startIn(run, after) };
}
