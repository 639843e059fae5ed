/** Stub until the table lands. */
export const runtimeLibraries = (_release: string, _package: string): readonly string[] | undefined => undefined;
