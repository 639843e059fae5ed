import {
  installsNothing,
  uvChecks,
  uvKeepsLock,
  uvLooksAnew,
  uvSaysAnew,
  withoutProject,
} from '../../knowledge/python/projects.ts';
import { isObject, type Json } from '../formats/json.ts';
import { parsedToml } from '../formats/toml.ts';
import { hasOption, type PackageCall } from '../package-calls.ts';
import { relativePath } from '../paths.ts';
import { fetchLike } from './fetch.ts';
import { type Declined, filesAmong, type Install, type ManifestReader, type Manifests } from './manifests.ts';
import { computed, fetched, isDeclined, lockedPackages, moved, PYPROJECT, pyprojectOf, table } from './pyproject.ts';
import { requirements } from './requirements.ts';

const LOCK = 'uv.lock';
const SETTINGS = 'uv.toml';

/** pyproject.toml and uv.lock, which names the packages that are part of the project; or the files that `uv pip` is given. */
export const uvLock: ManifestReader = {
  isInstall: (call) =>
    call.verb.value === 'sync'
      ? call.operands.length === 0 && !hasOption(call, [installsNothing])
      : requirements.isInstall(call),
  isElsewhere: requirements.isElsewhere,
  read: (install) => (install.call.verb.value === 'sync' ? readLock(install) : readRequirements(install)),
};

function readLock(install: Install): Manifests | Declined {
  const { call, sent, project } = install;
  const manifest = pyprojectOf(install);
  if (isDeclined(manifest)) return manifest;
  const lock = parsedToml(sent.readText(LOCK) ?? '');
  if (lock?.['package'] === undefined)
    return { declined: `there is no ${LOCK} that can be read in the folder that is copied` };
  const anew = call.options.find(({ value }) => uvLooksAnew.test(value));
  if (anew !== undefined) return { declined: `${anew.text} has it look for other packages than those of ${LOCK}` };
  const folder = folderOfPackages(lock);
  if (folder !== undefined)
    return { declined: `${LOCK} takes packages from ${folder}, which may be part of the project` };
  const own = ownPackages(lock);
  const members = own.filter(({ path, isMember }) => isMember && path !== '').map(({ path }) => `${path}/${PYPROJECT}`);
  const files = [PYPROJECT, LOCK, ...filesAmong(install, [...project.manifests.slice(1), ...members])];
  const installed = own.filter(({ isInstalled }) => isInstalled);
  const isBuilt = own.some(({ path }) => path !== '') || computed(manifest).length > 0;
  if (installed.every((one) => isLeftOut(call, one)) && !(isBuilt && hasOption(call, [uvChecks])))
    return moved(files, LOCK, hasOption(call, [uvKeepsLock]));
  return fetched(files, fetchLike(call, fetchOptions(installed), uvSaysAnew));
}

const isLeftOut = (call: PackageCall, { path, isMember }: Own): boolean =>
  path === '' ? hasOption(call, [withoutProject.uv]) : isMember && hasOption(call, [withoutProject.uvWorkspace]);

/** `--locked` would have it read the project, of which nothing is there; the install does that in the end. */
function fetchOptions(installed: readonly Own[]): string[] {
  const others = installed.filter(({ path, isMember }) => path !== '' && !isMember);
  const isWorkspace = installed.some(({ isMember }) => isMember);
  return [
    '--frozen',
    isWorkspace ? '--no-install-workspace' : '--no-install-project',
    ...others.map(({ name }) => `--no-install-package ${name}`),
  ];
}

/** A package whose source is on the disk; the path of the project itself is empty. */
type Own = { readonly name: string; readonly path: string; readonly isMember: boolean; readonly isInstalled: boolean };

function ownPackages(lock: Json): Own[] {
  const { members } = table(lock, 'manifest');
  return lockedPackages(lock).flatMap(({ name, source }) => {
    const { editable, directory, path, virtual } = isObject(source) ? source : {};
    const where = editable ?? directory ?? path ?? virtual;
    if (where === undefined) return [];
    const isMember = Array.isArray(members) && members.includes(name);
    return [{ name: `${name}`, path: relativePath(`${where}`), isMember, isInstalled: virtual === undefined }];
  });
}

/** Where an index of packages is no address. */
const folderOfPackages = (lock: Json): string | undefined =>
  lockedPackages(lock)
    .map(({ source }) => (isObject(source) ? source['registry'] : undefined))
    .find((registry): registry is string => typeof registry === 'string' && !/^https?:/.test(registry));

/** `uv pip` heeds the settings of a project. */
function readRequirements(install: Install): Manifests | Declined {
  const read = requirements.read(install);
  if (isDeclined(read)) return read;
  const settings = filesAmong(install, [SETTINGS, PYPROJECT]).filter(
    (name) => name === SETTINGS || /^\[+tool\.uv\b/m.test(install.sent.readText(name) ?? ''),
  );
  const naming = settings.find((name) => /find-links|file:|\bpath\s*=/.test(install.sent.readText(name) ?? ''));
  if (naming !== undefined) return { declined: `${naming} names other files` };
  return { ...read, files: [...new Set([...read.files, ...settings])] };
}
