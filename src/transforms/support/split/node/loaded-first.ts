import { loadedFirst } from '../../../../knowledge/node/node.ts';
import { optionOfNode } from './found.ts';
import type { Standing } from './standing.ts';

/** Why files come along that node loads before the program: what these load in turn is not followed. */
export function whyLoadedFirst({ place, textOf, start, texts, folder, outputs }: Standing): string | undefined {
  const isBuilt = (path: string): boolean =>
    outputs.folders?.has(path.replace(`${folder}/`, '').replace(/^\.\//, '').split('/')[0] ?? '') === true;
  const all = [place.file.source.text, textOf('.npmrc') ?? '', ...texts.map(({ text }) => text)];
  const named = start.texts.filter(({ where }) => where === optionOfNode).map(({ text }) => text);
  const loaded = [...named, ...all.flatMap(loadedFirst)].find((path) => /^\.{0,2}\//.test(path) && !isBuilt(path));
  return loaded && `options of node load ${loaded} before the program`;
}
