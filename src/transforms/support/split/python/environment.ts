import { isSystemTool } from '../../../../knowledge/python/build-packages.ts';
import type { Step } from '../../../../model/dockerfile.ts';
import { absolutePath, within } from '../../../../model/paths.ts';
import { assignments, variableValue } from '../../../../model/state.ts';
import { expandWord } from '../../../../model/variables.ts';
import { baseName, invocationOf } from '../../../../shell/invocation.ts';
import type { Command, Word } from '../../../../shell/script.ts';
import { unquote } from '../../../../syntax/words.ts';
import type { Place } from '../../user/place.ts';
import { isRoot } from '../../user/runs-as.ts';
import { placeOf } from '../../wording.ts';
import { type Call, resolved } from '../steps/calls.ts';
import { installedPackage } from '../system/system-packages.ts';
import { activated, callsIn, installsPackages, settingOf, toolCallOf } from './calls.ts';
import { placeOfDistribution } from './distribution.ts';
import { ownEnvironment } from './own-environment.ts';
import { type Environment, isOwn, type Known, type Target, type Tools, targetOf, whyOtherPython } from './targets.ts';

/** The environment of a stage; or why there is none that could be taken along. */
export function environmentOf(known: Known, steps: readonly Step[]): Environment | string {
  const { place, isOfDistribution } = known;
  const tool = isOfDistribution ? undefined : installedPackage(place.stage, isSystemTool);
  if (tool !== undefined)
    return `${tool} of the system makes environments with another Python than that of the image: installed with pip it could be split`;
  const calls = callsIn(place, steps);
  const byHand = madeByHand({ ...known, calls, made: [] });
  if (typeof byHand === 'string') return byHand;
  const tools = { ...known, calls, made: byHand };
  const targets = new Map<Command, Target>();
  for (const call of calls) {
    const install = toolCallOf(call.command);
    if (install === undefined) continue;
    const target = targetOf(tools, call, install);
    if (target.kind === 'unknown') return `${placeOf(place, call.step)}: ${target.why}`;
    targets.set(call.command, target);
  }
  const byTools = [...targets.values()].flatMap((target) => (target.kind === 'environment' ? [target.path] : []));
  const [path, ...others] = new Set([...byHand, ...byTools]);
  const byUser = calls.find(({ command, step }) => installsPackages(command) && !isRoot(step.state.user));
  if (byUser !== undefined && (path === undefined || !isOfProject(byUser, byHand, path)))
    return `${placeOf(place, byUser.step)} is run by ${byUser.step.state.user}, who installs packages to a home: with an environment that the file makes (python3 -m venv) it could be split`;
  if (path === undefined) return isOfDistribution ? placeOfDistribution(known, calls) : ownEnvironment(known, calls);
  if (others.length > 0) return 'there are several environments of Python';
  const holds = (call: Call): boolean => {
    const target = targets.get(call.command);
    return target === undefined ? isIn(place, calls, path, call) : target.kind === 'environment';
  };
  const seesSystem = calls.some(({ command }) => command.words.some(({ value }) => value === '--system-site-packages'));
  return {
    path,
    above: undefined,
    isActive: false,
    hasOldPip: false,
    builder: [],
    holds,
    isOfSystem: false,
    seesSystem,
  };
}

/** Made by the file itself, or in the folder that it works in: no tool has chosen its place by who runs it. */
const isOfProject = ({ folder }: Call, byHand: readonly string[], path: string): boolean =>
  byHand.includes(path) || (folder !== undefined && within([folder])(path));

/** The folders of environments that commands make which do nothing else; or why one of them is not known. */
function madeByHand(tools: Tools): string[] | string {
  const made: string[] = [];
  for (const call of tools.calls) {
    const path = venvMadeBy(tools, call);
    if (path === '')
      return `${placeOf(tools.place, call.step)}: which Python the environment is made with, or where it comes to stand, is not known`;
    if (path !== undefined) made.push(path);
  }
  return made;
}

const PLAIN = /^--(?:copies|symlinks|upgrade-deps|system-site-packages|no-download)$/;
const PLAIN_OF_UV =
  /^(?:-q|--(?:allow-existing|clear|no-cache|no-managed-python|no-python-downloads|quiet|seed|system-site-packages))$/;

/** The folder; empty where it is not known. */
function venvMadeBy(tools: Tools, call: Call): string | undefined {
  const { tool, args } = invocationOf(call.command) ?? {};
  if (tool === undefined || args === undefined) return undefined;
  const name = baseName(tool.value);
  if (name === 'uv' && args[0]?.value === 'venv') return venvOfUv(tools, call, args.slice(1));
  const isModule =
    /^python[\d.]*$/.test(name) && args[0]?.value === '-m' && /^(?:venv|virtualenv)$/.test(args[1]?.value ?? '');
  if (!isModule && name !== 'virtualenv') return undefined;
  const own = tools.isOfDistribution ? /^\/usr\/(?:local\/)?bin\// : /^\/usr\/local\/bin\//;
  if (tool.value.includes('/') && !own.test(tool.value)) return '';
  const { asked, rest } = askedOf(isModule ? args.slice(2) : args);
  return asked === undefined || isOwn(tools, asked) ? onlyFolder(tools.place, call, rest, PLAIN) : '';
}

/** The Python that words ask for, and the others. */
function askedOf(words: readonly Word[]): { asked: string | undefined; rest: readonly Word[] } {
  const at = words.findIndex(({ value }) => /^(?:-p|--python)(?:=|$)/.test(value));
  if (at === -1) return { asked: undefined, rest: words };
  const [, joined] = /=(.*)/.exec(words[at]?.value ?? '') ?? [];
  const count = joined === undefined ? 2 : 1;
  return { asked: joined ?? words[at + 1]?.value ?? '', rest: [...words.slice(0, at), ...words.slice(at + count)] };
}

/** `.venv` where it names none; a Python that it is asked for has to be that of the image. */
function venvOfUv(tools: Tools, call: Call, words: readonly Word[]): string {
  const { rest } = askedOf(words);
  const isNamed = rest.some(({ value }) => !value.startsWith('-'));
  const { folder } = call;
  if (folder === undefined || whyOtherPython(tools, { ...call, folder }, words) !== undefined) return '';
  if (isNamed) return onlyFolder(tools.place, call, rest, PLAIN_OF_UV);
  const isPlain = rest.every(({ value }) => PLAIN_OF_UV.test(value));
  const isElsewhere = settingOf(tools.place, tools.calls, call, 'UV_PROJECT_ENVIRONMENT') !== undefined;
  return isPlain && !isElsewhere ? absolutePath('.venv', folder) : '';
}

/** The one word that is no option; empty where that, or what an option does, is not known. */
function onlyFolder(place: Place, call: Call, words: readonly Word[], plain: RegExp): string {
  const [target, ...more] = words.filter(({ value }) => !value.startsWith('-'));
  const isPlain = words.every(({ value }) => !value.startsWith('-') || plain.test(value));
  return target === undefined || !isPlain || more.length > 0 ? '' : (resolved(place, call, target) ?? '');
}

/** Its programs come first on the PATH there, or it is entered before, or the call names one of them. */
function isIn(place: Place, calls: readonly Call[], path: string, call: Call): boolean {
  const tool = invocationOf(call.command)?.tool;
  if (tool === undefined) return false;
  const called = tool.text.includes('/') ? resolved(place, call, tool) : undefined;
  if (called !== undefined) return called.startsWith(`${path}/bin/`);
  if (tool.text.includes('/')) return false;
  return activated(place, calls, call) === path || firstOnPath(place, call.step) === `${path}/bin`;
}

/** The folder that programs are looked for in first, before a step, or in containers. */
export function firstOnPath({ stage, file: { source } }: Place, step?: Step): string | undefined {
  const settings = stage.steps
    .slice(0, step === undefined ? stage.steps.length : stage.steps.indexOf(step))
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
