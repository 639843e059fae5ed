import { otherFileNamed, packagesOfFiles } from '../../../../knowledge/node/system-files.ts';
import type { Project } from './project.ts';

/** Packages with files of a full image that sources and settings name; or what of them nobody knows. */
export function packagesOfNamed(
  { sources, build: { place } }: Project,
  release: string | undefined,
): string[] | string {
  const packages: string[] = [];
  const settings = sources.files
    .filter(({ path }) => SETTINGS.test(path))
    .map(({ path, source }) => ({ path, text: place.context.readText(source) ?? '' }));
  for (const { path, text } of [...sources.scripts, ...settings]) {
    const other = otherFileNamed(text);
    if (other !== undefined) return `${path} names ${other}, and what brings that to a smaller image is not known`;
    packages.push(...packagesOfFiles(text, release));
  }
  return packages;
}

const SETTINGS = /\/\.env[\w.-]*$|\/[\w.-]*(?:config|default|env|production|settings)[\w.-]*\.(?:json5?|toml|ya?ml)$/;

/** In a picture that sources put together or read, or by an option of sharp. */
export const drawsLetters = ({ sources, build: { place } }: Project): boolean =>
  sources.scripts.some(({ text }) => /<text\b|\btext\s*:\s*\{/.test(text)) ||
  sources.files.some(
    ({ path, source }) => path.endsWith('.svg') && place.context.readText(source)?.includes('<text') === true,
  );
