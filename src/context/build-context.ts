import { resolve } from 'node:path';
import { isDockerfileName } from '../knowledge/projects/build-files.ts';
import type { ComposeFile } from './compose-file.ts';
import { lazily } from './lazily.ts';
import { type ImageName, plannedFor, plansIn } from './plans.ts';
import type { Service } from './services.ts';

/** What stands at a path of the context. */
export type Kind = 'file' | 'folder';

/** One of the Dockerfiles that are built with a context; the same object whenever it is asked for, so that it is read once. */
export type DockerfileText = {
  readonly text: string;
  /** As people know it. */
  readonly path: string;
};

/**
 * What the build context holds, as far as it is asked. A port: the command line reads the disk, tests and library users pass
 * files in memory. Paths are relative to the context's root, with `/`; the root itself is the empty path.
 */
export type BuildContext = {
  /** Whether there is a context to ask at all: where there is none, an answer of `undefined` says nothing. */
  readonly known: boolean;
  /** The text of a file, or undefined where it is not there or not readable. */
  readonly readText: (path: string) => string | undefined;
  /** Undefined where nothing is there. A link is what it leads to; one that leads out of the context is nothing. */
  readonly kindOf: (path: string) => Kind | undefined;
  /** The names in a folder, and not below it; undefined where it is none. */
  readonly namesIn: (folder: string) => readonly string[] | undefined;
  /** What stands at a path is a link, whatever that leads to. */
  readonly isLink?: (path: string) => boolean;
  /** Only its owner, or a group, may read it, which a COPY keeps. */
  readonly isClosed?: (path: string) => boolean;
  /** The text of the ignore list beside the Dockerfile, `<its name>.dockerignore`: it stands in for that of the context. */
  readonly ownIgnores?: () => string | undefined;
  /** The Dockerfiles that are built with this context, as far as they are known. */
  readonly dockerfiles?: () => readonly DockerfileText[];
  /** Where the Dockerfile itself is; undefined where that is not in the context, or not known. */
  readonly dockerfile?: string | undefined;
  /** How compose files of the project start containers of this Dockerfile; empty where none does. */
  readonly services?: () => readonly Service[];
  /** The compose files of the project, where they may change with the Dockerfile. */
  readonly composeFiles?: () => readonly ComposeFile[];
  /** What compose and bake files of the project call the image of this Dockerfile. */
  readonly images?: () => readonly ImageName[];
  /** Other Dockerfiles of the project, with whatever context: those of this one, and those that compose and bake files build. */
  readonly neighbours?: () => readonly DockerfileText[];
  /** Its folder, where it is on a disk. */
  readonly root?: string | undefined;
  /** Why nothing is known. */
  readonly why?: string | undefined;
};

/** A path of a folder, from where that is named. */
export const pathIn = (folder: string, path: string): string => [folder, path].filter((part) => part !== '').join('/');

const UNKNOWN = 'nothing is known of the build context';

/** Nothing is known, which is not the same as an empty context. */
export const unknownBecause = (why: string): BuildContext => ({
  known: false,
  why,
  readText: () => undefined,
  kindOf: () => undefined,
  namesIn: () => undefined,
});

export const unknownContext: BuildContext = unknownBecause(UNKNOWN);

/** What a decline says that would need the build context; undefined where there is one to ask. */
export const whyUnknown = ({ known, why }: BuildContext): string | undefined => (known ? undefined : (why ?? UNKNOWN));

/** A context that is looked for when the first question comes. */
export function laterContext(find: () => BuildContext): BuildContext {
  const context = lazily(find);
  return {
    get known() {
      return context().known;
    },
    get why() {
      return context().why;
    },
    readText: (path) => context().readText(path),
    kindOf: (path) => context().kindOf(path),
    namesIn: (folder) => context().namesIn(folder),
    isLink: (path) => context().isLink?.(path) ?? false,
    isClosed: (path) => context().isClosed?.(path) ?? false,
    ownIgnores: () => context().ownIgnores?.(),
    dockerfiles: () => context().dockerfiles?.() ?? [],
    get dockerfile() {
      return context().dockerfile;
    },
    services: () => context().services?.() ?? [],
    composeFiles: () => context().composeFiles?.() ?? [],
    images: () => context().images?.() ?? [],
    neighbours: () => context().neighbours?.() ?? [],
    get root() {
      return context().root;
    },
  };
}

/** Files in memory by their paths, and the path of the Dockerfile among them. */
export function memoryContext(files: Readonly<Record<string, string>>, dockerfile = 'Dockerfile'): BuildContext {
  const paths = Object.keys(files);
  const below = (folder: string): string[] =>
    folder === '' ? paths : paths.filter((path) => path.startsWith(`${folder}/`));
  const namesIn = (folder: string): string[] | undefined => {
    const start = folder === '' ? 0 : folder.length + 1;
    const names = new Set(below(folder).map((path) => path.slice(start).split('/')[0] as string));
    return names.size === 0 && folder !== '' ? undefined : [...names].sort();
  };
  const readText = (path: string): string | undefined => (Object.hasOwn(files, path) ? files[path] : undefined);
  const dockerfiles = Object.entries(files)
    .filter(([path]) => path !== dockerfile && isDockerfileName(path.slice(path.lastIndexOf('/') + 1)))
    .map(([path, text]) => ({ text, path }));
  const root = resolve('/');
  return {
    known: true,
    readText,
    kindOf: (path) => {
      if (Object.hasOwn(files, path)) return 'file';
      return path === '' || below(path).length > 0 ? 'folder' : undefined;
    },
    namesIn,
    ownIgnores: () => readText(`${dockerfile}.dockerignore`),
    dockerfiles: () => dockerfiles,
    dockerfile,
    ...plannedFor(
      resolve(root, dockerfile),
      root,
      lazily(() => plansIn(root, { readText, namesIn })),
    ),
    neighbours: () => dockerfiles,
  };
}
