import { buildScripts } from '../../../../knowledge/java/gradle.ts';
import { leinPrints, programFolder } from '../../../../knowledge/java/programs.ts';
import { broughtTo } from '../../../../model/brought-files.ts';
import { absolutePath, isFolderPath, namesLike, within } from '../../../../model/paths.ts';
import { baseName } from '../../../../shell/invocation.ts';
import type { Command } from '../../../../shell/script.ts';
import { type Place, textAt } from '../../user/place.ts';
import { unpackedIn } from '../files/unpacked.ts';
import type { Taken } from '../runtime.ts';
import type { Ran } from '../steps/calls.ts';

/** Where a jar or a folder of classes comes from. */
export type Origin = {
  readonly taken: Taken;
  /** What makes it, and in which folder; `name` is what it was called there. */
  readonly by: 'maven' | 'gradle' | 'sbt' | 'lein' | 'javac' | 'jar' | 'context' | 'folder' | 'archive';
  readonly folder: string;
  readonly name: string;
  /** The commands that moved it. */
  readonly moves: readonly Command[];
};

/** Programs that copy or move files. */
export const MOVERS = /^(?:cp|install|ln|mv)$/;

/** Where something that java is told to run comes from; undefined where that is not known. */
export function originOf(place: Place, ran: readonly Ran[], path: string): Origin | undefined {
  const isAll = path.endsWith('/*');
  const plain = isAll ? path.slice(0, -2) : path;
  const [whole] = programFolder.exec(plain) ?? [];
  if (whole !== undefined && isBuilt(ran, whole))
    return { taken: { path: whole, kind: 'folder' }, by: 'folder', folder: whole, name: baseName(plain), moves: [] };
  const kind = isAll || !/\.(?:jar|war)$/.test(plain) ? 'folder' : 'file';
  const taken: Taken = { path: plain, kind };
  return (
    jarred(ran, taken) ??
    compiled(ran, taken) ??
    printed(ran, taken) ??
    moved(place, ran, taken) ??
    madeBy(place, ran, taken) ??
    unpacked(ran, taken) ??
    (broughtTo(place.file, place.context, place.stage, undefined, plain, kind)?.from === 'context'
      ? { taken, by: 'context', folder: plain, name: baseName(plain), moves: [] }
      : undefined)
  );
}

/** A build tool works in a folder around it. */
const isBuilt = (ran: readonly Ran[], path: string): boolean =>
  ran.some(({ tool, folder }) => /^(?:mvn[dw]?|gradlew?|sbt)$/.test(tool) && within([folder])(path));

/** `jar cfe app.jar Main -C out .` */
function jarred(ran: readonly Ran[], taken: Taken): Origin | undefined {
  const one = ran.findLast(
    ({ tool, command, folder }) =>
      tool === 'jar' &&
      command.words.some(({ value }) => absolutePath(value.replace(/^--file=/, ''), folder) === taken.path),
  );
  return one && { taken, by: 'jar', folder: one.folder, name: one.text, moves: [] };
}

/** Classes, which others may be copied to. */
function compiled(ran: readonly Ran[], taken: Taken): Origin | undefined {
  const one = taken.kind === 'folder' ? ran.find((each) => compiledTo(each) === taken.path) : undefined;
  return one && { taken, by: 'javac', folder: one.folder, name: baseName(taken.path), moves: [] };
}

/** A move of the jar that lein says it has made, as the image of Clojure tells people (hub.docker.com/_/clojure). */
function printed(ran: readonly Ran[], taken: Taken): Origin | undefined {
  const one = ran.findLast(({ tool, command: { words }, folder }) => {
    const [, from, to, ...more] = words;
    const isLast = to?.literal === true && more.length === 0 && absolutePath(to.value, folder) === taken.path;
    return MOVERS.test(tool) && isLast && leinPrints.test(from?.text ?? '');
  });
  return one && { taken, by: 'lein', folder: one.folder, name: 'app-standalone.jar', moves: [one.command] };
}

/** Where it was before the last command that put it there. */
function moved(place: Place, ran: readonly Ran[], taken: Taken): Origin | undefined {
  for (const [at, one] of [...ran.entries()].reverse()) {
    for (const from of MOVERS.test(one.tool) ? sourcesFor(one, taken) : []) {
      const origin = originOf(place, ran.slice(0, at), from);
      if (origin !== undefined && origin.by !== 'folder')
        return { ...origin, taken, moves: [...origin.moves, one.command] };
    }
  }
  return undefined;
}

/** What a command that copies or moves files may make of something. */
function sourcesFor({ command, tool, folder }: Ran, { path, kind }: Taken): string[] {
  const words = command.words.slice(1).filter(({ value }) => !value.startsWith('-'));
  const [target, ...sources] = words.map(({ value }) => value).reverse();
  if (target === undefined || words.some(({ literal }) => !literal)) return [];
  const to = absolutePath(target, folder);
  const paths = sources.map((source) => absolutePath(source, tool === 'ln' ? '/' : folder));
  if (to === path) return kind === 'file' && isFolderPath(target) ? [] : paths;
  const name = baseName(path);
  return absolutePath(name, to) === path ? paths.filter((from) => namesLike(baseName(from)).test(name)) : [];
}

/** In the folder that a build tool leaves its work in. */
function madeBy(place: Place, ran: readonly Ran[], taken: Taken): Origin | undefined {
  const { path } = taken;
  const origin = { taken, name: baseName(path), moves: [] };
  for (const tool of TOOLS) {
    const [, around] = tool.output.exec(path) ?? [];
    const folder = around === '' ? '/' : around;
    if (folder !== undefined && isBuiltIn(place, ran, tool, folder)) return { ...origin, by: tool.by, folder };
  }
  return undefined;
}

/** In a folder that an archive was unpacked in. */
function unpacked(ran: readonly Ran[], taken: Taken): Origin | undefined {
  const one = ran.findLast(({ command, folder }) => {
    const target = unpackedIn(command, folder);
    return target !== undefined && within(target)(taken.path);
  });
  return one && { taken, by: 'archive', folder: one.folder, name: baseName(taken.path), moves: [] };
}

type Tool = {
  readonly by: Origin['by'];
  readonly tool: RegExp;
  /** What is in a folder that it builds. */
  readonly files: readonly string[];
  /** Where it leaves its work; the group holds that folder. */
  readonly output: RegExp;
};

const IN_TARGET = /^(.*?)\/target(?=\/)/;
const TOOLS: readonly Tool[] = [
  { by: 'maven', tool: /^mvn[dw]?$/, files: ['pom.xml'], output: IN_TARGET },
  { by: 'sbt', tool: /^sbt$/, files: ['build.sbt'], output: IN_TARGET },
  { by: 'lein', tool: /^lein$/, files: ['project.clj'], output: IN_TARGET },
  {
    by: 'gradle',
    tool: /^gradlew?$/,
    files: buildScripts,
    output: /^(.*?)\/build\/(?:classes|libs|resources)(?=\/)/,
  },
];

/** A folder has what the tool goes by, and it works there or above. */
const isBuiltIn = (place: Place, ran: readonly Ran[], { tool, files }: Tool, around: string): boolean =>
  ran.some((one) => tool.test(one.tool) && within([one.folder])(around)) &&
  files.some((file) => textAt(place, absolutePath(file, around)) !== undefined);

/** Where javac puts classes; undefined for other programs. */
export function compiledTo({ tool, command: { words }, folder }: Ran): string | undefined {
  if (tool !== 'javac') return undefined;
  const at = words.findIndex(({ value }) => value === '-d');
  return at === -1 ? folder : absolutePath(words[at + 1]?.value ?? '', folder);
}
