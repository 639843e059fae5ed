import { describe, expect, it } from 'vitest';
import { refactor } from '../../src/index.ts';

/** The smallest files of bugs that the properties found. */
describe('a mended bug stays mended:', () => {
  it.each([
    [
      'a lone update that moves takes the comments inside of it along, or stays',
      'FROM debian:12\nRUN apt-get update && \\\n  # why\n  true\nENV A=1\nRUN apt-get install -y a\n',
    ],
    [
      'a cleanup that moves behind an update takes no lists from the install after it',
      'FROM debian:12\nRUN apt-get update && rm -rf /var/lib/apt/lists/*\nRUN apt-get update && apt-get clean\nRUN echo a | xargs apt-get install -y\n',
    ],
    [
      'a cleanup that ends the file without a newline leaves none behind when it moves',
      'FROM debian:12\nRUN apt-get update && apt-get install -y a\nRUN make\nRUN rm -rf /var/lib/apt/lists/*',
    ],
    [
      'a command goes before the comment that ends the file',
      'FROM debian:12\nRUN apt-get update && apt-get install -y a \\\n  # b\n',
    ],
    [
      'as many passes are made as the file has installs',
      `FROM debian:12\n${Array.from({ length: 25 }, (_, index) => `COPY a${index} /a\nRUN apt-get update && apt-get install -y p${index}\n`).join('')}`,
    ],
  ])('%s', (_, text) => {
    const { text: after, withheld } = refactor(text);
    expect(withheld).toEqual([]);
    expect(refactor(after).text).toBe(after);
  });
});

it.each(['toString', 'constructor', '__proto__', 'hasOwnProperty'])('a verb called %s is no verb', (verb) => {
  const text = `FROM debian:12\nRUN apt ${verb} -x\n`;
  expect(refactor(text)).toMatchObject({ status: 'ok', text, withheld: [] });
});

it('a redirect between two packages stays', () => {
  expect(refactor('FROM debian:12\nRUN apt-get install -y git 2> /log curl\n').withheld).toEqual([]);
});
