import { describe, expect, it } from 'vitest';
import { slimImageOf } from '../../src/knowledge/images/slim-tags.ts';

describe('the slim image of a version', () => {
  it.each([
    ['python', 'latest', 'python:slim'],
    ['python:latest', 'latest', 'python:slim'],
    ['python:3', '3', 'python:3-slim'],
    ['python:3.11.4', '3.11.4', 'python:3.11.4-slim'],
    ['python:3.14-rc', '3.14-rc', 'python:3.14-rc-slim'],
    ['python:bookworm', 'bookworm', 'python:slim-bookworm'],
    ['localhost:5000/python:3.12-trixie', '3.12-trixie', 'localhost:5000/python:3.12-slim-trixie'],
    ['python:${V}', '3.11', 'python:${V}-slim'],
    ['python:$V-bookworm', '3.11-bookworm', 'python:$V-slim-bookworm'],
    ['python:${V:-3.11}', '3.11', 'python:${V:-3.11}-slim'],
    ['python:3.11-slim', '3.11-slim', 'python:3.11-slim'],
    ['ruby:3.3.6-bookworm', '3.3.6-bookworm', 'ruby:3.3.6-slim-bookworm'],
    ['python:3.11-alpine3.20', '3.11-alpine3.20', 'python:3.11-alpine3.20'],
  ])('%s', (text, tag, slim) => {
    expect(slimImageOf(text, tag)).toBe(slim);
  });

  it.each([
    ['python:3.11-windowsservercore', '3.11-windowsservercore'],
    ['python:3.11-onbuild', '3.11-onbuild'],
    ['python:3.11@sha256:00', '3.11'],
    ['python:${TAG}', '3.11-bookworm'],
  ])('is not known of %s', (text, tag) => {
    expect(slimImageOf(text, tag)).toBeUndefined();
  });
});
