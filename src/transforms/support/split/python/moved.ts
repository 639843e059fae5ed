import type { BuildContext } from '../../../../context/build-context.ts';
import { namesPackagesOfImage, programOfImage, settingsFile } from '../../../../knowledge/python/images.ts';
import { consoleScripts } from '../../../../knowledge/python/packages.ts';
import type { ImageFile } from '../../../../model/image-files.ts';
import { toldCommands } from '../../find/told-commands.ts';
import type { Started } from '../starts/program.ts';

/** Why what packages bring can't be somewhere else than among those of the image: a setting, a script, or a job of a cluster goes by where that is. */
export function whyMoved(
  context: BuildContext,
  files: readonly ImageFile[],
  { scripts }: Pick<Started, 'scripts'>,
): string | undefined {
  const settings = files
    .filter(({ path }) => settingsFile.test(path))
    .map(({ source }) => ({ path: source, text: context.readText(source) ?? '' }));
  const told = toldCommands(context).map(({ file, words }) => ({ path: file, text: words.join(' ') }));
  const found = [...settings, ...scripts, ...told].find(
    ({ text }) => namesPackagesOfImage.test(text) || namesProgram(text),
  );
  return (
    found &&
    `${found.path} goes by where the image's own Python has its packages and programs: with an environment of its own, and its path there, it could be split`
  );
}

const namesProgram = (text: string): boolean =>
  [...text.matchAll(programOfImage)].some(
    ([, name = '']) => /^(?:pip|python)[\d.]*$/.test(name) || consoleScripts.has(name),
  );
