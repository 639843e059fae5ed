import { buildScripts } from '../../../../knowledge/java/gradle.ts';
import {
  asksClassLoader,
  isTakenApartWell,
  ownFramework,
  plainBootJar,
  plainSettings,
  staysOutOfJar,
  tellsBootJar,
} from '../../../../knowledge/java/spring-boot.ts';
import { elementsOf, textOf, type Xml } from '../../../../model/formats/xml.ts';
import { absolutePath } from '../../../../model/paths.ts';
import { foldersUp } from '../../artefact/build-call.ts';
import { type Place, textAt } from '../../user/place.ts';
import type { Origin } from './artefacts.ts';
import { childrenAt, pomsAt } from './poms.ts';

/** A jar is one that Spring Boot makes as it does by itself, with no other libraries than those that are known. */
export const isPlainBoot = (place: Place, { by, folder }: Origin): boolean =>
  (by === 'maven' && isPlainMaven(place, folder)) || (by === 'gradle' && isPlainGradle(place, folder));

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
    plugins.length > 0 &&
    plugins.every(
      (xml) => textOf(xml, 'version') === undefined && elementsOf(xml).every(({ name }) => plainSettings.has(name)),
    ) &&
    dependencies.length > 0 &&
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
  const lines = [...script.matchAll(/^dependencies\s*\{([\s\S]*?)^\}/gm)].flatMap(([, text = '']) => text.split('\n'));
  return (
    scripts.length === 1 &&
    isTakenApartWell(version) &&
    !ownFramework.test(script) &&
    !tellsBootJar.test(script.replaceAll(plainBootJar, '')) &&
    lines.some((line) => /^\s*(?:api|implementation)\b.*:spring-boot-starter/.test(line)) &&
    lines.every(bringsPlainly)
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
