import { builderVariables } from '../../../knowledge/images/builder-variables.ts';
import { variablesOfImages, variablesOfNobody, variablesOfShells } from '../../../knowledge/programs/build-scripts.ts';
import { rootImage, rootReference, type Stage } from '../../../model/dockerfile.ts';
import { absolutePath, parentOf } from '../../../model/paths.ts';
import { isVariable, type State } from '../../../model/state.ts';
import { type Expansion, expansionsIn, filledIn } from '../../../shell/fill.ts';
import type { ScriptCall } from './called.ts';

/** What is known of variables where a script has come to. */
export type Values = {
  readonly call: ScriptCall;
  readonly stage: Stage;
  /** What the step runs in that calls it. */
  readonly state: State;
  readonly known: Map<string, string>;
  /** Set to what only the run knows. */
  readonly unknown: Set<string>;
  folder: string;
};

/** A statement with what is known of its variables, of the script's own place and of the folder that it works in. */
export function withValues(values: Values, statement: string): string {
  let text = asItself(values.call, statement);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const filled = withPlaces(
      filledIn(text, (one) => valueOf(values, one)),
      values,
    );
    if (filled === text) break;
    text = filled;
  }
  return text;
}

/** Substitutions in substitutions. */
const MOST_ROUNDS = 5;

/** What the script is called with as words, and `$0`, however that is written. */
function asItself({ name, args }: ScriptCall, text: string): string {
  const given = args.map((word) => word.text).join(' ');
  return text
    .replace(/(?<=\s)"\$(?:@|\{@\})"(?=\s|$)/g, () => given)
    .replace(/\$\{(?:0|BASH_SOURCE(?:\[0\])?)%\/\*\}/g, () => folderOf(name))
    .replace(/\$\{BASH_SOURCE(?:\[0\])?\}|\$BASH_SOURCE\b/g, () => name);
}

const folderOf = (path: string): string => (path.includes('/') ? parentOf(path) : '.');

const PATH = String.raw`"?([\w@%+=:,./-]+)"?`;
const IN = String.raw`(?:\$\(\s*|${'`'})`;
const OUT = String.raw`(?:\s*\)|${'`'})`;
const SILENT = String.raw`(?:\s*&?\d?>\s*\/dev\/null)?(?:\s*2>&1)?`;
const DIRNAME = new RegExp(`${IN}dirname\\s+(?:--\\s+)?${PATH}${OUT}`, 'g');
const REAL = new RegExp(`${IN}(?:readlink\\s+-\\w*f|realpath)\\s+(?:--\\s+)?${PATH}${OUT}`, 'g');
const ENTERED = new RegExp(
  `${IN}(?:CDPATH=(?:''|"")?\\s+)?cd\\s+(?:-P\\s+)?(?:--\\s+)?${PATH}${SILENT}\\s*(?:&&|;)\\s*pwd(?:\\s+-P)?${OUT}`,
  'g',
);
const HERE = new RegExp(`${IN}pwd(?:\\s+-P)?${OUT}`, 'g');

/** `$(dirname "$0")`, `$(cd .. && pwd)`: what tells a place by its name alone. */
const withPlaces = (text: string, { folder }: Values): string =>
  text
    .replace(DIRNAME, (_, path: string) => folderOf(path))
    .replace(REAL, (_, path: string) => absolutePath(path, folder))
    .replace(ENTERED, (_, path: string) => absolutePath(path, folder))
    .replace(HERE, () => folder);

type Told = 'absent' | 'unknown' | { readonly value: string };

function told({ call, stage, state, known, unknown, folder }: Values, name: string): Told {
  const value = known.get(name);
  if (value !== undefined) return { value };
  if (unknown.has(name)) return 'unknown';
  if (name === '0') return { value: call.name };
  if (name === 'PWD') return { value: folder };
  if (name === '#') return { value: String(call.args.length) };
  if (/^\d+$/.test(name)) return argument(call, Number(name));
  if (/^[@*]$/.test(name)) return call.args.length === 0 ? { value: '' } : 'unknown';
  if (!/^[A-Za-z_]/.test(name)) return 'unknown';
  if (isVariable(state, name) || variablesOfShells.test(name)) return 'unknown';
  if (variablesOfNobody.test(name)) return { value: '' };
  const image = rootReference(stage);
  const isOfImage = variablesOfImages.test(name) || builderVariables(image?.name ?? '').includes(name);
  return isOfImage || rootImage(stage) === undefined ? 'unknown' : 'absent';
}

function argument({ args }: ScriptCall, at: number): Told {
  const word = args[at - 1];
  if (word === undefined) return 'absent';
  return word.literal ? { value: word.value } : 'unknown';
}

function valueOf(values: Values, { name, operator, word }: Expansion): string | undefined {
  const found = told(values, name);
  if (found === 'unknown' || operator === 'other') return undefined;
  const value = found === 'absent' ? undefined : found.value;
  const isSet = value !== undefined && (value !== '' || !operator.startsWith(':'));
  if (operator.endsWith('+')) return isSet ? word : '';
  if (operator.endsWith('-')) return isSet ? value : word;
  return value;
}

/** Of what is left to fill in, the first that nothing sets: neither the script, nor the Dockerfile. */
export function unsetIn(values: Values, text: string): string | undefined {
  for (const { name } of expansionsIn(text)) if (name !== '' && told(values, name) === 'absent') return name;
  return undefined;
}
