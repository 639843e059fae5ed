import { type Directive, readDirectives } from './directives.ts';
import { takeFlags } from './flags.ts';
import { disputedHeredoc, type Heredoc, type HeredocMarker, heredocMarkers } from './heredocs.ts';
import { type Instruction, jsonForm, KEYWORDS, type Keyword } from './instruction.ts';
import { type Joined, sliceJoined, toSourceSpan } from './joined.ts';
import { type Comment, commentOn, isBlank, joinLine, type LogicalLine, physicalLine } from './lines.ts';
import { lineStarts, skipBlank, trimEnd } from './text.ts';

/** A Dockerfile's text, taken apart without loss: every offset is an offset of `text`. */
export type SourceFile = {
  readonly text: string;
  readonly lines: readonly number[];
  readonly escape: '\\' | '`';
  readonly directives: readonly Directive[];
  readonly instructions: readonly Instruction[];
  /** Every comment of the file, those inside continuations too, in the file's order. */
  readonly comments: readonly Comment[];
};

/**
 * Why a file is not worked on. `invalid`: a builder would refuse it. `ambiguous`: BuildKit's rules and dockerfile-ast disagree
 * about where instructions start, or builders do among themselves, so no rewrite of it can be trusted.
 */
export type Problem = { readonly kind: 'invalid' | 'ambiguous'; readonly message: string; readonly offset: number };

export type ParseResult = { readonly file: SourceFile } | { readonly problem: Problem };

const keywords = new Map<string, Keyword>(KEYWORDS.map((keyword) => [keyword, keyword]));
const HEREDOC_KEYWORDS: readonly Keyword[] = ['ADD', 'COPY', 'RUN'];
const BEFORE_FIRST_STAGE: readonly Keyword[] = ['ARG', 'FROM'];

/** BuildKit's rules alone. Whoever uses this asks `whyAmbiguous` before anything of the text gets out. */
export function parseByBuildKit(text: string): ParseResult {
  const bom = text.startsWith('\ufeff') ? 1 : 0;
  const { directives, escape, end, error } = readDirectives(text, bom);
  if (error !== undefined) return invalid(error.message, error.offset);
  const instructions: Instruction[] = [];
  const comments: Comment[] = [];
  let at = end;
  while (at < text.length) {
    const first = physicalLine(text, at);
    const comment = commentOn(text, first);
    if (comment !== undefined || isBlank(text, first)) {
      if (comment !== undefined) comments.push(comment);
      at = first.next;
      continue;
    }
    const line = joinLine(text, first, escape);
    const read = readInstruction(text, line);
    if ('problem' in read) return read;
    instructions.push(read.instruction);
    comments.push(...line.comments);
    at = read.next;
  }
  const file = { text, lines: lineStarts(text), escape, directives, instructions, comments };
  const problem = missingStage(file);
  return problem === undefined ? { file } : { problem };
}

type Read = { instruction: Instruction; next: number } | { problem: Problem };

function readInstruction(text: string, line: LogicalLine): Read {
  const head = readHead(line.joined);
  if (head === undefined) {
    return invalid(`unknown instruction ${JSON.stringify(firstWord(line.joined).slice(0, 40))}`, line.start);
  }
  const bodies = readHeredocs(text, line, head);
  if ('problem' in bodies) return bodies;
  const { heredocs, next } = bodies;
  const span = { start: line.start, end: bodies.end };
  const { keyword, keywordSpan, flags, args } = head;
  const { end: lineEnd, comments } = line;
  const instruction = { keyword, keywordSpan, span, lineEnd, flags, args, heredocs, comments };
  if (keyword !== 'ONBUILD') return { instruction, next };
  const deferred = readHead(args);
  if (deferred === undefined) return invalid('ONBUILD without an instruction', line.start);
  return { instruction: { ...instruction, onbuild: { ...instruction, ...deferred } }, next };
}

type Head = Pick<Instruction, 'keyword' | 'keywordSpan' | 'flags' | 'args'>;

function readHead(joined: Joined): Head | undefined {
  const word = firstWord(joined);
  const keyword = keywords.get(word.toUpperCase());
  if (keyword === undefined) return undefined;
  const { flags, rest } = takeFlags(trimJoined(sliceJoined(joined, word.length)));
  return { keyword, keywordSpan: toSourceSpan(joined, 0, word.length), flags, args: trimJoined(rest) };
}

/** Only ASCII blanks end a keyword. */
const firstWord = ({ text }: Joined): string => /^[^\t\v\f\r ]*/.exec(text)?.[0] ?? '';

function trimJoined(joined: Joined): Joined {
  const { text } = joined;
  const start = skipBlank(text, 0, text.length);
  return sliceJoined(joined, start, trimEnd(text, start, text.length));
}

type Bodies = { heredocs: Heredoc[]; end: number; next: number } | { problem: Problem };

function readHeredocs(text: string, line: LogicalLine, head: Head): Bodies {
  let { next, end } = line;
  const heredocs: Heredoc[] = [];
  if (!mayHaveHeredocs(line, head)) return { heredocs, end, next };
  const disputed = disputedHeredoc(line.joined.text);
  if (disputed !== undefined) {
    const message = `builders disagree about whether ${disputed} starts a heredoc, so the file is left alone`;
    return { problem: { kind: 'ambiguous', message, offset: line.start } };
  }
  for (const marker of heredocMarkers(line.joined.text)) {
    const body = readBody(text, next, marker);
    if (body === undefined) return invalid(`unterminated heredoc ${marker.name}`, line.start);
    heredocs.push({ ...marker, bodyStart: next, bodyEnd: body.bodyEnd });
    ({ end, next } = body);
  }
  return { heredocs, end, next };
}

function mayHaveHeredocs(line: LogicalLine, head: Head): boolean {
  if (!line.joined.text.includes('<<')) return false;
  const inner = head.keyword === 'ONBUILD' ? (readHead(head.args) ?? head) : head;
  return HEREDOC_KEYWORDS.includes(inner.keyword) && jsonForm(inner.args) === undefined;
}

function readBody(text: string, start: number, marker: HeredocMarker) {
  let at = start;
  while (at < text.length) {
    const line = physicalLine(text, at);
    const content = text.slice(line.start, line.end);
    if ((marker.chomp ? content.replace(/^\t+/, '') : content) === marker.name) {
      return { bodyEnd: line.start, end: line.end, next: line.next };
    }
    at = line.next;
  }
  return undefined;
}

function missingStage(file: SourceFile): Problem | undefined {
  const first = file.instructions.find((instruction) => !BEFORE_FIRST_STAGE.includes(instruction.keyword));
  const from = file.instructions.find((instruction) => instruction.keyword === 'FROM');
  if (file.instructions.length === 0) return problem('the file has no instruction', 0);
  if (from === undefined)
    return problem('no FROM: a Dockerfile starts with a base image', file.instructions[0]?.span.start ?? 0);
  if (first !== undefined && first.span.start < from.span.start) {
    return problem(`${first.keyword} before the first FROM`, first.span.start);
  }
  return undefined;
}

const problem = (message: string, offset: number): Problem => ({ kind: 'invalid', message, offset });

const invalid = (message: string, offset: number): { problem: Problem } => ({ problem: problem(message, offset) });
