import { type BuildContext, type Kind, pathIn } from './build-context.ts';
import { isIgnored } from './ignored.ts';

/** What a COPY of a folder of the context brings: paths go on from that folder, and what `.dockerignore` keeps out is not there. */
export function sentFrom(context: BuildContext, folder: string): BuildContext {
  const inside = (path: string): string => pathIn(folder, path);
  const isSent = (path: string): boolean => !isIgnored(context, inside(path));
  return {
    known: context.known,
    readText: (path) => (isSent(path) ? context.readText(inside(path)) : undefined),
    kindOf: (path): Kind | undefined => (isSent(path) ? context.kindOf(inside(path)) : undefined),
    isLink: (path) => context.isLink?.(inside(path)) ?? false,
    namesIn: (path) => context.namesIn(inside(path))?.filter((name) => isSent(pathIn(path, name))),
  };
}
