import {
  installEvents,
  localRepository,
  movesVendor,
  optimizes,
  optimizingSettings,
  plugin,
  scanned,
  skips,
} from '../../knowledge/php/composer-json.ts';
import { isObject, type Json, parsedJson, part } from '../formats/json.ts';
import { hasOption, type PackageCall } from '../package-calls.ts';
import { type Declined, filesAmong, type Install, type ManifestReader, type Manifests } from './manifests.ts';

const FILE = 'composer.json';

/** composer.json, its lockfile, and the keys to private packages. */
export const composerJson: ManifestReader = {
  isInstall: ({ operands }) => operands.length === 0,
  isElsewhere: () => false,
  read,
};

function read(install: Install): Manifests | Declined {
  const { call, project, sent } = install;
  const manifest = parsedJson(sent.readText(FILE) ?? '');
  if (manifest === undefined) return { declined: `there is no ${FILE} that can be read in the folder that is copied` };
  const declined = whyLocal(manifest) ?? whyRun(install, manifest) ?? whyLoaded(call, manifest);
  if (declined !== undefined) return { declined };
  const locks = filesAmong(install, project.lockfiles);
  const files = [FILE, ...locks, ...filesAmong(install, ['auth.json'])];
  if (locks.length === 0)
    return { files, doubt: 'there is no lockfile, so it installs the latest of when the manifest last changed' };
  const isVersioned = manifest['version'] !== undefined || sent.kindOf('.git') === undefined;
  return isVersioned
    ? { files }
    : { files, doubt: 'without .git it does not find the version of the project, which it notes in vendor' };
}

function whyLocal(manifest: Json): string | undefined {
  const repositories = Object.values((manifest['repositories'] ?? {}) as object);
  if (repositories.some((entry) => isObject(entry) && localRepository.test(`${entry['type']}`)))
    return `${FILE} takes packages from a folder`;
  const moved = movesVendor.find((name) => name in part(manifest, 'config'));
  return moved && `${FILE} sets ${moved}`;
}

/** Scripts of the project, and plugins, see all of its files. */
function whyRun({ call, project, sent }: Install, manifest: Json): string | undefined {
  const event = Object.keys(part(manifest, 'scripts')).find((name) => installEvents.test(name));
  if (event !== undefined && !hasOption(call, [skips.scripts]))
    return `${FILE} runs scripts on ${event}, which may read other files`;
  const allowed = part(manifest, 'config')['allow-plugins'];
  const isAllowed = (isObject(allowed) ? Object.values(allowed) : [allowed]).includes(true);
  const hasPlugins = isAllowed || plugin.test(sent.readText(project.lockfiles[0] ?? '') ?? '');
  return hasPlugins && !hasOption(call, [skips.plugins]) ? 'it runs plugins, which may read other files' : undefined;
}

/** The autoloader is written with the packages, and may need the classes of the project. */
function whyLoaded(call: PackageCall, manifest: Json): string | undefined {
  if (hasOption(call, [skips.autoloader])) return undefined;
  const loads = ['autoload', 'autoload-dev'].flatMap((name) => Object.keys(part(manifest, name)));
  const config = part(manifest, 'config');
  const isOptimized = hasOption(call, [optimizes]) || optimizingSettings.some((name) => config[name] === true);
  const needed = loads.find((kind) => isOptimized || scanned.includes(kind));
  return needed && `its autoloader is made of the classes of the project (${needed})`;
}
