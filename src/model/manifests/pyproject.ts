import { isObject, type Json } from '../formats/json.ts';
import { parsedToml } from '../formats/toml.ts';
import type { Declined, Install, Manifests } from './manifests.ts';

export const PYPROJECT = 'pyproject.toml';

/** The project of an install, as its pyproject.toml tells. */
export function pyprojectOf({ sent }: Install): Json | Declined {
  const text = sent.readText(PYPROJECT);
  if (text === undefined) return { declined: `there is no ${PYPROJECT} in the folder that is copied` };
  return parsedToml(text) ?? { declined: `${PYPROJECT} can not be read` };
}

export const isDeclined = (value: Json | Manifests | Declined): value is Declined => 'declined' in value;

/** The table at some keys; an empty one where there is none. */
export function table(json: Json, ...keys: readonly string[]): Json {
  const [key, ...rest] = keys;
  if (key === undefined) return json;
  const inner = json[key];
  return isObject(inner) ? table(inner, ...rest) : {};
}

/** The packages that a lockfile lists. */
export function lockedPackages({ package: packages }: Json): readonly Json[] {
  return Array.isArray(packages) ? packages.filter(isObject) : [];
}

/** What a project leaves to the program that builds it to find out. */
export function computed(project: Json): readonly string[] {
  const { dynamic } = table(project, 'project');
  return Array.isArray(dynamic) ? dynamic.map(String) : [];
}

/** Why the dependencies of a project are not written down. */
export function whyComputed(project: Json): string | undefined {
  const list = computed(project).find((name) => name.endsWith('dependencies'));
  return list && `${PYPROJECT} leaves its ${list} to be computed from other files`;
}

/** A path of the disk, at any depth. */
export function localPath(value: unknown): string | undefined {
  if (typeof value === 'string') return /\bfile:/.test(value) ? value : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, inner] of Object.entries(value)) {
    const found = key === 'path' && typeof inner === 'string' ? inner : localPath(inner);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The install itself comes first, and writes its lockfile where it does not keep to it. */
export function moved(files: readonly string[], lockfile: string, isKept: boolean): Manifests {
  if (!files.includes(lockfile))
    return {
      files,
      doubt: `there is no ${lockfile}, so what it installs is what was the latest when ${files[0]} last changed`,
    };
  return isKept
    ? { files }
    : { files, doubt: `it may write ${lockfile}, and the COPY below it brings back that of the context` };
}

/** What the project needs comes first, and the install adds the project to it. */
export const fetched = (files: readonly string[], fetch: string): Manifests => ({
  files,
  fetch,
  doubt: 'another command installs first what is no part of the project, and the install itself adds the rest',
});
