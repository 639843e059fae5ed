import type { PackageManager } from '../knowledge/package-managers.ts';

/**
 * Remembers what was found of a thing for a package manager, as long as the thing lives. Scripts are shared between the passes
 * over a file, so most of what the next pass asks is known already.
 */
export function memo<Thing extends object, Found>() {
  const known = new WeakMap<Thing, Map<PackageManager, Found>>();
  return (thing: Thing, manager: PackageManager, find: () => Found): Found => {
    let found = known.get(thing);
    if (found === undefined) {
      found = new Map();
      known.set(thing, found);
    }
    if (!found.has(manager)) found.set(manager, find());
    return found.get(manager) as Found;
  };
}

/** Remembers what was found of a thing, as long as the thing lives. */
export function once<Thing extends object, Found>(find: (thing: Thing) => Found): (thing: Thing) => Found {
  const known = new WeakMap<Thing, { readonly found: Found }>();
  return (thing) => {
    let entry = known.get(thing);
    if (entry === undefined) {
      entry = { found: find(thing) };
      known.set(thing, entry);
    }
    return entry.found;
  };
}
