import { asksGit, heedsIgnoresAbove, looksAround, plainBackends } from '../../knowledge/python/projects.ts';
import { archive, localPackage } from '../../knowledge/python/requirements.ts';
import { parsedToml } from '../formats/toml.ts';
import { leadsOut, relativePath } from '../paths.ts';
import { type Install, insideOf } from './manifests.ts';
import { table } from './pyproject.ts';

/** What of the project an install takes as a package; `built`: a folder that a package is made from. */
export type LocalParts = { readonly files: readonly string[]; readonly built?: string };

/** What a requirement takes from the disk when pip runs in a folder, or why that can't be told; undefined where it is something else. */
export function localParts(install: Install, requirement: string, from: string): LocalParts | string | undefined {
  const [, link, written] = localPackage.exec(requirement) ?? [];
  if (written === undefined) return undefined;
  const { sent } = install;
  const inside = from === '' || written.startsWith('/') ? insideOf(install, written) : `${from}/${written}`;
  if (inside.startsWith('/') || leadsOut(inside)) return `${written} is not in the folder that is copied`;
  const path = relativePath(inside);
  const kind = sent.kindOf(path);
  if (path === '') return `${requirement} is the project itself`;
  if (kind === 'file' && archive.test(path)) return { files: [path] };
  if (kind !== 'folder') return `there is no ${path} in the folder that is copied`;
  const declined = whyMore(install, path) ?? (link === undefined ? undefined : whyReplaced(install, path));
  return declined ?? { files: [`${path}/`, ...ignoresAbove(install, path)], built: path };
}

const SETUP = ['pyproject.toml', 'setup.py', 'setup.cfg', 'MANIFEST.in'];

/** Why a package is made of more than its folder. */
function whyMore({ sent }: Install, folder: string): string | undefined {
  const [modern, classic] = SETUP.map((name) => sent.readText(`${folder}/${name}`));
  if (modern === undefined && classic === undefined) return `${folder} is no package that pip could make`;
  const around = SETUP.find((name) => looksAround.test(sent.readText(`${folder}/${name}`) ?? ''));
  if (around !== undefined) return `${folder}/${around} may have it made of other files than those of ${folder}`;
  const backend = backendOf(sent.readText(`${folder}/pyproject.toml`));
  if (!plainBackends.test(backend)) return `what ${backend} reads to make ${folder} is not known`;
  return asksGit.test(backend) && sent.kindOf('.git') !== undefined
    ? `${backend} asks git which files of ${folder} to take`
    : undefined;
}

/** What makes the package; setuptools where nothing is said (PEP 517). */
function backendOf(pyproject = ''): string {
  const { 'build-backend': backend = 'setuptools.build_meta' } = table(parsedToml(pyproject) ?? {}, 'build-system');
  return `${backend}`;
}

/** One that is linked to keeps what it is called, and its programs, in its own folder. */
function whyReplaced({ sent }: Install, folder: string): string | undefined {
  const made = [folder, `${folder}/src`]
    .flatMap((path) => (sent.namesIn(path) ?? []).map((name) => `${path}/${name}`))
    .find((path) => path.endsWith('.egg-info'));
  return made && `${made} of the context would replace what is installed: .dockerignore does not keep it out`;
}

function ignoresAbove({ sent }: Install, folder: string): string[] {
  if (!heedsIgnoresAbove.test(backendOf(sent.readText(`${folder}/pyproject.toml`)))) return [];
  const parts = folder.split('/');
  return parts
    .map((_, depth) => [...parts.slice(0, depth), '.gitignore'].join('/'))
    .filter((path) => sent.kindOf(path) === 'file');
}
