import { within } from '../../../../model/paths.ts';
import { environment, variableValue } from '../../../../model/state.ts';
import { invocationOf, toolOf } from '../../../../shell/invocation.ts';
import { firstReason } from '../../user/first-reason.ts';
import { placeOf } from '../../wording.ts';
import { callsIn } from '../steps/calls.ts';
import type { Project } from './project.ts';

const HOME = /\bhomedir\(\)|\bprocess\.env\.HOME\b/;
const isOfSystem = within(['/bin', '/dev', '/etc', '/lib', '/proc', '/sbin', '/tmp', '/usr']);

/** Why a script of the project, which a step runs, may leave more than what `isKept` holds: packages keep what they fetch where a variable says. */
export function whyElsewhere(
  { build: { place, steps }, folder, textOf }: Project,
  isKept: (path: string) => boolean,
): string | undefined {
  const isStray = (value: string): boolean =>
    /^\/\w[^:]*$/.test(value) && !isOfSystem(value) && !isKept(value) && !within([folder])(value);
  return firstReason(callsIn(place, steps), ({ command, folder: at, step }) => {
    const file = invocationOf(command)?.args.find(({ value }) => !value.startsWith('-'))?.value;
    if (toolOf(command) !== 'node' || file === undefined || at !== folder) return undefined;
    const text = textOf(file.replace(/^\.\//, '')) ?? '';
    const named = [...environment(step.state)].find((name) => isStray(variableValue(step.state, name) ?? ''));
    if (HOME.test(text)) return `${placeOf(place, step)} runs ${file}, which may put files into the home of its user`;
    return (
      named &&
      `${placeOf(place, step)} runs ${file}, which may put files into ${variableValue(step.state, named)}, as ${named} says: below ${folder} they would come along`
    );
  });
}
