import {
  environmentFile,
  environmentOption,
  environmentOptionWithPath,
  exactly,
  ofTheDisk,
} from '../../knowledge/python/environment-yml.ts';
import { isObject } from '../formats/json.ts';
import { parsedYaml } from '../formats/yaml.ts';
import type { PackageCall } from '../package-calls.ts';
import { leadsOut, relativePath } from '../paths.ts';
import { type Declined, type Install, insideOf, type ManifestReader, type Manifests } from './manifests.ts';
import { addLines, asManifests, type Found, nothingFound, valuesOf } from './requirements.ts';

/** The environment.yml that a call names, and the requirements files that are named there. */
export const environmentYml: ManifestReader = {
  isInstall: (call) =>
    call.operands.length === 0 &&
    (call.verb.value.startsWith('env ') || filesOf(call).some((path) => environmentFile.test(path))),
  isElsewhere: (call) =>
    filesOf(call).length === 0 && call.operands.every(({ literal, value }) => literal && !ofTheDisk.test(value)),
  read,
};

const filesOf = ({ options }: PackageCall): string[] =>
  valuesOf(options, environmentOption, environmentOptionWithPath).map(({ value }) => value);

function read(install: Install): Manifests | Declined {
  const [written = 'environment.yml', another] = filesOf(install.call);
  if (another !== undefined) return { declined: 'it takes more than one file' };
  const { sent } = install;
  const inside = insideOf(install, written);
  const path = relativePath(inside);
  const text = inside.startsWith('/') || leadsOut(inside) ? undefined : sent.readText(path);
  if (text === undefined) return { declined: `there is no ${written} in the folder that is copied` };
  const found = nothingFound(path.split('/').slice(0, -1).join('/'));
  found.files.add(path);
  const declined = addEnvironment(install, text, path, found);
  return declined === undefined ? asManifests(found) : { declined };
}

/** Why an environment is made of more than files that are named. */
function addEnvironment(install: Install, text: string, path: string, found: Found): string | undefined {
  const environment = parsedYaml(text);
  if (environment === undefined) return `${path} can not be read`;
  const { channels, dependencies } = environment;
  const channel = [channels].flat().find((name) => ofTheDisk.test(`${name}`));
  if (channel !== undefined) return `${path} says ${channel}, which may be part of the project`;
  return [dependencies ?? []]
    .flat()
    .map((entry) => addDependency(install, entry, path, found))
    .find((why) => why !== undefined);
}

/** The name of a package, or a list for pip, which runs in the folder of the file. */
function addDependency(install: Install, entry: unknown, path: string, found: Found): string | undefined {
  if (typeof entry === 'string') {
    if (ofTheDisk.test(entry)) return `${path} says ${entry}, which may be part of the project`;
    if (!exactly.test(entry)) found.unpinned ??= entry;
    return undefined;
  }
  const lines = isObject(entry) && Object.keys(entry).join() === 'pip' ? entry['pip'] : undefined;
  if (!Array.isArray(lines)) return `${path} says ${JSON.stringify(entry)}, which may name other files`;
  return addLines(install, lines.map(String), path, found);
}
