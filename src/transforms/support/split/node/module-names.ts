import { namedModule, packagesByPath, quotedName, templateEngines } from '../../../../knowledge/node/node.ts';

/** What a text loads, by the names of the packages. */
export const modulesIn = (text: string): string[] =>
  [...text.matchAll(namedModule)].map(([, , name = '']) => moduleOf(name));

export const moduleOf = (path: string): string => /^(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? path;

/** Names of packages in quotes, but for those of types alone, and of those that fill templates in which are named. */
export const packagesNamed = (text: string): string[] => [
  ...[...text.replace(/\b(?:import|export)\s+type\b[^;'"]*['"][^'"]*['"]/g, '').matchAll(quotedName)].map(
    ([, , name]) => name as string,
  ),
  ...packagesByPath(text),
  ...templateEngines(text),
];
