import { pathIn } from '../../context/build-context.ts';
import {
  copiesMembers,
  dependencyLists,
  installsGlobally,
  localVersion,
  lockfiles,
  locksFiles,
  locksLinks,
  namesFiles,
  registryPackage,
} from '../../knowledge/node/package-json.ts';
import { isObject, type Json, parsedJson } from '../formats/json.ts';
import type { PackageCall } from '../package-calls.ts';
import { leadsOut, relativePath } from '../paths.ts';
import { makesClient, runsScripts, whyScripts } from './lifecycle.ts';
import { type Declined, filesAmong, type Install, isFrozen, type ManifestReader, type Manifests } from './manifests.ts';
import { patchesOf } from './patches.ts';
import { schemaOf } from './prisma.ts';
import { fileNamed, membersOf, type Package } from './workspace.ts';
import { type Parts, partsOfYarn } from './yarnrc.ts';

const FILE = 'package.json';

/** package.json, those of the workspaces, the lockfile, and the settings beside them. */
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
  const manifest = parsedJson(text);
  if (manifest === undefined) return { declined: `${FILE} can not be read` };
  const members = membersOf(install, manifest);
  if ('declined' in members) return members;
  const packages: readonly Package[] = [{ folder: '', manifest }, ...members];
  const declined =
    packages.map((one) => whyMore(install, one, packages)).find((why) => why !== undefined) ??
    whyStrange(install, members);
  if (declined !== undefined) return { declined };
  const parts = partsOf(install);
  const patches = patchesOf(install, packages);
  const schema = schemaFor(install, packages);
  if ('declined' in parts) return parts;
  if ('declined' in patches) return patches;
  if ('declined' in schema) return schema;
  const manifests = packages.flatMap((one) => manifestsIn(install, one));
  const files = new Set([
    FILE,
    ...filesAmong(install, project.lockfiles),
    ...manifests,
    ...parts.files,
    ...patches,
    ...schema,
  ]);
  const fills = parts.fills ?? members.map(({ folder }) => `${folder}/node_modules`);
  return withDoubt(install, { files: [...files], fills }, members);
}

/** Settings may stand beside any package.json. */
const manifestsIn = (install: Install, { folder }: Package): string[] =>
  filesAmong(
    install,
    install.project.manifests.map((name) => pathIn(folder, name)),
  );

function partsOf(install: Install): Parts | Declined {
  const { parts } = install.project.apart ?? {};
  return parts === undefined ? { files: [], fills: undefined } : partsOfYarn(install, parts);
}

function schemaFor(install: Install, [root, ...members]: readonly Package[]): readonly string[] | Declined {
  if (!runsScripts(install)) return [];
  if (members.some(makesClient))
    return { declined: 'the client of Prisma is made from a schema of one of the workspaces' };
  if (root === undefined || !makesClient(root)) return [];
  const schema = schemaOf(install, root.manifest);
  return typeof schema === 'string' ? [schema] : schema;
}

/** Why it reads more of a package than is known. */
function whyMore(install: Install, one: Package, packages: readonly Package[]): string | undefined {
  const { folder, manifest } = one;
  const file = pathIn(folder, FILE);
  const { patchedDependencies: _, ...pnpm } = isObject(manifest['pnpm']) ? manifest['pnpm'] : {};
  const lists = [...dependencyLists.map((list) => manifest[list]), pnpm];
  const local = localDependency(lists, (version) => isFollowed(install, version, one, packages));
  if (local !== undefined) return `${file} depends on ${local}, which is part of the project`;
  const settings = manifestsIn(install, one).find(
    (path) => path !== file && namesFiles.test(install.sent.readText(path) ?? ''),
  );
  if (settings !== undefined) return `${settings} names other files`;
  return whyLinked(install, one) ?? (runsScripts(install) ? whyScripts(install, one) : undefined);
}

/** A version that is a package of the workspace, or a patch, which is copied. */
function isFollowed({ project }: Install, version: string, { folder }: Package, packages: readonly Package[]): boolean {
  if (project.apart?.follows?.test(version) !== true) return false;
  if (version.startsWith('patch:')) return true;
  if (version.startsWith('workspace:')) return packages.length > 1;
  const path = pathIn(folder, version.replace(/^\w+:/, ''));
  return !leadsOut(path) && packages.some((other) => other.folder === relativePath(path));
}

/** Programs of a package of a workspace are linked for the others and made executable, where they are there; whole folders may be, too. */
function whyLinked(install: Install, { folder, manifest }: Package): string | undefined {
  const file = pathIn(folder, FILE);
  if (copiesMembers.test(JSON.stringify(manifest['dependenciesMeta'] ?? '')))
    return `${file} asks for a copy of another package of the workspace`;
  if (folder === '' && install.project.apart?.linksRoot !== true) return undefined;
  const { bin, directories, publishConfig } = manifest;
  if ([directories, publishConfig].some((said) => isObject(said) && (said['bin'] ?? said['directory']) !== undefined))
    return `${file} has a folder of its own linked`;
  const [program] = (isObject(bin) ? Object.values(bin) : [bin]).flatMap((path) =>
    typeof path === 'string' ? (fileNamed(install, folder, path) ?? []) : [],
  );
  return program && `${program} has to be there when programs are linked and made executable`;
}

/** Why its lockfiles tell of more than its manifests do. */
function whyStrange(install: Install, members: readonly Package[]): string | undefined {
  const [own] = filesAmong(install, install.project.lockfiles);
  const [other] = filesAmong(install, lockfiles);
  if (own === undefined) return other && `it may go by ${other}, which is the lockfile of another package manager`;
  const text = install.sent.readText(own) ?? '';
  return locksFiles.test(text) || (members.length === 0 && locksLinks.test(text))
    ? `${own} has packages that are part of the project`
    : undefined;
}

/** A version, at any depth, that is a file of the project. */
function localDependency(value: unknown, isFollowed: (version: string) => boolean): string | undefined {
  if (typeof value === 'string') return localVersion.test(value) && !isFollowed(value) ? value : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const inner of Object.values(value)) {
    const found = localDependency(inner, isFollowed);
    if (found !== undefined) return found;
  }
  return undefined;
}

function withDoubt(install: Install, manifests: Manifests, members: readonly Package[]): Manifests {
  const lockfile = manifests.files.find((name) => install.project.lockfiles.includes(name));
  const doubt =
    lockfile === undefined
      ? WITHOUT_LOCKFILE
      : (whyRewritten(install, lockfile) ??
        whyRun(install, lockfile) ??
        (members.length > 0 ? NEXT_MEMBER : undefined));
  return doubt === undefined ? manifests : { ...manifests, doubt };
}

const WITHOUT_LOCKFILE =
  'there is no lockfile, so what it installs is what was the latest when the manifests last changed';

const NEXT_MEMBER = 'the next package of the workspace will need a COPY of its manifest here as well';

const whyRewritten = (install: Install, lockfile: string): string | undefined =>
  isFrozen(install) ? undefined : `it may write ${lockfile}, and the COPY below it brings back that of the context`;

/** Images are Linux. */
const runsHere = ({ hasInstallScript, os }: Json): boolean =>
  hasInstallScript === true && (!Array.isArray(os) || os.includes('linux'));

/** Dependencies have scripts of their own, which find less of the project now. The lockfile of npm marks them since its version 2. */
function whyRun(install: Install, lockfile: string): string | undefined {
  if (!runsScripts(install)) return undefined;
  const { lockfileVersion, packages } = parsedJson(install.sent.readText(lockfile) ?? '') ?? {};
  if (typeof lockfileVersion !== 'number' || lockfileVersion < 2 || !isObject(packages))
    return 'scripts of packages that it installs may look for other files of the project';
  const running = Object.entries(packages)
    .filter(([path, entry]) => path.includes('node_modules/') && isObject(entry) && runsHere(entry))
    .map(([path]) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length));
  const [first, second, ...more] = new Set(running);
  if (first === undefined) return undefined;
  const named = more.length > 0 ? `${first}, ${second} and others` : [first, second].filter(Boolean).join(' and ');
  return `${named} ${second === undefined ? 'runs a script of its own' : 'run scripts of their own'} when installed, which could look for other files of the project`;
}
