import type { PackageManager } from '../knowledge/package-managers.ts';

/**
 * Where a thing keeps what was found of it: on itself, for as long as it lives, and unseen by whoever copies it. The entries of a
 * WeakMap would outlive most files by far, because only full garbage collections clear them: a fifth more memory in a bulk run.
 */
const FOUND = Symbol('found');

type Thing = object & { [FOUND]?: unknown[] };

function foundOf(thing: Thing): unknown[] {
  const known = thing[FOUND];
  if (known !== undefined) return known;
  const found: unknown[] = [];
  Object.defineProperty(thing, FOUND, { value: found });
  return found;
}

/** Each find has a place of its own in what is kept on a thing. */
let finds = 0;
const NOTHING = Symbol('nothing');

/** Remembers what was found of a thing. */
export function once<Of extends object, Found>(find: (thing: Of) => Found): (thing: Of) => Found {
  const place = finds++;
  return (thing) => {
    const found = foundOf(thing);
    const known = found[place];
    if (known !== undefined) return (known === NOTHING ? undefined : known) as Found;
    const result = find(thing);
    found[place] = result === undefined ? NOTHING : result;
    return result;
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
