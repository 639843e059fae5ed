import { describe, expect, it } from 'vitest';
import { jsonForm } from '../../src/syntax/instruction.ts';
import { instruction } from '../support/read.ts';

const form = (text: string) => jsonForm(instruction(text).args);

describe('jsonForm', () => {
  it.each([
    ['CMD ["nginx","-g","daemon off;"]', ['nginx', '-g', 'daemon off;']],
    ['CMD [ "a" , "b" ]  ', ['a', 'b']],
    ['CMD []', []],
    ['CMD ["a\\tb\\u00e9"]', ['a\tbé']],
    ['COPY --from=x ["a b", "c"]', ['a b', 'c']],
    ['CMD ["a", \\\n  # why\n  "b"]', ['a', 'b']],
  ])('gives the strings of %s', (text, expected) => {
    expect(form(text)).toEqual(expected);
  });

  it.each([
    `CMD ['a']`,
    'CMD ["a",]',
    'CMD ["a" "b"]',
    'CMD ["a"] && b',
    'CMD ["a", 1]',
    'CMD [ -f x ] && y',
    'CMD {"a": 1}',
    'CMD "a"',
    'CMD nginx',
    'CMD',
  ])('gives nothing for %s, which a shell reads', (text) => {
    expect(form(text)).toBeUndefined();
  });
});

describe('an instruction', () => {
  it('has its keyword in upper case and its place as written', () => {
    const { keyword, keywordSpan } = instruction('  eNtRyPoInT a');
    expect(keyword).toBe('ENTRYPOINT');
    expect('FROM scratch\n  eNtRyPoInT a'.slice(keywordSpan.start, keywordSpan.end)).toBe('eNtRyPoInT');
  });

  it('behind ONBUILD is read in full and shares its span', () => {
    const outer = instruction('ONBUILD RUN --network=none a \\\n# c\n b');
    expect(outer.keyword).toBe('ONBUILD');
    expect(outer.onbuild?.keyword).toBe('RUN');
    expect(outer.onbuild?.args.text).toBe('a  b');
    expect(outer.onbuild?.span).toEqual(outer.span);
    expect(outer.onbuild?.comments.map(({ text }) => text)).toEqual(['# c']);
  });

  it('spans from its keyword to its last character that is no blank', () => {
    const text = 'FROM scratch\n\tRUN a \\\n  b  \t';
    const { span } = instruction('\tRUN a \\\n  b  \t');
    expect(text.slice(span.start, span.end)).toBe('RUN a \\\n  b');
  });
});
