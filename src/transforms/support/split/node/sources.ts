import { namedModule } from '../../../../knowledge/node/node.ts';
import { type ImageFile, imageFiles } from '../../../../model/image-files.ts';
import { within } from '../../../../model/paths.ts';
import type { Place } from '../../user/place.ts';

export type Source = { readonly path: string; readonly text: string };

const SCRIPT = /\.(?:[cm]?[jt]sx?|vue|svelte|astro)$/;
/** What neither a program nor a page is made of. */
const ASIDE =
  /\.(?:d\.[cm]?ts|min\.js|(?:spec|test|e2e|stories)\.[cm]?[jt]sx?)$|(?:^|\/)(?:gulpfile|Gruntfile)\.\w+$|(?:^|\/)\.\w+rc\.[cm]?js$/;
/** The same where nothing loads it: what programs work on may be stories, tests and documentation, too. */
const ASIDE_BY_NAME =
  /(?:^|\/)(?=(?<name>[^/]+?)(?:\/|\.[cm]?[jt]s$))(?:(?:__mocks__|__tests__|\.github|\.storybook|benchmarks?|cypress|e2e|playwright|specs?|stories|tests?)\/|(?<!\/)(?:(?:coverage|docs?|documentation|examples?)\/|[^/]*\.config\.[cm]?[jt]s$))/;
const MOST = 3000;

/** Files of a stage, and the scripts in a folder among them, without those of tests and of builds; or why they are not known. */
export type Sources = {
  readonly files: readonly ImageFile[];
  readonly scripts: readonly Source[];
  /** One that is there, and nobody can read. */
  readonly unread: string | undefined;
};

export function sourcesIn({ file, context, stage }: Place, folder: string): Sources | string {
  const files = imageFiles(file, context, stage);
  if (typeof files === 'string') return files;
  const isInside = within([folder]);
  const scripts: Source[] = [];
  const aside: (Source & { readonly by: string })[] = [];
  let unread: string | undefined;
  for (const { path, source } of files) {
    const below = path.slice(folder.length + 1);
    if (!isInside(path) || !SCRIPT.test(path) || ASIDE.test(below)) continue;
    const by = ASIDE_BY_NAME.exec(below)?.groups?.['name'];
    const text = context.readText(source);
    if (text === undefined) {
      if (by === undefined) unread ??= source;
      continue;
    }
    const script = { path: below, text: withoutComments(text) };
    if (by === undefined) scripts.push(script);
    else aside.push({ ...script, by });
    if (scripts.length > MOST) return 'there are more sources than can be read';
  }
  const loaded = new Set(scripts.flatMap(({ text }) => pathsLoaded(text)));
  return { files, scripts: [...scripts, ...aside.filter(({ by }) => loaded.has(by))], unread };
}

/** The parts of the paths that a text loads, without the endings of files. */
const pathsLoaded = (text: string): string[] =>
  [...text.matchAll(namedModule)].flatMap(([, , path = '']) => path.replace(/\.[cm]?[jt]s$/, '').split('/'));

/** Comments that begin a line: others may be text in quotes. */
const withoutComments = (text: string): string => text.replace(/^[ \t]*(?:\/\/.*$|\/\*[\s\S]*?\*\/)/gm, '');
