import type { BuildContext } from '../context/build-context.ts';
import { besideOf, changedCompose, isNothing } from '../model/beside.ts';
import { type Dockerfile, readDockerfile } from '../model/dockerfile.ts';
import { ignoreListOf } from '../model/ignores.ts';
import { foreignPlatform } from '../model/platform.ts';
import { parseByBuildKit } from '../syntax/parse.ts';
import { parseDockerfile, whyAmbiguous, whyAmbiguousBefore } from '../syntax/second-opinion.ts';
import { advance, type Current } from './advance.ts';
import type { History, Parse } from './history.ts';
import type { EngineOptions } from './options.ts';
import { report, reportFix } from './report.ts';
import { type Decline, type HeldFix, outcome, type Refactored, unworkable } from './result.ts';
import { byPhase, findNext, forget, type PassOptions, type Rounds } from './round.ts';
import { select } from './select.ts';

/** Passes on top of one per instruction: fixes that rest on much of the file come one per pass. */
const SPARE_PASSES = 10;

/** Runs transforms over a text until nothing changes. Every intermediate text is proven; a text seen before ends the work. */
export function refactorText(text: string, { context, ...others }: EngineOptions): Refactored {
  const parsed = parseByBuildKit(text);
  if ('problem' in parsed) {
    return unworkable(text, parsed.problem.kind === 'invalid' ? 'invalid' : 'left', parsed.problem);
  }
  const file = readDockerfile(parsed.file, others.settings);
  const foreign = foreignPlatform(file);
  if (foreign !== undefined) return unworkable(text, 'left', { message: foreign.reason, offset: foreign.offset });
  const options = {
    ...others,
    phases: byPhase(others.transforms),
    context: typeof context === 'function' ? context(file) : context,
  };
  const settled = settle(file, options, parseByBuildKit);
  if (settled?.text === text) return settled;
  const doubt = settled === undefined ? whyAmbiguous(file.source) : whyAmbiguousBefore(file.source, settled.text);
  if (doubt !== undefined) return unworkable(text, 'left', doubt);
  return settled ?? settle(file, options, parseDockerfile) ?? outcome('ok', text, {});
}

/**
 * Pass after pass, until nothing changes. The second parser is asked only where something changes, and about the outcome only, which
 * is most of the time saved; where the two then disagree there is no result, and it is asked after every pass to find the fix that
 * they disagree about.
 */
function settle(file: Dockerfile, options: PassOptions, parse: Parse): Refactored | undefined {
  const { text, instructions } = file.source;
  const history: History = { text, parse, fixes: [], withheld: [], banned: new Set() };
  const seen = new Set([text]);
  let current: Current = { file, context: options.context, beside: besideOf([]) };
  const rounds: Rounds = new Map();
  const passes = instructions.length + SPARE_PASSES;
  for (let pass = 0; pass < passes; pass++) {
    const found = findNext(rounds, current.file, { ...options, context: current.context }, history);
    if (found.length === 0) {
      const { source } = current.file;
      const isClear = source.text === text || whyAmbiguous(source) === undefined;
      return isClear ? finish(history, options.context, current, rounds) : undefined;
    }
    const chosen = select(found);
    forget(rounds, chosen);
    const { next, applied } = advance(current, chosen, history);
    if (applied.length === 0) continue;
    history.fixes.push(...applied.map((candidate) => reportFix(current.file, candidate)));
    const state = next.file.source.text + (isNothing(next.beside) ? '' : `\0${JSON.stringify(next.beside)}`);
    if (seen.has(state)) break;
    seen.add(state);
    current = next;
  }
  return circular(history);
}

function alsoChanged(before: BuildContext, { context, beside }: Current): Pick<Refactored, 'ignores' | 'composeFiles'> {
  const ignores = ignoreListOf(before, beside.ignores);
  return {
    ...(ignores !== undefined && { ignores }),
    ...(beside.targets.length > 0 && { composeFiles: changedCompose(before, context) }),
  };
}

function finish(history: History, before: BuildContext, current: Current, rounds: Rounds): Refactored {
  const { fixes, withheld } = history;
  const held: HeldFix[] = [];
  const declines: Decline[] = [];
  for (const round of rounds.values()) {
    for (const candidate of round.held) held.push(reportFix(round.file, candidate));
    for (const { transform, finding, reason } of round.declines)
      declines.push({ ...report(round.file, transform, finding), reason });
  }
  return outcome('ok', current.file.source.text, { fixes, held, declines, withheld, ...alsoChanged(before, current) });
}

/** Fixes that undo each other would never end; then the file stays as it was. */
function circular({ text, fixes, withheld }: History): Refactored {
  const restless = fixes.map((fix) => ({ ...fix, reason: 'the fixes of this file do not come to rest' }));
  return outcome('ok', text, { withheld: [...withheld, ...restless] });
}
