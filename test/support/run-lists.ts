const JOINT = /\s*(?:\\\n\s*)?&&\s*(?:\\\n\s*)?/;
const MORE_THAN_A_LIST = /\|\||[;{(#`]|\$\(|<</;

/** Commands of a RUN are joined by `&&` alone, so that they can stand in other forms as well. */
export const isList = (commands: string): boolean => !MORE_THAN_A_LIST.test(commands);

/** Such commands, each on its line. */
export const asLines = (commands: string): string => commands.split(JOINT).join('\n');
