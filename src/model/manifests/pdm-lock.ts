import { installsNothing, pdmHooks, pdmKeepsLock, withoutProject } from '../../knowledge/python/projects.ts';
import type { Json } from '../formats/json.ts';
import { parsedToml } from '../formats/toml.ts';
import { hasOption } from '../package-calls.ts';
import { fetchLike } from './fetch.ts';
import { type Declined, filesAmong, type Install, type ManifestReader, type Manifests } from './manifests.ts';
import {
  fetched,
  isDeclined,
  localPath,
  lockedPackages,
  moved,
  PYPROJECT,
  pyprojectOf,
  table,
  whyComputed,
} from './pyproject.ts';

const LOCK = 'pdm.lock';

/** pyproject.toml and pdm.lock, and the settings beside them. */
export const pdmLock: ManifestReader = {
  isInstall: (call) => call.operands.length === 0 && !hasOption(call, [installsNothing]),
  isElsewhere: () => false,
  read,
};

function read(install: Install): Manifests | Declined {
  const { call, sent, project } = install;
  const manifest = pyprojectOf(install);
  if (isDeclined(manifest)) return manifest;
  const declined = whyRun(manifest) ?? whyLocal(manifest, sent.readText(LOCK));
  if (declined !== undefined) return { declined };
  const files = [PYPROJECT, ...filesAmong(install, [LOCK, ...project.manifests.slice(1)])];
  if (hasOption(call, [withoutProject.pdm]))
    return moved(files, LOCK, call.verb.value === 'sync' || hasOption(call, [pdmKeepsLock]));
  return fetched(files, fetchLike(call, ['--no-self']));
}

/** Code of the project has a say. */
function whyRun(manifest: Json): string | undefined {
  const hook = Object.keys(table(manifest, 'tool', 'pdm', 'scripts')).find((name) => pdmHooks.test(name));
  if (hook !== undefined) return `${PYPROJECT} runs ${hook}, which may read other files`;
  return whyComputed(manifest);
}

function whyLocal(manifest: Json, text: string | undefined): string | undefined {
  if (text === undefined) {
    const path = localPath([
      table(manifest, 'tool', 'pdm'),
      table(manifest, 'project'),
      table(manifest, 'dependency-groups'),
    ]);
    return path && `${PYPROJECT} names ${path}, which is part of the project`;
  }
  const lock = parsedToml(text);
  if (lock === undefined) return `${LOCK} can not be read`;
  const path = lockedPackages(lock)
    .map(({ path, url }) => localPath({ path, url }))
    .find((found) => found !== undefined);
  return path && `${LOCK} has ${path}, which is part of the project`;
}
