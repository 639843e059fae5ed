import { broughtAlong, partFolder, plainPlugin, plainSetting, pnpFills } from '../../knowledge/node/yarnrc.ts';
import { isObject, type Json } from '../formats/json.ts';
import { parsedYaml } from '../formats/yaml.ts';
import type { Declined, Install } from './manifests.ts';
import { fileNamed } from './workspace.ts';

/** The parts of yarn 2 and later that its settings name, and what they have it fill instead of folders of packages. */
export type Parts = { readonly files: readonly string[]; readonly fills: readonly string[] | undefined };

export function partsOfYarn(install: Install, file: string): Parts | Declined {
  const { sent } = install;
  const settings = parsedYaml(sent.readText(file) ?? '');
  if (settings === undefined) return { declined: `${file} can not be read` };
  const odd = Object.keys(settings).find((name) => !plainSetting.test(name));
  if (odd !== undefined) return { declined: `${file} sets ${odd}, which may have it read other files` };
  const brought = broughtAlong.find((path) => sent.kindOf(path) !== undefined);
  if (brought !== undefined)
    return { declined: `${brought} comes with the project, and would replace what the install writes` };
  const plugins = pluginsIn(settings);
  const strange = plugins.find(({ spec }) => !plainPlugin.test(`${spec}`));
  if (strange !== undefined) return { declined: `the plugin ${strange['spec']} may read other files` };
  const { yarnPath, nodeLinker = 'pnp' } = settings;
  const named = [yarnPath, ...plugins.map(({ path }) => path)].filter((path) => typeof path === 'string');
  const missing = named.find((path) => fileNamed(install, '', path) === undefined);
  if (missing !== undefined) return { declined: `${file} names ${missing}, which is not in the folder that is copied` };
  const files = named
    .flatMap((path) => fileNamed(install, '', path) ?? [])
    .map((path) => partFolder.exec(path)?.[0] ?? path);
  return { files, fills: nodeLinker === 'pnp' ? pnpFills : undefined };
}

/** A plugin of yarn itself may be no more than a name. */
const pluginsIn = ({ plugins }: Json): Json[] =>
  Array.isArray(plugins) ? plugins.map((plugin) => (isObject(plugin) ? plugin : { spec: plugin })) : [];
