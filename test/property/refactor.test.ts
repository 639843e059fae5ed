import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { listTransforms, type Refactored, type RefactorOptions, refactor } from '../../src/index.ts';
import { lineEnding } from '../../src/syntax/text.ts';
import { brokenDockerfiles, dockerfiles, PLAIN_COMMANDS, shellNoise } from '../support/generate.ts';
import { dockerfile, parsed, problemOf, runSteps } from '../support/read.ts';

const comments = (text: string): string[] =>
  parsed(text)
    .comments.map((comment) => comment.text)
    .sort();

const PLAIN_RUNS: readonly string[] = PLAIN_COMMANDS.map((command) => `RUN ${command}`);

/** Of several in a stage, only the last counts. */
const LAST_COUNTS: readonly string[] = ['CMD', 'ENTRYPOINT', 'HEALTHCHECK'];

/** Where they stand, or what they say, may change: a WORKDIR comes in for a `cd`, numbers become names, blank lines go. */
const REWORDED = /^(?:WORKDIR|COPY --from=\S|ENV A=1 [\\`]\r?\n)/;

/** A `cd` at the start of a RUN may become a WORKDIR. */
const withoutCd = (own: string): string => own.replace(/^RUN (?:cd \/\w*[\s\\`]*(?:&&|;)[\s\\`]*)+/, 'RUN ');

/** The slim variant of an image may take its place. */
const asFull = (own: string): string => own.replace(/^((?:FROM )?debian:[\w.]+)-slim\b/, '$1');

/** Instructions that no transform has any business with: all but RUNs, and RUNs of commands that are about something else. */
function bystanders(text: string): string[] {
  const { instructions } = parsed(text);
  const isReplaced = (keyword: string, index: number): boolean => {
    const later = instructions.slice(index + 1).map((other) => other.keyword);
    const next = later.findIndex((other) => other === keyword || other === 'FROM');
    return LAST_COUNTS.includes(keyword) && later[next] === keyword;
  };
  return instructions
    .filter(({ keyword }, index) => !isReplaced(keyword, index))
    .map(({ span }) => asFull(withoutCd(text.slice(span.start, span.end))))
    .filter((own) => !/^(?:ONBUILD )?RUN/.test(own) || PLAIN_RUNS.includes(own))
    .filter((own) => !REWORDED.test(own));
}

/** The words of all commands of RUNs, as far as these can be read; a `set` that says the same again may go. */
const commandWords = (text: string): string[] =>
  runSteps(dockerfile(text)).flatMap(({ run }) =>
    run.script.commands.filter(({ name }) => name !== 'set').flatMap(({ words }) => words.map((word) => word.text)),
  );

/** Holds for every Dockerfile that is worked on, and enough of them change. */
function always(law: (text: string, result: Refactored) => void, numRuns = 150, options: RefactorOptions = {}): void {
  let changed = 0;
  fc.assert(
    fc.property(dockerfiles, (text) => {
      const result = refactor(text, options);
      expect(result.status).toBe('ok');
      if (result.text !== text) changed++;
      law(text, result);
    }),
    { numRuns },
  );
  expect(changed).toBeGreaterThan(numRuns / 2);
}

describe('for every Dockerfile', () => {
  it('a second run changes nothing and fixes nothing', () => {
    always((_, { text }) => {
      const again = refactor(text);
      expect(again.text).toBe(text);
      expect(again.fixes).toEqual([]);
    });
  });

  it('every fix is proven', () => {
    always((_, { withheld }) => {
      expect(withheld).toEqual([]);
    }, 300);
  });

  it('both hold with what is done only when asked for, too', () => {
    const options = { only: listTransforms().map(({ id }) => id) };
    const law = (_: string, { text, withheld }: Refactored): void => {
      expect(withheld).toEqual([]);
      expect(refactor(text, options).text).toBe(text);
    };
    always(law, 300, options);
  });

  it('the result is a Dockerfile, with the same stages', () => {
    const stages = (text: string): string[] =>
      parsed(text)
        .instructions.filter(({ keyword }) => keyword === 'FROM')
        .map(({ args }) => asFull(args.text));
    always((text, result) => {
      expect(problemOf(result.text)).toBeUndefined();
      expect(stages(result.text)).toEqual(stages(text));
    });
  });

  it('no comment is lost or changed', () => {
    always((text, result) => {
      expect(comments(result.text)).toEqual(comments(text));
    });
  });

  it('byte order mark, line endings, final newline and directives stay', () => {
    const directives = (text: string): string[] => parsed(text).directives.map(({ name, value }) => `${name}=${value}`);
    always((text, result) => {
      expect(result.text.startsWith('\ufeff')).toBe(text.startsWith('\ufeff'));
      expect(result.text.endsWith('\n')).toBe(text.endsWith('\n'));
      expect(directives(result.text)).toEqual(directives(text));
      if (lineEnding(text) === '\r\n') expect(result.text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
      else expect(result.text).not.toContain('\r');
    });
  });

  it('instructions that are nobody’s business stay byte for byte, and in their order', () => {
    always((text) => {
      expect(bystanders(refactor(text, { skip: ['merge-runs'] }).text)).toEqual(bystanders(text));
    });
  });

  it('with every merge that can be proven, commands stay in their order, and a second run changes nothing', () => {
    always((text) => {
      const { text: merged, withheld } = refactor(text, { only: ['merge-runs'], merge: 'all' });
      expect(withheld).toEqual([]);
      expect(commandWords(merged)).toEqual(commandWords(text));
      expect(refactor(merged, { only: ['merge-runs'], merge: 'all' }).fixes).toEqual([]);
    });
  });

  it('safe fixes alone come to rest as well, and are nothing but safe', () => {
    always((text, all) => {
      const safe = refactor(text, { safe: true });
      expect(safe.fixes.every((fix) => fix.safety === 'safe')).toBe(true);
      expect(refactor(safe.text, { safe: true }).text).toBe(safe.text);
      if (all.text === text) expect(safe.text).toBe(text);
    }, 100);
  });

  it('everything that is reported has a place in the file and a reason', () => {
    always((text, { fixes, declines, held }) => {
      const lines = text.split('\n');
      for (const { at, message, reason } of [...fixes, ...declines, ...held]) {
        expect(at.start.line).toBeLessThanOrEqual(at.end.line);
        expect(at.end.line).toBeLessThanOrEqual(lines.length);
        expect(at.end.column - 1).toBeLessThanOrEqual(lines[at.end.line - 1]?.length ?? 0);
        expect(message).not.toBe('');
        expect(reason).not.toBe('');
      }
    }, 100);
  });
});

describe('whatever the text', () => {
  const survives = (text: string): void => {
    const result = refactor(text);
    if (result.status !== 'ok') {
      expect(result.text).toBe(text);
      expect(result.problem?.message).not.toBe('');
      return;
    }
    expect(result.withheld).toEqual([]);
    expect(refactor(result.text).text).toBe(result.text);
  };

  it.each([
    ['letters of any script', fc.string({ unit: 'grapheme', maxLength: 200 })],
    ['any code points', fc.string({ unit: 'binary', maxLength: 200 })],
    ['a RUN of any code points', fc.string({ unit: 'binary', maxLength: 100 }).map((text) => `FROM a\nRUN ${text}`)],
  ])('nothing is thrown for %s', (_, texts) => {
    fc.assert(fc.property(texts, survives), { numRuns: 250 });
  });

  it('nothing is thrown for a Dockerfile that was torn apart', () => {
    fc.assert(fc.property(brokenDockerfiles, survives), { numRuns: 250 });
  });

  it('nothing is thrown for a RUN of bits of shell', () => {
    fc.assert(
      fc.property(shellNoise, (text) => survives(`FROM debian:12\nRUN ${text}\n`)),
      { numRuns: 250 },
    );
  });
});
