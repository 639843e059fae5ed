import { nodeSettings } from '../../../../knowledge/node/node.ts';
import type { Json } from '../../../../model/formats/json.ts';
import { servicesOf } from '../../user/services.ts';
import type { Build } from '../runtime.ts';
import { givenValues, type Said } from '../starts/given-values.ts';

/** What starts it: scripts, and variables that options of node are in. */
export const startingTexts = ({ place: { file, context }, started }: Build): Said[] => [
  ...started.scripts.map(({ path, text }) => ({ text, where: path })),
  ...servicesOf(file, context)
    .filter(({ variables }) => variables.some((name) => nodeSettings.test(name)))
    .map(({ name, variables, values }) => ({ text: [...variables, ...values].join(' '), where: name })),
];

export const textsOf = (build: Build): Said[] => [
  ...build.place.stage.steps
    .filter(({ instruction: { keyword } }) => keyword === 'ENV')
    .map(({ instruction }) => ({ text: instruction.args.text.replace(/^|\s\w+=/g, ' '), where: 'ENV' })),
  ...startingTexts(build),
  ...givenValues(build.place),
];

/** Names that stand for files, of node itself (nodejs.org/api/packages.html#subpath-imports) and of module-alias. */
export const aliasesIn = (manifest: Json): { text: string; where: string }[] =>
  ['imports', '_moduleAliases', '_moduleDirectories'].flatMap((field) =>
    manifest[field] === undefined ? [] : [{ text: JSON.stringify(manifest[field]), where: 'package.json' }],
  );
