import type { Step } from '../../../model/dockerfile.ts';
import { readPackageCall } from '../../../model/package-calls.ts';
import { absolutePath } from '../../../model/paths.ts';
import { assignments, variableValue } from '../../../model/state.ts';
import { expandWord } from '../../../model/variables.ts';
import { baseName, invocationOf, toolOf } from '../../../shell/invocation.ts';
import type { Command, Word } from '../../../shell/script.ts';
import { unquote } from '../../../syntax/words.ts';
import type { RunStep } from '../rewrite/rewrite.ts';
import type { Place } from '../user/place.ts';
import { lineOf } from '../wording.ts';
import { type Call, callsIn } from './calls.ts';

/** The environment that packages are installed to. */
export type Environment = {
  readonly path: string;
  /** Where it has to be made; undefined where the file does so itself. */
  readonly above: RunStep | undefined;
  /** A call of pip installs there. */
  readonly holds: (call: Call) => boolean;
};

/** Where it is put where the file has none. */
const USUAL = '/opt/venv';

/** Python, pip, and what they start, by names that go by the PATH. */
export const usesPython = (command: Command): boolean =>
  /^(?:easy_install|pip|python)[\d.]*$/.test(toolOf(command)) || readPackageCall(command)?.manager.title === 'pip';

/** The environment of a stage; or why there is none that could be taken along. */
export function environmentOf(place: Place, steps: readonly Step[]): Environment | string {
  const calls = callsIn(steps);
  const made = calls.flatMap((call) => {
    const path = venvMadeBy(place, call);
    return path === undefined ? [] : [{ call, path }];
  });
  const [first] = made;
  if (first === undefined) return ownEnvironment(place, calls);
  const { path } = first;
  if (path === '')
    return `${lineOf_(place, first.call)}: which Python the environment is made with, or where it comes to stand, is not known`;
  if (made.some((other) => other.path !== path)) return 'there are several environments of Python';
  return { path, above: undefined, holds: (call) => isIn(place, calls, path, call) };
}

const lineOf_ = ({ file }: Place, { step }: Call): string => `line ${lineOf(file, step.instruction.span.start)}`;

function ownEnvironment(place: Place, calls: readonly Call[]): Environment | string {
  const first = calls.find(({ command }) => usesPython(command));
  if (first === undefined) return 'no step installs packages of Python';
  const byPath = calls.find(
    ({ command }) => usesPython(command) && (invocationOf(command)?.tool.value ?? '').includes('/'),
  );
  if (byPath !== undefined)
    return `${lineOf_(place, byPath)} calls ${invocationOf(byPath.command)?.tool.value} by its path, past any environment`;
  const why = whyPath(place, first.step);
  return why ?? { path: USUAL, above: first.step, holds: () => true };
}

/** What comes before the programs of the environment later is found first. */
function whyPath({ stage, file }: Place, first: Step): string | undefined {
  const behind = stage.steps.slice(stage.steps.indexOf(first));
  for (const step of behind) {
    if (step.instruction.keyword !== 'ENV') continue;
    for (const [name, value] of assignments(step.instruction.args.text, file.source.escape)) {
      const parts = unquote(value, file.source.escape).split(':');
      const rest = parts.findIndex((part) => /^\$(?:PATH|\{PATH\})$/.test(part));
      if (
        name === 'PATH' &&
        (rest === -1 || parts.slice(0, rest).some((part) => /^(?:\/usr(?:\/local)?)?\/s?bin\/?$/.test(part)))
      )
        return `line ${lineOf(file, step.instruction.span.start)} sets a PATH that has the image's own Python first`;
    }
  }
  return undefined;
}

/** The folder; empty where it is not known. */
function venvMadeBy(place: Place, { step, command, folder }: Call): string | undefined {
  const { tool, args } = invocationOf(command) ?? {};
  if (tool === undefined || args === undefined) return undefined;
  const name = baseName(tool.value);
  const isModule =
    /^python[\d.]*$/.test(name) && args[0]?.value === '-m' && /^(?:venv|virtualenv)$/.test(args[1]?.value ?? '');
  if ((isModule || name === 'virtualenv') && /^(?!\/usr\/local\/bin\/).*\//.test(tool.value)) return '';
  const words = isModule ? args.slice(2) : name === 'virtualenv' ? args : undefined;
  if (words === undefined) return undefined;
  const isPlain = words.every(
    ({ value }) =>
      !value.startsWith('-') || /^--(?:copies|symlinks|upgrade-deps|system-site-packages|no-download)$/.test(value),
  );
  const [target, ...more] = words.filter(({ value }) => !value.startsWith('-'));
  const path = target === undefined || !isPlain || more.length > 0 ? undefined : resolved(place, step, target, folder);
  return path ?? '';
}

function resolved(
  { file }: Place,
  { state }: Step,
  { text, value, literal }: Word,
  folder: string,
): string | undefined {
  const found = literal ? value : expandWord(text, file.source.escape, (name) => variableValue(state, name));
  return found === undefined || (folder === '' && !found.startsWith('/')) ? undefined : absolutePath(found, folder);
}

/** Its programs come first on the PATH there, or it is entered before, or the call names one of them. */
function isIn(place: Place, calls: readonly Call[], path: string, call: Call): boolean {
  const tool = invocationOf(call.command)?.tool;
  if (tool === undefined) return false;
  const called = tool.text.includes('/') ? resolved(place, call.step, tool, call.folder) : undefined;
  if (called !== undefined) return called.startsWith(`${path}/bin/`);
  if (tool.text.includes('/')) return false;
  const before = calls.filter(({ step, command }) => step === call.step && command.start < call.command.start);
  const isEntered = before.some(
    ({ step, command, folder }) =>
      /^(?:\.|source)$/.test(command.name) &&
      command.words[1] !== undefined &&
      resolved(place, step, command.words[1], folder) === `${path}/bin/activate`,
  );
  return isEntered || firstOnPath(place, call.step) === `${path}/bin`;
}

/** The folder that programs are looked for in first, before a step. */
function firstOnPath({ stage, file: { source } }: Place, step: Step): string | undefined {
  const settings = stage.steps
    .slice(0, stage.steps.indexOf(step))
    .flatMap((earlier) =>
      earlier.instruction.keyword === 'ENV'
        ? assignments(earlier.instruction.args.text, source.escape).flatMap(([name, value]) =>
            name === 'PATH' ? [{ value, earlier }] : [],
          )
        : [],
    );
  const last = settings.at(-1);
  if (last === undefined) return undefined;
  const [first = ''] = unquote(last.value, source.escape).split(':');
  const path = expandWord(first, source.escape, (name) => variableValue(last.earlier.state, name));
  return path?.replace(/\/$/, '');
}
