import { actingOf, type Instruction } from '../syntax/instruction.ts';
import { type Joined, toSource } from '../syntax/joined.ts';
import type { Comment } from '../syntax/lines.ts';
import { type Dockerfile, fromText, type Step } from './dockerfile.ts';
import { once } from './memo.ts';
import { startIn } from './run.ts';
import type { Settings } from './state.ts';
import { ignoresWorkdir } from './workdir-use.ts';

/** A word, an operator or a comment of a step. `at` is its offset in the file, or -1 where a change brought it in. */
export type TraceToken = { readonly text: string; readonly at: number; readonly comment?: true };

/** What a builder would see of one instruction, or a comment that stands alone. */
export type TraceItem = Settings & {
  /** Offset in the file before any change; negative where a change brought it in. */
  readonly id: number;
  /** Keyword and flags; `#` for a comment. */
  readonly head: string;
  readonly tokens: readonly TraceToken[];
  /** It does the same in any working directory. */
  readonly anywhere: () => boolean;
  /** The shell text was understood. */
  readonly readable: boolean;
};

/** The whole file in order: directives apart, a list of instructions and comments. */
export type Trace = {
  readonly directives: readonly string[];
  readonly items: readonly TraceItem[];
  /** Those of the file. */
  readonly mirrors: readonly string[];
};

/** The head of a comment. */
export const COMMENT = '#';
const YES = (): boolean => true;
const NO = (): boolean => false;
const NO_SETTINGS: Settings = { base: 0, fingerprint: 0, folder: '' };
/** What a comment inside an instruction is compared as: no word starts with a line break and a `#`. */
const INNER_COMMENT = '\n';

export function traceOf(file: Dockerfile): Trace {
  const { text } = file.source;
  const items: TraceItem[] = file.globals.map((step) => stepItem(step, text));
  for (const stage of file.stages) {
    items.push(instructionItem(withText(stage.from, fromText(stage.from)), NO_SETTINGS, text));
    for (const step of stage.steps) items.push(stepItem(step, text));
  }
  const inner = new Set(file.source.instructions.flatMap((instruction) => instruction.comments));
  for (const comment of file.source.comments) if (!inner.has(comment)) items.push(commentItem(comment));
  items.sort((a, b) => a.id - b.id);
  const directives = file.source.directives.map(({ name, value }) => `${name}=${value}`);
  return { directives, items, mirrors: file.mirrors };
}

const commentItem = ({ text, span }: Comment): TraceItem => ({
  id: span.start,
  head: COMMENT,
  tokens: [{ text, at: span.start }],
  ...NO_SETTINGS,
  anywhere: YES,
  readable: false,
});

const withText = (instruction: Instruction, text: string): Instruction => ({
  ...instruction,
  args: { ...instruction.args, text },
});

function stepItem(step: Step, text: string): TraceItem {
  const { run, instruction, state } = step;
  const anywhere = (): boolean => ignoresWorkdir(step);
  if (run === undefined || run.script.opaque !== undefined || run.script.tokens.length === 0)
    return instructionItem(instruction, state, text, anywhere);
  const tokens = run.script.tokens.map((token) => ({ text: token.text, at: startIn(run, token) }));
  const head = headOf(instruction);
  return itemOf(instruction, state, {
    head: run.isHeredoc ? `${head} ${run.instruction.args.text}` : head,
    tokens: withComments(tokens, instruction.comments),
    anywhere,
    readable: true,
  });
}

function instructionItem(instruction: Instruction, settings: Settings, text: string, anywhere = NO): TraceItem {
  const bodies = instruction.heredocs.map(({ bodyStart, bodyEnd }) => ({
    text: text.slice(bodyStart, bodyEnd),
    at: bodyStart,
  }));
  const own = textTokens(actingOf(instruction), instruction.span.start);
  const tokens = withComments(bodies.length === 0 ? own : [...own, ...bodies], instruction.comments);
  return itemOf(instruction, settings, { head: headOf(instruction), tokens, anywhere, readable: false });
}

const itemOf = (
  { span }: Instruction,
  { base, fingerprint, folder }: Settings,
  { head, tokens, anywhere, readable }: Pick<TraceItem, 'anywhere' | 'head' | 'readable' | 'tokens'>,
): TraceItem => ({ id: span.start, head, tokens, base, fingerprint, folder, anywhere, readable });

function headOf(instruction: Instruction): string {
  const { keyword, flags } = actingOf(instruction);
  const own = instruction.onbuild === undefined ? instruction.keyword : `ONBUILD ${keyword}`;
  return flags.length === 0 ? own : [own, ...flags.map((flag) => flag.text)].join(' ');
}

/** Text that is not taken apart: as a whole, or in pieces between the comments inside, so that these keep their place. */
function textTokens({ args, comments }: Instruction, start: number): TraceToken[] {
  if (comments.length === 0) return [{ text: args.text, at: start }];
  const tokens: TraceToken[] = [];
  let from = 0;
  for (const { span } of comments) {
    const to = offsetAt(args, span.start);
    if (to > from) tokens.push({ text: args.text.slice(from, to), at: from === 0 ? start : toSource(args, from) });
    from = to;
  }
  return [...tokens, { text: args.text.slice(from), at: from === 0 ? start : toSource(args, from) }];
}

/** The offset in the joined text of the first character that does not stand before `source` in the file. */
function offsetAt(joined: Joined, source: number): number {
  let low = 0;
  let high = joined.text.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (toSource(joined, middle) < source) low = middle + 1;
    else high = middle;
  }
  return low;
}

function withComments(tokens: readonly TraceToken[], comments: readonly Comment[]): readonly TraceToken[] {
  if (comments.length === 0) return tokens;
  const notes = comments.map(({ text, span }) => noteToken(text, span.start));
  return [...tokens, ...notes].sort((a, b) => a.at - b.at);
}

export const noteToken = (text: string, at: number): TraceToken => ({ text: INNER_COMMENT + text, at, comment: true });

export const isComment = (token: TraceToken): boolean => token.comment === true;

const OPERATORS: readonly string[] = ['&&', '||', '|', ';', '\n'];

/** Token texts, each comment moved behind the operators that follow it: it stands before a word, wherever `&&` is written. */
export function comparable(item: TraceItem): string[] {
  const texts: string[] = [];
  let waiting: string[] = [];
  for (const token of item.tokens) {
    if (isComment(token)) waiting.push(token.text);
    else if (OPERATORS.includes(token.text)) texts.push(token.text);
    else {
      texts.push(...waiting, token.text);
      waiting = [];
    }
  }
  return [...texts, ...waiting];
}

/** Every comment of the file in order, wherever it stands. */
export const commentsOf = once((trace: Trace): readonly string[] =>
  trace.items.flatMap((item) =>
    item.tokens.filter((token) => item.head === COMMENT || isComment(token)).map((token) => token.text.trimStart()),
  ),
);

/** Those that a change brought in. */
export const newComments = ({ items }: Trace): string[] =>
  items
    .flatMap(({ head, tokens }) => (head === COMMENT ? tokens.filter(({ at }) => at === -1) : []))
    .map(({ text }) => text);
