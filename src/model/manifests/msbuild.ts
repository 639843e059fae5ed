import {
  countsBelow,
  evaluated,
  fileAbove,
  lockfile,
  movesRestore,
  projectFile,
  projectLine,
  readsFiles,
  restoreTarget,
  SOLUTION_FOLDER,
  solutionFile,
  sourcesFile,
} from '../../knowledge/dotnet/msbuild.ts';
import type { Word } from '../../shell/script.ts';
import { elementsOf, parsedXml, type Xml } from '../formats/xml.ts';
import { pathBeside } from '../paths.ts';
import { filesAmong, type Install, pathNamed } from './manifests.ts';

/** What a restore reads, as far as it was followed. */
export type Found = {
  readonly install: Install;
  readonly files: Set<string>;
  readonly projects: string[];
  /** A version that is the latest of some. */
  floating: string | undefined;
};

export const nothingYet = (install: Install): Found => ({
  install,
  files: new Set(),
  projects: [],
  floating: undefined,
});

/** `/p:A=B`, and the value of an option that may do without: `--self-contained true`. */
export const isSetting = ({ value }: Word): boolean => /^(?:\/\w+:.*|true|false)$/.test(value);

export function whyNotNamed(found: Found): string | undefined {
  const { call, sent } = found.install;
  const [operand, another] = call.operands.filter((word) => !isSetting(word));
  if (another !== undefined) return `it names ${operand?.text} and ${another.text}`;
  if (operand !== undefined && !operand.literal) return `only the build knows which project ${operand.text} is`;
  const path = operand === undefined ? '' : pathNamed(found.install, operand.value);
  if (path === undefined) return `${operand?.text} is not in the folder that is copied`;
  if (sent.kindOf(path) !== 'folder') return whyMoreIn(found, path);
  const names = (sent.namesIn(path) ?? []).filter((name) => solutionFile.test(name) || projectFile.test(name));
  if (names.length === 0) return `there is no project in ${path === '' ? 'the folder that is copied' : path}`;
  return firstOf(names, (name) => whyMoreIn(found, path === '' ? name : `${path}/${name}`));
}

/** In a solution or a project. */
function whyMoreIn(found: Found, path: string): string | undefined {
  if (found.files.has(path)) return undefined;
  if (solutionFile.test(path)) return whyMoreInSolution(found, path);
  return projectFile.test(path) ? whyMoreInProject(found, path) : `${path} is not a project of .NET`;
}

function whyMoreInSolution(found: Found, path: string): string | undefined {
  const text = take(found, path);
  if (text === undefined) return missing(path);
  const xml = path.endsWith('x') ? parsedXml(text) : undefined;
  if (path.endsWith('x') && xml === undefined) return `${path} can not be read`;
  const written = xml === undefined ? [...text.matchAll(projectLine)].flatMap(projectIn) : projectsIn(xml);
  return whyMoreInFolder(found, folderOf(path)) ?? firstOf(written, (one) => whyMoreBeside(found, path, one));
}

function whyMoreInProject(found: Found, path: string): string | undefined {
  found.projects.push(path);
  return (
    whyMoreInXml(found, path) ??
    firstOf(filesAmong(found.install, [`${path}.user`]), (user) => whyMoreInXml(found, user)) ??
    whyMoreInFolder(found, folderOf(path))
  );
}

/** Files that count in a folder because they are in it, or above it. */
export function whyMoreInFolder(found: Found, folder: string): string | undefined {
  const { sent } = found.install;
  const parts = folder === '' ? [] : folder.split('/');
  const folders = [...parts.keys(), parts.length].map((depth) => parts.slice(0, depth).join('/'));
  const names = folders.flatMap((above) =>
    (sent.namesIn(above) ?? [])
      .filter((name) => countsBelow.test(name) || (name === lockfile && above === folder))
      .map((name) => (above === '' ? name : `${above}/${name}`)),
  );
  return firstOf(names, (path) => {
    if (found.files.has(path)) return undefined;
    if (evaluated.test(path)) return whyMoreInXml(found, path);
    const text = take(found, path) ?? '';
    return sourcesFile.test(path) ? whyLocalSource(path, text) : undefined;
  });
}

/** In a file that MSBuild evaluates. */
function whyMoreInXml(found: Found, path: string): string | undefined {
  const text = take(found, path);
  if (text === undefined) return missing(path);
  const xml = parsedXml(text);
  if (xml === undefined) return `${path} can not be read`;
  const elements = elementsOf(xml);
  const curious = elements.map(whyCurious).find((reason) => reason !== undefined);
  if (curious !== undefined) return `${path} ${curious}`;
  found.floating ??= elements.map(versionOf).find((version) => version?.includes('*'));
  return (
    firstOf(elements.filter(isNamed('Import')), (element) => whyMoreImported(found, path, element)) ??
    firstOf(elements.filter(isNamed('ProjectReference')).flatMap(referred), (one) => whyMoreBeside(found, path, one))
  );
}

function whyMoreImported(found: Found, path: string, { attributes }: Xml): string | undefined {
  const { Project: written = '', Condition: condition = '' } = attributes;
  if (attributes['Sdk'] !== undefined || fileAbove.test(written)) return undefined;
  const named = pathBeside(path, plainPath(written));
  if (named === undefined || /[$*?%@;]/.test(named))
    return `${path} imports ${written}, which is not in the folder that is copied, or only MSBuild knows where`;
  if (found.files.has(named)) return undefined;
  if (found.install.sent.kindOf(named) === 'file') return whyMoreInXml(found, named);
  return /\bExists\s*\(/.test(condition)
    ? undefined
    : `${path} imports ${written}, which is not in the folder that is copied`;
}

function whyMoreBeside(found: Found, path: string, written: string): string | undefined {
  const named = pathBeside(path, plainPath(written));
  return named === undefined || /[$*?%@]/.test(named)
    ? `${path} names ${written}, which is not in the folder that is copied, or only MSBuild knows where`
    : whyMoreIn(found, named);
}

function take(found: Found, path: string): string | undefined {
  const text = found.install.sent.readText(path);
  if (text !== undefined) found.files.add(path);
  return text;
}

function firstOf<Item>(items: readonly Item[], why: (item: Item) => string | undefined): string | undefined {
  for (const item of items) {
    const reason = why(item);
    if (reason !== undefined) return reason;
  }
  return undefined;
}
const missing = (path: string): string => `there is no ${path} in the folder that is copied`;
const folderOf = (path: string): string => path.split('/').slice(0, -1).join('/');
const plainPath = (written: string): string =>
  written.replace(/^\$\(MSBuildThisFileDirectory\)/, '').replace(/\\/g, '/');

const projectIn = ([, kind = '', path = '']: RegExpExecArray): string[] =>
  kind.toUpperCase() === SOLUTION_FOLDER ? [] : [path];

const projectsIn = (solution: Xml): string[] =>
  elementsOf(solution)
    .filter(isNamed('Project'))
    .map(({ attributes }) => attributes['Path'] ?? '');

/** Items and properties are named without regard to case. */
function isNamed(wanted: string): (xml: Xml) => boolean {
  return ({ name }) => name.toLowerCase() === wanted.toLowerCase();
}

const referred = ({ attributes }: Xml): string[] =>
  (attributes['Include'] ?? '')
    .split(';')
    .map((path) => path.trim())
    .filter((path) => path !== '');

function whyCurious(element: Xml): string | undefined {
  const { name, attributes, children, text } = element;
  const written = Object.values(name === 'Import' ? {} : attributes);
  const read = [...written, ...(children.length === 0 ? [text] : [])].find((value) => readsFiles.test(value));
  if (read !== undefined) return `looks at files: ${read}`;
  if (movesRestore.test(name)) return `sets ${name}`;
  const { Name, BeforeTargets, AfterTargets, InitialTargets } = attributes;
  if (InitialTargets !== undefined) return `runs ${InitialTargets} whatever is asked for`;
  const hook =
    name === 'Target' && [Name, BeforeTargets, AfterTargets].find((target) => restoreTarget.test(target ?? ''));
  return hook ? `has the target ${Name}, which may be part of a restore` : undefined;
}

const versionOf = ({ name, attributes, children }: Xml): string | undefined =>
  /^(?:PackageReference|PackageVersion)$/i.test(name)
    ? (attributes['Version'] ?? attributes['VersionOverride'] ?? children.find(isNamed('Version'))?.text)
    : undefined;

/** Sources are addresses; what else there is may be a folder. */
function whyLocalSource(path: string, text: string): string | undefined {
  const xml = parsedXml(text);
  if (xml === undefined) return `${path} can not be read`;
  const added = (section: string): string[] =>
    elementsOf(xml)
      .filter(isNamed(section))
      .flatMap(({ children }) => children.filter(isNamed('add')).map(({ attributes }) => attributes['value'] ?? ''));
  const local = added('packageSources').find((value) => !/^https?:/.test(value));
  if (local !== undefined) return `${path} takes packages from ${local}, which may be a folder`;
  const isMoved = added('fallbackPackageFolders').length > 0 || /globalPackagesFolder|repositoryPath/i.test(text);
  return isMoved ? `${path} names folders of packages` : undefined;
}
