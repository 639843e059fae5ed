import type { PackageManager } from '../knowledge/package-managers.ts';

/**
 * Where a thing keeps what was found of it: on itself, for as long as it lives, and unseen by whoever copies it. The entries of a
 * WeakMap would outlive most files by far, because only full garbage collections clear them: a fifth more memory in a bulk run.
 */
const FOUND = Symbol('found');

type Thing = object & { [FOUND]?: Map<unknown, unknown> };

function foundOf(thing: Thing): Map<unknown, unknown> {
  const found = thing[FOUND] ?? new Map<unknown, unknown>();
  if (thing[FOUND] === undefined) Object.defineProperty(thing, FOUND, { value: found });
  return found;
}

/** Remembers what was found of a thing. */
export function once<Of extends object, Found>(find: (thing: Of) => Found): (thing: Of) => Found {
  return (thing) => {
    const found = foundOf(thing);
    if (!found.has(find)) found.set(find, find(thing));
    return found.get(find) as Found;
  };
}

/**
 * Remembers what was found of a thing for a package manager. Scripts are shared between the passes over a file, so most of what the
 * next pass asks is known already.
 */
export function memo<Of extends object, Found>() {
  const byManager = once((_: Of) => new Map<PackageManager, Found>());
  return (thing: Of, manager: PackageManager, find: () => Found): Found => {
    const known = byManager(thing);
    if (!known.has(manager)) known.set(manager, find());
    return known.get(manager) as Found;
  };
}
