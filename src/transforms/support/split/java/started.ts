import { packageOfProgram } from '../../../../knowledge/packages/program-packages.ts';
import { absolutePath, namesLike } from '../../../../model/paths.ts';
import { environment, variableValue } from '../../../../model/state.ts';
import { baseName } from '../../../../shell/invocation.ts';
import type { Command } from '../../../../shell/script.ts';
import { toldCommands } from '../../find/told-commands.ts';
import type { Place } from '../../user/place.ts';
import { lastFolder } from '../../user/working-folder.ts';
import type { Taken } from '../runtime.ts';
import type { Program, Started } from '../starts/program.ts';
import type { Ran } from '../steps/calls.ts';
import { type Origin, originOf } from './artefacts.ts';
import { deployedIn } from './deployed.ts';
import { librariesOf, whyNotCopied } from './libraries.ts';
import { javaStart } from './start.ts';

/** Jars and classes that containers start. */
export type JavaArtefacts = {
  readonly taken: readonly Taken[];
  readonly paths: readonly string[];
  /** Commands that put them where they are. */
  readonly moves: readonly Command[];
  /** What else is started. */
  readonly others: readonly Program[];
};

/** What is started of what the build makes; or why that is not known. */
export function javaArtefacts(place: Place, ran: readonly Ran[], { programs }: Started): JavaArtefacts | string {
  const origins: Origin[] = [];
  const libraries: Taken[] = [];
  const others: Program[] = [];
  for (const program of programs) {
    const found = baseName(program.name) === 'java' ? runBy(place, ran, program) : otherBy(place, ran, program);
    if (typeof found === 'string') return found;
    origins.push(...found.origins);
    libraries.push(...found.libraries);
    if (found.origins.length === 0) others.push(program);
  }
  const first = programs.find(({ name }) => packageOfProgram('debian', baseName(name)) !== '') ?? programs[0];
  if (first === undefined) return 'what containers start is not known';
  const made = origins.filter(({ by }) => by !== 'context');
  if (made.length === 0) return `${first.by} starts ${first.name}, which is nothing that the build is known to make`;
  const told = jarsTold(place).find(({ path }) => !isAmong(origins)(path) && isMade(originOf(place, ran, path)));
  if (told !== undefined)
    return `${told.by} starts ${told.path}, and whether the build makes that as well is not known: where a service of a compose file starts it, it could be split`;
  return {
    taken: [...origins.map(({ taken }) => taken), ...libraries],
    paths: [...new Set(made.map(({ taken }) => taken.path))],
    moves: origins.flatMap(({ moves }) => moves),
    others,
  };
}

/** Other jars that people, pipelines and clusters are told to start in containers. */
const jarsTold = ({ stage, context }: Place): { readonly by: string; readonly path: string }[] =>
  toldCommands(context).flatMap(({ file, words }) =>
    words.flatMap((word, at) =>
      /\.jar$/.test(word) && words.slice(0, at).includes('-jar')
        ? { by: file, path: absolutePath(word, lastFolder(stage)) }
        : [],
    ),
  );

const isAmong = (origins: readonly Origin[]): ((path: string) => boolean) => {
  const names = origins.map(({ taken }) => taken.path);
  return (path) => names.some((name) => name === path || namesLike(baseName(name)).test(baseName(path)));
};

const isMade = (origin: Origin | undefined): boolean => /^(?:gradle|maven|sbt)$/.test(origin?.by ?? '');

type Run = { readonly origins: readonly Origin[]; readonly libraries: readonly Taken[] };

/** Jars and classes that java is told to run, and what they need beside. */
function runBy(place: Place, ran: readonly Ran[], program: Program): Run | string {
  const { end } = place.stage;
  const set = new Set(environment(end));
  const start = javaStart(program, (name) => (set.has(name) ? variableValue(end, name) : undefined));
  if (typeof start === 'string') return start;
  const origins: Origin[] = [];
  const libraries: Taken[] = [];
  for (const path of start.classPath) {
    const origin = originOf(place, ran, path);
    if (origin === undefined) return `where ${path}, which ${program.by} starts, comes from is not known`;
    const missing = whyNotCopied(place, ran, origin);
    if (missing !== undefined) return missing;
    const isAlone = start.isJar || start.classPath.length === 1;
    const needed = isAlone ? librariesOf(place, ran, origin) : [];
    if (typeof needed === 'string') return needed;
    origins.push(origin);
    libraries.push(...needed);
  }
  return { origins, libraries };
}

/** A script that Gradle or Maven makes to start a program, or a server that serves it; anything else is none that is built. */
function otherBy(place: Place, ran: readonly Ran[], program: Program): Run | string {
  const { path } = program;
  const origin = path === undefined ? undefined : originOf(place, ran, path);
  if (origin?.by === 'folder') return { origins: [origin], libraries: [] };
  const deployed = deployedIn(place, ran, program);
  return typeof deployed === 'string' ? deployed : { origins: deployed, libraries: [] };
}
