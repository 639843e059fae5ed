import type { BuildContext } from '../../../context/build-context.ts';
import { isIgnored } from '../../../context/ignored.ts';
import { makeValues, programFolders } from '../../../knowledge/compiled/build-commands.ts';
import { folderOfAnyImage, LOCAL } from '../../../knowledge/images/image-folders.ts';
import { makefileNames } from '../../../knowledge/programs/scripts.ts';
import { broughtText, broughtTo } from '../../../model/brought-files.ts';
import { scriptOf } from '../../../model/container-commands.ts';
import { type Dockerfile, fromTheBaseUp, type Stage } from '../../../model/dockerfile.ts';
import { imageFiles } from '../../../model/image-files.ts';
import { absolutePath, within } from '../../../model/paths.ts';
import { environment, variableValue } from '../../../model/state.ts';
import { baseName, type Invocation, invocationOf } from '../../../shell/invocation.ts';
import { parseShell } from '../../../shell/parse.ts';
import type { Script } from '../../../shell/script.ts';
import { mountsOf } from '../../../syntax/flags.ts';
import { isRun, type RunStep } from '../rewrite/rewrite.ts';
import { foldersIn } from '../user/folders-in.ts';
import { startingFolder } from '../user/working-folder.ts';
import { type BuildCall, isInstall, optionsOf, wordValue } from './build-call.ts';
import { compiledBy, isCompiler } from './c-build.ts';
import { cargoFolder, cargoPrograms } from './cargo-build.ts';
import { readCmake, readCmakeSomewhere, readTree } from './cmake-tree.ts';
import { isConfigure, readConfigured } from './configured.ts';
import { goPrograms } from './go-build.ts';
import {
  add,
  type BuildCommand,
  type BuiltProgram,
  type Here,
  type Ledger,
  type Prefix,
  type Strayed,
  type Surroundings,
} from './ledger.ts';
import { ownsLocal } from './local-folder.ts';
import { makeRecipes } from './makefile.ts';
import { followed } from './moved-programs.ts';

export type { BuildCommand, BuiltProgram, Strayed } from './ledger.ts';

export type BuiltPrograms = {
  readonly programs: readonly BuiltProgram[];
  /** Every command that was read on the way, those of Makefiles behind the one that reads them. */
  readonly commands: readonly BuildCommand[];
  /** Why the programs of some build command are not known. */
  readonly unknown: string | undefined;
  readonly strayed: Strayed | undefined;
  readonly prefixes: readonly Prefix[];
};

type Place = { readonly file: Dockerfile; readonly context: BuildContext; readonly stage: Stage };

/**
 * The programs that the RUNs of a stage, and of those that it is built on, compile of the build context, wherever later commands copy, move
 * or link them. A program that is in several places is there several times.
 */
export function builtPrograms({ file, context, stage }: Place): BuiltPrograms {
  const ledger: Ledger = {
    programs: [],
    commands: [],
    unknown: undefined,
    folders: new Set(programFolders),
    trees: new Map(),
    strayed: undefined,
    configured: new Map(),
    prefixes: [],
    isOwn: (folder) => !folderOfAnyImage.test(folder) || (folder === LOCAL && ownsLocal(stage)),
  };
  for (const ancestor of fromTheBaseUp(stage)) {
    for (const step of ancestor.steps) {
      if (step.state.workdir !== undefined) ledger.folders.add(step.state.workdir);
      if (!isRun(step) || step.deferred) continue;
      const start = step.state.workdir ?? startingFolder(ancestor);
      const read: Surroundings = {
        step,
        exported: new Map(),
        textAt: (path) => broughtText(file, context, ancestor, path),
        namesIn: (path) => namesAt({ file, context, stage: ancestor }, path) ?? [],
        isFolder: (path) => ledger.folders.has(path) || namesAt({ file, context, stage: ancestor }, path) !== undefined,
      };
      const script = scriptOf(step.run);
      if (
        script.opaque !== undefined &&
        mayBuild.test(file.source.text.slice(step.instruction.span.start, step.instruction.span.end))
      )
        ledger.unknown ??= `a RUN that builds can not be read: ${script.opaque}`;
      else readScript(ledger, read, script, start, 0);
      leaveMounts(ledger, step, start);
    }
  }
  const { programs, commands, unknown, strayed, prefixes } = ledger;
  return { programs, commands, unknown, strayed, prefixes };
}

/** Text of a RUN that may compile. */
export const mayBuild = /\b(?:cargo|cmake|g\+\+|gcc|go\s+(?:build|install)|make)\b/;

function namesAt({ file, context, stage }: Place, path: string): readonly string[] | undefined {
  const brought = broughtTo(file, context, stage, undefined, path, 'folder');
  if (brought?.from !== 'context') return namesOneByOne({ file, context, stage }, path);
  const folder = brought.path;
  return context.namesIn(folder)?.filter((name) => !isIgnored(context, folder === '' ? name : `${folder}/${name}`));
}

/** In a folder that COPYs fill with single files and folders. */
function namesOneByOne({ file, context, stage }: Place, folder: string): readonly string[] | undefined {
  const files = imageFiles(file, context, stage);
  if (typeof files === 'string') return undefined;
  const inside = files.filter(({ path }) => path !== folder && within([folder])(path));
  const start = folder === '/' ? 1 : folder.length + 1;
  return inside.length === 0
    ? undefined
    : [...new Set(inside.map(({ path }) => path.slice(start).split('/')[0] as string))];
}

/** Makefiles that call make. */
const DEEPEST = 4;

function readScript(ledger: Ledger, around: Surroundings, script: Script, start: string, depth: number): void {
  if (depth > DEEPEST) return;
  const folders = foldersIn(script, start);
  let entered = start;
  for (const command of script.commands) {
    const folder = folders.get(command);
    ledger.commands.push({ step: around.step, command, folder });
    if (command.name === 'cd') entered = script.text.slice(command.start, command.end);
    const invocation = invocationOf(command);
    if (invocation === undefined) continue;
    const call = callOf(around, invocation, folder ?? start);
    if (folder === undefined) {
      const at = { step: around.step, command, at: entered };
      if (call.tool === 'cmake') readCmakeSomewhere(ledger, at, call);
      else readConfigured(ledger, at, call);
      if (BUILDERS.has(baseName(invocation.tool.value)))
        ledger.unknown ??= 'the folder that a build works in is known only when it runs';
      continue;
    }
    readCommand(ledger, { ...around, call, command, depth });
  }
}

const BUILDERS: ReadonlySet<string> = new Set(['cargo', 'cmake', 'gcc', 'go', 'make']);

function callOf(around: Surroundings, { tool, args, command, wrapper }: Invocation, folder: string): BuildCall {
  const own = new Map(
    [...command.assignments, ...wrapper].flatMap(({ value }) => {
      const [, name, text] = /^(\w+)=([\s\S]*)$/.exec(value) ?? [];
      return name === undefined ? [] : [[name, text ?? '']];
    }),
  );
  const { state } = around.step;
  const set = new Set(environment(state));
  const variable = (name: string): string | undefined =>
    own.get(name) ?? around.exported.get(name) ?? (set.has(name) ? variableValue(state, name) : undefined);
  const { textAt, namesIn, isFolder } = around;
  return { tool: baseName(tool.value), args, folder, variable, textAt, namesIn, isFolder };
}

function readCommand(ledger: Ledger, here: Here): void {
  const { call } = here;
  const { tool } = call;
  if (tool === 'go') add(ledger, here, 'Go', goPrograms(call));
  else if (tool === 'cargo') add(ledger, here, 'Rust', cargoPrograms(call), cargoFolder(call));
  else if (tool === 'make' || tool === 'gmake' || tool === 'ninja') readMake(ledger, here);
  else if (isConfigure(tool) || tool === 'meson') readConfigured(ledger, { ...here, at: call.folder }, call);
  else if (tool === 'cmake') readCmake(ledger, here);
  else if (isCompiler(tool)) add(ledger, here, 'C', compiledBy(call));
  else followed.get(tool)?.(ledger, here);
}

function readMake(ledger: Ledger, here: Here): void {
  const { call } = here;
  const { values, operands } = optionsOf(call, makeValues);
  const said = values.get('C')?.at(-1) ?? values.get('directory')?.at(-1);
  const folder = absolutePath(said ?? '', call.folder);
  const words = operands.map((word) => wordValue(word, call.variable));
  const targets = words.filter((word): word is string => word !== undefined && !/^[\d.]*$|=/.test(word));
  if (ledger.trees.has(folder)) {
    readTree(ledger, here, folder, targets.some(isInstall));
    return;
  }
  const named = values.get('f')?.at(-1) ?? values.get('file')?.at(-1);
  const files = named === undefined ? makefileNames : [named];
  const text = files.map((name) => call.textAt(absolutePath(name, folder))).find((each) => each !== undefined);
  const given = new Map([
    ['CURDIR', folder] as const,
    ...words.flatMap((word) => (word?.includes('=') ? [word.split(/=(.*)/s, 2) as [string, string]] : [])),
  ]);
  const recipes = text === undefined ? undefined : makeRecipes(text, targets, { given, variable: call.variable });
  if (text === undefined) readConfigured(ledger, { ...here, at: folder }, { ...call, folder });
  if (recipes === undefined) ledger.unknown ??= `which program ${call.tool} builds can not be read`;
  // Each line is a shell of its own.
  for (const line of recipes ?? []) readScript(ledger, here, parseShell(line), folder, here.depth + 1);
}

/** What is in a mount is gone when its RUN is over. */
function leaveMounts(ledger: Ledger, { instruction }: RunStep, folder: string): void {
  const targets = mountsOf(instruction.flags).flatMap(({ target }) =>
    target === undefined ? [] : [absolutePath(target, folder)],
  );
  if (targets.length > 0) ledger.programs = ledger.programs.filter(({ path }) => !within(targets)(path));
}
