/**
 * What the build context holds, as far as it is asked. A port: the command line reads the disk, tests and library users pass
 * files in memory. Paths are relative to the context's root, with `/`.
 */
export type BuildContext = {
  /** The text of a file, or undefined where it is not there or not readable. */
  readonly readText: (path: string) => string | undefined;
};

/** Nothing is known, which is not the same as an empty context. */
export const unknownContext: BuildContext = { readText: () => undefined };

export const memoryContext = (files: Readonly<Record<string, string>>): BuildContext => ({
  readText: (path) => (Object.hasOwn(files, path) ? files[path] : undefined),
});
