import { type Declined, filesAmong, type Install, type ManifestReader, type Manifests } from './manifests.ts';

const FILE = 'go.mod';
const SUMS = 'go.sum';

/** go.mod and go.sum, where nothing else of the project is a module or holds some. */
export const goMod: ManifestReader = {
  isInstall: ({ operands }) => operands.length === 0,
  isElsewhere: () => false,
  read,
};

function read(install: Install): Manifests | Declined {
  const { sent } = install;
  const text = sent.readText(FILE);
  if (text === undefined) return { declined: `there is no ${FILE} in the folder that is copied` };
  if (sent.kindOf('go.work') !== undefined)
    return { declined: 'go.work names modules, which have manifests of their own' };
  if (sent.kindOf('vendor') === 'folder') return { declined: 'vendor holds the modules already' };
  const code = text.replace(/\/\/.*$/gm, '');
  const [, local] = LOCAL.exec(code) ?? [];
  if (local !== undefined)
    return { declined: `${FILE} replaces a module by ${local}, which is no part of what it reads alone` };
  const files = [FILE, ...filesAmong(install, [SUMS])];
  const missing = unsummed(code, sent.readText(SUMS));
  return missing === undefined
    ? { files }
    : {
        files,
        doubt: `${SUMS} has no sum of ${missing}; where it is added, the COPY below brings back that of the context`,
      };
}

/** `replace example.org/a => ../a`, alone or in a block. */
const LOCAL = /=>\s*["`]?(\.{0,2}\/[^\s"`]*|[A-Za-z]:\\\S*)/;

/** A module that is required and that go.sum, where it is there, says nothing of. */
function unsummed(code: string, sums: string | undefined): string | undefined {
  if (sums === undefined) return undefined;
  const replaced = new Set([...code.matchAll(/^\s*(?:replace\s+)?(\S+)(?:\s+v\S+)?\s*=>/gm)].map(([, path]) => path));
  for (const [, path, version] of code.matchAll(/^\s*(?:require\s+)?([\w.-]+\.[\w.-]+\/\S+)\s+(v\S+)\s*$/gm))
    if (!replaced.has(path) && !sums.includes(`${path} ${version} h1:`)) return path;
  return undefined;
}
