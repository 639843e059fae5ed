import type { PackageManager } from '../../knowledge/package-managers.ts';
import type { Dockerfile, Stage, Step } from '../dockerfile.ts';
import { memo } from '../memo.ts';
import type { PackageCall } from '../package-calls.ts';
import { hasListCache } from './caches.ts';
import { isConditional, type ListEvent, listEvents } from './events.ts';

/** Whether the package lists are in the image at some point of the build. */
export type Presence = 'present' | 'absent' | 'unknown';

export type ListUse = { readonly call: PackageCall; readonly before: Presence };

const knownUses = memo<Dockerfile, readonly ListUse[]>();

/** Every call of the file that needs package lists, with whether they were there; found once per file. */
export function listUses(file: Dockerfile, manager: PackageManager): readonly ListUse[] {
  if (manager.verbs.needsLists === undefined) return [];
  return knownUses(file, manager, () => findUses(file, manager));
}

function findUses(file: Dockerfile, manager: PackageManager): ListUse[] {
  const uses: ListUse[] = [];
  const ends = new Map<Stage, Presence>();
  for (const stage of file.stages) {
    let presence = presenceAtStart(stage, ends);
    for (const step of stage.steps) presence = presenceAfterStep(step, presence, manager, uses);
    ends.set(stage, presence);
  }
  return uses;
}

/** Goes through a step, notes its uses, and says what it leaves. What a cache mount holds is not part of the image. */
function presenceAfterStep(step: Step, before: Presence, manager: PackageManager, uses: ListUse[]): Presence {
  if (step.run === undefined || step.deferred) return before;
  const cached = hasListCache(step, manager);
  let now: Presence = cached ? 'unknown' : before;
  for (const event of listEvents(step.run.script, manager)) {
    if (event.kind === 'need') uses.push({ call: event.call, before: now });
    now = presenceAfter(event, now);
  }
  if (cached) return before;
  return step.run.script.opaque === undefined ? now : 'unknown';
}

function presenceAtStart(stage: Stage, ends: ReadonlyMap<Stage, Presence>): Presence {
  if (stage.base.kind === 'stage') return ends.get(stage.base.stage) ?? 'unknown';
  return stage.base.kind === 'image' && stage.base.known !== undefined ? 'absent' : 'unknown';
}

function presenceAfter(event: ListEvent, before: Presence): Presence {
  if (event.kind === 'need') return before;
  if (event.kind === 'unknown') return 'unknown';
  const then = event.kind === 'fetch' ? 'present' : 'absent';
  return isConditional(event.command) && before !== then ? 'unknown' : then;
}
