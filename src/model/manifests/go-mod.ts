import type { BuildContext } from '../../context/build-context.ts';
import type { PackageCall } from '../package-calls.ts';
import { pathBeside } from '../paths.ts';
import { behind, type GoLine, goLines, isFolder, replacements } from './go-lines.ts';
import { type Declined, filesAmong, type Install, type ManifestReader, type Manifests } from './manifests.ts';

const FILE = 'go.mod';
const SUMS = 'go.sum';
const WORKSPACE = 'go.work';
const DOWNLOAD = 'mod download';

/**
 * go.mod and go.sum of the module and of those in its workspace, and go.mod of the folders that take the place of others: what such a
 * one replaces itself does not count (https://go.dev/ref/mod#go-mod-file-replace).
 */
export const goMod: ManifestReader = {
  isInstall: (call) =>
    call.verb.value === DOWNLOAD ? call.operands.length === 0 : !isOfAnother(call) && !isVendored(call),
  isElsewhere: () => false,
  read,
};

/** `go install example.org/tool@latest` */
const isOfAnother = ({ operands }: PackageCall): boolean => operands.some(({ value }) => value.includes('@'));

const isVendored = ({ options }: PackageCall): boolean =>
  options.some(({ value }) => /^(?:--?mod=)?vendor$/.test(value));

function read(install: Install): Manifests | Declined {
  const { call, sent } = install;
  const isDownload = call.verb.value === DOWNLOAD;
  if (sent.kindOf('vendor') === 'folder')
    return isDownload ? { declined: 'vendor holds the modules already' } : { files: [] };
  const modules = modulesOf(sent);
  if ('declined' in modules) return modules;
  const { lines, local, manifests } = modules;
  const required = behind(lines, 'require').filter(([name = '']) => !local.has(name));
  if (required.length === 0) return { files: [] };
  const sums = filesAmong(install, [...modules.built.map((path) => path.replace(/mod$/, 'sum')), `${WORKSPACE}.sum`]);
  const files = [...manifests, ...sums, ...filesAmong(install, [WORKSPACE])].sort(byFolder);
  if (!isDownload) {
    const declined = whyNotDownloaded(modules);
    if (declined !== undefined) return { declined };
    return {
      files,
      fetch: `${call.tool.text} mod download`,
      doubt: 'go mod download also fetches modules that only tests and other programs need',
    };
  }
  const missing = unsummed(modules, sums.map((path) => sent.readText(path)).join('\n'));
  return missing === undefined || sums.length === 0
    ? { files }
    : {
        files,
        doubt: `${SUMS} has no sum of ${missing}; where it is added, the COPY below brings back that of the context`,
      };
}

/**
 * Why `go mod download` may not find what a build does without. In a workspace it also looks elsewhere for the modules in it (golang/go#51946);
 * before the graph was pruned, for all that is required at any depth (https://go.dev/doc/go1.18#go-command).
 */
function whyNotDownloaded({ lines, isWorkspace }: Modules): string | undefined {
  if (isWorkspace) return `in a workspace go mod download may look for modules that a build has in ${WORKSPACE}`;
  const [, minor = 0] = /^1\.(\d+)/.exec(behind(lines, 'go')[0]?.[0] ?? '') ?? [];
  return Number(minor) < PRUNED
    ? `${FILE} is of before Go 1.${PRUNED}, and go mod download may look for more than a build`
    : undefined;
}

const PRUNED = 17;

/** Those of the root first. */
const byFolder = (a: string, b: string): number =>
  Number(a.includes('/')) - Number(b.includes('/')) || Number(a > b) - Number(a < b);

/** What is built together, and what takes the place of others there. */
type Modules = {
  readonly isWorkspace: boolean;
  /** Each go.mod that is read, and those among them that have a say in what is required. */
  readonly manifests: readonly string[];
  readonly built: readonly string[];
  /** The lines of the latter, and of go.work. */
  readonly lines: readonly GoLine[];
  /** Names of modules that are folders of the project. */
  readonly local: ReadonlySet<string>;
};

function modulesOf(sent: BuildContext): Modules | Declined {
  const workspace = sent.readText(WORKSPACE);
  const root = goLines(workspace ?? '');
  const isRead = workspace === undefined || sent.kindOf(FILE) === 'file';
  const said = new Map([[WORKSPACE, root]]);
  for (const folder of [...(isRead ? ['.'] : []), ...behind(root, 'use').map(([folder]) => folder)]) {
    const path = pathBeside('', `${folder}/${FILE}`);
    const text = sent.readText(path ?? '');
    if (path === undefined || text === undefined)
      return { declined: `there is no ${path ?? `${folder}/${FILE}`} in the folder that is copied` };
    said.set(path, goLines(text));
  }
  const lines = [...said.values()].flat();
  const built = [...said.keys()].slice(1);
  const manifests = new Set(built);
  const local = new Set(behind(lines, 'module').map(([name = '']) => name));
  for (const [path, own] of said) {
    for (const [name, folder] of replacements(own)) {
      if (!isFolder(folder)) continue;
      const target = pathBeside(path, `${folder}/${FILE}`);
      if (target === undefined || sent.kindOf(target) !== 'file')
        return { declined: `${name} is replaced by ${folder}, which is no module in the folder that is copied` };
      manifests.add(target);
      local.add(name);
    }
  }
  return { isWorkspace: workspace !== undefined, manifests: [...manifests], built, lines, local };
}

/** A module that is required, and that go.sum says nothing of. */
function unsummed({ lines, local }: Modules, sums: string): string | undefined {
  const replaced = replacements(lines);
  return behind(lines, 'require').find(
    ([name = '', version]) => !local.has(name) && !replaced.has(name) && !sums.includes(`${name} ${version} h1:`),
  )?.[0];
}
