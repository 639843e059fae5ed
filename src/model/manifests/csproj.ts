import { lockfile, restoringOption, restoringWord, toolManifests } from '../../knowledge/dotnet/msbuild.ts';
import type { Word } from '../../shell/script.ts';
import type { PackageCall } from '../package-calls.ts';
import { pathBeside } from '../paths.ts';
import {
  type Declined,
  filesAmong,
  type Install,
  isFrozen,
  type ManifestReader,
  type Manifests,
  whyNotPlain,
} from './manifests.ts';
import { type Found, isSetting, nothingYet, whyMoreInFolder, whyNotNamed } from './msbuild.ts';

/** Solutions and projects, those that they refer to, and what counts in their folders. */
export const csproj: ManifestReader = {
  isInstall: ({ options }) => !options.some(({ value }) => /^--no-(?:restore|build)$/.test(value)),
  isElsewhere: () => false,
  read,
};

function read(install: Install): Manifests | Declined {
  const { call } = install;
  if (call.verb.value === 'tool restore') return readTools(install);
  const found = nothingYet(install);
  const source = call.options.find(
    ({ value }, at, all) => /^(?:-s|--source)$/.test(all[at - 1]?.value ?? '') && !/^https?:/.test(value),
  );
  if (source !== undefined) return { declined: `${source.text} may be a folder of packages` };
  const declined = whyNotNamed(found);
  if (declined !== undefined) return { declined };
  const files = [...found.files];
  if (call.verb.value !== 'restore') return fetched(install, files);
  // What a restore of another machine left there leads to its folders: https://github.com/dotnet/cli/issues/10311.
  const fills = found.projects.flatMap((path) => pathBeside(path, 'obj') ?? []);
  const doubt = doubtOf(install, found);
  return doubt === undefined ? { files, fills } : { files, fills, doubt };
}

function readTools(install: Install): Manifests | Declined {
  const [manifest] = filesAmong(install, toolManifests);
  if (manifest === undefined) return { declined: `there is no ${toolManifests[0]} in the folder that is copied` };
  const found = nothingYet(install);
  const declined = whyMoreInFolder(found, '');
  return declined === undefined ? { files: [manifest, ...found.files] } : { declined };
}

function doubtOf(install: Install, { files, floating }: Found): string | undefined {
  const locked = [...files].find((path) => path.endsWith(lockfile));
  if (locked !== undefined && !isFrozen(install))
    return `it may write ${locked}, and the COPY below it brings back that of the context`;
  return floating && `the project asks for ${floating}, which stays what it was when a project file last changed`;
}

/** A restore of the same projects with what has a say in which packages are needed. */
function fetched({ call }: Install, files: readonly string[]): Manifests | Declined {
  const named = call.operands.filter((word) => !isSetting(word));
  const words = [...named, ...restoringWords(call)];
  const strange = whyNotPlain([call.tool, ...words]);
  if (strange !== undefined) return { declined: strange };
  const fetch = [call.tool.value, 'restore', ...words.map(({ value }) => value)].join(' ');
  return { files, fetch, doubt: `${call.verb.value} restores again, and downloads what it needs beyond ${fetch}` };
}

const restoringWords = ({ options, operands }: PackageCall): Word[] =>
  [...options, ...operands].filter(
    ({ value }, at, all) =>
      restoringOption.test(value) || restoringOption.test(all[at - 1]?.value ?? '') || restoringWord.test(value),
  );
