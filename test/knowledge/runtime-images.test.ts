import { describe, expect, test } from 'vitest';
import { releaseUnder } from '../../src/knowledge/images/runtime-images.ts';

describe('the release that an image of a compiler is made of', () => {
  test.each([
    ['golang', '1.8', 'jessie'],
    ['golang', '1.9', 'stretch'],
    ['golang', '1.11', undefined],
    ['golang', '1.20.3', 'bullseye'],
    ['golang', '1.20', 'bookworm'],
    ['golang', 'latest', 'trixie'],
    ['rust', '1.36', undefined],
    ['rust', '1.45-slim', 'buster'],
    ['rust', '1.54', undefined],
    ['rust', '1.55', 'bullseye'],
    ['rust', '1', 'trixie'],
    ['gcc', '13', 'bookworm'],
    ['gcc', '12.2.0', undefined],
    ['gcc', '14.3', 'trixie'],
    ['node', '18', undefined],
  ])('%s:%s: %s', (image, tag, release) => {
    expect(releaseUnder(image, tag)).toBe(release);
  });
});
