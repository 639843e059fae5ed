import type { SourceFile } from '../syntax/parse.ts';
import { once } from './memo.ts';

const answersOf = once((_: SourceFile) => new Map<RegExp, boolean>());

/** Whether a pattern, which is without a state of its own, is found anywhere in a file; looked for once. */
export function matches(source: SourceFile, pattern: RegExp): boolean {
  const answers = answersOf(source);
  let answer = answers.get(pattern);
  if (answer === undefined) {
    answer = pattern.test(source.text);
    answers.set(pattern, answer);
  }
  return answer;
}
