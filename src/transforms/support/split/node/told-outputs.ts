import { builderSettings, outputFolders, sourceRoot } from '../../../../knowledge/node/output-settings.ts';
import { type Json, part } from '../../../../model/formats/json.ts';
import { imageFiles } from '../../../../model/image-files.ts';
import { absolutePath, parentOf } from '../../../../model/paths.ts';
import { variableValue } from '../../../../model/state.ts';
import { baseName } from '../../../../shell/invocation.ts';
import type { Place } from '../../user/place.ts';

type Told = { readonly place: Place; readonly folder: string; readonly manifest: Json };

/** Where settings of builders have them put their outcome, as far as they are plain paths. */
export function toldBySettings(project: Told): string[] {
  const { place, folder } = project;
  const files = imageFiles(place.file, place.context, place.stage);
  const settings = typeof files === 'string' ? [] : files.filter(({ path }) => parentOf(path) === folder);
  return [
    ...settings
      .filter(({ path }) => builderSettings.test(baseName(path)))
      .flatMap(({ source }) => foldersIn(place.context.readText(source) ?? '', folder)),
    ...byVariable(project),
  ];
}

function foldersIn(text: string, folder: string): string[] {
  const [, root = ''] = sourceRoot.exec(text) ?? [];
  const start = pathIn(root, folder) ?? folder;
  return outputFolders.flatMap((setting) =>
    [...text.matchAll(setting)].flatMap(([, said = '']) => pathIn(said, start) ?? []),
  );
}

/** `"../static"`, `path.resolve(__dirname, "..", "static")`; undefined for anything else. */
function pathIn(said: string, folder: string): string | undefined {
  const [, parts] = /^(?:["'`].*|[\w.]*(?:join|resolve)\(\s*(?:__dirname|process\.cwd\(\))\s*,(.*))$/.exec(said) ?? [];
  const texts = [...(parts ?? said).matchAll(/["'`]([^"'`$\n]+)["'`]/g)].map(([, text = '']) => text);
  const isPlain = parts !== undefined || /^["'`][^"'`$\n]+["'`]/.test(said);
  const all = parts === undefined ? texts.slice(0, 1) : texts;
  return isPlain && all.length > 0 ? all.reduce((base, text) => absolutePath(text, base), folder) : undefined;
}

/** create-react-app.dev/docs/advanced-configuration, BUILD_PATH. */
function byVariable({ place, folder, manifest }: Told): string[] {
  const scripts = Object.values(part(manifest, 'scripts')).filter((text): text is string => typeof text === 'string');
  const inScripts = scripts.flatMap((text) => /\bBUILD_PATH=["']?([\w./-]+)/.exec(text)?.[1] ?? []);
  return [variableValue(place.stage.end, 'BUILD_PATH') ?? [], inScripts]
    .flat()
    .map((path) => absolutePath(path, folder));
}
