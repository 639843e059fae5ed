import { whyUnknown } from '../../../context/build-context.ts';
import { buildTools } from '../../../knowledge/programs/container-programs.ts';
import { leavesContent, outputFolder } from '../../../knowledge/projects/project-files.ts';
import { broughtText, broughtTo } from '../../../model/brought-files.ts';
import { copyTarget } from '../../../model/copied-files.ts';
import { lineage, type Stage } from '../../../model/dockerfile.ts';
import { packageName, readPackageCall } from '../../../model/package-calls.ts';
import { absolutePath, within } from '../../../model/paths.ts';
import { baseName, toolOf } from '../../../shell/invocation.ts';
import type { Command, Script } from '../../../shell/script.ts';
import { isCopy } from '../../../syntax/instruction.ts';
import { escaped } from '../../../syntax/text.ts';
import type { Place } from './place.ts';
import { lastFolder, workingFolder } from './working-folder.ts';

type InStage = Pick<Place, 'context' | 'file' | 'stage'>;

/** What a file is that a command names as its program. */
export type ProgramFile =
  /** A script for a shell, with its text. */
  | { readonly kind: 'script'; readonly text: string }
  /** A program that the project made, or a script in another language. */
  | { readonly kind: 'program' }
  | { readonly kind: 'unread'; readonly why: string };

/** Where programs are looked for that are called by their bare names. */
export const searchedFolders: readonly string[] = [
  '/usr/local/sbin',
  '/usr/local/bin',
  '/usr/sbin',
  '/usr/bin',
  '/sbin',
  '/bin',
];

/** The file of a program as the stage has it in the end; undefined where it does not come from the project. */
export function programFile(place: InStage, name: string): ProgramFile | undefined {
  const paths = name.includes('/')
    ? [absolutePath(name, lastFolder(place.stage))]
    : searchedFolders.map((folder) => `${folder}/${name}`);
  const found = <Found>(look: (path: string) => Found | undefined): Found | undefined =>
    paths.map(look).find((each) => each !== undefined);
  return found((path) => broughtFile(place, path)) ?? found((path) => otherFile(place, path));
}

/** One that no COPY or ADD is known to bring. */
function otherFile(place: InStage, path: string): ProgramFile | undefined {
  if (isMadeHere(place, path) || isBuiltHere(place, path)) return unlessScript(path);
  const unknown = whyUnknown(place.context);
  return unknown !== undefined && isCopiedOver(place, path)
    ? { kind: 'unread', why: `${baseName(path)} can not be read: ${unknown}` }
    : undefined;
}

function broughtFile({ file, context, stage }: InStage, path: string): ProgramFile | undefined {
  const brought = broughtTo(file, context, stage, undefined, path);
  if (brought === undefined) return undefined;
  const isOfStage = brought.step.instruction.flags.some(({ name }) => name === 'from');
  const text = broughtText(file, context, stage, path);
  if (text === undefined) return isOfStage ? unlessScript(path) : unread(path);
  const [shebang] = /^#!.*/.exec(text) ?? [];
  const isScript = shebang === undefined ? path.endsWith('.sh') : /\b(?:ba|da|a|k|z)?sh\b/.test(shebang);
  return isScript ? { kind: 'script', text } : { kind: 'program' };
}

const unlessScript = (path: string): ProgramFile => (path.endsWith('.sh') ? unread(path) : { kind: 'program' });

const unread = (path: string): ProgramFile => ({ kind: 'unread', why: `${baseName(path)} can not be read here` });

/** A COPY or ADD of the build context goes to its folder, or to itself. */
const isCopiedOver = ({ file, stage }: InStage, path: string): boolean =>
  [...lineage(stage)].some(({ steps }) =>
    steps.some((step) => {
      if (!isCopy(step.instruction)) return false;
      const target = copyTarget(step, file.source.escape);
      return target !== undefined && within([target])(path);
    }),
  );

/**
 * A RUN names it, as the outcome of what it compiles, downloads or moves. A bare name is that of a package of the system as well, so
 * it has to be the last part of a path, or what a package manager of the project's language was told to install.
 */
function isMadeHere({ stage }: InStage, path: string): boolean {
  const name = baseName(path);
  const before = searchedFolders.includes(path.slice(0, -name.length - 1)) ? '/' : '[\\s/=\'"]';
  const mentions = new RegExp(`${before}${escaped(name)}(?:$|[\\s'";&|])`);
  const makes = (script: Script, command: Command): boolean => {
    if (leavesContent.has(toolOf(command))) return false;
    const call = readPackageCall(command);
    if (call?.manager.scope === 'project' && call.operands.some((word) => packageName(word) === name)) return true;
    return mentions.test(script.text.slice(command.start, command.end));
  };
  return runsCommand(stage, makes);
}

/** What a build tool leaves in the working directory; one that is not known to be no file of the project stands in its folder for that. */
function isBuiltHere({ stage, context }: InStage, path: string): boolean {
  const folder = workingFolder(stage);
  const isBelow = folder !== undefined && folder !== '/' && within([folder])(path);
  if (!isBelow || !(context.known || outputFolder.test(path))) return false;
  return runsCommand(stage, (_, command) => buildTools.has(toolOf(command)));
}

/** Its build does, or that of a stage below it. */
const runsCommand = (stage: Stage, isIt: (script: Script, command: Command) => boolean): boolean =>
  [...lineage(stage)].some(({ steps }) =>
    steps.some(
      ({ run, deferred }) =>
        run !== undefined && !deferred && run.script.commands.some((command) => isIt(run.script, command)),
    ),
  );
