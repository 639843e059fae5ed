import type { BuildContext } from '../../../context/build-context.ts';
import { compilesOnly, makesNothing } from '../../../knowledge/compiled/build-commands.ts';
import { fileWork } from '../../../knowledge/programs/file-work.ts';
import type { Dockerfile } from '../../../model/dockerfile.ts';
import { concernsSystem, readPackageCall } from '../../../model/package-calls.ts';
import { absolutePath, within } from '../../../model/paths.ts';
import { type EditCall, editCallOf } from '../../../model/sed/call.ts';
import { baseName, invocationOf } from '../../../shell/invocation.ts';
import { foldersMade } from '../../../shell/made-folders.ts';
import type { Word } from '../../../shell/script.ts';
import { idOf } from '../rewrite/rewrite.ts';
import { firstReason } from '../user/first-reason.ts';
import { lineOf } from '../wording.ts';
import type { BuildCommand, BuiltProgram } from './built-programs.ts';
import { isCompiler } from './c-build.ts';
import { isGenerator, whyGenerated } from './go-generate.ts';
import { whyMadeBeside } from './made-beside.ts';
import { languageOf } from './sources.ts';
import { withValues } from './with-values.ts';

/** A folder in which programs are compiled, and what of the context is in it. */
export type Workshop = {
  readonly file: Dockerfile;
  readonly folder: string;
  readonly sent: BuildContext;
  readonly programs: readonly BuiltProgram[];
};

/** Why there may be files in a folder that are neither of the build context nor the program: what else the commands of its stage make. */
export const whyOtherFiles = (workshop: Workshop, commands: readonly BuildCommand[]): string | undefined =>
  firstReason(commands, (command) => whyCommand(workshop, command)) ?? whyMadeBeside(workshop.sent);

function whyCommand(workshop: Workshop, { step, command: asWritten, folder }: BuildCommand): string | undefined {
  const command = withValues(workshop.file, step, asWritten);
  const line = `line ${lineOf(workshop.file, idOf(step))}`;
  const written = command.redirects
    .filter(({ operator }) => operator.includes('>'))
    .flatMap(({ target }) => target ?? []);
  const redirect = written.find((target) => !/^[\d-]$/.test(target.value) && mayMake(workshop, target, folder));
  if (redirect !== undefined) return `${line} writes ${redirect.text}, which the program may read`;
  const invocation = invocationOf(command);
  if (invocation === undefined) return undefined;
  const name = baseName(invocation.tool.value);
  const operands = invocation.args.filter(({ value }) => !/^[-+]/.test(value));
  const named = foldersMade(command)?.paths ?? (name === 'touch' ? operands : undefined);
  if (named !== undefined) {
    const made = named.find((word) => mayMake(workshop, word, folder));
    return made && `${line} makes ${made.text}, which the program may need`;
  }
  if (PLACES.has(name))
    return isElsewhere(workshop, operands, folder)
      ? undefined
      : `${line} puts files into ${workshop.folder} that the program may read`;
  const edit = editCallOf(command, ({ value }) => value);
  if (edit !== undefined)
    return changesFiles(workshop, edit, folder) ? `${line} changes files, so what they name is not known` : undefined;
  if (isGenerator([name, ...invocation.args.map(({ value }) => value)])) return undefined;
  return whyTool(workshop, { name, operands, folder, command }, line);
}

/** Some that it changes may be in the folder, and more than the ends of their lines. */
function changesFiles({ folder }: Workshop, { files, isOfEndings }: EditCall, from: string | undefined): boolean {
  const words = 'folders' in files ? files.folders : files;
  const isThere = ({ value, literal }: Word): boolean => {
    const path =
      literal && (from !== undefined || value.startsWith('/')) ? absolutePath(value, from ?? '/') : undefined;
    return path === undefined || within([folder])(path) || within([path])(folder);
  };
  return !isOfEndings && (words.length === 0 || words.some(isThere));
}

/** Their last word is where files go. */
const PLACES: ReadonlySet<string> = new Set(['cp', 'install', 'ln', 'mv', 'tee']);

/** What is put somewhere is put outside of the folder, or is the program. */
function isElsewhere({ folder, programs }: Workshop, operands: readonly Word[], from: string | undefined): boolean {
  const at = (word: Word): string | undefined =>
    word.literal && (from !== undefined || word.value.startsWith('/'))
      ? absolutePath(word.value, from ?? '/')
      : undefined;
  const paths = operands.map(at);
  const target = paths.at(-1);
  if (target !== undefined && !within([folder])(target)) return true;
  const isProgram = (path: string | undefined): boolean =>
    programs.some((program) => program.path === path || program.made === path || program.path === target);
  return target !== undefined && paths.length > 1 && paths.slice(0, -1).every(isProgram);
}

type Tool = Pick<BuildCommand, 'command' | 'folder'> & { readonly name: string; readonly operands: readonly Word[] };

function whyTool(
  { folder: place, sent }: Workshop,
  { name, operands, folder, command }: Tool,
  line: string,
): string | undefined {
  if (makesNothing.has(name) || fileWork.has(name) || isCompiler(name)) return undefined;
  const compiles = compilesOnly.get(name);
  const verb = operands.find(({ value }) => value !== 'auditable')?.value ?? '';
  if (compiles !== undefined && (verb === '' || compiles.has(verb))) return undefined;
  const call = readPackageCall(command);
  if (call !== undefined && concernsSystem(call)) return undefined;
  const isThere =
    folder === undefined || within([place])(folder) || operands.some(({ value }) => value.includes(`${place}/`));
  const what = compiles === undefined ? name : `${name} ${verb}`;
  const generates = what === 'go generate' ? whyGenerated(sent) : '';
  if (generates === undefined) return undefined;
  return isThere
    ? `${line} runs ${what}, which may make files there that the program reads${generates && `: ${generates}`}`
    : undefined;
}

/** It may make something in the folder that the context has not, and that is neither on the way to a program nor a source. */
function mayMake({ folder, sent, programs }: Workshop, word: Word, from: string | undefined): boolean {
  const isInside = within([folder]);
  if (from === undefined && !word.value.startsWith('/')) return true;
  if (!word.literal) return isInside(absolutePath(word.value.replace(/[$`].*/, ''), from ?? '/'));
  const path = absolutePath(word.value, from ?? '/');
  if (path === folder || !isInside(path)) return false;
  const below = path.slice(folder === '/' ? 1 : folder.length + 1);
  const isOnTheWay = programs.some((program) => [program.path, program.made].some(within([path])));
  return !isOnTheWay && sent.kindOf(below) === undefined && languageOf(below) === undefined;
}
