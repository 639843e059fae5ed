import {
  fatPlugins,
  fatScripts,
  gradleLibraries,
  leinJar,
  sbtJar,
  sbtLeavesOut,
} from '../../../../knowledge/java/programs.ts';
import { elementsOf, textOf, type Xml } from '../../../../model/formats/xml.ts';
import { absolutePath } from '../../../../model/paths.ts';
import { baseName } from '../../../../shell/invocation.ts';
import { foldersUp } from '../../artefact/build-call.ts';
import { type Place, textAt } from '../../user/place.ts';
import type { Taken } from '../runtime.ts';
import type { Ran } from '../steps/calls.ts';
import type { Origin } from './artefacts.ts';
import { childrenAt, pomsAt } from './poms.ts';

/** Folders and files beside a jar that it needs; or why they are not known. */
export function librariesOf(place: Place, ran: readonly Ran[], origin: Origin): readonly Taken[] | string {
  switch (origin.by) {
    case 'maven':
      return ofMaven(place, ran, origin);
    case 'gradle':
      return ofGradle(place, origin);
    case 'sbt':
      return ofSbt(place, ran, origin);
    case 'lein':
      return ofLein(place, ran, origin);
    case 'jar':
      return ofManifest(place, origin);
    default:
      return [];
  }
}

/** Why the folder that Maven copies libraries to is not there: java goes on without it, and a copy of it does not. */
export function whyNotCopied(place: Place, ran: readonly Ran[], origin: Origin): string | undefined {
  const { path } = origin.taken;
  if (origin.by !== 'maven' || !path.endsWith('/target/dependency')) return undefined;
  const texts = [...ran, ...pomsAt(place, origin.folder).poms].map(({ text }) => text);
  return texts.some((text) => text.includes('copy-dependencies'))
    ? undefined
    : `${path} is on the class path, and nothing is known to copy libraries there`;
}

const thin = ({ taken: { path } }: Origin): string =>
  `${path} may be without the libraries that it needs, and where it looks for them is not known`;

function ofMaven(place: Place, ran: readonly Ran[], origin: Origin): readonly Taken[] | string {
  const { poms, stranger } = pomsAt(place, origin.folder);
  if (poms.length === 0) return thin(origin);
  const plugins = poms.flatMap(({ xml }) => childrenAt(xml, 'build', 'plugins', 'plugin'));
  const texts = poms.map(({ text }) => text).join('\n');
  const beside = classPathFolder(plugins, origin);
  if (beside !== undefined) {
    const isMade = copiesTo(plugins, ran, origin).includes(beside);
    return isMade
      ? [{ path: beside, kind: 'folder' }]
      : `${origin.taken.path} looks for its libraries in ${beside}, and what makes that is not known`;
  }
  const isFat = plugins.some((plugin) => {
    const fat = fatPlugins.get(textOf(plugin, 'artifactId') ?? '');
    const isSkipped = elementsOf(plugin).some(({ name, text }) => name === 'skip' && text !== 'false');
    return (
      fat !== undefined &&
      !isSkipped &&
      (fat.jar?.test(origin.name) ?? true) &&
      (fat.needs?.test(texts) ?? true) &&
      fat.unless?.test(texts) !== true
    );
  });
  const isAssembled = /jar-with-dependencies/.test(origin.name) || /<appendAssemblyId>\s*false/.test(texts);
  if (/-runner\.jar$/.test(origin.name) && !ran.some(({ text }) => /uber-jar/.test(text)) && !/uber-jar/.test(texts))
    return thin(origin);
  if (isFat || isAssembled || /-runner\.jar$/.test(origin.name)) return [];
  const needed = poms
    .flatMap(({ xml }) => childrenAt(xml, 'dependencies', 'dependency'))
    .find((each) => !/^(?:test|provided|import)$/.test(textOf(each, 'scope') ?? ''));
  return needed === undefined && stranger === undefined ? [] : thin(origin);
}

/** Where the manifest of a jar looks for others, as maven-jar-plugin writes it. */
function classPathFolder(plugins: readonly Xml[], { taken: { path } }: Origin): string | undefined {
  const archive = plugins
    .filter((plugin) => textOf(plugin, 'artifactId') === 'maven-jar-plugin')
    .flatMap(elementsOf)
    .find((each) => each.name === 'manifest' && textOf(each, 'addClasspath') === 'true');
  return archive && absolutePath(textOf(archive, 'classpathPrefix') ?? '', path.slice(0, path.lastIndexOf('/')) || '/');
}

/** Folders that get the libraries of a program. */
function copiesTo(plugins: readonly Xml[], ran: readonly Ran[], { folder }: Origin): string[] {
  const configured = plugins
    .filter((plugin) => textOf(plugin, 'artifactId') === 'maven-dependency-plugin')
    .flatMap(elementsOf)
    .filter(({ name }) => name === 'outputDirectory')
    .map(({ text }) => text);
  const told = ran.flatMap(({ text }) => [...text.matchAll(/-DoutputDirectory=(\S+)/g)].map(([, path = '']) => path));
  return [...configured, ...told].map((path) =>
    absolutePath(
      path.replace(/\$\{project\.build\.directory\}/, 'target').replace(/\$\{(?:project\.)?basedir\}/, '.'),
      folder,
    ),
  );
}

function ofGradle(place: Place, origin: Origin): readonly Taken[] | string {
  const scriptIn = (folder: string): string =>
    ['build.gradle', 'build.gradle.kts'].map((name) => textAt(place, absolutePath(name, folder)) ?? '').join('\n');
  const own = scriptIn(origin.folder);
  if (fatScripts.some(({ says, jar }) => says.test(own) && jar.test(origin.name))) return [];
  const above = foldersUp(origin.folder).slice(1).map(scriptIn).join('\n');
  const isShared = /\b(?:allprojects|subprojects)\b|apply\s+from|\bid\s*\(?\s*['"][\w-]+\.conventions?/.test(
    own + above,
  );
  return gradleLibraries.test(own) || isShared ? thin(origin) : [];
}

/** `sbt assembly` puts all into one jar, which it calls so unless it is told another name. */
function ofSbt(place: Place, ran: readonly Ran[], origin: Origin): readonly Taken[] | string {
  const script = textAt(place, absolutePath('build.sbt', origin.folder)) ?? '';
  const isCalled = ran.some(({ tool, text }) => tool === 'sbt' && /\bassembly\b/.test(text));
  const isFat = /-assembly-[^/]*\.jar$/.test(origin.name) || sbtJar.exec(script)?.[1] === origin.name;
  return isCalled && isFat && !sbtLeavesOut.test(script) ? [] : thin(origin);
}

/** `lein uberjar` does the same. */
function ofLein(place: Place, ran: readonly Ran[], origin: Origin): readonly Taken[] | string {
  const [, name = ''] = leinJar.exec(textAt(place, absolutePath('project.clj', origin.folder)) ?? '') ?? [];
  const isCalled = ran.some(({ tool, text }) => tool === 'lein' && /\buberjar\b/.test(text));
  return isCalled && (origin.name.endsWith('-standalone.jar') || baseName(name) === origin.name) ? [] : thin(origin);
}

/** `jar cfm app.jar manifest.txt …` */
function ofManifest(place: Place, origin: Origin): readonly Taken[] | string {
  const [, flags, rest = ''] = /\bjar\s+(-?\w+|--create)\s+(.*)$/s.exec(origin.name) ?? [];
  const named = /--manifest[= ](\S+)/.exec(rest)?.[1];
  const words = rest.split(/\s+/);
  const letters = flags?.replace(/^-/, '') ?? '';
  const order = flags === '--create' ? [] : [...letters].filter((letter) => /[efm]/.test(letter));
  const path = named ?? (order.includes('m') ? words[order.indexOf('m')] : undefined);
  if (path === undefined) return [];
  const text = textAt(place, absolutePath(path, origin.folder));
  if (text === undefined) return thin(origin);
  const [, line] = /^Class-Path:\s*((?:.*\r?\n )*.*)$/m.exec(text) ?? [];
  if (line === undefined) return [];
  const around = origin.taken.path.slice(0, origin.taken.path.lastIndexOf('/')) || '/';
  return line
    .replace(/\r?\n /g, '')
    .split(/\s+/)
    .filter((each) => each !== '')
    .map((each): Taken => ({ path: absolutePath(each, around), kind: each.endsWith('/') ? 'folder' : 'file' }));
}
