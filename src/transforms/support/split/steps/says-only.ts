import { isNeutral } from '../../../../model/package-work.ts';
import type { Command } from '../../../../shell/script.ts';

const TELLS: ReadonlySet<string> = new Set(['date', 'id', 'ls', 'pwd', 'set', 'whoami']);

/** It sets its shell up, or prints something for who builds, wherever it is called: `set -eux`, `echo done`, `ls -la`. */
export const saysOnly = (command: Command): boolean =>
  isNeutral(command) ||
  (TELLS.has(command.name) &&
    command.redirects.length === 0 &&
    command.words.slice(1).every(({ value }) => value.startsWith('-')));
