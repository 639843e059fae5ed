import { absolutePath, isFolderPath, namesLike, parentOf, within } from '../../../model/paths.ts';
import { baseName } from '../../../shell/invocation.ts';
import { type BuildCall, optionsOf, wordValue } from './build-call.ts';
import { type Here, type Ledger, put } from './ledger.ts';

/** Programs that change where a file is. */
export const followed: ReadonlyMap<string, (ledger: Ledger, here: Here) => void> = new Map([
  ['cp', (ledger, here) => relocate(ledger, here, 'copy')],
  ['install', (ledger, here) => relocate(ledger, here, 'copy')],
  ['ln', (ledger, here) => relocate(ledger, here, 'link')],
  ['mv', (ledger, here) => relocate(ledger, here, 'move')],
  [
    'mkdir',
    ({ folders }, { call }) => {
      for (const word of call.args) if (!word.value.startsWith('-')) folders.add(absolutePath(word.value, call.folder));
    },
  ],
  [
    'rm',
    (ledger, { call }) => {
      const gone = within(call.args.map(({ value }) => absolutePath(value, call.folder)));
      ledger.programs = ledger.programs.filter(({ path }) => !gone(path));
    },
  ],
  [
    'export',
    (_, { call, exported }) => {
      for (const word of call.args) {
        const [, name, text] = /^(\w+)=(.*)$/s.exec(word.text) ?? [];
        const value =
          text === undefined
            ? undefined
            : wordValue({ ...word, text, value: word.value.slice(word.value.indexOf('=') + 1) }, call.variable);
        if (name !== undefined && value !== undefined) exported.set(name, value);
      }
    },
  ],
]);

/** Options of cp, install, ln and mv that take a value (GNU coreutils). */
const FILE_VALUES: readonly string[] = [
  'S',
  'g',
  'group',
  'm',
  'mode',
  'o',
  'owner',
  'suffix',
  't',
  'target-directory',
];

function relocate(ledger: Ledger, here: Here, how: 'copy' | 'link' | 'move'): void {
  const { call } = here;
  const { values, operands } = optionsOf(call, FILE_VALUES);
  const words = operands.map((word) => wordValue(word, call.variable));
  if (call.tool === 'install' && values.has('d')) {
    for (const word of words) if (word !== undefined) ledger.folders.add(absolutePath(word, call.folder));
    return;
  }
  const folder = values.get('t')?.at(-1) ?? values.get('target-directory')?.at(-1);
  const written = folder ?? words.pop();
  if (written === undefined) return;
  const target = absolutePath(written, call.folder);
  const isInto =
    folder !== undefined ||
    words.length > 1 ||
    isFolderPath(written) ||
    ledger.folders.has(target) ||
    call.isFolder(target);
  for (const word of words) if (word !== undefined) relocateOne(ledger, word, { call, target, isInto, how });
}

type Relocation = {
  readonly call: BuildCall;
  readonly target: string;
  readonly isInto: boolean;
  readonly how: 'copy' | 'link' | 'move';
};

/** A program, those that a pattern names, or those in a folder. */
function relocateOne(ledger: Ledger, word: string, relocation: Relocation): void {
  const { target, how } = relocation;
  const from = sourceOf(word, relocation);
  const around = parentOf(from);
  const like = namesLike(baseName(from));
  for (const program of ledger.programs) {
    const isOne = parentOf(program.path) === around && like.test(baseName(program.path));
    if (!isOne && !program.path.startsWith(`${from}/`)) continue;
    const isRenamed = isOne && !relocation.isInto;
    const path = isRenamed
      ? target
      : absolutePath(isOne ? baseName(program.path) : nameBelow(program.path, from, word, relocation), target);
    if (how === 'move') ledger.programs = ledger.programs.filter((other) => other !== program);
    put(ledger, { ...program, path, isLink: how === 'link' });
  }
}

/** A link goes on from the folder that it is in. */
function sourceOf(word: string, { call, target, isInto, how }: Relocation): string {
  const start = how === 'link' ? (isInto ? target : parentOf(target)) : call.folder;
  return absolutePath(word, start);
}

/** A folder that goes into another one keeps its name, unless what is in it is meant (`dist/.`). */
function nameBelow(path: string, from: string, word: string, { isInto }: Relocation): string {
  const kept = isInto && !/\/\.?$/.test(word) ? `${baseName(from)}/` : '';
  return kept + path.slice(from.length + 1);
}
