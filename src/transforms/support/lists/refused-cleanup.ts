import type { PackageManager } from '../../../knowledge/package-managers.ts';
import type { Dockerfile } from '../../../model/dockerfile.ts';
import type { Finding } from '../../../model/finding.ts';
import { hasListCache } from '../../../model/lists/caches.ts';
import { hasOption, hasRole } from '../../../model/package-calls.ts';
import { spanIn } from '../../../model/run.ts';
import { callsOf, callText, isSubstituted } from '../find/package-steps.ts';
import { addWordsAfter } from '../rewrite/rewrite.ts';

/** Cleanups that the manager refuses to do without an option: it gets the option. One of a single package needs none. */
export function* refusedCleanups(file: Dockerfile, manager: PackageManager): Iterable<Finding> {
  const { insists } = manager.lists;
  if (insists === undefined) return;
  for (const { step, call } of callsOf(file)) {
    const isCleanup = call.manager === manager && hasRole(call, 'clean') && call.operands.length === 0;
    if (!isCleanup || hasOption(call, [insists.already]) || hasListCache(step, manager) || isSubstituted(call))
      continue;
    yield {
      at: spanIn(step.run, call.command),
      message: `${callText(call)} does nothing without ${insists.option}`,
      fix: { ...addWordsAfter(step, call.verb, [insists.option]), safety: 'safe', reason: insists.because, scope: [] },
    };
  }
}
