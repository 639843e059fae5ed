import type { Step } from '../../../../model/dockerfile.ts';
import { absolutePath, within } from '../../../../model/paths.ts';
import type { Script } from '../../../../shell/script.ts';
import type { Place } from '../../user/place.ts';
import { isRoot } from '../../user/runs-as.ts';
import { lineOf } from '../../wording.ts';
import type { Runtime } from '../runtime.ts';
import { callsIn } from '../steps/calls.ts';
import { becomes } from '../steps/handed-scripts.ts';

/** What a RUN makes or gives to a user may lose its owner in a COPY from another stage; `steps` are those whose outcome would be copied. */
export function whyUser(
  place: Place,
  steps: readonly Step[],
  { repeated, taken }: Pick<Runtime, 'repeated' | 'taken'>,
): string | undefined {
  const { stage, file } = place;
  const runs = steps.flatMap((step, at) => (step.run === undefined ? [] : [at]));
  const step = steps.find((each, at) => {
    const { instruction, run } = each;
    if (instruction.keyword === 'USER') return !isRoot(instruction.args.text) && at < (runs.at(-1) ?? 0);
    if (run === undefined || (repeated.includes(each) && givesElsewhere(place, each, taken))) return false;
    return run.script.commands.some(({ name }) => name === 'chown') || isForOther(stage, run.script);
  });
  return (
    step &&
    `line ${lineOf(file, step.instruction.span.start)} gives what is built to a user, which a copy from another stage would not keep`
  );
}

/** Done again in the stage that runs, where it has nothing to do with what comes along. */
const givesElsewhere = (place: Place, step: Step, taken: Runtime['taken']): boolean =>
  callsIn(place, [step])
    .filter(({ command }) => command.name === 'chown')
    .every(({ command, folder }) => {
      const [, ...paths] = command.words.slice(1).filter(({ value }) => !value.startsWith('-'));
      return paths.every(({ value, literal }) => {
        const path =
          literal && (value.startsWith('/') || folder !== undefined) ? absolutePath(value, folder ?? '/') : '/';
        return taken.every((one) => !within([path])(one.path) && !within([one.path])(path));
      });
    });

/** What a COPY gave to the same user is given to them by the copy as well. */
function isForOther({ steps }: Place['stage'], script: Script): boolean {
  const user = becomes(script);
  const owners = steps.flatMap(({ instruction: { flags } }) => flags.filter(({ name }) => name === 'chown'));
  return user !== undefined && !owners.some(({ value }) => value.split(':')[0] === user);
}
