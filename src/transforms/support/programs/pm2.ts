import { flagsOfPm2, nodeOptionsOfPm2, settingsOfPm2, textsOfPm2, valuesOfPm2 } from '../../../knowledge/node/pm2.ts';
import { asObject, type Json } from '../../../model/formats/json.ts';
import { parsedJson5 } from '../../../model/formats/json5.ts';
import { parsedYaml } from '../../../model/formats/yaml.ts';
import { absolutePath, parentOf } from '../../../model/paths.ts';
import { parseShell } from '../../../shell/parse.ts';
import type { Script, Word } from '../../../shell/script.ts';

/** What a manager of processes starts: a program by its name, in a folder, and words that may name files. */
export type Managed = {
  readonly name: string;
  readonly args: readonly Word[];
  readonly folder: string;
  readonly texts: readonly string[];
};

/** The same as a shell would be told. */
export const callOf = ({ name, args }: Managed): Script =>
  parseShell([name, ...args.map(({ text }) => text)].join(' '));

type Call = { readonly name: string; readonly args: readonly Word[]; readonly folder: string };

/** The programs that a call of pm2 starts, by itself or by a file of settings; or why they are not known. */
export function startedByPm2(
  { name, args, folder }: Call,
  textAt: (path: string) => string | undefined,
): Managed[] | string {
  const end = args.findIndex(({ value }) => value === '--');
  const own = end === -1 ? args : args.slice(0, end);
  const rest = end === -1 ? [] : args.slice(end + 1);
  const operands = operandsOf(own);
  if (typeof operands === 'string') return operands;
  const [first, ...others] = operands;
  const isStart = first?.value === 'start';
  if (name === 'pm2' && !isStart) return `what \`pm2 ${first?.value ?? ''}\` starts is not followed`;
  const [target, more] = isStart ? others : operands;
  if (target === undefined || more !== undefined) return 'which program that is does not stand there as one word';
  if (!IS_SETTINGS.test(target.value))
    return isFollowed(target.value)
      ? [programOf(target.value, rest, folder)]
      : `whether ${target.value} is a file for node is not known`;
  const path = absolutePath(target.value, folder);
  const text = textAt(path);
  if (parentOf(path) !== folder || text === undefined)
    return `${target.value} is no file of the folder that it starts in`;
  return managedBy(text, target.value, folder);
}

/** Any name with one of these in it (github.com/Unitech/pm2, lib/Common.js, isConfigFile). */
const IS_SETTINGS = /\.(?:json|ya?ml|config\.[cm]?js)/;

function operandsOf(args: readonly Word[]): readonly Word[] | string {
  const operands: Word[] = [];
  for (let at = 0; at < args.length; at++) {
    const word = args[at] as Word;
    const [option = ''] = word.value.split('=');
    if (!word.literal) return `${word.text} is known only when it runs`;
    if (!option.startsWith('-')) operands.push(word);
    else if (valuesOfPm2.has(option)) at += option === word.value ? 1 : 0;
    else if (!flagsOfPm2.has(option)) return `what ${option} does is not followed`;
  }
  return operands;
}

/** `npm`, as any program that is found by its name alone, or a file for node. */
const programOf = (script: string, args: readonly Word[], folder: string): Managed =>
  MANAGERS.has(script)
    ? { name: script, args, folder, texts: [] }
    : { name: 'node', args: [...wordsOf(script), ...args], folder, texts: [] };

/** A path, or the name of a script. */
const isFollowed = (script: string): boolean =>
  MANAGERS.has(script) ||
  (/^[\w@.-]*(?:\/[\w@.-]*)*$/.test(script) && (/\.[cm]?js$/.test(script) || /\/[^.]*$/.test(script)));

const MANAGERS: ReadonlySet<string> = new Set(['npm', 'pnpm', 'yarn']);

const wordsOf = (text: string): readonly Word[] => parseShell(`: ${text}`).commands[0]?.words.slice(1) ?? [];

function managedBy(text: string, name: string, folder: string): Managed[] | string {
  const settings = /\.ya?ml/.test(name)
    ? parsedYaml(text)
    : parsedJson5(/\.[cm]?js$/.test(name) ? exported(text) : text);
  if (settings === undefined) return `${name} is worked out when it runs: written down as values, it could be read`;
  const { apps = settings } = settings;
  const all = Array.isArray(apps) ? apps.map(asObject) : [asObject(apps)];
  const managed: Managed[] = [];
  for (const app of all) {
    const one = app === undefined ? `what ${name} lists is not understood` : managedApp(app, name, folder);
    if (typeof one === 'string') return one;
    managed.push(one);
  }
  return managed;
}

/** What a module is, where it is a value that stands there. */
const exported = (text: string): string =>
  text
    .replace(/^(?:\s|\/\/.*|\/\*[\s\S]*?\*\/|(['"])use strict\1;?)*(?:module\.exports\s*=|export\s+default)/, '')
    .replace(/;\s*$/, '');

function managedApp(app: Json, name: string, folder: string): Managed | string {
  const variables = Object.keys(app)
    .filter((key) => textsOfPm2.test(key))
    .flatMap((key) => Object.keys(asObject(app[key]) ?? {}));
  const odd =
    Object.keys(app).find((key) => !settingsOfPm2.test(key) && !(key === 'watch' && app[key] === false)) ??
    variables.find((variable) => /^(?:NODE_OPTIONS|NODE_PATH|PATH)$/.test(variable));
  if (odd !== undefined) return `what ${odd} of ${name} does is not followed`;
  const { script, cwd = '.', interpreter = 'node' } = app;
  const given = listed(app['args']);
  const options = listed(nodeOptionsOfPm2.map((key) => app[key]).find((value) => value !== undefined));
  if (typeof script !== 'string' || typeof cwd !== 'string' || given === undefined || options === undefined)
    return `what ${name} lists is not understood`;
  if (interpreter !== 'node' || !isFollowed(script)) return `${name} starts ${script} by something else than node`;
  const program = programOf(script, [], absolutePath(cwd, folder));
  const before = program.name === 'node' ? wordsOf(options) : [];
  const texts = Object.entries(app).flatMap(([key, value]) => (textsOfPm2.test(key) ? stringsIn(value) : []));
  return { ...program, args: [...before, ...program.args, ...wordsOf(given)], texts };
}

/** Words, as one text or as a list of them; undefined for anything else. */
function listed(value: unknown): string | undefined {
  if (Array.isArray(value)) return value.every((word) => typeof word === 'string') ? value.join(' ') : undefined;
  return value === undefined || typeof value === 'string' ? (value ?? '') : undefined;
}

const stringsIn = (value: unknown): string[] =>
  typeof value === 'string' ? [value] : Object.values(asObject(value) ?? {}).filter((one) => typeof one === 'string');
