import { load } from '../load.ts';
import { type ParseResult, type Problem, parseByBuildKit, type SourceFile } from './parse.ts';
import { lineStarts } from './text.ts';

/** Both parsers: BuildKit's rules, and dockerfile-ast as a second opinion. */
export function parseDockerfile(text: string): ParseResult {
  const result = parseByBuildKit(text);
  const doubt = 'file' in result ? whyAmbiguous(result.file) : undefined;
  return doubt === undefined ? result : { problem: doubt };
}

/** dockerfile-ast must see the same instructions at the same places; where it does not, one of the two is wrong. */
export const whyAmbiguous = (file: SourceFile): Problem | undefined => asked(file, debatableIn(file));

/** The same for a text of which another one is made that is not ambiguous: what the other has as well is clear. */
export function whyAmbiguousBefore(file: SourceFile, after: string): Problem | undefined {
  const isDebatable = debatableIn(file);
  return asked(file, (own) => isDebatable(own) && !after.includes(`\n${own}\n`));
}

/**
 * dockerfile-ast is slow, and each instruction is read by itself: it gets the debatable ones, and only where it sees them in another
 * way the whole file, to tell where.
 */
function asked(file: SourceFile, isAsked: (own: string) => boolean): Problem | undefined {
  const lone = file.text.includes('\r') ? file.text.search(LONE_RETURN) : -1;
  if (lone !== -1) return { kind: 'ambiguous', message: RETURNED, offset: lone };
  const { text, starts } = excerpt(file, isAsked);
  if (starts.length === 0 || firstDispute(text, starts) === undefined) return undefined;
  const offset = firstDispute(
    file.text,
    file.instructions.map(({ span }) => span.start),
  );
  return offset === undefined ? undefined : { kind: 'ambiguous', message: DISPUTED, offset };
}

/** To dockerfile-ast, and to editors, it breaks a line; to BuildKit it does not. */
const LONE_RETURN = /\r(?!\n)/;
const RETURNED =
  'a carriage return without a line feed breaks a line to some and not to others, so the file is left alone';
const DISPUTED = 'parsers disagree about where this instruction starts, so the file is left alone';

type Excerpt = { readonly text: string; readonly starts: readonly number[] };

/**
 * What precedes the first instruction decides about the escape character. Where an instruction ends shows in whether another begins
 * behind it.
 */
function excerpt({ text, instructions }: SourceFile, isAsked: (own: string) => boolean): Excerpt {
  const gaps = [...instructions.keys(), instructions.length].map((index) =>
    text.slice(instructions[index - 1]?.span.end ?? 0, instructions[index]?.span.start),
  );
  const odd = gaps.map((gap) => !PLAIN_GAP.test(gap));
  const starts: number[] = [];
  let part = gaps[0] ?? '';
  for (const [index, { span }] of instructions.entries()) {
    const own = text.slice(span.start, span.end);
    if (!odd[index] && !odd[index + 1] && !isAsked(own)) continue;
    starts.push(part.length);
    part += own;
    if (odd[index + 1]) part += gaps[index + 1];
    else if (index < instructions.length - 1) {
      starts.push(part.length + 1);
      part += SENTINEL;
    }
  }
  return { text: part, starts };
}

const SENTINEL = '\nUSER x\n';

/** Blank lines and comments, of printable ASCII and without an escape character. */
const PLAIN_GAP = /^(?:[ \t]*(?:#[\t -[\]-_a-~]*)?\r?\n)*[ \t]*$/;

/** One line of printable ASCII, without an escape character and without `<<`. */
const PLAIN_LINE = /^[A-Za-z]+[ \t](?:[\t -;=-[\]-_a-~]|<(?!<))*$/;

/**
 * The same, in lines that end in backslashes, with whole lines of comments between them. Other backslashes stand before something
 * printable that is none.
 */
const PLAIN_LINES =
  /^[A-Za-z]+[ \t](?:[\t -;=-[\]-_a-~]|<(?![<\\])|\\(?=[!-;=-[\]-~]))*(?:[!-;=-[\]-_a-~][ \t]*\\\r?\n(?:[ \t]*#[\t -[\]-_a-~]*\r?\n)*[ \t]*[!"$-;=-[\]-_a-~](?:[\t -;=-[\]-_a-~]|<(?![<\\])|\\(?=[!-;=-[\]-~]))*)*$/;

/** Where a comment at the top speaks of the escape character, the parsers may differ in whether it decides. */
function debatableIn({ text, instructions }: SourceFile): (own: string) => boolean {
  const plain = /escape/i.test(text.slice(0, instructions[0]?.span.start)) ? PLAIN_LINE : PLAIN_LINES;
  return (own) => !plain.test(own);
}

/** The offset of the first instruction that only one of the two sees. */
function firstDispute(text: string, starts: readonly number[]): number | undefined {
  const lines = lineStarts(text);
  const { DockerfileParser } = load('dockerfile-ast') as typeof import('dockerfile-ast');
  const theirs = DockerfileParser.parse(text).getInstructions();
  for (let index = 0; index < Math.max(theirs.length, starts.length); index++) {
    const position = theirs[index]?.getRange().start;
    const offset = position && (lines[position.line] ?? 0) + position.character;
    if (starts[index] === undefined || starts[index] !== offset) return starts[index] ?? offset ?? 0;
  }
  return undefined;
}
