import {
  address,
  fileOption,
  fileOptionWithPath,
  harmlessOption,
  nestedFile,
  pinned,
  requirement,
  requirementOption,
} from '../../knowledge/requirements.ts';
import type { Word } from '../../shell/script.ts';
import type { PackageCall } from '../package-calls.ts';
import { leadsOut, relativePath } from '../paths.ts';
import type { Declined, Install, ManifestReader, Manifests } from './manifests.ts';

/** The files that a call names, and those that they name. */
export const requirements: ManifestReader = {
  isInstall: ({ options }) => options.some(({ value }) => requirementOption.test(value)),
  isElsewhere: (call) => namedFiles(call).length === 0 && call.operands.every(isRegistryPackage),
  read,
};

const isRegistryPackage = ({ literal, value }: Word): boolean => literal && requirement.test(value);

function read(install: Install): Manifests | Declined {
  const { call, folder } = install;
  const local = call.operands.find((operand) => !isRegistryPackage(operand));
  if (local !== undefined) return { declined: `${local.text} may be part of the project` };
  const found: Found = { files: new Set(), unpinned: undefined };
  for (const { value, literal } of namedFiles(call)) {
    const path = value.startsWith(`${folder}/`) ? value.slice(folder.length + 1) : value;
    const declined = literal ? addFile(install, path, found) : `only the build knows which file ${value} is`;
    if (declined !== undefined) return { declined };
  }
  const files = [...found.files];
  return found.unpinned === undefined
    ? { files }
    : {
        files,
        doubt: `not every version is pinned (${found.unpinned}): what was installed stays until the file changes`,
      };
}

type Named = { readonly value: string; readonly literal: boolean };

/** `-r a.txt`, `-ra.txt` and `--requirement=a.txt`. */
function namedFiles({ options }: PackageCall): Named[] {
  return options.flatMap(({ value, literal }, at) => {
    if (fileOption.test(value)) return options[at + 1] ?? { value: '', literal: false };
    const [, path] = fileOptionWithPath.exec(value) ?? [];
    return path === undefined ? [] : { value: path, literal };
  });
}

type Found = { readonly files: Set<string>; unpinned: string | undefined };

/** Why a file, or one that it names, does not say all that is read. */
function addFile(install: Install, written: string, found: Found): string | undefined {
  const path = relativePath(written);
  if (/^\/|^\w+:/.test(written) || leadsOut(written)) return `${written} is not in the folder that is copied`;
  if (found.files.has(path)) return undefined;
  const text = install.sent.readText(path);
  if (text === undefined) return `there is no ${path} in the folder that is copied`;
  found.files.add(path);
  for (const line of linesOf(text)) {
    const [, nested] = nestedFile.exec(line) ?? [];
    const declined = nested === undefined ? whyUnclear(line, path) : addFile(install, beside(path, nested), found);
    if (declined !== undefined) return declined;
    if (requirement.test(line) && !pinned.test(line)) found.unpinned ??= line;
  }
  return undefined;
}

/** A path goes on from the folder of the file that says it. */
const beside = (path: string, nested: string): string =>
  /^[/\w]+:|^\//.test(nested) ? nested : [...path.split('/').slice(0, -1), nested].join('/');

function whyUnclear(line: string, path: string): string | undefined {
  const isClear = line.startsWith('-') ? harmlessOption.test(line) : requirement.test(line) || address.test(line);
  return isClear ? undefined : `${path} says ${line}, which may be part of the project`;
}

/** Without comments, each with those that go on from it. */
const linesOf = (text: string): string[] =>
  text
    .replace(/\\\r?\n/g, ' ')
    .split(/\r?\n/)
    .map((line) => line.replace(/(?:^|\s+)#.*$/, '').trim())
    .filter((line) => line !== '');
