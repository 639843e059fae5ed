/** Programs that hand their arguments to what they run, which is named before them. */
export const startsNoArgument: ReadonlySet<string> = new Set(['dotnet', 'java']);
