import { absolutePath, within } from '../../../../model/paths.ts';
import { environment, variableValue } from '../../../../model/state.ts';
import { baseName } from '../../../../shell/invocation.ts';
import { isCopy } from '../../../../syntax/instruction.ts';
import { toldCommands } from '../../find/told-commands.ts';
import { firstReason } from '../../user/first-reason.ts';
import type { Place } from '../../user/place.ts';
import { servicesOf } from '../../user/services.ts';
import { workingFolder } from '../../user/working-folder.ts';
import { placeOf } from '../../wording.ts';
import type { Said } from '../starts/given-values.ts';
import type { Started } from '../starts/program.ts';
import type { JavaBase } from './base.ts';

/** Where images of Eclipse Temurin have Java, and where others do. */
const TEMURIN = '/opt/java/openjdk';
const JAVA_FOLDER =
  /(?:\/usr\/(?:local|lib\/jvm)\/|\/opt\/)(?:[\w.+-]*(?:java|jdk)[\w.+-]*)(?:\/openjdk)?|\/usr\/java\/[\w.+-]+|\/docker-java-home|\/usr(?:\/local)?\/bin(?=\/java\b)/;

/** Java is somewhere else in the image that runs. */
export function whyElsewhere(place: Place, started: Started, base: JavaBase): string | undefined {
  if (base.isPackage) return undefined;
  const { end } = place.stage;
  const isHere = (folder: string): boolean => folder === TEMURIN && base.base.includes('eclipse-temurin');
  // `/opt/java-shop`: a project may be called like Java.
  const isOwn = (folder: string): boolean => within([folder])(workingFolder(place.stage) ?? '/');
  const isSet = [...environment(end)].includes('JAVA_HOME');
  const home = isSet ? (variableValue(end, 'JAVA_HOME') ?? '') : undefined;
  if (home !== undefined && !isHere(home))
    return `JAVA_HOME is ${home === '' ? 'known only when it runs' : home}, and in ${base.base} Java is in another folder`;
  return firstReason([...saidWhenStarted(started), ...saidAround(place)], ({ text, where }) => {
    const [folder = ''] = JAVA_FOLDER.exec(text) ?? [];
    // A JDK 8 has a folder for what its JRE is.
    const named = text.includes(`${folder}${OF_JRE}`) ? absolutePath(`.${OF_JRE}`, folder) : folder;
    return named === '' || isHere(named) || isOwn(named)
      ? undefined
      : `${where} names ${named}, and in ${base.base} Java is in another folder`;
  });
}

const OF_JRE = '/jre/';

const saidWhenStarted = ({ programs, scripts }: Started): Said[] => [
  ...programs.flatMap(({ args, by }) => args.map(({ value }) => ({ text: value, where: by }))),
  ...programs.flatMap(({ path = '', by }) => (baseName(path) === 'java' ? [{ text: path, where: by }] : [])),
  ...scripts.map(({ path, text }) => ({ text, where: baseName(path) })),
];

/** What is put there by a step, or from outside, and what people and clusters call. */
const saidAround = (place: Place): Said[] => allAround(place).filter(({ text }) => INSIDE.test(text));

/** What a project has may stand in a folder that is called like one of Java. */
const INSIDE = new RegExp(`(?:${JAVA_FOLDER.source})/(?:bin|conf|jre|lib)/`);

const allAround = (place: Place): Said[] => [
  ...place.stage.steps
    .filter(({ instruction }) => isCopy(instruction))
    .map((step) => ({ text: step.instruction.args.text, where: placeOf(place, step) })),
  ...servicesOf(place.file, place.context).flatMap(({ file, mounts }) =>
    mounts.map(({ target }) => ({ text: target, where: file })),
  ),
  ...toldCommands(place.context).map(({ file, words }) => ({ text: words.join(' '), where: file })),
];
