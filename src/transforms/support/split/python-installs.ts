import { readRequirement } from '../../../knowledge/python-packages.ts';
import { address, nestedFile, requirement } from '../../../knowledge/requirements.ts';
import type { Step } from '../../../model/dockerfile.ts';
import type { ImageFile } from '../../../model/image-files.ts';
import { type PackageCall, readPackageCall } from '../../../model/package-calls.ts';
import { absolutePath, namesLike, within } from '../../../model/paths.ts';
import { baseName, invocationOf } from '../../../shell/invocation.ts';
import type { Command, Word } from '../../../shell/script.ts';
import { firstReason } from '../user/first-reason.ts';
import type { Place } from '../user/place.ts';
import { lineOf, listed } from '../wording.ts';
import { type Call, callsIn } from './calls.ts';
import type { Environment } from './python-environment.ts';
import { projectAt } from './python-project.ts';

/** What is installed with pip. */
export type Installs = {
  /** As requirements files have them. */
  readonly requirements: readonly string[];
  /** The same, as packages of the build context say that they need them. */
  readonly implied: readonly string[];
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
};

type Found = { -readonly [Key in keyof Installs]: string[] };

type Reader = { readonly place: Place; readonly files: readonly ImageFile[]; readonly found: Found };

/** Tools of Python that install to environments of their own, and what would have to be said for those to be taken along. */
const OTHER_TOOLS: Readonly<Record<string, string>> = {
  conda: 'conda has a Python of its own',
  mamba: 'conda has a Python of its own',
  pdm: 'pdm installs to an environment of its own: installed with pip from what `pdm export` writes, it could be split',
  pipenv:
    'pipenv installs past an environment: installed with pip from what `pipenv requirements` writes, it could be split',
  poetry:
    'poetry installs where its own settings say: installed with pip from what `poetry export` writes, it could be split',
  uv: 'uv installs where its own settings say, maybe for a Python of its own: with `python -m venv` and pip it could be split',
};

/** Why what a command installs is not installed with pip. */
export function whyOtherTool(command: Command): string | undefined {
  const title = readPackageCall(command)?.manager.title ?? baseName(invocationOf(command)?.tool.value ?? '');
  return Object.hasOwn(OTHER_TOOLS, title) ? OTHER_TOOLS[title] : undefined;
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
    linked: [],
    linksWith: [],
    programs: [],
    lists: [],
    projects: [],
    named: [],
  };
  const reader = { place, files, found };
  for (const call of callsIn(steps)) {
    const why = readCall(reader, call, environment);
    if (why !== undefined) return `line ${lineOf(place.file, call.step.instruction.span.start)}: ${why}`;
  }
  return found;
}

function readCall(reader: Reader, call: Call, target: Target): string | undefined {
  const { command, folder } = call;
  const { holds, path, builtOn } = target;
  const tool = baseName(invocationOf(command)?.tool.value ?? '');
  const packageCall = readPackageCall(command);
  if (/^easy_install/.test(tool)) return 'easy_install is no pip';
  if (packageCall === undefined && /^python/.test(tool)) return readSetup(reader, call, target);
  if (packageCall?.manager.title !== 'pip' || !/^(?:download|install|wheel)$/.test(packageCall.verb.value))
    return undefined;
  if (packageCall.verb.value === 'install' && !holds(call))
    return isTools(packageCall) ? undefined : `pip does not install to ${path}`;
  if (folder === '') return 'the folder that pip works in is not known';
  const helper = reader.found.named.find((name) => BUILT_WITH.test(name));
  if (builtOn === 'more' && helper !== undefined && !reader.found.named.includes('wheel'))
    return `what it installs may be built with the ${helper} that was installed before, which pip does in an environment only where that has wheel as well`;
  if (builtOn !== 'itself' && packageCall.options.some(({ value }) => value === '--no-build-isolation'))
    return '--no-build-isolation builds with what the image has, which an environment has not';
  return readPip(reader, packageCall, folder);
}

/** Packages that others are built with, which do not all say so. */
const BUILT_WITH = /^(?:cython|numpy|pybind11|torch)$/;

const TOOLS = /^(?:build|pip|setuptools|uv|virtualenv|wheel)$/;
const isTools = ({ operands }: PackageCall): boolean =>
  operands.length > 0 && operands.every((word) => TOOLS.test(word.value.replace(/[=<>!~[].*$/, '')));

/** `python setup.py install`: what is linked to, or built in its folder, is needed there. */
function readSetup(reader: Reader, call: Call, { holds, path }: Target): string | undefined {
  const { command, folder } = call;
  const [script, verb] = invocationOf(command)?.args ?? [];
  if (script?.value !== 'setup.py') return undefined;
  if (!/^(?:build|build_ext|develop|install)$/.test(verb?.value ?? '')) return undefined;
  if (!holds(call)) return `setup.py does not install to ${path}`;
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

function readPip(reader: Reader, { operands, args }: PackageCall, folder: string): string | undefined {
  const ofOptions = firstReason(args.entries(), ([at, word]) =>
    word.value.startsWith('-') ? readOption(reader, word, args[at + 1], folder) : undefined,
  );
  if (ofOptions !== undefined) return ofOptions;
  reader.found.named.push(...operands.flatMap(({ value }) => readRequirement(value)?.name ?? []));
  return firstReason(operands, (word) =>
    word.literal ? addLine(reader, word.value, folder) : `what ${word.text} is, is known only when it runs`,
  );
}

function readOption(reader: Reader, word: Word, next: Word | undefined, folder: string): string | undefined {
  const { value, text } = word;
  const why = WHY.find(([option]) => option.test(value))?.[1];
  if (why !== undefined) return why;
  const list = /^(?:-r|--requirement=?)(.*)$/.exec(value);
  const named = list ?? /^(?:-e|--editable=?)(.*)$/.exec(value);
  if (named === null) return HARMLESS.test(value) ? undefined : `what ${value} does to an environment is not known`;
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
  if (text === undefined) return `${path} can not be read`;
  reader.found.lists.push(path);
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

function addProject(reader: Reader, folder: string, isLinked: boolean): string | undefined {
  const { found } = reader;
  const project = projectAt(folder, (path) => textOf(reader, path));
  if (project === undefined) return `${folder} is no package that the build context brings`;
  if (isLinked) found.linked.push(folder);
  found.projects.push(folder);
  found.implied.push(...project.requirements);
  found.programs.push(...project.programs);
  found.linksWith.push(...project.linksWith);
  if (project.unknown !== undefined) return `${folder} ${project.unknown}`;
  for (const list of project.lists) if (textOf(reader, list) !== undefined) addList(reader, list);
  return undefined;
}

/** For people. */
export const shownInstalls = ({ requirements, projects }: Installs): string => {
  const names = [...projects, ...new Set(requirements.map((line) => line.replace(/[\s=<>!~;@].*$/, '')))];
  return names.length === 0 ? 'packages' : listed(names.length > 4 ? [...names.slice(0, 3), 'others'] : names);
};
