import { builderScripts } from '../../../knowledge/java/programs.ts';
import { buildTools } from '../../../knowledge/programs/scripts.ts';
import { broughtTo } from '../../../model/brought-files.ts';
import type { Step } from '../../../model/dockerfile.ts';
import { absolutePath } from '../../../model/paths.ts';
import { baseName, invocationOf } from '../../../shell/invocation.ts';
import type { Command, Word } from '../../../shell/script.ts';
import type { Place } from '../user/place.ts';
import { searchedFolders } from '../user/program-file.ts';

/** A call of a script of the build context: `./build.sh`, `sh scripts/build.sh prod`. */
export type ScriptCall = {
  readonly command: Command;
  /** As the call names it, which is `$0` of the script. */
  readonly name: string;
  /** Where it is in the image, and in the context. */
  readonly path: string;
  readonly source: string;
  readonly text: string;
  /** The COPY that brings it. */
  readonly from: Step;
  readonly args: readonly Word[];
  /** Options of the shell that reads it: those of its first line, and those of the call. */
  readonly options: readonly string[];
  /** The folder that it is called in. */
  readonly folder: string;
};

const SHELLS = /^(?:ba|da|a)?sh$/;

/** The first line of a script for a shell that reads what all of them do, and the options there. */
const SHEBANG = /^#![ \t]*\/(?:usr\/)?(?:local\/)?bin\/(?:env[ \t]+(?:-S[ \t]+)?)?(?:ba|da|a)?sh\b[ \t]*([^\r\n]*)/;

/** Undefined where a command calls none, or one that no COPY brings from the context as it is. */
export function calledFile(place: Place, step: Step, command: Command, folder: string): ScriptCall | undefined {
  const named = namedBy(command);
  if (named === undefined) return undefined;
  const { name, isRead, args, told } = named;
  for (const path of pathsOf(name, folder, isRead)) {
    const brought = broughtTo(place.file, place.context, place.stage, step, path);
    if (brought === undefined) continue;
    const text = brought.from === 'context' ? place.context.readText(brought.path) : undefined;
    const options = text === undefined ? undefined : optionsIn(text, isRead);
    if (text === undefined || options === undefined || brought.from !== 'context') return undefined;
    return {
      ...{ command, path, text, folder, args, source: brought.path, from: brought.step },
      name: isRead || name.includes('/') ? name : path,
      options: [...options, ...told],
    };
  }
  return undefined;
}

type Named = {
  readonly name: string;
  /** A shell that the command names reads it. */
  readonly isRead: boolean;
  readonly args: readonly Word[];
  /** What that shell is told. */
  readonly told: readonly string[];
};

/** What may be a script of the project. */
function namedBy(command: Command): Named | undefined {
  const { tool, args = [] } = invocationOf(command) ?? {};
  if (tool?.literal !== true) return undefined;
  if (!SHELLS.test(baseName(tool.value)))
    return /\/|\.sh$/.test(tool.value) ? { name: tool.value, isRead: false, args, told: [] } : undefined;
  const at = args.findIndex(({ value }, index) => !isOption(value, args[index - 1]?.value));
  const told = args.slice(0, Math.max(at, 0)).map(({ value }) => value);
  const named = args[at];
  if (named?.literal !== true || told.some((option) => /^-\w*c/.test(option))) return undefined;
  return { name: named.value, isRead: true, args: args.slice(at + 1), told };
}

/** `-e`, and `pipefail` behind `-o`. */
const isOption = (value: string, before = ''): boolean => /^[-+]/.test(value) || /^[-+]\w*o$/.test(before);

/** Scripts of known build tools are read as these. */
function pathsOf(name: string, folder: string, isRead: boolean): string[] {
  if (builderScripts.has(baseName(name)) || buildTools.includes(baseName(name))) return [];
  if (isRead || name.includes('/')) return [absolutePath(name, folder)];
  return searchedFolders.map((bin) => `${bin}/${name}`);
}

/** Undefined of what is for another interpreter. Who starts a shell with a script passes its first line by. */
function optionsIn(text: string, isRead: boolean): readonly string[] | undefined {
  if (text.includes('\0')) return undefined;
  const [line, options = ''] = SHEBANG.exec(text) ?? [];
  if (line === undefined && text.startsWith('#!')) return undefined;
  return isRead ? [] : options.split(/\s+/).filter((word) => word !== '');
}
