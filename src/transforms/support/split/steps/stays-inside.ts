import { worksOnFiles } from '../../../../knowledge/node/programs.ts';
import { toolOf } from '../../../../shell/invocation.ts';
import type { Command } from '../../../../shell/script.ts';

/** It works on files, and on none outside of the folder that it works in. */
export const staysInside = (command: Command): boolean =>
  worksOnFiles.has(toolOf(command)) &&
  command.words.slice(1).every(({ value, literal }) => literal && !/^[~/]|(?:^|\/)\.\.(?:\/|$)/.test(value));
