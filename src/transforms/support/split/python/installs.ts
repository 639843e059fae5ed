import { readRequirement } from '../../../../knowledge/python/packages.ts';
import { plainOptionsOfUvPip } from '../../../../knowledge/python/tools.ts';
import type { Step } from '../../../../model/dockerfile.ts';
import type { ImageFile } from '../../../../model/image-files.ts';
import { type PackageCall, readPackageCall } from '../../../../model/package-calls.ts';
import { absolutePath } from '../../../../model/paths.ts';
import { baseName, invocationOf } from '../../../../shell/invocation.ts';
import type { Word } from '../../../../shell/script.ts';
import { firstReason } from '../../user/first-reason.ts';
import type { Place } from '../../user/place.ts';
import { listed, placeOf } from '../../wording.ts';
import type { Call } from '../steps/calls.ts';
import { addLine, addList, addProject, type Installs, type Reader, readLocked } from './asked-for.ts';
import { callsIn, toolCallOf } from './calls.ts';
import type { Environment } from './targets.ts';

/**
 * Where packages go, and what the file builds them with: the environment itself, or the image, which has pip as a new environment has, or
 * more than that.
 */
type Target = Environment & { readonly builtOn: 'itself' | 'more' | 'pip' };

/** All that steps install; or why that can not be told. */
export function installsOf(
  place: Place,
  steps: readonly Step[],
  files: readonly ImageFile[],
  environment: Target,
): Installs | string {
  const found: Reader['found'] = {
    requirements: [],
    implied: [],
    along: [],
    linked: [],
    linksWith: [],
    programs: [],
    lists: [],
    projects: [],
    named: [],
    by: [],
  };
  const calls = callsIn(place, steps);
  const reader = { place, files, calls, found };
  for (const call of calls) {
    const why = readCall(reader, call, environment);
    if (why !== undefined) return `${placeOf(place, call.step)}: ${why}`;
  }
  return found;
}

function readCall(reader: Reader, call: Call, target: Target): string | undefined {
  const { command, folder } = call;
  const { holds, path } = target;
  const tool = baseName(invocationOf(command)?.tool.value ?? '');
  const packageCall = readPackageCall(command);
  const install = toolCallOf(command);
  if (install !== undefined && !holds(call)) return `${install.tool} does not install to ${path}`;
  if (install !== undefined) {
    if (folder === undefined) return unknownFolder(install.tool);
    return install.tool === 'uv pip' ? readPip(reader, install.call, folder) : readLocked(reader, folder, install);
  }
  if (/^easy_install/.test(tool)) return 'easy_install is no pip';
  if (packageCall === undefined && /^python/.test(tool)) return readSetup(reader, call, target);
  return packageCall?.manager.title === 'pip' && /^(?:download|install|wheel)$/.test(packageCall.verb.value)
    ? readPipCall(reader, call, target, packageCall)
    : undefined;
}

function readPipCall(
  reader: Reader,
  call: Call,
  { holds, path, builtOn }: Target,
  packageCall: PackageCall,
): string | undefined {
  const { folder } = call;
  if (packageCall.verb.value === 'install' && !holds(call))
    return isTools(packageCall) ? undefined : `pip does not install to ${path}`;
  if (folder === undefined) return unknownFolder('pip');
  const helper = reader.found.named.find((name) => BUILT_WITH.test(name));
  if (builtOn === 'more' && helper !== undefined && !reader.found.named.includes('wheel'))
    return `what it installs may be built with the ${helper} that was installed before, which pip does in an environment only where that has wheel as well`;
  if (builtOn !== 'itself' && packageCall.options.some(({ value }) => value === '--no-build-isolation'))
    return '--no-build-isolation builds with what the image has, which an environment has not';
  return readPip(reader, packageCall, folder);
}

const unknownFolder = (tool: string): string => `the folder that ${tool} works in is not known`;

/** Packages that others are built with, which do not all say so. */
const BUILT_WITH = /^(?:cython|numpy|pybind11|torch)$/;

const TOOLS = /^(?:build|pip|pipenv|pipx|poetry|poetry-core|poetry-plugin-[\w-]+|setuptools|uv|virtualenv|wheel)$/;
/** It installs, or makes environments, and no program has use for it. */
export const isTool = (requirement: string): boolean => TOOLS.test(requirement.replace(/[=<>!~[].*$/, ''));
const isTools = ({ operands }: PackageCall): boolean =>
  operands.length > 0 && operands.every(({ value }) => isTool(value));

/** `python setup.py install`: what is linked to, or built in its folder, is needed there. */
function readSetup(reader: Reader, call: Call, { holds, path }: Target): string | undefined {
  const { command, folder } = call;
  const [script, verb] = invocationOf(command)?.args ?? [];
  if (script?.value !== 'setup.py') return undefined;
  if (!/^(?:build|build_ext|develop|install)$/.test(verb?.value ?? '')) return undefined;
  if (!holds(call)) return `setup.py does not install to ${path}`;
  if (folder === undefined) return unknownFolder('setup.py');
  return addProject(reader, folder, verb?.value !== 'install');
}

/** Options that say nothing of where packages go, or how they are built. */
const HARMLESS =
  /^(?:-[Uqvif]+|-[cr].*|--(?:break-system-packages|cache-dir|cert|compile|constraint|default-timeout|disable-pip-version-check|exists-action|extra-index-url|find-links|force-reinstall|ignore-installed|index-url|isolated|keyring-provider|no-build-isolation|no-cache|no-cache-dir|no-color|no-compile|no-deps|no-dependencies|no-index|no-input|no-python-version-warning|no-warn-conflicts|no-warn-script-location|only-binary|pre|prefer-binary|progress-bar|proxy|quiet|require-hashes|requirement|retries|root-user-action|src|timeout|trusted-host|upgrade|upgrade-strategy|use-deprecated|use-feature|use-pep517|verbose|wheel-dir|dest)\b.*|-[wd])$/;

const WHY: readonly (readonly [option: RegExp, why: string])[] = [
  [/^--user$/, '--user installs to the home of a user, which other users can not read: without it, it could be split'],
  [/^(?:-t|--target|--prefix|--root)(?:=|$)/, 'packages go to a folder of their own, past an environment'],
  [/^--no-binary/, '--no-binary compiles packages against whatever libraries the image has'],
];

function readPip(reader: Reader, { manager, verb, operands, args }: PackageCall, folder: string): string | undefined {
  const isPlain = ({ value }: Word): boolean =>
    HARMLESS.test(value) ||
    (manager.title === 'uv' && (plainOptionsOfUvPip.test(value) || /^(?:-p|--python)$/.test(value)));
  const ofOptions = firstReason(args.entries(), ([at, word]) =>
    word.value.startsWith('-') ? readOption(reader, word, { next: args[at + 1], folder, isPlain }) : undefined,
  );
  if (ofOptions !== undefined) return ofOptions;
  if (verb.value === 'pip sync')
    return firstReason(operands, ({ value }) => addList(reader, absolutePath(value, folder)));
  reader.found.named.push(...operands.flatMap(({ value }) => readRequirement(value)?.name ?? []));
  return firstReason(operands, (word) => {
    const line = word.literal ? word.value : toolIn(word);
    return line === undefined ? `what ${word.text} is, is known only when it runs` : addLine(reader, line, folder);
  });
}

/** `"poetry==$VERSION"`: of a tool the version is nothing to anybody. */
function toolIn({ text }: Word): string | undefined {
  const [, name = ''] = /^"?([\w-]+)[=<>~]/.exec(text) ?? [];
  return isTool(name) ? name : undefined;
}

type Option = { readonly next: Word | undefined; readonly folder: string; readonly isPlain: (word: Word) => boolean };

function readOption(reader: Reader, word: Word, { next, folder, isPlain }: Option): string | undefined {
  const { value, text } = word;
  const why = WHY.find(([option]) => option.test(value))?.[1];
  if (why !== undefined) return why;
  const list = /^(?:-r|--requirement=?)(.*)$/.exec(value);
  const named = list ?? /^(?:-e|--editable=?)(.*)$/.exec(value);
  if (named === null) return isPlain(word) ? undefined : `what ${value} does to an environment is not known`;
  const given = named[1] || next?.value;
  if (given === undefined || !word.literal || (named[1] === '' && next?.literal !== true))
    return `which file ${text} names is known only when it runs`;
  return list === null ? addLine(reader, `-e ${given}`, folder) : addList(reader, absolutePath(given, folder));
}

/** For people. */
export const shownInstalls = ({ requirements, projects }: Installs): string => {
  const packages = requirements.filter((line) => !isTool(line)).map((line) => line.replace(/[\s=<>!~;@].*$/, ''));
  const names = [...projects, ...new Set(packages)];
  return names.length === 0 ? 'packages' : listed(names.length > 4 ? [...names.slice(0, 3), 'others'] : names);
};
