import {
  dependencyLists,
  installScripts,
  installsGlobally,
  localVersion,
  lockfiles,
  locksLocal,
  namesFiles,
  readsNothing,
  readsProject,
  registryPackage,
  skipsScripts,
} from '../../knowledge/package-json.ts';
import type { PackageCall } from '../package-calls.ts';
import { isObject, type Json, parsed } from './json.ts';
import { type Declined, filesAmong, type Install, isFrozen, type ManifestReader, type Manifests } from './manifests.ts';

const FILE = 'package.json';

/** package.json, the lockfile, and the settings beside it. */
export const packageJson: ManifestReader = {
  isInstall: (call) => call.operands.length === 0 && !isGlobal(call),
  isElsewhere: (call) => isGlobal(call) && call.operands.every(({ value }) => registryPackage.test(value)),
  read,
};

const isGlobal = ({ verb, options }: PackageCall): boolean =>
  verb.value.startsWith('global ') || options.some(({ value }) => installsGlobally.test(value));

function read(install: Install): Manifests | Declined {
  const { project, sent } = install;
  const text = sent.readText(FILE);
  if (text === undefined) return { declined: `there is no ${FILE} in the folder that is copied` };
  const manifest = parsed(text);
  if (manifest === undefined) return { declined: `${FILE} can not be read` };
  const settings = filesAmong(install, project.manifests.slice(1));
  const declined =
    whyMore(install, manifest) ??
    settings.filter((name) => namesFiles.test(sent.readText(name) ?? '')).map((name) => `${name} names other files`)[0];
  if (declined !== undefined) return { declined };
  const strange = whyStrange(install);
  if (strange !== undefined) return { declined: strange };
  return withDoubt(install, [FILE, ...filesAmong(install, project.lockfiles), ...settings]);
}

/** Why it reads more of the project than its manifests. */
function whyMore({ call, sent }: Install, manifest: Json): string | undefined {
  if (manifest['workspaces'] !== undefined) return `${FILE} names workspaces, which have manifests of their own`;
  const local = localDependency(dependencyLists.map((list) => manifest[list]));
  if (local !== undefined) return `${FILE} depends on ${local}, which is part of the project`;
  if (call.options.some(({ value }) => skipsScripts.test(value))) return undefined;
  const scripts = isObject(manifest['scripts']) ? manifest['scripts'] : {};
  const script = installScripts.find((name) => scripts[name] !== undefined && !readsNothing.test(`${scripts[name]}`));
  if (script !== undefined)
    return `${FILE} runs ${JSON.stringify(scripts[script])} on ${script}, which may read other files`;
  if (sent.kindOf('binding.gyp') !== undefined) return 'binding.gyp has it compile the project';
  const names = dependencyLists.flatMap((list) => (isObject(manifest[list]) ? Object.keys(manifest[list]) : []));
  const curious = names.find((name) => readsProject.has(name));
  return curious && `${curious} looks for ${readsProject.get(curious)} when it is installed`;
}

/** Why its lockfiles tell of more than its manifests do. */
function whyStrange(install: Install): string | undefined {
  const [own] = filesAmong(install, install.project.lockfiles);
  const [other] = filesAmong(install, lockfiles);
  if (own === undefined) return other && `it may go by ${other}, which is the lockfile of another package manager`;
  return locksLocal.test(install.sent.readText(own) ?? '')
    ? `${own} has packages that are part of the project`
    : undefined;
}

/** A version, at any depth, that is a file of the project. */
function localDependency(value: unknown): string | undefined {
  if (typeof value === 'string') return localVersion.test(value) ? value : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const inner of Object.values(value)) {
    const found = localDependency(inner);
    if (found !== undefined) return found;
  }
  return undefined;
}

function withDoubt(install: Install, files: readonly string[]): Manifests {
  const lockfile = files.find((name) => install.project.lockfiles.includes(name));
  const doubt =
    lockfile === undefined ? WITHOUT_LOCKFILE : (whyRewritten(install, lockfile) ?? whyRun(install, lockfile));
  return doubt === undefined ? { files } : { files, doubt };
}

const WITHOUT_LOCKFILE =
  'there is no lockfile, so what it installs is what was the latest when the manifests last changed';

const whyRewritten = (install: Install, lockfile: string): string | undefined =>
  isFrozen(install) ? undefined : `it may write ${lockfile}, and the COPY below it brings back that of the context`;

/** Images are Linux. */
const runsHere = ({ hasInstallScript, os }: Json): boolean =>
  hasInstallScript === true && (!Array.isArray(os) || os.includes('linux'));

/** Dependencies have scripts of their own, which find less of the project now. The lockfile of npm marks them since its version 2. */
function whyRun({ call, sent }: Install, lockfile: string): string | undefined {
  if (call.options.some(({ value }) => skipsScripts.test(value))) return undefined;
  const { lockfileVersion, packages } = parsed(sent.readText(lockfile) ?? '') ?? {};
  if (typeof lockfileVersion !== 'number' || lockfileVersion < 2 || !isObject(packages))
    return 'scripts of packages that it installs may look for other files of the project';
  const running = Object.entries(packages)
    .filter(([path, entry]) => path !== '' && isObject(entry) && runsHere(entry))
    .map(([path]) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length));
  const [first, second, ...more] = new Set(running);
  if (first === undefined) return undefined;
  const named = more.length > 0 ? `${first}, ${second} and others` : [first, second].filter(Boolean).join(' and ');
  return `${named} ${second === undefined ? 'runs a script of its own' : 'run scripts of their own'} when installed, which could look for other files of the project`;
}
