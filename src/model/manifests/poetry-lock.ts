import { installsNothing, withoutProject, writtenByPoetryWithNoDirectory } from '../../knowledge/python/projects.ts';
import type { Json } from '../formats/json.ts';
import { parsedToml } from '../formats/toml.ts';
import { hasOption } from '../package-calls.ts';
import { fetchLike } from './fetch.ts';
import { type Declined, filesAmong, type Install, type ManifestReader, type Manifests } from './manifests.ts';
import { fetched, isDeclined, localPath, lockedPackages, moved, PYPROJECT, pyprojectOf, table } from './pyproject.ts';

const LOCK = 'poetry.lock';

/** pyproject.toml and poetry.lock, and the settings beside them. */
export const poetryLock: ManifestReader = {
  isInstall: (call) => call.operands.length === 0 && !hasOption(call, [installsNothing]),
  isElsewhere: () => false,
  read,
};

function read(install: Install): Manifests | Declined {
  const { call, sent, project } = install;
  const manifest = pyprojectOf(install);
  if (isDeclined(manifest)) return manifest;
  const text = sent.readText(LOCK);
  const lock = text === undefined ? undefined : parsedToml(text);
  if (text !== undefined && lock === undefined) return { declined: `${LOCK} can not be read` };
  const declined = whyPlugged(manifest) ?? (lock === undefined ? whyLocal(manifest) : whyFile(lock));
  if (declined !== undefined) return { declined };
  const folders = lock === undefined ? [] : sourcesOf(lock, 'directory');
  if (folders.length > 0 && !writtenByPoetryWithNoDirectory.test(text ?? ''))
    return { declined: `${LOCK} has ${folders[0]}, and may be of a poetry that can not leave that out` };
  const files = [PYPROJECT, ...filesAmong(install, [LOCK, ...project.manifests.slice(1)])];
  const isWithout =
    table(manifest, 'tool', 'poetry')['package-mode'] === false || hasOption(call, [withoutProject.poetry]);
  if (isWithout && folders.length === 0) return moved(files, LOCK, true);
  const added = [...(isWithout ? [] : ['--no-root']), ...(folders.length > 0 ? ['--no-directory'] : [])];
  return fetched(files, fetchLike(call, added));
}

function whyPlugged(manifest: Json): string | undefined {
  const { 'requires-plugins': plugins } = table(manifest, 'tool', 'poetry');
  const { 'poetry-dynamic-versioning': versioning } = table(manifest, 'tool');
  return plugins === undefined && versioning === undefined
    ? undefined
    : `${PYPROJECT} has plugins of poetry, which may read other files`;
}

function whyLocal(manifest: Json): string | undefined {
  const path = localPath([table(manifest, 'tool', 'poetry'), table(manifest, 'project')]);
  return path && `${PYPROJECT} names ${path}, which is part of the project`;
}

function whyFile(lock: Json): string | undefined {
  const [file] = sourcesOf(lock, 'file');
  return file && `${LOCK} has ${file}, which is part of the project`;
}

/** The addresses of packages of one kind. */
const sourcesOf = (lock: Json, type: string): string[] =>
  lockedPackages(lock)
    .map((entry) => table(entry, 'source'))
    .filter((source) => source['type'] === type)
    .map(({ url }) => `${url}`);
