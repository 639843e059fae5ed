/** What stands at a path of the context. */
export type Kind = 'file' | 'folder';

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
};

/** Nothing is known, which is not the same as an empty context. */
export const unknownContext: BuildContext = {
  known: false,
  readText: () => undefined,
  kindOf: () => undefined,
  namesIn: () => undefined,
};

/** Files in memory by their paths. */
export function memoryContext(files: Readonly<Record<string, string>>): BuildContext {
  const paths = Object.keys(files);
  const below = (folder: string): string[] =>
    folder === '' ? paths : paths.filter((path) => path.startsWith(`${folder}/`));
  const namesIn = (folder: string): string[] | undefined => {
    const start = folder === '' ? 0 : folder.length + 1;
    const names = new Set(below(folder).map((path) => path.slice(start).split('/')[0] as string));
    return names.size === 0 && folder !== '' ? undefined : [...names].sort();
  };
  return {
    known: true,
    readText: (path) => (Object.hasOwn(files, path) ? files[path] : undefined),
    kindOf: (path) => {
      if (Object.hasOwn(files, path)) return 'file';
      return path === '' || below(path).length > 0 ? 'folder' : undefined;
    },
    namesIn,
  };
}
