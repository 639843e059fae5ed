import { describe, expect, it } from 'vitest';
import type { Run } from '../../src/model/run.ts';
import { spanIn, startIn } from '../../src/model/run.ts';
import { dockerfile, runSteps } from '../support/read.ts';

const runOf = (text: string): Run => {
  const run = runSteps(dockerfile(text)).at(-1)?.run;
  if (run === undefined) throw new Error('no RUN');
  return run;
};

describe('a RUN', () => {
  it('has commands whose places are places of the file', () => {
    const text = 'FROM a\nRUN --network=none b \\\n  # c\n  && d \\\n    e\n';
    const run = runOf(text);
    const shown = run.script.commands.map((command) => {
      const { start, end } = spanIn(run, command);
      return text.slice(start, end);
    });
    expect(shown).toEqual(['b', 'd \\\n    e']);
    expect(run.script.tokens.map((token) => text[startIn(run, token)])).toEqual(['b', '&', 'd', 'e']);
  });

  it('may be the script of a heredoc, with places of its body', () => {
    const text = 'FROM a\nRUN <<EOF\nset -e\n  b c\nEOF\n';
    const run = runOf(text);
    expect(run.isHeredoc).toBe(true);
    expect(run.script.commands.map(({ name }) => name)).toEqual(['set', 'b']);
    expect(startIn(run, run.script.commands[1] ?? { start: 0 })).toBe(text.indexOf('b c'));
  });

  it.each([
    ['an exec form', 'RUN ["a", "b"]', /exec form/],
    ['PowerShell', 'SHELL ["powershell", "-Command"]\nRUN a', /its shell is powershell/],
    ['the command prompt', 'SHELL ["cmd", "/S", "/C"]\nRUN a', /its shell is cmd/],
    ['an interpreter that is no shell', 'SHELL ["/usr/bin/python3", "-c"]\nRUN a', /its shell is/],
    ['a heredoc for a command', 'RUN cat <<EOF > /x\na\nEOF', /feeds a heredoc/],
    ['a heredoc for an interpreter', 'RUN <<EOF python3\na\nEOF', /feeds a heredoc/],
    ['two heredocs', 'RUN <<A <<B\na\nA\nb\nB', /feeds a heredoc/],
    ['a heredoc with an interpreter of its own', 'RUN <<EOF\n#!/usr/bin/env python3\na\nEOF', /own interpreter/],
    ['a mistake', 'RUN a && && b', /does not parse/],
  ])('is opaque with %s', (_, text, reason) => {
    expect(runOf(`FROM a\n${text}\n`).script.opaque).toMatch(reason);
  });

  it('is opaque with a heredoc that holds carriage returns', () => {
    expect(runOf('FROM a\r\nRUN <<EOF\r\nb\r\nEOF\r\n').script.opaque).toMatch(/carriage returns/);
  });

  it.each(['/bin/sh', '/bin/bash', '/bin/ash', 'dash', '/usr/bin/zsh'])('is read where the shell is %s', (shell) => {
    expect(runOf(`FROM a\nSHELL ["${shell}", "-c"]\nRUN b\n`).script.opaque).toBeUndefined();
  });

  it('runs in the shell of the stage that its stage is built on', () => {
    const text = 'FROM a AS base\nSHELL ["pwsh", "-c"]\nFROM base\nRUN b\n';
    expect(runOf(text).script.opaque).toMatch(/its shell is pwsh/);
  });
});
