import { callsEngine, engineByName } from '../../../knowledge/programs/started-by-hand.ts';

/**
 * A Makefile or script with calls of engines in place of the variables that stand for them: `$(DC) exec app sh`, where it says
 * `DC ?= docker compose`, or where the name of the variable does.
 */
export function withEngines(text: string): string {
  const values = new Map([...text.matchAll(callsEngine)].map(([, name = '', value = '']) => [name, value]));
  const filled = (one: string): string =>
    one.replace(
      VARIABLE,
      (written, round?: string, curly?: string, bare?: string) => valueOf(round ?? curly ?? bare ?? '') ?? written,
    );
  const valueOf = (name: string): string | undefined =>
    values.get(name) ?? (engineByName.test(name) ? 'docker compose' : undefined);
  // One may stand for another with a command behind it.
  return filled(filled(text));
}

const VARIABLE = /\$(?:\((\w+)\)|\{(\w+)\}|(\w+))/g;
