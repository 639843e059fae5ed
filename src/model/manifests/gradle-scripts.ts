import type { BuildContext } from '../../context/build-context.ts';
import {
  appliedPlugins,
  besideScripts,
  buildScripts,
  CATALOG,
  curious,
  harmless,
  include,
  plainPlugin,
  program,
  settingsScripts,
} from '../../knowledge/java/gradle.ts';
import { isObject } from '../formats/json.ts';
import { parsedToml } from '../formats/toml.ts';
import type { Declined, Manifests } from './manifests.ts';

/** Whole, with all that is in them. */
const FOLDERS = ['gradle', 'buildSrc'] as const;

/** The scripts of all projects, and what comes with them. Scripts are programs: those that may read files are not taken. */
export function scriptsIn(sent: BuildContext): Manifests | Declined {
  const settings = settingsScripts.filter((name) => sent.kindOf(name) === 'file');
  const projects = ['', ...settings.flatMap((name) => projectsIn(sent.readText(name) ?? ''))];
  const scripts = projects.map((folder) =>
    buildScripts.map((name) => inside(folder, name)).filter((path) => sent.kindOf(path) === 'file'),
  );
  const bare = projects.find((folder, at) => folder !== '' && scripts[at]?.length === 0);
  if (bare !== undefined)
    return { declined: `there is no ${inside(bare, 'build.gradle')} in the folder that is copied` };
  const all = [...settings, ...scripts.flat()];
  if (all.length === 0) return { declined: 'there is no build.gradle in the folder that is copied' };
  const folders = FOLDERS.filter((name) => sent.kindOf(name) === 'folder');
  const programs = folders.flatMap((folder) => filesIn(sent, folder)).filter((path) => program.test(path));
  const declined =
    [...all, ...programs]
      .map((path) => whyCurious(path, sent.readText(path) ?? ''))
      .find((reason) => reason !== undefined) ?? whyCatalog(sent);
  if (declined !== undefined) return { declined };
  const beside = projects.flatMap((folder) => besideScripts.map((name) => inside(folder, name)));
  return {
    files: [...all, ...beside.filter((path) => sent.kindOf(path) === 'file'), ...folders.map((folder) => `${folder}/`)],
    doubt: 'build scripts are programs, and may look for files in a way that does not show',
  };
}

const inside = (folder: string, name: string): string => (folder === '' ? name : `${folder}/${name}`);

const filesIn = (sent: BuildContext, folder: string): string[] =>
  (sent.namesIn(folder) ?? [])
    .map((name) => `${folder}/${name}`)
    .flatMap((path) => (sent.kindOf(path) === 'folder' ? filesIn(sent, path) : [path]));

/** Lines that are a comment say nothing. */
const codeOf = (text: string): string => text.replace(/^\s*\/\/.*$/gm, '');

/** `:api:web` is in the folder `api/web`. */
const projectsIn = (settings: string): string[] =>
  [...codeOf(settings).matchAll(include)].flatMap(([, list = '']) =>
    [...list.matchAll(/["']:?([^"']+)["']/g)].map(([, path = '']) => path.replaceAll(':', '/')),
  );

function whyCurious(path: string, text: string): string | undefined {
  const code = codeOf(text);
  const isSettings = settingsScripts.includes(path);
  const rest = [...harmless, ...(isSettings ? [include] : [])].reduce(
    (left, pattern) => left.replace(pattern, ''),
    code,
  );
  const [word] = curious.exec(rest) ?? ((isSettings && /\binclude\b/.exec(rest)) || []);
  if (word !== undefined) return `${path} says ${word.trim()}, which may read other files`;
  const plugin = appliedPlugins
    .flatMap((pattern) => [...code.matchAll(pattern)].map(([, name = '']) => name))
    .find((name) => !plainPlugin.test(name));
  return plugin && `${path} applies ${plugin}, which may read other files`;
}

/** Plugins that the version catalogue names. */
function whyCatalog(sent: BuildContext): string | undefined {
  const text = sent.readText(CATALOG);
  if (text === undefined) return undefined;
  const catalog = parsedToml(text);
  if (catalog === undefined) return `${CATALOG} can not be read`;
  const plugins = Object.values(isObject(catalog['plugins']) ? catalog['plugins'] : {}).map((plugin) =>
    isObject(plugin) ? `${plugin['id']}` : `${plugin}`.replace(/:.*$/, ''),
  );
  const strange = plugins.find((name) => !plainPlugin.test(name));
  return strange && `${CATALOG} names ${strange}, which may read other files`;
}
