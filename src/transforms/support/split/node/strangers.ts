import { bringsStrangers, linksPackages, placesFiles } from '../../../../knowledge/node/programs.ts';
import { copyTarget } from '../../../../model/copied-files.ts';
import type { Step } from '../../../../model/dockerfile.ts';
import { type Json, part } from '../../../../model/formats/json.ts';
import { absolutePath, pathBelow } from '../../../../model/paths.ts';
import { baseName, invocationOf } from '../../../../shell/invocation.ts';
import { parseShell } from '../../../../shell/parse.ts';
import type { Command } from '../../../../shell/script.ts';
import { isCopy } from '../../../../syntax/instruction.ts';
import type { Place } from '../../user/place.ts';
import { lineOf } from '../../wording.ts';
import { callsIn, textOf } from '../steps/calls.ts';
import type { Locked } from './locked.ts';
import { moduleOf } from './module-names.ts';
import type { Source } from './sources.ts';

type Packages = {
  readonly place: Place;
  readonly folder: string;
  readonly manifest: Json;
  readonly locked: readonly Locked[];
  readonly scripts: readonly Source[];
};

/**
 * Who puts something among the packages that no lockfile has: it is taken away with those for development, as a stranger
 * (docs.npmjs.com/cli/commands/npm-prune). `steps` are those from the last install on, which takes away what was there before.
 */
export function whyStrangers(packages: Packages, steps: readonly Step[]): string | undefined {
  const { place, folder, manifest, scripts } = packages;
  const { file } = place;
  const call = callsIn(place, steps).find((one) => isBringing(packages, one.command, textOf(one), one.folder));
  const copy = steps.find(
    (step) => isCopy(step.instruction) && isStranger(packages, copyTarget(step, file.source.escape)),
  );
  const [script] =
    Object.entries(part(manifest, 'scripts')).find(
      ([name, text]) =>
        typeof text === 'string' &&
        !FOR_DEVELOPERS.test(name) &&
        (bringsStrangers.test(text) ||
          parseShell(text).commands.some((one) => isBringing(packages, one, text.slice(one.start, one.end), folder))),
    ) ?? [];
  const step = call?.step ?? copy;
  const who =
    (step && `line ${lineOf(file, step.instruction.span.start)}`) ??
    (script && `its script ${script}`) ??
    scripts.find(({ text }) => bringsStrangers.test(text))?.path;
  return who && `${who} puts something among the packages that no lockfile has, and that would go with them`;
}

/** No build calls them. */
const FOR_DEVELOPERS = /^(?:pre|post)?(?:dev|e2e|format|lint|storybook|test|watch)(?:$|[:-])/;

function isBringing(packages: Packages, command: Command, text: string, folder: string | undefined): boolean {
  return (
    linksPackages.test(text) ||
    isUnsaved(command) ||
    (folder !== undefined && targetsOf(command).some((path) => isStranger(packages, absolutePath(path, folder))))
  );
}

/** `npm install --no-save knex` */
function isUnsaved({ words }: Command): boolean {
  const operands = words.filter(({ value }) => !value.startsWith('-'));
  return operands.length > 2 && words.some(({ value }) => value === '--no-save');
}

/** Where a command puts files. */
function targetsOf(command: Command): string[] {
  const { tool, args } = invocationOf(command) ?? { args: [] };
  const name = baseName(tool?.value ?? '');
  const values = args.map(({ value }) => value);
  const paths = name === 'shx' ? values.slice(1) : values;
  const places = placesFiles.get(name === 'shx' ? (values[0] ?? '') : name);
  const printed = command.redirects.flatMap(({ operator, target }) =>
    operator.includes('>') ? (target?.value ?? []) : [],
  );
  const isTold = paths.some((value) => /^(?:-\w*t|--target-directory)\b/.test(value));
  return [...(places === undefined ? [] : places === 'last' && !isTold ? paths.slice(-1) : paths), ...printed];
}

/** It is in the folder of packages, and in none that the lockfile has; managers leave alone what begins with a dot. */
function isStranger({ folder, locked }: Packages, path: string | undefined): boolean {
  const below = path === undefined ? undefined : pathBelow(`${folder}/node_modules`, path);
  return below !== undefined && !below.startsWith('.') && !locked.some(({ name }) => name === moduleOf(below));
}
