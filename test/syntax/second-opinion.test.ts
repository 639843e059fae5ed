import { DockerfileParser } from 'dockerfile-ast';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseByBuildKit, type SourceFile } from '../../src/syntax/parse.ts';
import { whyAmbiguous, whyAmbiguousBefore } from '../../src/syntax/second-opinion.ts';
import { brokenDockerfiles, nastyLines } from '../support/generate.ts';

/** Both parsers over the whole text, with nothing left out but blanks behind the last line break, in which dockerfile-ast sees an instruction. */
function agree({ text, lines, instructions }: SourceFile): boolean {
  if (/\r(?!\n)/.test(text)) return false;
  const theirs = DockerfileParser.parse(text.replace(/\n[ \t]+$/, '\n'))
    .getInstructions()
    .map((instruction) => instruction.getRange().start)
    .map(({ line, character }) => (lines[line] ?? Number.NaN) + character);
  return theirs.join() === instructions.map(({ span }) => span.start).join();
}

function read(text: string): SourceFile | undefined {
  const result = parseByBuildKit(text);
  return 'file' in result ? result.file : undefined;
}

const heads = fc.constantFrom('', '\ufeff', '# escape=`\n', '# syntax=x\r\n', '# a=b\n# escape=`\n', '# a\rb\n');
/** Every kind of character that a parser may stumble over, in lines that begin like instructions. */
const oddLines = fc
  .array(
    fc
      .tuple(
        fc.constantFrom('RUN ', 'user x', ' ENV\t', 'COPY <', '# ', '', '\t#', 'ONBUILD RUN ', 'CMD ["', '  '),
        fc.string({ unit: fc.constantFrom(...'ab \t"\'<>E#&$[]{},=\\`\r\u00a0\u2028é\0'), maxLength: 6 }),
      )
      .map((parts) => parts.join('')),
    { maxLength: 8 },
  )
  .map((lines) => lines.join('\n'));
const texts = fc.oneof(
  brokenDockerfiles,
  fc
    .tuple(heads, fc.oneof(nastyLines('\\'), nastyLines('`'), oddLines))
    .map(([head, body]) => `${head}FROM a\n${body}`),
);

describe('whyAmbiguous', () => {
  it('finds what a comparison of the whole text finds, though it asks only about the debatable', () => {
    const seen = { agreed: 0, disputed: 0 };
    fc.assert(
      fc.property(texts, (text) => {
        const file = read(text);
        if (file === undefined) return;
        const isClear = agree(file);
        seen[isClear ? 'agreed' : 'disputed']++;
        expect(whyAmbiguous(file) === undefined).toBe(isClear);
      }),
      { numRuns: Number(process.env['OPINION_RUNS'] ?? 1500) },
    );
    expect(seen.agreed).toBeGreaterThan(200);
    expect(seen.disputed).toBeGreaterThan(20);
  });
});

describe('whyAmbiguousBefore', () => {
  const text = 'FROM a\nRUN echo a\\\\\nUSER x\n';

  it('doubts a text where an instruction that its successor lacks is read in two ways', () => {
    expect(whyAmbiguousBefore(read(text) as SourceFile, 'FROM a\nUSER x\n')).toMatchObject({
      kind: 'ambiguous',
      offset: 20,
    });
  });

  it('does not where the successor has all that is', () => {
    expect(whyAmbiguousBefore(read(text) as SourceFile, `${text}CMD b\n`)).toBeUndefined();
  });
});
