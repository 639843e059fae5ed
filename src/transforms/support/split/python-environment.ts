import { isSystemTool } from '../../../knowledge/python-build-packages.ts';
import { hasOldPip, venvOfDistribution } from '../../../knowledge/python-images.ts';
import type { Step } from '../../../model/dockerfile.ts';
import { readPackageCall } from '../../../model/package-calls.ts';
import { absolutePath } from '../../../model/paths.ts';
import { assignments, variableValue } from '../../../model/state.ts';
import { expandWord } from '../../../model/variables.ts';
import { baseName, invocationOf } from '../../../shell/invocation.ts';
import type { Command, Word } from '../../../shell/script.ts';
import { unquote } from '../../../syntax/words.ts';
import { addOperands } from '../rewrite/operands.ts';
import { combine, type Rewrite, type RunStep, removeWord } from '../rewrite/rewrite.ts';
import type { Place } from '../user/place.ts';
import { lineOf } from '../wording.ts';
import type { Call } from './calls.ts';
import { activated, callsIn, placeOf, resolved, settingOf, toolCallOf, usesPython } from './python-calls.ts';
import { type Target, type Tools, targetOf, whyOtherPython } from './python-targets.ts';
import { callInstalling, installedPackage } from './system-packages.ts';

/** The environment that packages are installed to. */
export type Environment = {
  readonly path: string;
  /** Where it has to be made; undefined where the file does so itself. */
  readonly above: RunStep | undefined;
  /** Tools install there that go by VIRTUAL_ENV. */
  readonly isActive: boolean;
  /** It starts with an older pip than that of the image. */
  readonly hasOldPip: boolean;
  /** What would have calls pass by it. */
  readonly builder: readonly Rewrite[];
  /** A call installs there. */
  readonly holds: (call: Call) => boolean;
};

/** Where it is put where the file has none. */
const USUAL = '/opt/venv';

/** Distributions have a Python of their own, which is called otherwise and lacks what makes environments. */
type Known = Omit<Tools, 'calls' | 'made'> & { readonly isOfDistribution: boolean };

/** The environment of a stage; or why there is none that could be taken along. */
export function environmentOf(known: Known, steps: readonly Step[]): Environment | string {
  const { place } = known;
  const tool = installedPackage(place.stage, isSystemTool);
  if (tool !== undefined)
    return `${tool} of the system makes environments with another Python than that of the image: installed with pip it could be split`;
  const calls = callsIn(steps);
  const byHand = madeByHand({ ...known, calls, made: [] });
  if (typeof byHand === 'string') return byHand;
  const tools = { ...known, calls, made: byHand };
  const targets = new Map<Command, Target>();
  for (const call of calls) {
    const install = toolCallOf(call.command);
    if (install === undefined) continue;
    const target = targetOf(tools, call, install);
    if (target.kind === 'unknown') return `${placeOf(place, call)}: ${target.why}`;
    targets.set(call.command, target);
  }
  const byTools = [...targets.values()].flatMap((target) => (target.kind === 'environment' ? [target.path] : []));
  const [path, ...others] = new Set([...byHand, ...byTools]);
  if (path === undefined) return ownEnvironment(known, calls);
  if (others.length > 0) return 'there are several environments of Python';
  const holds = (call: Call): boolean => {
    const target = targets.get(call.command);
    return target === undefined ? isIn(place, calls, path, call) : target.kind === 'environment';
  };
  return { path, above: undefined, isActive: false, hasOldPip: false, builder: [], holds };
}

/** The folders of environments that commands make which do nothing else; or why one of them is not known. */
function madeByHand(tools: Tools): string[] | string {
  const made: string[] = [];
  for (const call of tools.calls) {
    const path = venvMadeBy(tools, call);
    if (path === '')
      return `${placeOf(tools.place, call)}: which Python the environment is made with, or where it comes to stand, is not known`;
    if (path !== undefined) made.push(path);
  }
  return made;
}

/** Names of tools that a RUN calls, whatever they do. */
const isToolOf = ({ command }: Call): boolean =>
  usesPython(command) || /^(?:pipenv|poetry|uv)$/.test(readPackageCall(command)?.manager.title ?? '');

function ownEnvironment({ place, tag, isOfDistribution }: Known, calls: readonly Call[]): Environment | string {
  const first = calls.find(isToolOf);
  if (first === undefined) return 'no step installs packages of Python';
  const byPath = calls.find(
    ({ command }) => usesPython(command) && (invocationOf(command)?.tool.value ?? '').includes('/'),
  );
  if (byPath !== undefined)
    return `${placeOf(place, byPath)} calls ${invocationOf(byPath.command)?.tool.value} by its path, past any environment`;
  const why = whyPath(place, first.step);
  if (why !== undefined) return why;
  const isOld = hasOldPip(tag) && !calls.some(upgradesPip);
  const apart = isOld ? calls.find(asksAnotherIndex) : undefined;
  if (apart !== undefined)
    return `${placeOf(place, apart)}: the pip that environments of this Python start with is too old for many packages, and a newer one may be had from that index alone: where pip is upgraded first, it could be split`;
  const venv = isOfDistribution ? withVenv(place, first.step) : combine();
  if (typeof venv === 'string') return venv;
  const builder: Rewrite[] = [venv];
  let isActive = false;
  for (const call of calls) {
    const install = toolCallOf(call.command);
    if (install === undefined) continue;
    isActive ||= install.tool !== 'pipenv';
    if (install.call.verb.value === 'sync' || install.call.options.some(({ value }) => SYNCS.test(value)))
      return `${placeOf(place, call)} removes all that the project does not ask for, which ${install.tool} itself may be part of`;
    const system = install.tool === 'uv pip' && install.call.options.find(({ value }) => value === '--system');
    const rewrite = system ? removeWord(place.file, call.step, call.command, system) : combine();
    if (rewrite === undefined) return `${placeOf(place, call)}: --system has uv pass environments by`;
    builder.push(rewrite);
  }
  return { path: USUAL, above: first.step, isActive, hasOldPip: isOld, builder, holds: () => true };
}

/** `pip install --upgrade pip`, which comes to what the newest is in an environment as well. */
const upgradesPip = ({ command }: Call): boolean => {
  const call = readPackageCall(command);
  return call?.manager.title === 'pip' && call.operands.some(({ value }) => /^pip(?:[=<>!~]|$)/.test(value));
};

const asksAnotherIndex = ({ command }: Call): boolean => {
  const call = readPackageCall(command);
  return call?.manager.title === 'pip' && call.options.some(({ value }) => ANOTHER_INDEX.test(value));
};

const ANOTHER_INDEX = /^(?:-i.*|--(?:cert|client-cert|index-url|no-index|proxy|trusted-host)(?:=.*)?)$/;

/** The package that makes environments comes with the one that brings pip, in an earlier step. */
function withVenv({ file, stage }: Place, first: Step): Rewrite | string {
  if (installedPackage(stage, (name) => name === venvOfDistribution) !== undefined) return combine();
  const found = callInstalling(stage, (name) => /^python3(?:-pip)?$/.test(name));
  if (found === undefined || stage.steps.indexOf(found.step) >= stage.steps.indexOf(first))
    return `${venvOfDistribution} would have to be installed in a step before the one that calls pip`;
  return (
    addOperands(file, found.step, found.call, [venvOfDistribution]) ??
    `${venvOfDistribution} would have to be installed with pip`
  );
}

const SYNCS = /^--(?:exact|remove-untracked|sync)$/;

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
  if ((isModule || name === 'virtualenv') && /^(?!\/usr\/local\/bin\/).*\//.test(tool.value)) return '';
  const words = isModule ? args.slice(2) : name === 'virtualenv' ? args : undefined;
  return words && onlyFolder(tools.place, call, words, PLAIN);
}

/** `.venv` where it names none; a Python that it is asked for has to be that of the image. */
function venvOfUv(tools: Tools, call: Call, words: readonly Word[]): string {
  const at = words.findIndex(({ value }) => /^(?:-p|--python)$/.test(value));
  const rest = at === -1 ? words : [...words.slice(0, at), ...words.slice(at + 2)];
  const isNamed = rest.some(({ value }) => !value.startsWith('-') || value.startsWith('--python='));
  if (call.folder === '' || whyOtherPython(tools, call, words) !== undefined) return '';
  if (isNamed) return onlyFolder(tools.place, call, rest, PLAIN_OF_UV);
  const isPlain = rest.every(({ value }) => PLAIN_OF_UV.test(value));
  const isElsewhere = settingOf(tools.place, tools.calls, call, 'UV_PROJECT_ENVIRONMENT') !== undefined;
  return isPlain && !isElsewhere ? absolutePath('.venv', call.folder) : '';
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
