import { certainWorkdir } from '../knowledge/images/image-folders.ts';
import { imageVariables } from '../knowledge/images/image-variables.ts';
import { type Instruction, jsonForm, type Keyword } from '../syntax/instruction.ts';
import { unquote, wordsIn } from '../syntax/words.ts';
import type { ImageReference } from './image-reference.ts';
import { absolutePath } from './paths.ts';
import { expandWord, meaningOf } from './variables.ts';

/**
 * What an instruction runs in. States are shared and never changed; each links to the one before it, because a copy of all
 * variables per ENV would make a long file quadratic.
 */
export type State = {
  /** undefined: whatever the base image says. */
  readonly user: string | undefined;
  readonly workdir: string | undefined;
  /** The same, where no variable has a say in it that a build may give another value. */
  readonly fixedWorkdir: string | undefined;
  /** The working directory of the image that the stage begins with, where that is certain and no WORKDIR has said another one. */
  readonly imageWorkdir: string | undefined;
  /** The SHELL in force; undefined: the platform's own. */
  readonly shell: readonly string[] | undefined;
  readonly variable: Variable | undefined;
  /** The name of the image at the bottom. */
  readonly image: string;
  /** Equal where a stage is built on the same, as the file writes it. */
  readonly base: number;
  /** Two states with equal fingerprints came about by the same settings in the same order, that of the working directory apart. */
  readonly fingerprint: number;
  /** Equal where the working directory is the same: its path, or what it came about by. */
  readonly folder: string;
};

/** What a step runs in, told apart by three marks. */
export type Settings = Pick<State, 'base' | 'fingerprint' | 'folder'>;

export const sameSettings = (a: Settings, b: Settings): boolean =>
  a.base === b.base && a.fingerprint === b.fingerprint && a.folder === b.folder;

type Variable = {
  readonly kind: 'ARG' | 'ENV';
  readonly name: string;
  readonly value: string | undefined;
  /** An ENV whose value goes by no argument: it is the same in every build. */
  readonly isFixed: boolean;
  readonly before: Variable | undefined;
};

/** The mark of what is built on an image, or on whatever a variable names. */
export const builtOn = (image: string): number => hash(0, image);

/** Variables that a known image sets are the same in every build. */
const variablesOf = (image: ImageReference): Variable | undefined =>
  imageVariables(image).reduce<Variable | undefined>(
    (before, [name, value]) => ({ kind: 'ENV', name, value, isFixed: true, before }),
    undefined,
  );

/** @param written as FROM says it */
export const initialState = (written: string, image: ImageReference): State => ({
  user: undefined,
  workdir: undefined,
  fixedWorkdir: undefined,
  imageWorkdir: certainWorkdir(image),
  shell: undefined,
  variable: variablesOf(image),
  image: image.name,
  base: builtOn(written),
  fingerprint: 0,
  folder: '',
});

/** What a stage starts with that is built on another one: its settings, but not its arguments, which end with their stage. */
export function inheritedState(from: State, stage: string): State {
  const kept: Variable[] = [];
  for (let { variable } = from; variable !== undefined; variable = variable.before)
    if (variable.kind === 'ENV') kept.push(variable);
  const variable = kept.reduceRight<Variable | undefined>((before, own) => ({ ...own, before }), undefined);
  return { ...from, variable, base: hash(from.base, stage) };
}

/** ENV wins over ARG, the last setting of either wins over earlier ones. */
export function variableValue(state: State, name: string): string | undefined {
  let argument: Variable | undefined;
  for (let variable = state.variable; variable !== undefined; variable = variable.before) {
    if (variable.name !== name) continue;
    if (variable.kind === 'ENV') return variable.value;
    argument ??= variable;
  }
  return argument?.value;
}

/** Its value where every build has the same. */
export function fixedValue(state: State, name: string): string | undefined {
  for (let variable = state.variable; variable !== undefined; variable = variable.before)
    if (variable.kind === 'ENV' && variable.name === name) return variable.isFixed ? variable.value : undefined;
  return undefined;
}

/** An ARG or ENV sets it, or a known image, whatever to. */
export function isVariable(state: State, name: string): boolean {
  for (let { variable } = state; variable !== undefined; variable = variable.before)
    if (variable.name === name) return true;
  return false;
}

/** Names set by ENV, which also reach containers; ARGs end with the build. */
export function* environment(state: State): Iterable<string> {
  for (let variable = state.variable; variable !== undefined; variable = variable.before) {
    if (variable.kind === 'ENV') yield variable.name;
  }
}

/** States that a file has come to, by what led there: pass after pass comes to most of them again. */
export type KnownStates = {
  readonly initial: Map<string, State>;
  readonly next: WeakMap<State, Map<string, State>>;
};

export const noStates = (): KnownStates => ({ initial: new Map(), next: new WeakMap() });

/** As `initialState`, once for each image. */
export function knownInitial({ initial }: KnownStates, written: string, image: ImageReference): State {
  const key = `${written}\0${image.name}:${image.tag}@${image.digest}`;
  const known = initial.get(key) ?? initialState(written, image);
  initial.set(key, known);
  return known;
}

/** As `after`, once for each instruction that stands behind a state. */
export function knownAfter({ next }: KnownStates, state: State, instruction: Instruction, around: Around): State {
  const { keyword, args } = instruction;
  if (!CHANGES_STATE.has(keyword)) return state;
  const defaults = keyword === 'ARG' ? wordsIn(args.text, around.escape).map((word) => around.globalDefault(word)) : [];
  const key = [keyword, args.text, ...defaults].join('\0');
  const known = next.get(state) ?? new Map<string, State>();
  const found = known.get(key) ?? after(state, instruction, around);
  known.set(key, found);
  next.set(state, known);
  return found;
}

const CHANGES_STATE: ReadonlySet<Keyword> = new Set(['ARG', 'ENV', 'SHELL', 'USER', 'WORKDIR']);

type Around = {
  readonly escape: string;
  /** What an ARG before the first FROM says. */
  readonly globalDefault: (name: string) => string | undefined;
};

/** The state after an instruction; the very same object where it changes nothing. */
function after(state: State, instruction: Instruction, { escape, globalDefault }: Around): State {
  const text = instruction.args.text;
  const read = (word: string): string | undefined => expandWord(word, escape, (name) => variableValue(state, name));
  const fixed = (word: string): string | undefined => expandWord(word, escape, (name) => fixedValue(state, name));
  switch (instruction.keyword) {
    case 'USER':
      return { ...state, user: read(text) ?? text, fingerprint: asUser(state.fingerprint, text) };
    case 'WORKDIR':
      return enter(state, withoutDollar(fixed(text)) ?? meaningOf(text, escape), read(text));
    case 'SHELL':
      return change(state, 'SHELL', text, { shell: jsonForm(instruction.args) });
    case 'ENV': {
      const settings = assignments(text, escape);
      let { variable } = state;
      for (const [name, value] of settings) {
        const isFixed = fixed(value) !== undefined;
        variable = { kind: 'ENV', name, value: read(value), isFixed, before: variable };
      }
      const meaning = settings.map(([name, value]) => `${name}=${meaningOf(value, escape)}`);
      return change(state, 'ENV', meaning.join('\n'), { variable });
    }
    case 'ARG': {
      let { variable } = state;
      for (const word of wordsIn(text, escape)) {
        const [name = '', value] = splitOnce(word, '=');
        variable = {
          kind: 'ARG',
          name,
          value: value === undefined ? globalDefault(name) : read(value),
          isFixed: false,
          before: variable,
        };
      }
      return change(state, 'ARG', text, { variable });
    }
    default:
      return state;
  }
}

/** The settings of an ENV or LABEL, in both of its forms: `k=v k2="v 2"` and `k rest of the line`. */
export function assignments(text: string, escape: string): [name: string, value: string][] {
  const words = wordsIn(text, escape);
  const first = words[0] ?? '';
  if (!first.includes('=')) return [[first, text.slice(first.length).trim()]];
  return words.map((word) => {
    const [name = '', value = ''] = splitOnce(word, '=');
    return [unquote(name, escape), value];
  });
}

function splitOnce(text: string, separator: string): [string, string | undefined] {
  const at = text.indexOf(separator);
  return at === -1 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}

/** A dollar that is left is one that the author has quoted. */
const withoutDollar = (text: string | undefined): string | undefined => (text?.includes('$') ? undefined : text);

/** The folder that a relative path goes on from, where every build has the same. */
export const certainFolder = ({ fixedWorkdir, imageWorkdir }: State): string | undefined =>
  fixedWorkdir ?? imageWorkdir;

function enter(state: State, meaning: string, value: string | undefined): State {
  const from = certainFolder(state);
  const goesOn = from !== undefined && !/^[/$]/.test(meaning);
  const path = goesOn ? `${from === '/' ? '' : from}/${meaning}` : meaning;
  const isWhole = path.startsWith('/');
  const fixedWorkdir = isWhole && !path.includes('$') ? absolutePath(path, '/') : undefined;
  const cameAbout = hash(state.fingerprint, isWhole ? path : `${state.folder} ${path}`);
  const workdir = resolveFolder(state.workdir ?? state.imageWorkdir, value);
  return { ...state, workdir, fixedWorkdir, imageWorkdir: undefined, folder: fixedWorkdir ?? String(cameAbout) };
}

function resolveFolder(current: string | undefined, next: string | undefined): string | undefined {
  const isKnown = next !== undefined && (next.startsWith('/') || current !== undefined);
  return isKnown ? absolutePath(next, current ?? '/') : undefined;
}

function change(state: State, keyword: string, text: string, changed: Partial<State>): State {
  return { ...state, ...changed, fingerprint: hash(state.fingerprint, `${keyword} ${text}`) };
}

/** The fingerprint of what follows a USER. */
export const asUser = (fingerprint: number, user: string): number => hash(fingerprint, `USER ${user}`);

/** FNV-1a over two lanes, folded to 53 bits: enough that two different histories do not meet by chance. */
function hash(seed: number, text: string): number {
  let low = 0x811c9dc5 ^ (seed | 0);
  let high = 0x41c6ce57 ^ Math.floor(seed / 0x100000000);
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    low = Math.imul(low ^ code, 0x01000193);
    high = Math.imul(high ^ code, 0x85ebca6b);
  }
  return (low >>> 0) + (high & 0x1fffff) * 0x100000000;
}
