import { waitingPrograms } from '../../../../knowledge/programs/container-programs.ts';
import { interpreters } from '../../../../knowledge/programs/scripts.ts';
import { inlineScript } from '../../../../shell/inner-scripts.ts';
import { baseName, invocationOf } from '../../../../shell/invocation.ts';
import { parseShell } from '../../../../shell/parse.ts';
import type { Command, Script } from '../../../../shell/script.ts';

/** `tail -f /dev/null`, `bash -c "sleep infinity"`: it does nothing, so that people may do something beside it. */
export const waits = ({ commands }: Script): boolean => commands.length > 0 && commands.every(isWaiting);

function isWaiting(command: Command): boolean {
  const { tool, args = [] } = invocationOf(command) ?? {};
  if (tool === undefined) return false;
  const inline = interpreters.includes(baseName(tool.value)) ? inlineScript(args) : undefined;
  return inline === undefined ? waitingPrograms.has(baseName(tool.value)) : waits(parseShell(inline.value));
}
