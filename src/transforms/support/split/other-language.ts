import { otherCompilers } from '../../../knowledge/programs/other-compilers.ts';
import { baseName, invocationOf } from '../../../shell/invocation.ts';
import type { Command } from '../../../shell/script.ts';
import type { Place } from '../user/place.ts';
import { startsContainers } from '../user/rewrite-user.ts';
import { placeOf } from '../wording.ts';

/** A stage compiles a program and starts it, in a language that nothing is known of here. */
export function otherLanguage(place: Place): string | undefined {
  if (!place.stage.steps.some(({ instruction }) => startsContainers(instruction))) return undefined;
  for (const step of place.stage.steps)
    for (const command of step.run?.script.commands ?? []) {
      const language = languageOf(command);
      if (language !== undefined)
        return `${placeOf(place, step)} compiles a program in ${language}, and what such programs need where they run is not known`;
    }
  return undefined;
}

function languageOf(command: Command): string | undefined {
  const { tool, args = [] } = invocationOf(command) ?? {};
  const words = args.map(({ value }) => value).filter((value) => !value.startsWith('-'));
  const called = [baseName(tool?.value ?? ''), ...words].join(' ');
  return otherCompilers.find(([, call]) => call.test(called))?.[0];
}
