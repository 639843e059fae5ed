import { pathIn } from '../../context/build-context.ts';
import { dependencyLists, patchesFolder } from '../../knowledge/node/package-json.ts';
import { isObject } from '../formats/json.ts';
import { parsedYaml } from '../formats/yaml.ts';
import { runsPatches } from './lifecycle.ts';
import type { Declined, Install } from './manifests.ts';
import { fileNamed, type Package } from './workspace.ts';

/** The patches that an install puts on packages; those in a folder of patches come with all of it, so that the next one will be there too. */
export function patchesOf(install: Install, packages: readonly Package[]): readonly string[] | Declined {
  const named = [...listed(install, packages), ...packages.flatMap(inVersions)];
  const missing = named.find(({ folder, path }) => fileNamed(install, folder, path) === undefined);
  if (missing !== undefined) return { declined: `the patch ${missing.path} is not in the folder that is copied` };
  const files = named.flatMap(({ folder, path }) => fileNamed(install, folder, path) ?? []).map(withItsFolder);
  const folders = packages.filter(runsPatches).map(({ folder }) => pathIn(folder, patchesFolder));
  return [...files, ...folders.filter((path) => install.sent.kindOf(path) === 'folder').map((path) => `${path}/`)];
}

/** A path, and the folder that it goes on from. */
type Named = { readonly folder: string; readonly path: string };

const withItsFolder = (file: string): string =>
  file.split('/').at(-2) === patchesFolder ? file.slice(0, file.lastIndexOf('/') + 1) : file;

/** pnpm and bun have a list of them in the root. */
function listed({ sent, project }: Install, [root]: readonly Package[]): Named[] {
  const file = project.apart?.workspaces;
  const settings = file === undefined ? undefined : parsedYaml(sent.readText(file) ?? '');
  return [root?.manifest, root?.manifest['pnpm'], settings]
    .map((said) => (isObject(said) ? said['patchedDependencies'] : undefined))
    .flatMap((list) => (isObject(list) ? Object.values(list) : []))
    .map((path) => ({ folder: '', path: `${path}` }));
}

/** Yarn 2 and later has a kind of version for them: `patch:a@npm%3A1.0.0#~/.yarn/patches/a.patch`, where `~` is the root. */
const inVersions = ({ folder, manifest }: Package): Named[] =>
  dependencyLists
    .flatMap((list) => (isObject(manifest[list]) ? Object.values(manifest[list]) : []))
    .filter((version) => typeof version === 'string')
    .filter((version) => version.startsWith('patch:'))
    .flatMap((version) => version.replace(/^[^#]*#?|::.*$/g, '').split('&'))
    .map((path) => path.replace(/^optional!/, ''))
    .filter((path) => path !== '' && !/^~?builtin</.test(path))
    .map((path) => (path.startsWith('~/') ? { folder: '', path: path.slice(2) } : { folder, path }));
