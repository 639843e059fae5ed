import { interpreters } from '../knowledge/programs/scripts.ts';
import { baseName, invocationOf } from './invocation.ts';
import { parseShell } from './parse.ts';
import type { Command, Script } from './script.ts';

/** A script with the texts that commands come to in their place; the same where none does. */
export function withTexts(script: Script, textFor: (command: Command) => string | undefined): Script {
  let text = '';
  let end = 0;
  for (const command of script.commands) {
    const own = textFor(command);
    if (own === undefined) continue;
    text += script.text.slice(end, command.start) + (script.commands.length === 1 ? own : `( ${own} )`);
    end = command.end;
  }
  return end === 0 ? script : parseShell(text + script.text.slice(end));
}

/** What a command hands to a shell as one word: `bash -c "npm ci"`. */
export function handedToShell(command: Command): string | undefined {
  const invocation = invocationOf(command);
  if (invocation === undefined || invocation.wrapper.length > 0 || command.redirects.length > 0) return undefined;
  const [option, text] = invocation.args;
  const isInline = interpreters.includes(baseName(invocation.tool.value)) && /^-[a-z]*c$/.test(option?.value ?? '');
  return isInline && text?.literal === true ? text.value : undefined;
}
