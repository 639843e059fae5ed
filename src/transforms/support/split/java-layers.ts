import { buildScripts } from '../../../knowledge/gradle.ts';
import { folderOfAnyImage } from '../../../knowledge/image-folders.ts';
import {
  asksClassLoader,
  bootLayers,
  goesByJars,
  isTakenApartWell,
  looksAtJars,
  ownFramework,
  plainBootJar,
  plainSettings,
  staysOutOfJar,
  takeApartCommand,
  tellsBootJar,
} from '../../../knowledge/spring-boot.ts';
import { elementsOf, textOf, type Xml } from '../../../model/formats/xml.ts';
import { absolutePath, within } from '../../../model/paths.ts';
import { baseName } from '../../../shell/invocation.ts';
import { foldersUp } from '../artefact/build-call.ts';
import { type Place, textAt } from '../user/place.ts';
import { startingFolder } from '../user/working-folder.ts';
import { originOf } from './java-artefacts.ts';
import { childrenAt, pomsAt } from './java-poms.ts';
import type { Project } from './language.ts';
import type { Ran } from './ran.ts';
import type { Build, Taken } from './runtime.ts';

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
  if (ran.some(({ text }) => /-Dspring-boot\./.test(text))) return false;
  return (
    (origin?.by === 'maven' && isPlainMaven(place, origin.folder)) ||
    (origin?.by === 'gradle' && isPlainGradle(place, origin.folder))
  );
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

const BOOT = 'spring-boot-maven-plugin';

/** Spring's own parent makes the jar, and nothing is said of how. */
function isPlainMaven(place: Place, folder: string): boolean {
  const { poms, stranger } = pomsAt(place, folder);
  const elements = poms.flatMap(({ xml }) => elementsOf(xml));
  const isCalled = (xml: Xml, name: string): boolean => textOf(xml, 'artifactId') === name;
  const plugins = elements.filter((xml) => xml.name === 'plugin' && isCalled(xml, BOOT));
  const packagers = elements.some(
    (xml) => xml.name === 'plugin' && /^maven-(?:assembly|jar|shade)-plugin$/.test(textOf(xml, 'artifactId') ?? ''),
  );
  const dependencies = poms
    .flatMap(({ xml }) => [xml, ...childrenAt(xml, 'profiles', 'profile')])
    .flatMap((xml) => childrenAt(xml, 'dependencies', 'dependency'))
    // It leaves devtools out of the jar.
    .filter((xml) => !/^(?:test|import)$/.test(textOf(xml, 'scope') ?? '') && !isCalled(xml, 'spring-boot-devtools'));
  return (
    stranger !== undefined &&
    isCalled(stranger, 'spring-boot-starter-parent') &&
    isTakenApartWell(textOf(stranger, 'version') ?? '') &&
    !packagers &&
    plugins.every(
      (xml) => textOf(xml, 'version') === undefined && elementsOf(xml).every(({ name }) => plainSettings.has(name)),
    ) &&
    dependencies.every((xml) => asksClassLoader.test(`${textOf(xml, 'groupId')}:${textOf(xml, 'artifactId')}`)) &&
    !poms.some(({ text }) => ownFramework.test(text))
  );
}

/** A single script with the plugin, which says nothing of how the jar is made. */
function isPlainGradle(place: Place, folder: string): boolean {
  const scripts = foldersUp(folder).flatMap((above) =>
    buildScripts.flatMap((name) => textAt(place, absolutePath(name, above)) ?? []),
  );
  const [script = ''] = scripts;
  const [, version = ''] =
    /\bid\s*\(?\s*["']org\.springframework\.boot["']\s*\)?\s+version\s+["']([^"']+)["'](?!\s*apply)/.exec(script) ?? [];
  return (
    scripts.length === 1 &&
    isTakenApartWell(version) &&
    !ownFramework.test(script) &&
    !tellsBootJar.test(script.replaceAll(plainBootJar, '')) &&
    [...script.matchAll(/^dependencies\s*\{([\s\S]*?)^\}/gm)]
      .flatMap(([, lines = '']) => lines.split('\n'))
      .every(bringsPlainly)
  );
}

const DEPENDENCY =
  /^(?<configuration>\w+)\s*\(?\s*(?:platform\s*\(\s*)?["'](?<name>[\w.-]+:[\w.-]+)(?::[^"']*)?["'][\s)]*$/;

/** `implementation 'group:name:version'`, of a library that is known. */
function bringsPlainly(line: string): boolean {
  const text = line.replace(/\/\/.*$/, '').trim();
  const [configuration = ''] = /^\w*/.exec(text) ?? [];
  const { name } = DEPENDENCY.exec(text)?.groups ?? {};
  return (
    text === '' ||
    staysOutOfJar.test(configuration) ||
    (name !== undefined && (/\bplatform\b/.test(text) || asksClassLoader.test(name)))
  );
}
