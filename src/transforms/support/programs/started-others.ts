import { managers } from '../../../knowledge/node/programs.ts';
import { nodemonSettings, startsOthers } from '../../../knowledge/programs/package-runners.ts';
import { type Json, parsedJson, part } from '../../../model/formats/json.ts';
import { absolutePath } from '../../../model/paths.ts';
import { parseShell } from '../../../shell/parse.ts';
import type { Script, Word } from '../../../shell/script.ts';
import { callOf, startedByPm2 } from './pm2.ts';

/** What a program of a package starts in turn: scripts of package.json by their names, and commands, each in a folder. */
export type Others = {
  readonly scripts: readonly string[];
  readonly commands: readonly { readonly script: Script; readonly folder: string }[];
  /** Programs that it calls by itself. */
  readonly calls: readonly string[];
};

type Call = {
  readonly name: string;
  readonly args: readonly Word[];
  readonly folder: string;
  readonly textAt: (path: string) => string | undefined;
};

/** Undefined for programs that start no others; why it is not known for those that may. */
export function othersStarted(call: Call): Others | string | undefined {
  if (managers.has(call.name)) return managedBy(call);
  const how = startsOthers.get(call.name);
  if (how === undefined) return undefined;
  return how === 'scripts' ? scriptsNamed(call) : commandsSaid(call, how);
}

function managedBy(call: Call): Others | string {
  const managed = startedByPm2(call, call.textAt);
  if (typeof managed === 'string') return managed;
  return { scripts: [], commands: managed.map((one) => ({ script: callOf(one), folder: one.folder })), calls: ['ps'] };
}

/** `run-p web "mails -- --once"`; patterns such as `watch:*` stand for others. */
function scriptsNamed({ name, args }: Call): Others | string {
  const operands = args.filter(({ value }) => !value.startsWith('-'));
  const scripts = operands.map(({ value }) => value.split(' ')[0] ?? '');
  const odd = operands.find(({ value, literal }) => !literal || !/^[\w:.-]+(?:\s|$)/.test(value));
  if (scripts.length === 0) return `${name} names no script`;
  return odd === undefined ? { scripts, commands: [], calls: [] } : `${odd.text} stands for others`;
}

function commandsSaid({ name, args, folder, textAt }: Call, option: RegExp): Others | string {
  const at = args.findIndex(({ value }) => option.test(value.split('=')[0] ?? ''));
  const [, own] = /=([\s\S]*)/.exec(args[at]?.value ?? '') ?? [];
  const said = at === -1 ? undefined : (own ?? args[at + 1]?.value ?? '');
  const settings = name === 'nodemon' ? settingsOf((path) => textAt(absolutePath(path, folder))) : [];
  const odd = settings.find((value) => typeof value !== 'string');
  if (odd !== undefined) return 'its settings say what it starts by the kind of the file';
  const texts = [said, ...settings].filter((text) => typeof text === 'string');
  const other = args.find(({ value }) => /\.(?!(?:[cm]?[jt]sx?|json)$)[a-z]+$/.test(value));
  if (texts.length === 0 && other !== undefined) return `what starts ${other.value} goes by its name`;
  return { scripts: [], commands: texts.map((text) => ({ script: parseShell(text), folder })), calls: [] };
}

function settingsOf(textAt: (path: string) => string | undefined): unknown[] {
  const { file, part: name, command } = nodemonSettings;
  const all: Json[] = [
    parsedJson(textAt(file) ?? '') ?? {},
    part(parsedJson(textAt('package.json') ?? '') ?? {}, name),
  ];
  return all.flatMap((settings) =>
    Object.entries(settings).flatMap(([key, value]) => (command.test(key) ? [value] : [])),
  );
}

/** `cross-env A=1 node .`, `bundle exec puma`, `env-cmd -f .env node .`, `dotenv -- node .`: the command behind what starts it. */
export function behindRunner(args: readonly Word[]): readonly Word[] {
  const end = args.findIndex(({ value }) => value === '--');
  if (end !== -1) return args.slice(end + 1);
  const at = args.findIndex(
    ({ value }, index) =>
      !/^-|^(?:exec|run)$|^\w+=/.test(value) && !/^(?:-[efp]|--(?:file|package))$/.test(args[index - 1]?.value ?? ''),
  );
  return at === -1 ? [] : args.slice(at);
}
