import { address, nestedFile, requirement } from '../../../../knowledge/python/requirements.ts';
import { plainOptionsOfBuild, wheelBuilders, wheelFolder } from '../../../../knowledge/python/tools.ts';
import type { ImageFile } from '../../../../model/image-files.ts';
import { PYPROJECT } from '../../../../model/manifests/pyproject.ts';
import { readPackageCall } from '../../../../model/package-calls.ts';
import { absolutePath, namesLike, within } from '../../../../model/paths.ts';
import { baseName, invocationOf } from '../../../../shell/invocation.ts';
import type { Command } from '../../../../shell/script.ts';
import { firstReason } from '../../user/first-reason.ts';
import type { Place } from '../../user/place.ts';
import { type Call, resolved } from '../steps/calls.ts';
import type { ToolCall } from './calls.ts';
import { lockedByPipenv, lockedByPoetry, lockedByUv } from './locks.ts';
import { projectAt } from './project.ts';
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

/** What reads calls and files, and what it has found by then. */
export type Reader = {
  readonly place: Place;
  readonly files: readonly ImageFile[];
  readonly calls: readonly Call[];
  readonly found: Found;
};

const textOf = ({ place, files }: Reader, path: string): string | undefined => {
  const file = files.findLast((each) => each.path === path);
  return file && place.context.readText(file.source);
};

/** A requirements file, and those that it names; why it can not be followed. */
export function addList(reader: Reader, path: string): string | undefined {
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
export function addLine(reader: Reader, line: string, folder: string): string | undefined {
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
export function readLocked(reader: Reader, folder: string, { tool, call }: ToolCall): string | undefined {
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

/** A package of the build context. */
export function addProject(reader: Reader, folder: string, isLinked: boolean, saysWhat = true): string | undefined {
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
