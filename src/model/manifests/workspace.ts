import { type BuildContext, pathIn } from '../../context/build-context.ts';
import { isObject, type Json, parsedJson } from '../formats/json.ts';
import { parsedYaml } from '../formats/yaml.ts';
import { leadsOut, namesLike, relativePath } from '../paths.ts';
import type { Declined, Install } from './manifests.ts';

/** A folder of a project with a package.json, and what that says. The root is the empty path. */
export type Package = { readonly folder: string; readonly manifest: Json };

/** Each is a COPY of its own, and an image may have no more than 127 layers. */
const MOST_MEMBERS = 30;

/** A pattern is followed into no more folders: links may go round in circles. */
const MOST_FOLDERS = 5000;

const UNREAD = /[[\](){}\\]|(?:^|\/)\.\.(?:\/|$)|^\/|[^/]\*\*|\*\*[^/]/;

/**
 * The packages of a workspace beside its root. Patterns that leave some out again are not heeded: yarn 1 does not know them, and a
 * manifest too many does no harm.
 */
export function membersOf(install: Install, root: Json): readonly Package[] | Declined {
  const patterns = patternsOf(install, root);
  if (patterns === undefined) return { declined: 'its workspaces are not a list of folders' };
  const wanted = patterns.filter((pattern) => !pattern.startsWith('!'));
  const unread = wanted.find((pattern) => UNREAD.test(pattern));
  if (unread !== undefined) return { declined: `its workspaces are ${unread}, which is not read here` };
  const folders = wanted.flatMap((pattern) => foldersLike(install.sent, relativePath(pattern)));
  if (folders.length > MOST_FOLDERS) return { declined: 'its workspaces are in too many folders to look through' };
  const members: Package[] = [];
  for (const folder of [...new Set(folders)].filter((path) => path !== '').sort()) {
    const other = install.sent.namesIn(folder)?.find((name) => /^package\.(?:json5|ya?ml)$/.test(name));
    if (other !== undefined) return { declined: `${folder}/${other} is not read here` };
    const text = install.sent.readText(`${folder}/package.json`);
    if (text === undefined) continue;
    const manifest = parsedJson(text);
    if (manifest === undefined) return { declined: `${folder}/package.json can not be read` };
    if (manifest['workspaces'] !== undefined) return { declined: `${folder}/package.json has workspaces of its own` };
    members.push({ folder, manifest });
  }
  return members.length > MOST_MEMBERS
    ? { declined: `its ${members.length} workspaces would need as many COPY instructions` }
    : members;
}

/** pnpm has a file of its own for them. */
function patternsOf({ sent, project }: Install, root: Json): readonly string[] | undefined {
  const file = project.apart?.workspaces;
  const said = file === undefined ? (root['workspaces'] ?? []) : parsedYaml(sent.readText(file) ?? '');
  const patterns = isObject(said) ? (said['packages'] ?? []) : said;
  return Array.isArray(patterns) && patterns.every((pattern) => typeof pattern === 'string') ? patterns : undefined;
}

const foldersLike = (sent: BuildContext, pattern: string): string[] =>
  pattern
    .split('/')
    .reduce(
      (folders, name) =>
        name === '**' ? allBelow(sent, folders) : folders.flatMap((folder) => foldersIn(sent, folder, name)),
      [''],
    );

/** The list grows while it is gone through. */
function allBelow(sent: BuildContext, folders: readonly string[]): string[] {
  const found = [...folders];
  for (const folder of found) {
    if (found.length > MOST_FOLDERS) break;
    found.push(...foldersIn(sent, folder, '*'));
  }
  return found;
}

const NEVER: readonly string[] = ['.git', '.yarn', 'node_modules'];

const foldersIn = (sent: BuildContext, folder: string, pattern: string): string[] =>
  (sent.namesIn(folder) ?? [])
    .filter((name) => namesLike(pattern).test(name) && !NEVER.includes(name))
    .map((name) => pathIn(folder, name))
    .filter((path) => sent.kindOf(path) === 'folder');

/** The path of a file that a package names; undefined where there is none in the project. */
export function fileNamed({ sent }: Install, folder: string, named: string): string | undefined {
  const path = pathIn(folder, named);
  if (named.startsWith('/') || leadsOut(path)) return undefined;
  return sent.kindOf(relativePath(path)) === 'file' ? relativePath(path) : undefined;
}
