import { type BuildContext, pathIn } from './build-context.ts';

/** A link in a folder, as far as it leads anywhere. */
export function linkBelow(context: BuildContext, folder: string): string | undefined {
  if (context.kindOf(folder) !== 'folder') return undefined;
  for (const name of context.namesIn(folder) ?? []) {
    const path = pathIn(folder, name);
    const link = context.isLink?.(path) && context.kindOf(path) !== undefined ? path : linkBelow(context, path);
    if (link !== undefined) return link;
  }
  return undefined;
}
