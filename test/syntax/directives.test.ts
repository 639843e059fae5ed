import { describe, expect, it } from 'vitest';
import { readDirectives } from '../../src/syntax/directives.ts';
import { outline, parsed, problemOf } from '../support/read.ts';

const directivesOf = (text: string): [string, string][] =>
  parsed(text).directives.map(({ name, value }) => [name, value]);

describe('directives', () => {
  it('reads syntax, escape and check, each with its place', () => {
    const text = '# syntax=docker/dockerfile:1\n# escape=`\n# check=skip=all;error=true\nFROM a\n';
    expect(directivesOf(text)).toEqual([
      ['syntax', 'docker/dockerfile:1'],
      ['escape', '`'],
      ['check', 'skip=all;error=true'],
    ]);
    const spans = parsed(text).directives.map(({ span }) => text.slice(span.start, span.end));
    expect(spans).toEqual(text.split('\n').slice(0, 3));
  });

  it.each([
    ['any case and any blanks', '#ESCAPE =  ` \nFROM a\nRUN b `\n c\n'],
    ['blanks before the number sign', ' \t# escape=`\nFROM a\nRUN b `\n c\n'],
    ['a byte order mark before it', '\ufeff# escape=`\nFROM a\nRUN b `\n c\n'],
    ['Windows line endings', '# escape=`\r\nFROM a\r\nRUN b `\r\n c\r\n'],
  ])('are honoured with %s', (_, text) => {
    expect(parsed(text).escape).toBe('`');
    expect(outline(text).at(-1)).toEqual(['RUN', 'b  c']);
  });

  it.each([
    ['a comment', '# hello\n# escape=`\nFROM a\n'],
    ['a blank line', '\n# escape=`\nFROM a\n'],
    ['an instruction', 'FROM a\n# escape=`\n'],
    ['an unknown directive', '# version=1\n# escape=`\nFROM a\n'],
    ['a shebang', '#!/usr/bin/env docker\n# escape=`\nFROM a\n'],
  ])('count no longer after %s', (_, text) => {
    const file = parsed(text);
    expect(file.directives).toEqual([]);
    expect(file.escape).toBe('\\');
    expect(file.comments.map((comment) => comment.text)).toContain('# escape=`');
  });

  it('are no comments, and what stands behind them is', () => {
    expect(parsed('# syntax=a\n# hello\nFROM a\n').comments.map(({ text }) => text)).toEqual(['# hello']);
  });

  it('takes a backslash as the escape character that it is', () => {
    expect(parsed('# escape=\\\nFROM a\nRUN b \\\n c\n').escape).toBe('\\');
  });

  it('ends where the first line is that is none', () => {
    expect(readDirectives('# syntax=a\nFROM b\n', 0).end).toBe('# syntax=a\n'.length);
    expect(readDirectives('# syntax=a', 0).end).toBe('# syntax=a'.length);
  });

  it.each([
    ['the same one twice', '# escape=`\n# escape=`\nFROM a\n', 'only one escape directive can be used', 11],
    ['the same one in another case', '# syntax=a\n# Syntax=b\nFROM a\n', 'only one syntax directive can be used', 11],
    ['an escape that is none', '# syntax=a\n#escape=/\nFROM a\n', 'the escape directive takes \\ or `', 11],
  ])('make a file invalid with %s', (_, text, message, offset) => {
    expect(problemOf(text)).toEqual({ kind: 'invalid', message, offset });
  });
});
