import { toolchainInstallers } from '../../../knowledge/toolchain-installers.ts';
import type { Step } from '../../../model/dockerfile.ts';
import { concernsSystem, readPackageCall } from '../../../model/package-calls.ts';
import { absolutePath, within } from '../../../model/paths.ts';
import { variableValue } from '../../../model/state.ts';
import { expandWord } from '../../../model/variables.ts';
import { toolOf } from '../../../shell/invocation.ts';
import { parseShell } from '../../../shell/parse.ts';
import type { Command, Script, Word } from '../../../shell/script.ts';
import { isRun, type RunStep } from '../rewrite/rewrite.ts';
import { foldersIn } from '../user/folders-in.ts';
import { type Place, textAt } from '../user/place.ts';
import { startingFolder } from '../user/working-folder.ts';
import { placeOf } from '../wording.ts';
import { makesUser } from './last-of-build.ts';
import type { Taken } from './runtime.ts';
import { unpackedIn } from './unpacked.ts';

/** What steps of the build leave that the program may need beside what the build makes. */
export type Left = { readonly taken: readonly Taken[]; readonly repeated: readonly Step[] };

/** What a word says, where that is known; an ecosystem may know variables of its images. */
export type ValueOf = (word: Word) => string | undefined;
const plainValue: ValueOf = ({ literal, value }) => (literal ? value : undefined);

/** Commands that leave nothing but what they print. */
const LEAVES_NOTHING: ReadonlySet<string> = new Set(
  `: [ [[ cat cd command date df du echo env exit export false file find free grep head id ldd ls nproc popd printenv printf ps pushd pwd
  read realpath set sleep sort tail test time tr true type ulimit umask uname unset wait wc which whoami xargs rm rmdir unlink strip`.split(
    /\s+/,
  ),
);

/** Of no use to a program that runs later, wherever it is. */
const isScratch = within(['/tmp', '/var/tmp', '/dev', '/root/.cache', '/var/cache', '/var/lib/apt', '/var/log']);

/**
 * What the steps up to the last of a build leave beside what is kept anyway; or why that is not known. `builds` are the programs of the
 * toolchain, which leave what they make where the ecosystem says.
 */
export function leftBehind(
  place: Place,
  steps: readonly Step[],
  builds: (command: Command) => boolean,
  kept: (path: string) => boolean,
  valueOf: ValueOf = plainValue,
): Left | string {
  const taken: Written[] = [];
  const repeated: Step[] = [];
  for (const step of steps.filter(isRun)) {
    const { script } = step.run;
    if (script.opaque !== undefined) return `what ${placeOf(place, step)} leaves is not known: ${script.opaque}`;
    if (isInstaller(script)) continue;
    if (makesUser(step)) {
      repeated.push(step);
      continue;
    }
    const left = leftByRun(place, step, builds, valueOf);
    if (typeof left === 'string') return left;
    taken.push(...left.filter(({ path }) => !isScratch(path) && !kept(path)));
  }
  const made = taken.filter(({ mode }) => mode === undefined);
  const changed = taken.filter((one) => one.mode !== undefined && made.every(({ path }) => path !== one.path));
  const odd = changed.find((one) => mayBeFolder(one) && textAt(place, one.path) === undefined);
  if (odd !== undefined)
    return `chmod says what may be done in ${odd.path}, which a copy from another stage would not keep of a folder`;
  const isFirst = ({ path }: Taken, index: number): boolean =>
    taken.findIndex((other) => other.path === path) === index;
  return { taken: taken.filter(isFirst).map(({ mode: _, ...one }) => one), repeated };
}

/** `curl … | sh` of a script that is known to leave nothing but a toolchain. */
const isInstaller = ({ text, commands }: Script): boolean =>
  toolchainInstallers.test(text) &&
  commands.every((command) => /^(?:curl|wget|sh|bash|python3?)$/.test(toolOf(command)));

/** A folder that is made to build in is no folder of the program. */
function leftByRun(
  place: Place,
  step: RunStep,
  builds: (command: Command) => boolean,
  valueOf: ValueOf,
): Written[] | string {
  const { script } = step.run;
  const folders = foldersIn(script, step.state.workdir ?? startingFolder(place.stage));
  const entered = script.commands.flatMap((command) => (command.name === 'cd' ? operands(command) : []));
  const taken: Written[] = [];
  for (const path of groupTargets(script, valueOf)) {
    if (path?.startsWith('/') !== true)
      return `${placeOf(place, step)} writes what brackets print to a file that is not known`;
    taken.push({ path: absolutePath(path, '/'), kind: 'file' });
  }
  for (const command of script.commands) {
    const unpacked = unpackedIn(command, folders.get(command));
    if (unpacked !== undefined && !builds(command)) {
      taken.push({ path: unpacked, kind: 'folder', isNobodys: true });
      continue;
    }
    const left = leavings(withValues(place, step, command), folders.get(command), () => builds(command), valueOf);
    if (left === undefined)
      return `${placeOf(place, step)}: ${JSON.stringify(shown(script.text, command))} may leave something that the program needs`;
    taken.push(
      ...left.filter(({ path, kind }) => kind === 'file' || entered.every((each) => !path.endsWith(`/${each}`))),
    );
  }
  return taken;
}

/** With what ENV says in place of variables that the script does not set itself. */
function withValues({ file }: Place, { state, run }: RunStep, command: Command): Command {
  const lookup = (name: string): string | undefined =>
    new RegExp(`\\b(?:${name}=|for ${name}\\b|read\\b)`).test(run.script.text) ? undefined : variableValue(state, name);
  const words = command.words.map((word) => {
    const value = word.literal ? undefined : expandWord(word.text, file.source.escape, lookup);
    return value !== undefined && /^[\w@+./-]+$/.test(value) ? { ...word, value, literal: true } : word;
  });
  return { ...command, words };
}

const shown = (text: string, { start, end }: Command): string =>
  end - start > 40 ? `${text.slice(start, start + 37)}…` : text.slice(start, end);

/** Where several commands in brackets print to, of which none says it. */
function groupTargets({ tokens, commands }: Script, valueOf: ValueOf): (string | undefined)[] {
  return tokens.flatMap(({ text, start }, at) => {
    const isOfCommand = commands.some((command) => command.start <= start && start < command.end);
    if (isOfCommand || !/^(?:\d*|&)>[>|]?$/.test(text)) return [];
    const target = parseShell(tokens[at + 1]?.text ?? '').commands[0]?.words[0];
    return [target && valueOf(target)];
  });
}

const operands = ({ words }: Command): string[] =>
  words.slice(1).flatMap(({ value }) => (value.startsWith('-') ? [] : [value]));

/** What a command leaves; undefined where that is not known. */
function leavings(
  command: Command,
  folder: string | undefined,
  builds: (command: Command) => boolean,
  valueOf: ValueOf,
): Written[] | undefined {
  const written: Written[] = [];
  for (const { operator, target } of command.redirects) {
    if (!operator.includes('>') || target === undefined || /^(?:\d+|-)$/.test(target.value)) continue;
    const path = valueOf(target);
    if (path === undefined) return undefined;
    written.push({ path, kind: 'file' });
  }
  const tool = toolOf(command);
  const call = readPackageCall(command);
  if (tool !== '' && !LEAVES_NOTHING.has(tool) && !builds(command) && !(call && concernsSystem(call))) {
    const paths = writes(tool, command);
    if (paths === undefined) return undefined;
    written.push(...paths);
  }
  const places = written.map((one) => ({
    ...one,
    path: one.path.startsWith('/') ? absolutePath(one.path, '/') : folder && absolutePath(one.path, folder),
  }));
  return places.every((taken): taken is Written => taken.path !== undefined) ? places : undefined;
}

/** With how it says what may be done there, where nothing else is done. */
type Written = Taken & { readonly mode?: string };

const shownMode = ({ words }: Command): string =>
  words
    .slice(1)
    .map(({ value }) => value)
    .join(' ');

/** A file or a folder, as far as its name and what is done to it tell. */
const mayBeFolder = ({ path, mode = '' }: Written): boolean =>
  /^(?:-\w*R|--recursive)/.test(mode) || (!/^[augo]*\+x /.test(mode) && !/\/s?bin\/[^/]+$|[^/]\.\w+$/.test(path));

/** Files and folders that programs which work on files write to. */
function writes(tool: string, command: Command): Written[] | undefined {
  const paths = operands(command);
  if (tool === 'curl' || tool === 'wget') return downloaded(command);
  if (command.words.some(({ literal }) => !literal) || paths.some((path) => /[*?[]/.test(path))) return undefined;
  const target = paths.at(-1);
  switch (tool) {
    case 'mkdir':
      return paths.map((path) => ({ path, kind: 'folder' }));
    case 'touch':
    case 'tee':
      return paths.map((path) => ({ path, kind: 'file' }));
    case 'chmod':
      return paths.slice(1).map((path) => ({ path, kind: 'file', mode: shownMode(command) }));
    case 'cp':
    case 'mv':
    case 'ln':
    case 'install': {
      const options = command.words.slice(1).filter(({ value }) => value.startsWith('-'));
      const isPlain =
        paths.length === 2 && target !== undefined && options.every(({ value }) => /^-[fpLsv]+$|^-m?\d*$/.test(value));
      return isPlain
        ? [{ path: target.endsWith('/') ? target + baseOf(paths[0] ?? '') : target, kind: 'file' }]
        : undefined;
    }
    default:
      return undefined;
  }
}

/** `-o FILE`, `-qO/usr/bin/probe`, `--output=FILE`: the one file that a download becomes. */
function downloaded({ words }: Command): Taken[] | undefined {
  const values = words.map(({ value }) => value);
  const at = values.findIndex((value) => /^(?:-[a-zA-Z]*[oO]|--output|--output-document)$/.test(value));
  const joined = values.flatMap((value) => /^(?:-[a-zA-Z]*[oO]|--output(?:-document)?=)(\/.+)$/.exec(value)?.[1] ?? []);
  const path = joined[0] ?? (at === -1 ? undefined : values[at + 1]);
  return path === undefined || !/^[\w./+-]+$/.test(path) || /^\w+:/.test(path) ? undefined : [{ path, kind: 'file' }];
}

const baseOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
