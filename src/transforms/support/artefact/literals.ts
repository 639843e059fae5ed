import { once } from '../../../model/memo.ts';
import type { SourceText } from './sources.ts';

export type Literal = { readonly text: string; readonly code: string; readonly start: number };

/** Texts in quotes, but for those that name what is compiled in. */
export const literalsOf = once(({ text, language }: SourceText): readonly Literal[] => {
  const code = text.replace(language.compiledIn, '');
  return [...code.matchAll(language.literals)].flatMap(({ groups, index }) => {
    const literal = groups?.['text'] ?? groups?.['raw'] ?? groups?.['verbatim'];
    return literal === undefined ? [] : [{ text: literal, code, start: index }];
  });
});
