import { describe, expect, it } from 'vitest';
import { memoryContext, unknownContext } from '../../src/context/build-context.ts';
import { isIgnored } from '../../src/context/ignored.ts';

const ignores = (rules: string, path: string): boolean => isIgnored(memoryContext({ '.dockerignore': rules }), path);

const RULES = '# tools\nnode_modules\n!node_modules/keep\n**/*.log\n/dist\n';

it.each([
  ['node_modules', true],
  ['node_modules/a/index.js', true],
  ['node_modules/keep', false],
  ['api/debug.log', true],
  ['dist', true],
  ['api/dist', false],
  ['package.json', false],
  ['', false],
])('%j: %j', (path, expected) => {
  expect(ignores(RULES, path)).toBe(expected);
});

it('keeps nothing out where there are no rules', () => {
  expect(isIgnored(memoryContext({}), 'node_modules')).toBe(false);
  expect(isIgnored(unknownContext, 'node_modules')).toBe(false);
});

// What ignorefile.ReadAll and patternmatcher of moby do with them.
describe('reads a list as Docker does', () => {
  it.each([
    ['a comment is none behind white space', ' #a', '#a', true],
    ['a comment', '#a', '#a', false],
    ['a comment behind a byte order mark', '\ufeff# a\nb', 'b', true],
    ['a byte order mark', '\ufeffa', 'a', true],
    ['Windows lines', 'a\r\n\r\nb\r\n', 'b', true],
    ['blank lines', '\n  \n\ta  \n', 'a', true],
    ['a slash in front', '/a/b', 'a/b', true],
    ['a slash in front is the root', '/a', 'b/a', false],
    ['no slash is the root too', 'a', 'b/a', false],
    ['a slash behind, and a file', 'a/', 'a', true],
    ['a slash behind, and what is below', 'a/', 'a/b/c', true],
    ['dots', './a/../b//c', 'b/c', true],
    ['a dot alone', '.', 'a', false],
    ['a star within a folder', '*/a', 'b/a', true],
    ['a star stays in its folder', '*/a', 'b/c/a', false],
    ['a star finds names with dots', '*', '.env', true],
    ['a question mark', 'a?', 'ab', true],
    ['a question mark is one character', 'a?', 'a', false],
    ['a class', '[a-c].js', 'b.js', true],
    ['two stars are any folders', '**/a', 'b/c/a', true],
    ['two stars are no folder too', '**/a', 'a', true],
    ['two stars in the middle', 'a/**/b', 'a/x/y/b', true],
    ['two stars at the end are what is below', 'a/**', 'a/b/c', true],
    ['two stars at the end are not the folder', 'a/**', 'a', false],
    ['two stars alone', '**', 'a/b', true],
    ['two stars before a name', '**.log', 'a/b.log', true],
    ['two stars before a name, below', '**.log', 'b.log/c', true],
    ['two stars before a name of another kind', '**.log', 'b.logs', false],
    ['an exception', '*\n!a', 'a', false],
    ['an exception with white space', '*\n! a', 'a', false],
    ['an exception with a slash', '*\n!/a/', 'a/b', false],
    ['an exception below', '*\n!**.md', 'a/b.md', false],
    ['an exception that is taken back', '*\n!a\na', 'a', true],
    ['an exception that comes too early', '!a\n*', 'a', true],
    ['upper case', 'Docs', 'docs', false],
    ['a plus, as it is written', 'c++', 'c++', true],
    ['a plus that repeats nothing', 'ab+', 'abb', false],
    ['brackets and bars', '(a|b){2}', '(a|b){2}', true],
    ['a bar that means no choice', 'a|b', 'b', false],
    ['a plus in a class', '[+a]', '+', true],
    ['an escaped star', 'a\\*', 'a*', true],
    ['a pattern that is none', '[\na', 'a', false],
  ])('%s', (_, rules, path, expected) => {
    expect(ignores(rules, path)).toBe(expected);
  });
});

describe('the list of the Dockerfile', () => {
  const files = { '.dockerignore': 'a', 'Dockerfile.dockerignore': 'b', 'build/prod.dockerignore': '' };
  const kept = (dockerfile: string | undefined): string[] =>
    ['a', 'b'].filter((path) => isIgnored(memoryContext(files, dockerfile), path));

  it('stands in for that of the context', () => {
    expect(kept(undefined)).toEqual(['b']);
  });

  it('does so also where it is empty', () => {
    expect(kept('build/prod')).toEqual([]);
  });

  it('is of one Dockerfile alone', () => {
    expect(kept('build/dev')).toEqual(['a']);
  });
});
