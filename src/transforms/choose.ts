import type { Transform } from '../model/finding.ts';

export type Choice = { readonly only?: readonly string[]; readonly skip?: readonly string[] };

/**
 * The transforms that a choice leaves, by their own ids or by rule ids of other tools (`DL3009`). Without a choice those are all but
 * the ones that are to be asked for.
 * @throws {Error} when an id means none of them.
 */
export function chooseTransforms(all: readonly Transform[], { only, skip }: Choice): Transform[] {
  const wanted = only?.flatMap((id) => transformsCalled(all, id)) ?? all.filter(({ meta }) => !meta.onlyWhenAsked);
  const unwanted = (skip ?? []).flatMap((id) => transformsCalled(all, id));
  return all.filter((transform) => wanted.includes(transform) && !unwanted.includes(transform));
}

/** @throws {Error} when the id means none of them. */
export function transformsCalled(all: readonly Transform[], id: string): Transform[] {
  const found = transformsFor(all, id);
  if (found.length === 0)
    throw new Error(`no transform is called ${JSON.stringify(id)}; \`dockmod list\` shows them all`);
  return found;
}

/** The transforms that an id means, its own or that of a rule; none for any other. */
export function transformsFor(all: readonly Transform[], id: string): Transform[] {
  const name = id.trim().toLowerCase();
  return all.filter(({ meta }) => [meta.id, ...meta.covers].some((own) => own.toLowerCase() === name));
}
