import { harmlessCall, namesFolders, readsFile } from '../../knowledge/projects/mix-exs.ts';
import { type Declined, filesAmong, type Install, isFrozen, type ManifestReader, type Manifests } from './manifests.ts';

const FILE = 'mix.exs';

/** mix.exs, where it is a plain project, with its lockfile and the files that it reads by name. The settings in config are for builds. */
export const mixExs: ManifestReader = {
  isInstall: ({ operands }) => operands.length === 0,
  isElsewhere: () => false,
  read,
};

function read(install: Install): Manifests | Declined {
  const { sent, project } = install;
  const text = sent.readText(FILE)?.replace(/^\s*#.*$/gm, '');
  if (text === undefined) return { declined: `there is no ${FILE} in the folder that is copied` };
  const named = [...text.matchAll(readsFile)].map(([, path = '']) => path);
  const [missing] = named.filter((path) => sent.kindOf(path) !== 'file');
  if (missing !== undefined) return { declined: `${FILE} reads ${missing}, which is not in the folder that is copied` };
  const strange = namesFolders.exec(text)?.[0].trim() ?? callsIn(text).find((name) => !harmlessCall.test(name));
  if (strange !== undefined) return { declined: `${FILE} says ${strange}, which may read other files` };
  const [lockfile] = filesAmong(install, project.lockfiles);
  const files = [...new Set([FILE, ...(lockfile === undefined ? [] : [lockfile]), ...named])];
  if (lockfile === undefined) return { files, doubt: WITHOUT_LOCKFILE };
  return isFrozen(install)
    ? { files }
    : { files, doubt: `it may write ${lockfile}, and the COPY below it brings back that of the context` };
}

const WITHOUT_LOCKFILE = 'there is no lockfile, so what it gets is the latest of when mix.exs last changed';

/** Functions of other modules: `Mix.env`, `:os.cmd`. */
const callsIn = (text: string): string[] =>
  text.replace(readsFile, '').match(/(?<![\w.])(?:(?:[A-Z]\w*\.)+|:\w+\.)[a-z_]\w*[!?]?/g) ?? [];
