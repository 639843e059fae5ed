import {
  address,
  fileOption,
  fileOptionWithPath,
  findLinks,
  findLinksOption,
  findLinksOptionWithPath,
  harmlessOption,
  nestedFile,
  pinned,
  requirement,
  requirementOption,
} from '../../knowledge/python/requirements.ts';
import type { Word } from '../../shell/script.ts';
import { parsedToml } from '../formats/toml.ts';
import type { PackageCall } from '../package-calls.ts';
import { leadsOut, relativePath } from '../paths.ts';
import { type LocalParts, localParts } from './local-packages.ts';
import { type Declined, type Install, insideOf, type ManifestReader, type Manifests } from './manifests.ts';
import { PYPROJECT, table, whyComputed } from './pyproject.ts';

/** The files that a call names, and those that they name; with the packages among them that are folders of the project. */
export const requirements: ManifestReader = {
  isInstall: ({ verb, options, operands }) =>
    verb.value === SYNC ||
    options.some(({ value }) => requirementOption.test(value)) ||
    operands.some(({ value }) => BELOW.test(value)),
  isElsewhere: (call) =>
    namedFiles(call).length === 0 &&
    linkFolders(call).every(({ value }) => address.test(value)) &&
    call.operands.every(({ literal, value }) => literal && requirement.test(value)),
  read,
};

/** The one whose operands are requirements files. */
const SYNC = 'pip sync';

/** `./lib`, but not `.` */
const BELOW = /^\.\/\w/;

function read(install: Install): Manifests | Declined {
  const { call } = install;
  const found = nothingFound();
  const declined = [
    ...namedFiles(call).map((file) => addNamed(install, file, found)),
    ...linkFolders(call).map(({ value }) => addLine(install, `-f ${value}`, '', found)),
    ...packages(call).map(({ text, value, literal }) => addLine(install, literal ? value : text, '', found)),
  ].find((why) => why !== undefined);
  return declined === undefined ? asManifests(found) : { declined };
}

const addNamed = (install: Install, { value, literal }: Named, found: Found): string | undefined =>
  literal ? addFile(install, insideOf(install, value), found) : `only the build knows which file ${value} is`;

const packages = ({ verb, operands }: PackageCall): readonly Word[] => (verb.value === SYNC ? [] : operands);

/** What is found along the way; `from` is where pip runs, below the folder of the install. */
export type Found = {
  readonly files: Set<string>;
  readonly from: string;
  unpinned: string | undefined;
  built: string | undefined;
};

export const nothingFound = (from = ''): Found => ({ files: new Set(), from, unpinned: undefined, built: undefined });

export function asManifests({ files: found, unpinned, built }: Found): Manifests {
  const files = [...found];
  if (built !== undefined)
    return { files, doubt: `${built} is made from its own folder alone, and may look for other files of the project` };
  if (unpinned === undefined) return { files };
  return { files, doubt: `not every version is pinned (${unpinned}): what was installed stays until the file changes` };
}

type Named = { readonly value: string; readonly literal: boolean };

/** `-r a.txt`, `-ra.txt` and `--requirement=a.txt`. */
const namedFiles = ({ verb, options, operands }: PackageCall): Named[] => [
  ...valuesOf(options, fileOption, fileOptionWithPath),
  ...(verb.value === SYNC ? operands : []),
];

/** Folders, or addresses, that it is to look for packages in. */
const linkFolders = ({ options }: PackageCall): Named[] => valuesOf(options, findLinksOption, findLinksOptionWithPath);

/** The values of an option, be they words of their own or not. */
export function valuesOf(options: readonly Word[], alone: RegExp, withValue: RegExp): Named[] {
  return options.flatMap(({ value, literal }, at) => {
    if (alone.test(value)) return options[at + 1] ?? { value: '', literal: false };
    const [, path] = withValue.exec(value) ?? [];
    return path === undefined ? [] : { value: path, literal };
  });
}

/** Why a file, or one that it names, does not say all that is read. */
function addFile(install: Install, written: string, found: Found): string | undefined {
  const path = relativePath(written);
  if (/^\/|^\w+:/.test(written) || leadsOut(written)) return `${written} is not in the folder that is copied`;
  if (found.files.has(path)) return undefined;
  const text = install.sent.readText(path);
  if (text === undefined) return `there is no ${path} in the folder that is copied`;
  found.files.add(path);
  return path.endsWith(PYPROJECT)
    ? addProject(install, text, path, found)
    : addLines(install, linesOf(text), path, found);
}

/** uv takes the dependencies of a project for a list, and those of its extras. */
function addProject(install: Install, text: string, path: string, found: Found): string | undefined {
  const manifest = parsedToml(text);
  if (manifest === undefined) return `${path} can not be read`;
  const sources = Object.entries(table(manifest, 'tool', 'uv', 'sources'));
  const [local] = sources.find(([, source]) => /"(?:path|workspace)":/.test(JSON.stringify(source))) ?? [];
  if (local !== undefined) return `${path} takes ${local} from a folder of the project`;
  const { dependencies } = table(manifest, 'project');
  const lines = [dependencies, ...Object.values(table(manifest, 'project', 'optional-dependencies'))].flat();
  return (
    whyComputed(manifest) ??
    addLines(
      install,
      lines.filter((line) => typeof line === 'string'),
      path,
      found,
    )
  );
}

/** Why the lines of a file name more than can be told. */
export const addLines = (install: Install, lines: readonly string[], path: string, found: Found): string | undefined =>
  lines.map((line) => addLine(install, line, path, found)).find((why) => why !== undefined);

/** The path is that of the file that says so; it is empty for what the call itself names. */
function addLine(install: Install, line: string, path: string, found: Found): string | undefined {
  const [, nested] = nestedFile.exec(line) ?? [];
  if (nested !== undefined) return addFile(install, beside(path, nested), found);
  if (isElsewhere(line)) {
    if (requirement.test(line) && !pinned.test(line)) found.unpinned ??= line;
    return undefined;
  }
  const parts = partsOf(install, line, path, found);
  if (typeof parts === 'string') return parts;
  for (const file of parts.files) found.files.add(file);
  found.built ??= parts.built;
  return undefined;
}

/** From an index, or from an address. */
const isElsewhere = (line: string): boolean =>
  line.startsWith('-') ? harmlessOption.test(line) : requirement.test(line) || address.test(line);

/** What a line takes from the project, or why that can't be told. Folders of archives are looked for beside the file, too. */
function partsOf(install: Install, line: string, path: string, { from }: Found): LocalParts | string {
  const unclear =
    path === '' ? `${line} may be part of the project` : `${path} says ${line}, which may be part of the project`;
  const [, links] = findLinks.exec(line) ?? [];
  if (links === undefined) return localParts(install, line, from) ?? unclear;
  if (address.test(links)) return { files: [] };
  const folders = [beside(path, links), beside(`${from}/`, links)]
    .filter((folder) => !folder.startsWith('/') && !leadsOut(folder))
    .map((folder) => `${relativePath(folder)}/`)
    .filter((folder) => folder !== '/' && install.sent.kindOf(folder.slice(0, -1)) === 'folder');
  return folders.length === 0 ? unclear : { files: folders };
}

/** A path goes on from the folder of the file that says it. */
const beside = (path: string, nested: string): string =>
  /^[/\w]+:|^\//.test(nested)
    ? nested
    : [...path.split('/').slice(0, -1), nested].filter((part) => part !== '').join('/');

/** Without comments, each with those that go on from it. */
const linesOf = (text: string): string[] =>
  text
    .replace(/\\\r?\n/g, ' ')
    .split(/\r?\n/)
    .map((line) => line.replace(/(?:^|\s+)#.*$/, '').trim())
    .filter((line) => line !== '');
