import { readRequirement } from '../../../../knowledge/python/packages.ts';
import { address, nestedFile, requirement } from '../../../../knowledge/python/requirements.ts';
import {
  plainOptionsOfBuild,
  plainOptionsOfUvPip,
  wheelBuilders,
  wheelFolder,
} from '../../../../knowledge/python/tools.ts';
import type { Step } from '../../../../model/dockerfile.ts';
import type { ImageFile } from '../../../../model/image-files.ts';
import { PYPROJECT } from '../../../../model/manifests/pyproject.ts';
import { type PackageCall, readPackageCall } from '../../../../model/package-calls.ts';
import { absolutePath, namesLike, within } from '../../../../model/paths.ts';
import { baseName, invocationOf } from '../../../../shell/invocation.ts';
import type { Command, Word } from '../../../../shell/script.ts';
import { firstReason } from '../../user/first-reason.ts';
import type { Place } from '../../user/place.ts';
import { listed, placeOf } from '../../wording.ts';
import { type Call, resolved } from '../calls.ts';
import { callsIn, type ToolCall, toolCallOf } from './calls.ts';
import { lockedByPipenv, lockedByPoetry, lockedByUv } from './locks.ts';
import { projectAt } from './project.ts';
import type { Environment } from './targets.ts';
import { wantedBy } from './wanted.ts';

/** What is installed. */
export type Installs = {
  /** As requirements files have them. */
  readonly requirements: readonly string[];
  /** The same, as packages of the build context say that they need them. */
  readonly implied: readonly string[];
  /** What lockfiles have come along with that. */
  readonly along: readonly string[];
  /** Folders of packages that are linked to where they are, or built where they are. */
  readonly linked: readonly string[];
  /** Projects that are compiled against libraries which their own files name. */
  readonly linksWith: readonly string[];
  /** Programs that projects of the build context bring. */
  readonly programs: readonly string[];
  /** Requirements files that were read. */
  readonly lists: readonly string[];
  /** Folders of packages that are compiled, or put together, where they are installed from. */
  readonly projects: readonly string[];
  /** Packages that calls name, which later ones may be built with. */
  readonly named: readonly string[];
  /** Tools that go by the files of a project. */
  readonly by: readonly string[];
};

type Found = { -readonly [Key in keyof Installs]: string[] };

type Reader = {
  readonly place: Place;
  readonly files: readonly ImageFile[];
  readonly calls: readonly Call[];
  readonly found: Found;
};

/** Tools of Python that install to environments of their own, and what would have to be said for those to be taken along. */
const OTHER_TOOLS: Readonly<Record<string, string>> = {
  conda: 'conda has a Python of its own',
  mamba: 'conda has a Python of its own',
  pdm: 'pdm installs to an environment of its own: installed with pip from what `pdm export` writes, it could be split',
};

/** Verbs of tools that change what a project asks for, or install elsewhere. */
const OTHERWISE: Readonly<Record<string, RegExp>> = {
  pipenv: /^(?:uninstall|update|upgrade)$/,
  poetry: /^(?:add|env|remove|self|update)$/,
  uv: /^(?:add|python|remove|tool|tool install)$/,
};

/** Why what a command installs, and where, is not followed. */
export function whyOtherTool(command: Command): string | undefined {
  const call = readPackageCall(command);
  const title = call?.manager.title ?? baseName(invocationOf(command)?.tool.value ?? '');
  if (Object.hasOwn(OTHER_TOOLS, title)) return OTHER_TOOLS[title];
  return call !== undefined && Object.hasOwn(OTHERWISE, title) && OTHERWISE[title]?.test(call.verb.value)
    ? `${title} ${call.verb.value} does more than install what the files of the project ask for`
    : undefined;
}

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
  const found: Found = {
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
  /^(?:-[Uqvif]+|-[cr].*|--(?:break-system-packages|cache-dir|cert|compile|constraint|default-timeout|disable-pip-version-check|exists-action|extra-index-url|find-links|force-reinstall|ignore-installed|index-url|isolated|keyring-provider|no-build-isolation|no-cache|no-cache-dir|no-color|no-compile|no-deps|no-dependencies|no-index|no-input|no-python-version-warning|no-warn-conflicts|no-warn-script-location|only-binary|pre|prefer-binary|progress-bar|proxy|quiet|require-hashes|requirement|retries|root-user-action|timeout|trusted-host|upgrade|upgrade-strategy|use-deprecated|use-feature|use-pep517|verbose|wheel-dir|dest)\b.*|-[wd])$/;

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

const textOf = ({ place, files }: Reader, path: string): string | undefined => {
  const file = files.findLast((each) => each.path === path);
  return file && place.context.readText(file.source);
};

function addList(reader: Reader, path: string): string | undefined {
  if (reader.found.lists.includes(path)) return undefined;
  const text = textOf(reader, path);
  if (text === undefined) {
    const exported = exportTo(reader, path);
    if (exported === undefined) return `${path} can not be read`;
    reader.found.lists.push(path);
    return readLocked(reader, exported.folder, exported.install);
  }
  reader.found.lists.push(path);
  if (path.endsWith(`/${PYPROJECT}`))
    return firstReason(
      projectAt(path.slice(0, -PYPROJECT.length), (name) => textOf(reader, name))?.requirements ?? [],
      (line) => addLine(reader, line, path.slice(0, -PYPROJECT.length)),
    );
  const lines = text
    .replace(/\\\r?\n/g, ' ')
    .split(/\r?\n/)
    .map((line) => line.replace(/(?:^|\s+)#.*$/, '').trim())
    .filter((line) => line !== '');
  const folder = path.slice(0, path.lastIndexOf('/')) || '/';
  for (const line of lines) {
    const nested = nestedFile.exec(line)?.[1];
    const isConstraint = /^(?:-c|--constraint)/.test(line);
    const why = isConstraint
      ? undefined
      : nested === undefined
        ? addLine(reader, line, folder)
        : addList(reader, absolutePath(nested, folder));
    if (why !== undefined) return why;
  }
  return undefined;
}

/** A requirement, with the folder that its paths go on from. */
function addLine(reader: Reader, line: string, folder: string): string | undefined {
  const { found } = reader;
  const [, editable, rest = line] = /^(-e|--editable)[\s=]+(.+)$/.exec(line) ?? [];
  if (editable === undefined && line.startsWith('-'))
    return /^--no-binary/.test(line)
      ? '--no-binary compiles packages against whatever libraries the image has'
      : undefined;
  const [own = ''] = rest.split(/\s*;|\s+--/);
  const built = builtAt(reader, absolutePath(own, folder));
  if (built !== undefined) return addProject(reader, built, false);
  const wheel = /(?:^|\/)([\w.]+)-[^/]*-([\w.]+)\.whl$/.exec(own);
  if (wheel !== null) {
    found.requirements.push(wheel[1] as string);
    return whyWheel(own, wheel[2] as string);
  }
  if (/\*/.test(own)) return addPattern(reader, absolutePath(own, folder));
  const local =
    /^(?:[\w.-]+(?:\[[^\]]*\])?\s*@\s*)?(?:file:(?:\/\/(?=\/))?)?((?:\.{1,2}|\/|[\w@+-]+\/)[\w@+./-]*)(?:\[[^\]]*\])?$/.exec(
      own,
    );
  if (local !== null) return addProject(reader, absolutePath(local[1] as string, folder), editable !== undefined);
  if (editable !== undefined || address.test(own) || /@\s*(?:git\+|\w+:\/\/)/.test(own))
    return `what ${own} needs when it runs is not known`;
  if (!requirement.test(own)) return `${own} can not be read`;
  found.requirements.push(own);
  return undefined;
}

/** The project of which a wheel is made, or all there are in a folder. */
function builtAt({ calls }: Reader, path: string): string | undefined {
  const [, project] = new RegExp(`^(.*)/${wheelFolder}/[^/]+\\.whl$`).exec(path) ?? [];
  const call = calls.find(({ command, folder }) => folder === (project || '/') && buildsWheel(command));
  return call?.folder;
}

/** `poetry build`, `python -m build`, `python setup.py bdist_wheel`. */
function buildsWheel(command: Command): boolean {
  const { tool, args = [] } = invocationOf(command) ?? {};
  const words = args.map(({ value }) => value);
  const isPython = /^python[\d.]*$/.test(baseName(tool?.value ?? ''));
  const verb = isPython ? words.slice(0, 2).join(' ') : `${baseName(tool?.value ?? '')} ${words[0]}`;
  const rest = words.slice(isPython ? 2 : 1);
  return wheelBuilders.test(verb) && rest.every((word) => plainOptionsOfBuild.test(word) || word === 'wheel');
}

/** A wheel of no platform, or of all that have the libraries that every Linux has, brings the others. */
const whyWheel = (name: string, platform: string): string | undefined =>
  /^any$|manylinux|musllinux/.test(platform)
    ? undefined
    : `${name} was built for one machine, and which of its libraries it needs is not known`;

function addPattern(reader: Reader, pattern: string): string | undefined {
  const folder = pattern.slice(0, pattern.lastIndexOf('/'));
  const names = namesLike(baseName(pattern));
  const paths = reader.files.filter(({ path }) => within([folder])(path) && names.test(path.slice(folder.length + 1)));
  if (paths.length === 0) return `${pattern} is nothing that the build context brings`;
  for (const { path } of paths) {
    const why = addLine(reader, path, folder);
    if (why !== undefined) return why;
  }
  return undefined;
}

/** What a tool brings that goes by the files of a project. */
function readLocked(reader: Reader, folder: string, { tool, call }: ToolCall): string | undefined {
  const { found } = reader;
  const read = (name: string): string | undefined => textOf(reader, absolutePath(name, folder));
  if (call.operands.length > 0)
    return `${tool} installs ${call.operands[0]?.text}, which no file of the project asks for`;
  const locked = LOCKED[tool as keyof typeof LOCKED](read, wantedBy({ tool, call }));
  if (typeof locked === 'string') return locked;
  found.by.push(tool);
  found.requirements.push(...locked.requirements);
  found.along.push(...locked.along);
  found.lists.push(...locked.lists.map((name) => absolutePath(name, folder)));
  return firstReason(locked.folders, ({ path, isLinked }) =>
    addProject(reader, absolutePath(path, folder), isLinked, false),
  );
}

const LOCKED = { pipenv: lockedByPipenv, poetry: lockedByPoetry, uv: lockedByUv } as const;

/** The file that a tool writes for pip, and the project that it does so for. */
function exportTo({ place, calls }: Reader, path: string): { folder: string; install: ToolCall } | undefined {
  for (const call of calls) {
    const found = readPackageCall(call.command);
    const title = found?.manager.title;
    if (found === undefined || !(title === 'pipenv' || title === 'poetry' || title === 'uv')) continue;
    if (!/^(?:export|requirements)$/.test(found.verb.value)) continue;
    const at = found.args.findIndex(({ value }) => /^(?:-o|--output(?:-file)?)$/.test(value));
    const redirected = call.command.redirects.find(({ operator }) => operator === '>')?.target;
    const written = (at === -1 ? undefined : found.args[at + 1]) ?? redirected;
    const { folder } = call;
    if (written !== undefined && folder !== undefined && resolved(place, call, written) === path)
      return { folder, install: { tool: title, call: { ...found, operands: [] } } };
  }
  return undefined;
}

function addProject(reader: Reader, folder: string, isLinked: boolean, saysWhat = true): string | undefined {
  const { found } = reader;
  const project = projectAt(folder, (path) => textOf(reader, path));
  if (project === undefined) return `${folder} is no package that the build context brings`;
  if (isLinked) found.linked.push(folder);
  found.projects.push(folder);
  if (saysWhat) found.implied.push(...project.requirements);
  found.programs.push(...project.programs);
  found.linksWith.push(...project.linksWith);
  if (project.unknown !== undefined) return `${folder} ${project.unknown}`;
  if (saysWhat) for (const list of project.lists) if (textOf(reader, list) !== undefined) addList(reader, list);
  return undefined;
}

/** For people. */
export const shownInstalls = ({ requirements, projects }: Installs): string => {
  const packages = requirements.filter((line) => !isTool(line)).map((line) => line.replace(/[\s=<>!~;@].*$/, ''));
  const names = [...projects, ...new Set(packages)];
  return names.length === 0 ? 'packages' : listed(names.length > 4 ? [...names.slice(0, 3), 'others'] : names);
};
