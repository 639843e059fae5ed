/** A word of a shell command; offsets are offsets of the shell text. */
export type Word = {
  readonly text: string;
  /** The word as the command gets it, where it holds no expansion. */
  readonly value: string;
  /** No variable, substitution or escape sequence changes it at run time; globs are literal here. */
  readonly literal: boolean;
  readonly start: number;
  readonly end: number;
};

export type Redirect = {
  readonly operator: string;
  readonly target: Word | undefined;
  readonly start: number;
  readonly end: number;
};

/** What a command stands inside of, outermost first. A pipeline counts only when it has more than one command. */
export type Nesting =
  | 'background'
  | 'case'
  | 'coproc'
  | 'function'
  | 'group'
  | 'if'
  | 'loop'
  | 'negation'
  | 'pipeline'
  | 'subshell'
  | 'substitution';

/** A simple command. */
export type Command = {
  /** Value of the first word, or the empty string (only assignments or redirects). */
  readonly name: string;
  /** The name and its arguments. */
  readonly words: readonly Word[];
  /** `NAME=value` before the name. */
  readonly assignments: readonly Word[];
  readonly redirects: readonly Redirect[];
  readonly nesting: readonly Nesting[];
  readonly start: number;
  readonly end: number;
};

/** One element of a list: a command, a pipeline or a compound command. */
export type Link = {
  readonly operator: '' | '&&' | '||';
  /** The simple command, where the link is nothing but that. */
  readonly command: Command | undefined;
  /** Every simple command inside, substitutions included. */
  readonly commands: readonly Command[];
  readonly start: number;
  readonly end: number;
};

/** A list of the top level, up to `;`, `&` or a line break. */
export type Statement = {
  readonly links: readonly Link[];
  readonly background: boolean;
  readonly start: number;
  readonly end: number;
};

/** A word, or whatever stands between two words: operators, keywords, parentheses. */
export type Token = { readonly text: string; readonly start: number };

/** The shell text of a RUN, understood. */
export type Script = {
  readonly text: string;
  readonly statements: readonly Statement[];
  /** Every simple command, in the order of the text. */
  readonly commands: readonly Command[];
  /** The whole text as tokens; white space between them is all that is left out. */
  readonly tokens: readonly Token[];
  /** Why nothing may be edited in here, or concluded from it; the other fields then hold what could be read. */
  readonly opaque: string | undefined;
};

/** The link of the top level that a command is in, however deep. */
export const linkAround = ({ statements }: Script, command: Command): Link | undefined =>
  statements.flatMap(({ links }) => links).find(({ commands }) => commands.includes(command));

/** A `||` behind it catches its failure. */
export function isCaught(script: Script, command: Command): boolean {
  const links = script.statements.find((statement) => statement.links.some(holds(command)))?.links ?? [];
  return links.slice(links.findIndex(holds(command)) + 1).some(({ operator }) => operator === '||');
}

const holds =
  (command: Command) =>
  ({ commands }: Link): boolean =>
    commands.includes(command);

/** The script goes on where it fails, and may succeed: something catches that, or nothing heeds it. */
export function isPassedOver(script: Script, command: Command): boolean {
  const at = script.statements.findIndex((statement) => statement.links.some(holds(command)));
  const isLast = at === script.statements.length - 1;
  return isCaught(script, command) || ((!isLast || isFollowed(script, command)) && !stopsAt(script, command));
}

/** In brackets, something is done behind it whether it fails or not: `( a; b )`. */
function isFollowed(script: Script, command: Command): boolean {
  if (command.nesting.every((one) => one !== 'group' && one !== 'subshell')) return false;
  const end = linkAround(script, command)?.end ?? 0;
  const rest = script.tokens.flatMap(({ start, text }) => (command.end <= start && start < end ? [text] : []));
  return rest.some((text, at) => /^[;\n]/.test(text) && !/^[)}]?$/.test(rest[at + 1] ?? ''));
}

/** Its failure ends the script, or the brackets that it is in. */
function stopsAt(script: Script, command: Command): boolean {
  const around = linkAround(script, command)?.commands ?? [];
  const told = around.slice(0, around.indexOf(command)).findLast(({ name }) => name === 'set');
  return told === undefined ? stopsOnError(script) : setsErrexit(told);
}

/** Nothing but the failure of what stands before it keeps the command from running, and its own failure is not tolerated. */
export function isCertain({ statements, opaque }: Script, command: Command): boolean {
  const around = statements.find(({ links }) => links.some(({ commands }) => commands.includes(command)));
  return (
    opaque === undefined &&
    around?.background === false &&
    around.links.every(({ operator }) => operator !== '||') &&
    command.nesting.every((nesting) => nesting === 'pipeline')
  );
}

/** Certain, and where what stands before it fails, so does the whole script: it can not be passed over. */
export function isInevitable(script: Script, command: Command): boolean {
  const around = script.statements.find(({ links }) => links.some(holds(command)));
  const isFirst = around?.links.findIndex(holds(command)) === 0;
  return isCertain(script, command) && (isFirst || around === script.statements.at(-1));
}

/** One list of `&&` and nothing else, the only body that other commands can be joined to as it stands. */
export function isPlainChain(script: Script): boolean {
  const [statement, ...others] = script.statements;
  if (statement === undefined || others.length > 0 || statement.background) return false;
  return statement.links.every((link) => link.operator !== '||');
}

/** `set -e` (or `-o errexit`) first: from there on a failing command ends the script, whatever separates the commands. */
export function stopsOnError(script: Script): boolean {
  const first = script.statements[0]?.links[0]?.command;
  return first !== undefined && setsErrexit(first);
}

export function setsErrexit({ name, words }: Command): boolean {
  if (name !== 'set') return false;
  const options = words.slice(1).map((word) => word.value);
  return options.some((option) => /^-[a-z]*e/.test(option)) || options.includes('errexit');
}
