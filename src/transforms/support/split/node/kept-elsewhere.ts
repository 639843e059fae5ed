import { keepsElsewhere } from '../../../../knowledge/node/installs.ts';
import { plugsPackagesOfHome } from '../../../../knowledge/node/yarnrc.ts';
import { buildText } from '../../scripts/build-text.ts';
import type { Project } from './project.ts';
import { yarnFilesOf } from './why-whole.ts';

/** Why packages may be elsewhere than in the folder of their project. */
export function whyKeptElsewhere({ build, textOf }: Project): string | undefined {
  if (plugsPackagesOfHome(yarnFilesOf(textOf)))
    return 'yarn keeps its packages in the home of who installs them, past the folder of the project: with enableGlobalCache: false in .yarnrc.yml it could be split';
  const settings = ['.npmrc', '.yarnrc', 'pnpm-workspace.yaml'].map((name) => ({ name, text: textOf(name) ?? '' }));
  const all = [...settings, { name: 'a step', text: buildText(build.place.file) }];
  const named = all.find(({ text }) => keepsElsewhere.test(text));
  return named && `${named.name} has packages kept outside of node_modules, and what of them comes along is not known`;
}
