import { folderOfAnyImage } from '../../../../knowledge/images/image-folders.ts';
import { bootLayers, goesByJars, looksAtJars, takeApartCommand } from '../../../../knowledge/java/spring-boot.ts';
import { within } from '../../../../model/paths.ts';
import { baseName } from '../../../../shell/invocation.ts';
import { startingFolder } from '../../user/working-folder.ts';
import type { Project } from '../project/project.ts';
import type { Build, Taken } from '../runtime.ts';
import type { Ran } from '../steps/calls.ts';
import { originOf } from './artefacts.ts';
import { isPlainBoot } from './boot.ts';

/** What comes along, and what takes a jar apart for that. */
export type Layers = {
  readonly taken: readonly Taken[];
  readonly command?: string;
  readonly because: string;
};

type Known = {
  readonly project: Project;
  readonly ran: readonly Ran[];
  /** What is started. */
  readonly jars: readonly string[];
  readonly taken: readonly Taken[];
};

/**
 * What comes along with a jar of Spring Boot in layers, so that a new version of a program is a small layer on those of its libraries.
 * What starts it stays: the same name, which java is told to run. The jar comes as it is where it is not known that the program is the
 * same to itself.
 */
export function layersOf(build: Build, known: Known): Layers {
  const { taken, jars } = known;
  const [jar = ''] = jars;
  const folder = jar.slice(0, jar.lastIndexOf('/')) || '/';
  const last = build.steps.at(-1);
  const isOne = jars.length === 1 && /^(?:\/[\w@+.-]+)+\.jar$/.test(jar) && !folderOfAnyImage.test(folder);
  if (!isOne || last === undefined || build.behind.length === 0) return { taken, because: '' };
  if (!hasRoom(known, folder, jar) || !isStartedPlainly(build, jar) || !isMadePlainly(build, known, jar))
    return { taken, because: '' };
  const here = last.state.workdir ?? startingFolder(build.place.stage) ?? '/';
  const fromHere = (path: string): string =>
    within([here])(path) ? path.slice(here === '/' ? 1 : here.length + 1) : path;
  const layer = (name: string): Taken => ({
    path: folder,
    kind: 'folder',
    from: `${folder}/extracted/${name}`,
    isNobodys: true,
  });
  return {
    taken: [...bootLayers.map(layer), ...taken.filter(({ path }) => path !== jar)],
    command: takeApartCommand(fromHere(jar), fromHere(`${folder}/extracted`)),
    because: ' and which comes in layers, as a new version of it leaves those of its libraries as they are',
  };
}

/** Nothing else is where the libraries go, or where the jar is taken apart. */
function hasRoom({ project, ran, taken }: Known, folder: string, jar: string): boolean {
  const isInTheWay = within([`${folder}/lib`, `${folder}/extracted`]);
  const others = taken.filter(({ path }) => path !== jar);
  return (
    !project.files.some(({ path }) => isInTheWay(path)) &&
    !ran.some(({ text }) => /\bextracted\b/.test(text)) &&
    !others.some(({ path }) => isInTheWay(path) || within([path])(folder))
  );
}

/** A build of Spring's own makes it, and the sources do not look at what it is in. */
function isMadePlainly({ place }: Build, { project: { sources }, ran }: Known, jar: string): boolean {
  if (typeof sources === 'string' || sources.some(({ text }) => looksAtJars.test(text))) return false;
  const origin = originOf(place, ran, jar);
  return origin !== undefined && isPlainBoot(place, origin) && !ran.some(({ text }) => /-Dspring-boot\./.test(text));
}

/** One call of java runs it, by the name of the jar, and nothing else names that. */
function isStartedPlainly({ place: { stage }, started: { programs, scripts } }: Build, jar: string): boolean {
  const [program, ...others] = programs.filter(({ args }) => args.some(({ text }) => text.includes(baseName(jar))));
  const settings = stage.steps.filter(({ instruction: { keyword } }) => keyword === 'ENV');
  const texts = [
    ...settings.map(({ instruction }) => instruction.args.text),
    ...(program?.args ?? []).map(({ text }) => text),
  ];
  return (
    program !== undefined &&
    others.length === 0 &&
    scripts.length === 0 &&
    baseName(program.name) === 'java' &&
    program.args.some(({ value }) => value === '-jar') &&
    !texts.some((text) => goesByJars.test(text))
  );
}
