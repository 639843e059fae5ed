import { pipenvKeepsLock } from '../../knowledge/python/projects.ts';
import { isObject, type Json, parsedJson } from '../formats/json.ts';
import { parsedToml } from '../formats/toml.ts';
import { hasOption } from '../package-calls.ts';
import { type Declined, filesAmong, type Install, type ManifestReader, type Manifests } from './manifests.ts';
import { moved } from './pyproject.ts';

const FILE = 'Pipfile';
const LOCK = 'Pipfile.lock';

/** Pipfile and Pipfile.lock. */
export const pipfile: ManifestReader = {
  isInstall: ({ operands }) => operands.length === 0,
  isElsewhere: () => false,
  read,
};

function read(install: Install): Manifests | Declined {
  const { call, sent } = install;
  const manifest = parsedToml(sent.readText(FILE) ?? '');
  if (manifest === undefined || sent.kindOf(FILE) !== 'file')
    return { declined: `there is no ${FILE} that can be read in the folder that is copied` };
  const text = sent.readText(LOCK);
  const lock = text === undefined ? {} : parsedJson(text);
  if (lock === undefined) return { declined: `${LOCK} can not be read` };
  if (/\bfile:\/\//.test(`${sent.readText(FILE)}${text}`)) return { declined: `${FILE} takes packages from a folder` };
  const declined = whyLocal(FILE, manifest) ?? whyLocal(LOCK, lock);
  if (declined !== undefined) return { declined };
  const isKept = call.verb.value === 'sync' || hasOption(call, [pipenvKeepsLock]);
  return moved([FILE, ...filesAmong(install, [LOCK])], LOCK, isKept);
}

/** A package that is a path, or a link to sources that come to stand in `src`. */
function whyLocal(file: string, groups: Json): string | undefined {
  for (const group of Object.values(groups).filter(isObject))
    for (const [name, entry] of Object.entries(group))
      if (isObject(entry) && isLocal(entry)) return `${file} has ${name} from a folder of the project`;
  return undefined;
}

const isLocal = ({ path, file, editable }: Json): boolean =>
  path !== undefined || editable === true || (typeof file === 'string' && !/^https?:/.test(file));
