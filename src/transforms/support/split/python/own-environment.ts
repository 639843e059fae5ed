import { hasOldPip } from '../../../../knowledge/python/images.ts';
import type { Step } from '../../../../model/dockerfile.ts';
import { readPackageCall } from '../../../../model/package-calls.ts';
import { standsInFile } from '../../../../model/run.ts';
import { assignments } from '../../../../model/state.ts';
import { invocationOf } from '../../../../shell/invocation.ts';
import { unquote } from '../../../../syntax/words.ts';
import { combine, type Rewrite, removeWord } from '../../rewrite/rewrite.ts';
import type { Place } from '../../user/place.ts';
import { lineOf, placeOf } from '../../wording.ts';
import type { Call } from '../steps/calls.ts';
import { toolCallOf, usesPython } from './calls.ts';
import type { Environment, Known } from './targets.ts';

/** Where it is put where the file has none. */
const USUAL = '/opt/venv';

/** Names of tools that a RUN calls, whatever they do. */
const isToolOf = ({ command }: Call): boolean =>
  usesPython(command) || /^(?:pipenv|poetry|uv)$/.test(readPackageCall(command)?.manager.title ?? '');

/** One that the file does not make; or why its calls would pass that by. */
export function ownEnvironment({ place, tag }: Known, calls: readonly Call[]): Environment | string {
  const first = calls.find(isToolOf);
  if (first === undefined) return 'no step installs packages of Python';
  const byPath = calls.find(
    ({ command }) => usesPython(command) && (invocationOf(command)?.tool.value ?? '').includes('/'),
  );
  if (byPath !== undefined)
    return `${placeOf(place, byPath.step)} calls ${invocationOf(byPath.command)?.tool.value} by its path, past any environment`;
  const why = whyPath(place, first.step);
  if (why !== undefined) return why;
  const isOld = hasOldPip(tag) && !calls.some(upgradesPip);
  const apart = isOld ? calls.find(asksAnotherIndex) : undefined;
  if (apart !== undefined)
    return `${placeOf(place, apart.step)}: the pip that environments of this Python start with is too old for many packages, and a newer one may be had from that index alone: where pip is upgraded first, it could be split`;
  const tools = calls.flatMap((call) => toolCallOf(call.command) ?? []);
  const isActive = tools.some(({ tool }) => tool !== 'pipenv');
  const active = isActive ? place.stage.steps.find(setsActive) : undefined;
  if (active !== undefined)
    return `line ${lineOf(place.file, active.instruction.span.start)} sets VIRTUAL_ENV, which tools go by, to what is no environment`;
  const told = toldOfIt(place, calls);
  return typeof told === 'string'
    ? told
    : {
        path: USUAL,
        above: first.step,
        isActive,
        hasOldPip: isOld,
        builder: told,
        holds: () => true,
        isOfSystem: false,
        seesSystem: false,
      };
}

/** What would have tools pass environments by goes; or why one of them would not leave it as pip does. */
function toldOfIt(place: Place, calls: readonly Call[]): Rewrite[] | string {
  const rewrites: Rewrite[] = [];
  for (const call of calls) {
    const install = toolCallOf(call.command);
    if (install === undefined) continue;
    const { verb, options } = install.call;
    if (/sync$/.test(verb.value) || options.some(({ value }) => SYNCS.test(value)))
      return `${placeOf(place, call.step)} removes all that the project does not ask for, which ${install.tool} itself may be part of`;
    const system = install.tool === 'uv pip' && options.find(({ value }) => value === '--system');
    if (system && !standsInFile(call.step.run))
      return `${placeOf(place, call.step)} calls a script in which --system has uv pass environments by`;
    const rewrite = system ? removeWord(place.file, call.step, call.command, system) : combine();
    if (rewrite === undefined) return `${placeOf(place, call.step)}: --system has uv pass environments by`;
    rewrites.push(rewrite);
  }
  return rewrites;
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

const setsActive = ({ instruction: { keyword, args } }: Step): boolean =>
  keyword === 'ENV' && /\bVIRTUAL_ENV[=\s]/.test(args.text);

const SYNCS = /^--(?:exact|remove-untracked|sync)$/;

/** What comes before the programs of the environment later is found first. */
function whyPath({ stage, file }: Place, first: Step): string | undefined {
  const { escape } = file.source;
  const behind = stage.steps.slice(stage.steps.indexOf(first));
  const step = behind.find((each) => pathsSet(each, escape).some((value) => hasOwnFirst(unquote(value, escape))));
  return step && `line ${lineOf(file, step.instruction.span.start)} sets a PATH that has the image's own Python first`;
}

/** By ENV, or by a RUN for what follows in it. */
const pathsSet = ({ instruction: { keyword, args }, run }: Step, escape: string): string[] =>
  keyword === 'ENV'
    ? assignments(args.text, escape).flatMap(([name, value]) => (name === 'PATH' ? [value] : []))
    : (run?.script.commands ?? []).flatMap((command) =>
        [...command.words.slice(1), ...command.assignments].flatMap(({ text }) => /^PATH=(.*)$/s.exec(text)?.[1] ?? []),
      );

function hasOwnFirst(value: string): boolean {
  const parts = value.split(':');
  const rest = parts.findIndex((part) => /^\$(?:PATH|\{PATH\})$/.test(part));
  return rest === -1 || parts.slice(0, rest).some((part) => /^(?:\/usr(?:\/local)?)?\/s?bin\/?$/.test(part));
}
