import { otherFileNamed, packagesOfFiles } from '../../../../knowledge/node/system-files.ts';
import type { Project } from './project.ts';

/** Packages with files of a full image that sources and settings name; or what of them nobody knows. */
export function packagesOfNamed({ sources, textOf }: Project, release: string | undefined): string[] | string {
  const packages: string[] = [];
  for (const { path, text } of [...sources.scripts, { path: '.env', text: textOf('.env') ?? '' }]) {
    const other = otherFileNamed(text);
    if (other !== undefined) return `${path} names ${other}, and what brings that to a smaller image is not known`;
    packages.push(...packagesOfFiles(text, release));
  }
  return packages;
}

/** In a picture that sources put together or read, or by an option of sharp. */
export const drawsLetters = ({ sources, build: { place } }: Project): boolean =>
  sources.scripts.some(({ text }) => /<text\b|\btext\s*:\s*\{/.test(text)) ||
  sources.files.some(
    ({ path, source }) => path.endsWith('.svg') && place.context.readText(source)?.includes('<text') === true,
  );
