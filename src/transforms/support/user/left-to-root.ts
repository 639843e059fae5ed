import { removers } from '../../../knowledge/programs/file-work.ts';
import {
  closesToOthers,
  homeTools,
  makesKeys,
  namesRootHome,
  rootPackages,
} from '../../../knowledge/programs/root-home.ts';
import { scriptOf } from '../../../model/container-commands.ts';
import { copyTarget } from '../../../model/copied-files.ts';
import { type Dockerfile, fromTheBaseUp, type Step } from '../../../model/dockerfile.ts';
import { hasRole, packageCalls, packageName } from '../../../model/package-calls.ts';
import { toolOf } from '../../../shell/invocation.ts';
import { madeWithMode } from '../../../shell/made-folders.ts';
import type { Command, Script } from '../../../shell/script.ts';
import { isCopy } from '../../../syntax/instruction.ts';
import { idOf, isRun, type RunStep } from '../rewrite/rewrite.ts';
import { lineOf } from '../wording.ts';
import { firstReason } from './first-reason.ts';
import type { Place } from './place.ts';
import { isRoot } from './runs-as.ts';

/** What the build of a stage leaves where only root may use it, or installs because something needs root; undefined where nothing is. */
export function whyBuiltForRoot({ file, stage }: Place): string | undefined {
  return firstReason(fromTheBaseUp(stage), ({ steps }) => firstReason(steps, (step) => whyStep(file, step)));
}

function whyStep(file: Dockerfile, step: Step): string | undefined {
  const line = `line ${lineOf(file, idOf(step))}`;
  const { instruction, deferred } = step;
  if (deferred) return `the trigger of ${line} runs in builds on top of this image, which may need root`;
  if (isRun(step)) return isRoot(step.state.user) ? whyRun(file, step, line) : undefined;
  if (instruction.keyword === 'ENV' && namesRootHome.test(instruction.args.text))
    return `${line} sets a variable to a path of /root, which only root may enter`;
  const target = isCopy(instruction) ? copyTarget(step, file.source.escape) : undefined;
  return target !== undefined && /^\/root(?:\/|$)/.test(target)
    ? `${line} copies to /root, which only root may enter`
    : undefined;
}

function whyRun(file: Dockerfile, { run }: RunStep, line: string): string | undefined {
  const script = scriptOf(run);
  if (script.opaque !== undefined) return `what ${line} leaves behind is not known: ${script.opaque}`;
  const { text } = file.source;
  const lasting = withoutCaches(script);
  const tool = homeTools.find(
    ({ words, call, unless }) =>
      words.some((word) => script.text.includes(word)) && call.test(script.text) && unless?.test(text) !== true,
  );
  if (tool !== undefined) return `${tool.what} of ${line} puts files into /root, which only root may enter`;
  if (namesRootHome.test(script.text) && lasting.some((command) => namesHome(script, command)))
    return `${line} works in /root, which only root may enter`;
  const mode = lasting.flatMap(closedMode)[0];
  if (mode !== undefined) return `${mode} of ${line} keeps other users out`;
  const key = lasting.findIndex((command) => makesKeys.test(textOf(script, command)));
  if (key !== -1 && !lasting.slice(key).some((command) => /^ch(?:mod|own)$/.test(toolOf(command))))
    return `the key that ${toolOf(lasting[key] as Command)} of ${line} makes is closed to other users`;
  return whyPackage(script, line);
}

/** Commands whose outcome stays in the image: neither `rm` nor what only asks. */
const withoutCaches = ({ commands }: Script): readonly Command[] =>
  commands.filter((command) => !removers.has(toolOf(command)));

const textOf = ({ text }: Script, { start, end }: Command): string => text.slice(start, end);

const namesHome = (script: Script, command: Command): boolean => namesRootHome.test(textOf(script, command));

function closedMode(command: Command): string[] {
  if (toolOf(command) === 'umask')
    return command.words.slice(1, 2).flatMap(({ value }) => (/7$/.test(value) ? [`umask ${value}`] : []));
  const mode = modeOf(command);
  return mode !== undefined && closesToOthers.test(mode)
    ? [`${toolOf(command)} ${toolOf(command) === 'chmod' ? '' : '-m '}${mode}`]
    : [];
}

/** The mode that `chmod` gives files, or that `install` and `mkdir` make them with. */
function modeOf(command: Command): string | undefined {
  if (toolOf(command) !== 'chmod') return madeWithMode(command)?.mode;
  const values = command.words.slice(1).map(({ value }) => value);
  return values.find((value) => !/^-[A-Za-z-]{2,}|^-[RvcfhHLP]$/.test(value));
}

function whyPackage(script: Script, line: string): string | undefined {
  for (const call of packageCalls(script)) {
    if (!hasRole(call, 'install')) continue;
    const name = call.operands.map(packageName).find((each) => rootPackages.has(each));
    if (name !== undefined) return `${name}, which ${line} installs, ${rootPackages.get(name)}`;
  }
  return undefined;
}
