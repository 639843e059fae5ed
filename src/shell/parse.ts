import type * as bash from 'unbash';
import { forEachChild, parse } from 'unbash';
import type { Command, Link, Nesting, Redirect, Script, Statement, Token, Word } from './script.ts';

const cache = new Map<string, Script>();
const CACHED_SCRIPTS = 10_000;

/** Reads POSIX shell text. Never throws: what it does not understand is opaque. The same text is parsed once. */
export function parseShell(text: string): Script {
  const known = cache.get(text);
  if (known !== undefined) return known;
  if (cache.size >= CACHED_SCRIPTS) cache.clear();
  const script = readScript(text);
  cache.set(text, script);
  return script;
}

/** What one walk over the tree gathers. */
type Reader = {
  readonly text: string;
  readonly commands: Command[];
  readonly leaves: Leaf[];
  opaque: string | undefined;
};
type Leaf = { readonly start: number; readonly end: number };

function readScript(text: string): Script {
  if (isNestedDeeply(text)) return tooDeep(text);
  try {
    return readTree(text);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return tooDeep(text);
  }
}

const tooDeep = (text: string): Script => ({
  text,
  statements: [],
  commands: [],
  tokens: [],
  opaque: 'it is nested too deeply to be read',
});

const DEEPEST = 100;

/** Substitutions in substitutions: the parser goes back to the start of each that does not end, which takes seconds for some kilobytes. */
function isNestedDeeply(text: string): boolean {
  let depth = 0;
  for (const [bracket] of text.matchAll(/\$[({]|[)}]/g)) {
    depth = bracket.length > 1 ? depth + 1 : Math.max(0, depth - 1);
    if (depth > DEEPEST) return true;
  }
  return false;
}

function readTree(text: string): Script {
  const reader: Reader = { text, commands: [], leaves: [], opaque: undefined };
  const tree = parse(text);
  noteErrors(reader, tree);
  const statements = tree.commands.map((statement) => readStatement(reader, statement));
  const tokens = tokenise(text, reader.leaves);
  if (reader.leaves.some(({ end }) => hasStrayParenthesis(text, end)))
    reader.opaque ??= 'a parenthesis stands behind a word';
  return { text, statements, commands: reader.commands, tokens, opaque: reader.opaque };
}

/** unbash accepts `ap(t x` and `=(`; bash does not. Behind a word, a parenthesis can only be the `()` of a function. */
const STRAY_PARENTHESIS = /[ \t]*\((?!\s*\))/y;

function hasStrayParenthesis(text: string, wordEnd: number): boolean {
  STRAY_PARENTHESIS.lastIndex = wordEnd;
  return STRAY_PARENTHESIS.test(text);
}

function noteErrors(reader: Reader, script: bash.ParsedScript): void {
  const error = script.errors?.[0];
  if (error !== undefined) reader.opaque ??= `the shell text does not parse: ${error.message}`;
}

function readStatement(reader: Reader, statement: bash.Statement): Statement {
  const background = statement.background === true;
  const nesting: Nesting[] = background ? ['background'] : [];
  const { command } = statement;
  const nodes = command.type === 'AndOr' ? command.commands : [command];
  const operators = command.type === 'AndOr' ? command.operators : [];
  const links = nodes.map((node, index) => readLink(reader, node, operators[index - 1] ?? '', nesting));
  return { links, background, start: statement.pos, end: command.end };
}

function readLink(reader: Reader, node: bash.SyntaxNode, operator: Link['operator'], nesting: Nesting[]): Link {
  const from = reader.commands.length;
  visit(reader, node, nesting);
  const commands = reader.commands.slice(from);
  const command = node.type === 'Command' ? commands.find((inner) => inner.start === node.pos) : undefined;
  return { operator, command, commands, start: node.pos, end: node.end };
}

const NESTING: Partial<Record<bash.SyntaxNode['type'], Nesting>> = {
  BraceGroup: 'group',
  Case: 'case',
  Coproc: 'coproc',
  For: 'loop',
  ArithmeticFor: 'loop',
  Select: 'loop',
  While: 'loop',
  Function: 'function',
  If: 'if',
  Subshell: 'subshell',
};

function visit(reader: Reader, node: bash.SyntaxNode, nesting: readonly Nesting[]): void {
  switch (node.type) {
    case 'Command':
      readCommand(reader, node, nesting);
      return;
    case 'Word':
      readWord(reader, node, nesting);
      return;
    case 'Assignment':
      readAssignment(reader, node, nesting);
      return;
    case 'Pipeline':
      visitPipeline(reader, node, nesting);
      return;
    case 'HereDoc':
      readRedirect(reader, node, nesting);
      return;
  }
  const own = NESTING[node.type];
  const inner = own === undefined ? nesting : [...nesting, own];
  const background = node.type === 'Statement' && node.background === true;
  forEachChild(node, (child) => visit(reader, child, background ? [...inner, 'background'] : inner));
}

function visitPipeline(reader: Reader, node: bash.Pipeline, nesting: readonly Nesting[]): void {
  const inner: Nesting[] = [...nesting];
  if (node.prefixes.some((prefix) => prefix.type === 'Negation')) inner.push('negation');
  if (node.commands.length === 0) reader.opaque ??= 'a negation stands before nothing';
  if (node.commands.length > 1) inner.push('pipeline');
  for (const command of node.commands) visit(reader, command, inner);
}

function readCommand(reader: Reader, node: bash.Command, nesting: readonly Nesting[]): void {
  const slot = reader.commands.length;
  reader.commands.push(undefined as unknown as Command);
  const redirects: Redirect[] = node.redirects.map((redirect) => readRedirect(reader, redirect, nesting));
  const assignments: Word[] = [];
  for (const item of node.prefix)
    if (item.type === 'Assignment') assignments.push(readAssignment(reader, item, nesting));
  const words: Word[] = [];
  if (node.name !== undefined) words.push(readWord(reader, node.name, nesting));
  for (const item of node.args) {
    words.push(item.type === 'Assignment' ? readAssignment(reader, item, nesting) : readWord(reader, item, nesting));
  }
  const first = words[0];
  if (first !== undefined && !first.literal)
    reader.opaque ??= `the command name ${first.text} is known only at run time`;
  if (first?.value === 'eval') reader.opaque ??= 'eval runs text that is known only at run time';
  reader.commands[slot] = {
    name: first?.value ?? '',
    words,
    assignments,
    redirects,
    nesting,
    start: node.pos,
    end: node.end,
  };
}

function readRedirect(reader: Reader, node: bash.Redirection, nesting: readonly Nesting[]): Redirect {
  const place = { operator: node.operator, start: node.pos, end: node.end };
  if (node.type !== 'HereDoc') {
    const target = node.target === undefined ? undefined : readWord(reader, node.target, nesting);
    // In `< 2>&1` the 2 belongs to the second redirect, and the first has nothing left.
    if (target && /^\d+$/.test(target.text) && /[<>]/.test(reader.text[target.end] ?? ''))
      reader.opaque ??= 'a redirect has no target';
    return { ...place, target };
  }
  if (node.closing === undefined) reader.opaque ??= 'a heredoc does not end';
  // White space counts in a body, so it is one token.
  if (node.body.end > node.body.pos) reader.leaves.push({ start: node.body.pos, end: node.body.end });
  visitSubstitutions(reader, node, nesting);
  return { ...place, target: undefined };
}

/** Variables, and commands whose output or input becomes a word. */
const CHANGES_AT_RUN_TIME = /[$`]|[<>]\(/;

function readWord(reader: Reader, node: bash.Word, nesting: readonly Nesting[]): Word {
  const word = leaf(reader, node, node.value);
  noteExtendedGlob(reader, node);
  if (!word.literal) visitSubstitutions(reader, node, nesting);
  return word;
}

function readAssignment(reader: Reader, node: bash.Assignment, nesting: readonly Nesting[]): Word {
  const word = leaf(reader, node, node.text);
  if (node.value.type === 'Word') noteExtendedGlob(reader, node.value);
  if (!word.literal) visitSubstitutions(reader, node, nesting);
  return word;
}

function noteExtendedGlob(reader: Reader, { parts }: bash.Word): void {
  if (parts?.some(({ type }) => type === 'ExtendedGlob'))
    reader.opaque ??= 'an extended glob is an error in most shells';
}

function leaf(reader: Reader, node: { pos: number; end: number }, value: string): Word {
  reader.leaves.push({ start: node.pos, end: node.end });
  const text = reader.text.slice(node.pos, node.end);
  const literal = !CHANGES_AT_RUN_TIME.test(text) || /^'[^']*'$/.test(text);
  // `${ command; }` and `$[1 + 1]` mean other things to other shells; unbash takes them for closed where they are not.
  if (!literal && /\$\{[\s|]|\$\[/.test(text)) reader.opaque ??= `${text} is an error in most shells`;
  return { text, value, literal, start: node.pos, end: node.end };
}

/** Commands inside `$(…)`, `<(…)` and heredocs. Their offsets are not to be trusted for edits (nested backticks), so no leaf is noted. */
function visitSubstitutions(reader: Reader, node: bash.SyntaxNode, nesting: readonly Nesting[]): void {
  forEachChild(node, (child) => {
    if (child.type !== 'Script') return visitSubstitutions(reader, child, nesting);
    noteErrors(reader, child);
    const inner: Reader = {
      text: child.source ?? reader.text,
      commands: reader.commands,
      leaves: [],
      opaque: undefined,
    };
    visit(inner, child, [...nesting, 'substitution']);
    reader.opaque ??= inner.opaque;
  });
}

/**
 * Words and heredoc bodies as they stand; between them operators and keywords, one token per run of characters; semicolons, which
 * may stand right behind a keyword, and what joins links, which may stand right before a redirect, are tokens of their own. A line break is a token because it ends a command, except behind a
 * backslash; so is a comment, up to the end of its line.
 */
function tokenise(text: string, leaves: Leaf[]): Token[] {
  leaves.sort((a, b) => a.start - b.start || b.end - a.end);
  const tokens: Token[] = [];
  let at = 0;
  for (const { start, end } of leaves) {
    if (start < at) continue;
    pushGap(tokens, text, at, start);
    tokens.push({ text: text.slice(start, end), start });
    at = end;
  }
  pushGap(tokens, text, at, text.length);
  return tokens;
}

function pushGap(tokens: Token[], text: string, start: number, end: number): void {
  const gap = text.slice(start, end);
  if (gap.trim() === '' && !gap.includes('\n')) return;
  for (const match of gap.matchAll(/\\\n|\n|#[^\n]*|;+|&&|\|\||(?:\\(?!\n)|(?!&&|\|\|)[^\s\\#;])+/g)) {
    if (match[0] !== '\\\n') tokens.push({ text: match[0], start: start + match.index });
  }
}
