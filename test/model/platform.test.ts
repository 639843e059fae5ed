import { expect, it } from 'vitest';
import { foreignPlatform } from '../../src/model/platform.ts';
import { dockerfile } from '../support/read.ts';

it.each([
  ['a Windows image', 'FROM mcr.microsoft.com/windows/servercore:ltsc2022\nRUN a\n', 0, /Windows image/],
  [
    'a Windows image below another stage',
    'FROM a\nFROM mcr.microsoft.com/windows/nanoserver AS x\nFROM x\n',
    7,
    /Windows image/,
  ],
  ['PowerShell', 'FROM a\nSHELL ["pwsh", "-c"]\nRUN b\n', 28, /run in pwsh/],
  ['PowerShell from another stage', 'FROM a AS x\nSHELL ["pwsh", "-c"]\nFROM x\nRUN b\n', 40, /run in pwsh/],
])('is foreign with %s', (_, text, offset, reason) => {
  expect(foreignPlatform(dockerfile(text))).toEqual({ reason: expect.stringMatching(reason), offset });
});

it.each([
  'FROM debian:12\nRUN a\n',
  'FROM unknown\nSHELL ["/bin/bash", "-c"]\nRUN a\n',
  'FROM a\nSHELL ["pwsh", "-c"]\nCMD a\n',
])('is not with %j', (text) => {
  expect(foreignPlatform(dockerfile(text))).toBeUndefined();
});
