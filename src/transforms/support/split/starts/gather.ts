import { interpreters } from '../../../../knowledge/programs/scripts.ts';
import { calledByTar } from '../../../../knowledge/programs/tar.ts';
import { wrappers } from '../../../../knowledge/programs/wrappers.ts';
import { absolutePath } from '../../../../model/paths.ts';
import { startsGiven, withGiven } from '../../../../shell/given.ts';
import {
  functionNames,
  handedOn,
  inlineScript,
  laterScripts,
  startedOnEach,
  startsWhatIsGiven,
} from '../../../../shell/inner-scripts.ts';
import { baseName, type Invocation, invocationOf } from '../../../../shell/invocation.ts';
import { startsItself } from '../../../../shell/itself.ts';
import { parseShell } from '../../../../shell/parse.ts';
import type { Script, Word } from '../../../../shell/script.ts';
import { firstReason } from '../../user/first-reason.ts';
import { foldersIn } from '../../user/folders-in.ts';
import type { Place } from '../../user/place.ts';
import { type Handed, handedBySu, homeOf } from '../steps/handed-scripts.ts';
import { handedByImage } from './image-entrypoint.ts';
import type { Program } from './program.ts';
import { isSaidByServices } from './said-by-services.ts';
import { type ScriptFile, scriptAt } from './start-script.ts';
import { serviceStarted } from './system-services.ts';

/** What is found on the way. */
export type Gathered = {
  programs: Program[];
  needsShell: boolean;
  shells: Program[];
  scripts: ScriptFile[];
  entered: string | undefined;
};

export const gathering = (needsShell: boolean): Gathered => ({
  programs: [],
  needsShell,
  shells: [],
  scripts: [],
  entered: undefined,
});

/** Where a script is read from, and by whom. */
export type From = { readonly folder: string; readonly by: string; readonly isFile?: boolean };

/** Adds what a script starts; or says why that is not known. */
export function gather(place: Place, gathered: Gathered, script: Script, from: From): string | undefined {
  if (script.opaque !== undefined) return `what ${from.by} starts can not be read: ${script.opaque}`;
  const folders = foldersIn(script, from.folder);
  const functions = functionNames(script);
  const inner = [...laterScripts(script), ...script.commands.flatMap(startedOnEach)];
  return (
    firstReason(inner, (each) => gather(place, gathered, each, from)) ??
    firstReason(script.commands, (command) => {
      const invocation = functions.has(command.name) ? undefined : invocationOf(command);
      return invocation && gatherCall(place, gathered, invocation, { ...from, script, here: folders.get(command) });
    })
  );
}

type Inside = From & { readonly script: Script; readonly here: string | undefined };

function gatherCall(
  place: Place,
  gathered: Gathered,
  { tool, args, wrapper }: Invocation,
  { script, here, folder, by, isFile }: Inside,
): string | undefined {
  for (const { value } of wrapper.filter(isWrapper))
    start(gathered, { ...programCalled(value, here ?? '/'), args: [], by });
  if (startsGiven(script, tool)) return undefined;
  if (isFile && startsItself(tool)) {
    const passed = handedOn(script, args);
    return passed && gather(place, gathered, passed, { folder, by });
  }
  if (!tool.literal || (here === undefined && goesByFolder(tool)))
    return `${by} starts ${tool.text}, which is known only when it runs`;
  const { entered } = gathered;
  const why = follow(place, gathered, { tool, args, folder: here ?? '/', by });
  if (why === undefined && !readsHere(tool)) gathered.entered = entered;
  return why;
}

const goesByFolder = ({ value }: Word): boolean => /^[^/]+\//.test(value) || interpreters.includes(baseName(value));

/** Its script is read by the shell itself, which keeps what that sets. */
const readsHere = ({ value }: Word): boolean => value === '.' || value === 'source';

const start = ({ programs, entered }: Gathered, program: Program): number =>
  programs.push({ ...program, ...(entered !== undefined && { entered }) });

/** `tini --`, `env A=1`: they start what stands behind them, and have to be there as well. */
const isWrapper = ({ value }: Word): boolean =>
  Object.hasOwn(wrappers, baseName(value)) && !['command', 'exec', 'time'].includes(value);

const programCalled = (name: string, folder: string): Pick<Program, 'name' | 'path' | 'folder'> => ({
  name,
  path: name.includes('/') ? absolutePath(name, folder) : undefined,
  folder,
});

type Call = { readonly tool: Word; readonly args: readonly Word[]; readonly folder: string; readonly by: string };

function follow(place: Place, gathered: Gathered, call: Call): string | undefined {
  const service = serviceStarted(place.stage, call.tool, call.args);
  if (service === undefined) return followProgram(place, gathered, call);
  start(gathered, { ...programCalled(service, call.folder), args: [], by: call.by });
  return undefined;
}

/** `sh -c "…"` and scripts are read in turn; all else is a program. */
function followProgram(place: Place, gathered: Gathered, call: Call): string | undefined {
  const { tool, args, folder, by } = call;
  const handed = baseName(tool.value) === 'su' ? handedBySu(args) : undefined;
  if (handed !== undefined) return followUser(place, gathered, call, handed);
  const isShell = interpreters.includes(baseName(tool.value));
  const inline = isShell ? inlineScript(args) : undefined;
  if (isShell) askFor(gathered, baseName(tool.value), by);
  if (inline !== undefined)
    return inline.literal
      ? gather(place, gathered, parseShell(inline.value), { folder, by })
      : `${by} starts ${inline.text}, which is known only when it runs`;
  const named = isShell ? args.find(({ value }) => !value.startsWith('-')) : tool;
  if (named === undefined) return `${by} starts a shell, in which people may need the tools of the build`;
  const path = isShell ? absolutePath(named.value, folder) : named.value;
  const script = scriptAt(place, path, folder, isShell);
  if (script === undefined)
    return isShell
      ? enter(gathered, named, { tool, folder, by })
      : startProgram(place, gathered, { tool, args, folder, by });
  return followScript(place, gathered, script, {
    args: isShell ? args.slice(args.indexOf(named) + 1) : args,
    folder,
    by,
  });
}

/** `su app -c "…"` stays in its folder, and `su - app -c "…"` goes home. */
function followUser(place: Place, gathered: Gathered, { args, folder, by }: Call, handed: Handed): string | undefined {
  const { text, user = 'root', isLogin } = handed;
  const here = isLogin ? homeOf(place.stage, user) : folder;
  if (here === undefined) return `${by} starts programs in the home of ${user}, a folder that is not known`;
  const at = args.findIndex(({ value }) => /^(?:-s|--shell)$/.test(value));
  askFor(gathered, baseName((at === -1 ? undefined : args[at + 1]?.value) ?? 'sh'), by);
  return gather(place, gathered, parseShell(text), { folder: here, by });
}

function startProgram(place: Place, gathered: Gathered, { tool, args, folder, by }: Call): string | undefined {
  const handed = handedByImage(place, tool, args);
  if (handed !== undefined) return gather(place, gathered, handed, { folder, by });
  start(gathered, { ...programCalled(tool.value, folder), args, by });
  const unpacker = baseName(tool.value) === 'tar' ? calledByTar(args.map(({ text }) => text)) : undefined;
  if (unpacker !== undefined) start(gathered, { ...programCalled(unpacker, folder), args: [], by });
  return undefined;
}

/** What a script starts, and what it is given to start, which may be something else each time. */
function followScript(
  place: Place,
  gathered: Gathered,
  script: ScriptFile,
  { args: given, folder, by }: Omit<Call, 'tool'>,
): string | undefined {
  const { path, text } = script;
  const name = baseName(path);
  askFor(gathered, /^#!.*?(\w+)\s*(?:-\S*\s*)*$/m.exec(text.split('\n', 1)[0] ?? '')?.[1] ?? 'sh', name);
  const isKnown = gathered.scripts.some((other) => other.path === path);
  if (!isKnown) gathered.scripts.push(script);
  const isOpen = by === 'ENTRYPOINT' && given.length === 0 && !isSaidByServices(place);
  const read = parseShell(text);
  if (isOpen && startsWhatIsGiven(read))
    return `${name} starts what a container is given, and no CMD says what that is: with one it could be split`;
  const before = gathered.programs.length;
  const own = isKnown ? undefined : gather(place, gathered, read, { folder, by: name, isFile: true });
  const started = gathered.programs.splice(before);
  gathered.programs.push(...started.map((program) => ({ ...program, args: withGiven(program.args, given) })));
  const passed = handedOn(read, given);
  return own === undefined && passed !== undefined ? gather(place, gathered, passed, { folder, by }) : own;
}

/** `. venv/bin/activate`; all else that a shell is told to read, and that no COPY brings, is not known. */
function enter(
  gathered: Gathered,
  { value, literal }: Word,
  { tool, folder, by }: Omit<Call, 'args'>,
): string | undefined {
  const [, environment] = /^(.+)\/bin\/activate$/.exec(readsHere(tool) && literal ? value : '') ?? [];
  if (environment === undefined)
    return `${value}, which ${by} starts, is no file that a COPY brings from the build context`;
  start(gathered, { ...programCalled(value, folder), args: [], by });
  gathered.entered = absolutePath(environment, folder);
  return undefined;
}

function askFor(gathered: Gathered, shell: string, by: string): void {
  gathered.needsShell = true;
  if (OTHER_SHELLS.has(shell)) gathered.shells.push({ name: shell, path: undefined, args: [], folder: '/', by });
}

/** Not all images with a shell have them. */
const OTHER_SHELLS: ReadonlySet<string> = new Set(['bash', 'ksh', 'zsh']);
