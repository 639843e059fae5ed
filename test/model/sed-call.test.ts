import { describe, expect, it } from 'vitest';
import { type EditCall, editCallOf } from '../../src/model/sed/call.ts';
import { unknownValue } from '../../src/model/sed/unknown.ts';
import { parseShell } from '../../src/shell/parse.ts';

const edit = (text: string): EditCall | undefined => {
  const commands = parseShell(text).commands;
  return editCallOf(commands.at(-1) as (typeof commands)[number], ({ value }) =>
    value.replace(/\$(\w+)/g, (_, name) => unknownValue(name)),
  );
};
const namesOf = (call: EditCall | undefined): readonly string[] | undefined => {
  const files = call?.files;
  return files === undefined || 'folders' in files ? undefined : files.map(({ value }) => value);
};

describe('a call that changes files where they are', () => {
  it.each([
    ["sed -i 's/a/b/' one two", ['one', 'two']],
    ["sed -ri -e 's/a+/b/' -e 's/c/d/' one", ['one']],
    ["sed -i one -e 's/a/b/'", ['one']],
    ["sed --in-place --regexp-extended 's/a+/b/' one", ['one']],
    ["sed -E -i 's/a+/b/' one", ['one']],
    ['dos2unix -q one', ['one']],
  ])('%s', (text, files) => {
    expect(namesOf(edit(text))).toEqual(files);
    expect(edit(text)?.edit).toBeDefined();
  });

  it.each([
    ["sed -i.bak 's/a/b/' one"],
    ["sed -ie 's/a/b/' one"],
    ["sed -ir 's/a/b/' one"],
    ["sed -ni 's/a/b/' one"],
    ['sed -i -f script one'],
    ["sed -zi 's/a/b/' one"],
    ["sed -i 's/$NAME/b/' one"],
    ['dos2unix -n one two'],
    ["sed -i '$d' one two"],
    ["sed -i '/a/,/b/d' one two"],
    ['find . -name one -exec sed -i 1d {} +'],
  ])('%s changes them in a way that is not told', (text) => {
    expect(edit(text)).toMatchObject({ edit: undefined });
  });

  it.each([
    ["sed 's/a/b/' one"],
    ['sed -n 1p one'],
    ['find . -name x -exec chmod +x {} +'],
    ['xargs rm'],
    ['echo sed -i'],
  ])('%s changes none', (text) => {
    expect(edit(text)).toBeUndefined();
  });

  it('finds them by folders and names', () => {
    const found = (text: string): unknown => {
      const files = edit(text)?.files;
      return files && 'folders' in files ? [files.folders.map(({ value }) => value), files.pattern] : files;
    };
    expect(found("find . -type f -name '*.sh' -exec sed -i 's/a/b/' {} +")).toEqual([['.'], '*.sh']);
    expect(found('find bin lib -exec dos2unix {} \\;')).toEqual([['bin', 'lib'], undefined]);
    expect(found("find . -not -name x -exec sed -i 's/a/b/' {} +")).toEqual([[], undefined]);
    expect(found("find . -name x -exec sed -i 's/a/b/' {} + -delete")).toEqual([[], 'x']);
    expect(found("grep -rl a . | xargs sed -i 's/a/b/'")).toEqual([[], undefined]);
  });

  it.each([
    ["sed -i 's/\\r$//' one", true],
    ["sed -i -e 's/\\r//g' one", true],
    ["sed -i 's|\\r$||;' one", true],
    ['dos2unix one', true],
    ["sed -i 's/\\r$/x/' one", false],
    ["sed -i -e 's/\\r$//' -e 's/a/b/' one", false],
  ])('%s is of the ends of lines: %s', (text, isOfEndings) => {
    expect(edit(text)?.isOfEndings).toBe(isOfEndings);
  });

  it('leaves alone what is found where something unknown stands', () => {
    expect(edit("sed -i 's/x/$VERSION/' one")?.edit?.('x y\n')).toBe(`${unknownValue('VERSION')} y\n`);
    expect(edit("sed -i -e 's/x/$VERSION/' -e 's/.* y/z/' one")?.edit?.('x y\n')).toBeUndefined();
    expect(edit("sed -i -e 's/x/$VERSION/' -e 's/a/b/' one")?.edit?.('x\na\n')).toBe(`${unknownValue('VERSION')}\nb\n`);
  });
});
