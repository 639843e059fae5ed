import type { BuildContext } from '../../context/build-context.ts';
import {
  emptyPhases,
  movingVersion,
  namesFiles,
  plainExtensions,
  settingsOption,
  skipsWork,
} from '../../knowledge/java/maven.ts';
import { baseName } from '../../shell/invocation.ts';
import type { Word } from '../../shell/script.ts';
import { elementsOf, parsedXml, type Xml } from '../formats/xml.ts';
import type { PackageCall } from '../package-calls.ts';
import {
  type Declined,
  type Install,
  type ManifestReader,
  type Manifests,
  pathNamed,
  whyNotPlain,
} from './manifests.ts';
import { extensionsOf, POM, type Poms, repositoriesOf, whyEntangled, whyMorePoms } from './poms.ts';

const DOWNLOAD = 'dependency:go-offline';

/** pom.xml, those of its parents and modules, and the settings that are beside it or that the call names. */
export const pomXml: ManifestReader = {
  isInstall: (call) =>
    !call.options.some(({ value }) => /^(?:-o|--offline)$/.test(value)) &&
    goalsOf(call).some(
      ({ value }) => isDownload(call, value) || (isBuild(call, value) && !emptyPhases.includes(value)),
    ),
  isElsewhere: () => false,
  read,
};

const goalsOf = ({ verb, operands }: PackageCall): readonly Word[] => [verb, ...operands];
const isDownload = ({ manager }: PackageCall, goal: string): boolean =>
  manager.project?.install.includes(goal) === true;
const isBuild = ({ manager }: PackageCall, goal: string): boolean =>
  manager.project?.apart?.onTheWay?.includes(goal) === true;

function read(install: Install): Manifests | Declined {
  const { call, sent } = install;
  const poms: Poms = new Map();
  const settings: string[] = [];
  const declined =
    whyMorePoms(sent, POM, poms) ??
    whyEntangled([...poms.values()]) ??
    whyConfigured(sent) ??
    whyOtherSettings(install, settings);
  if (declined !== undefined) return { declined };
  const wrapper = baseName(call.tool.value) === 'mvnw' ? pathNamed(install, call.tool.value) : undefined;
  if (wrapper !== undefined && sent.kindOf(wrapper) !== 'file')
    return { declined: `there is no ${wrapper} in the folder that is copied` };
  const tooling = [...(wrapper === undefined ? [] : [wrapper]), ...(sent.kindOf('.mvn') === 'folder' ? ['.mvn/'] : [])];
  const files = [...poms.keys(), ...tooling, ...settings];
  return goalsOf(call).every(({ value }) => isDownload(call, value))
    ? { files, ...doubtOf([...poms.values()]) }
    : fetched(call, files, poms);
}

/** What .mvn tells Maven to do. */
function whyConfigured(sent: BuildContext): string | undefined {
  const named = ['.mvn/maven.config', '.mvn/jvm.config'].find((path) => namesFiles.test(sent.readText(path) ?? ''));
  if (named !== undefined) return `${named} names other files`;
  const text = sent.readText('.mvn/extensions.xml');
  const extensions = text === undefined ? undefined : parsedXml(text);
  if (text !== undefined && extensions === undefined) return '.mvn/extensions.xml can not be read';
  const extension = extensions && extensionsOf(elementsOf(extensions)).find((name) => !plainExtensions.has(name));
  return extension && `.mvn has the extension ${extension}, which may read other files`;
}

/** Settings that the call names are found, or why that can not be. */
function whyOtherSettings(install: Install, found: string[]): string | undefined {
  const { call, sent } = install;
  for (const { literal, value, text } of call.options.filter((_, at, all) =>
    settingsOption.test(all[at - 1]?.value ?? ''),
  )) {
    if (!literal) return `only the build knows which file ${text} is`;
    const path = value.startsWith('~') ? undefined : pathNamed(install, value);
    if (path === undefined) continue;
    const settings = sent.readText(path);
    if (settings === undefined) return `there is no ${path} in the folder that is copied`;
    if (/<localRepository>|file:/.test(settings)) return `${path} names folders`;
    found.push(path);
  }
  return undefined;
}

function doubtOf(poms: readonly Xml[]): { doubt?: string } {
  const moving = poms
    .flatMap(elementsOf)
    .filter(({ name }) => ['dependency', 'extension', 'plugin', 'properties'].includes(name))
    .flatMap(({ name, children }) => children.filter((child) => name === 'properties' || child.name === 'version'))
    .find(({ text }) => movingVersion.test(text));
  return moving === undefined
    ? {}
    : { doubt: `the POM asks for ${moving.text}, which stays what it was when the POM last changed` };
}

/** The same program with the same options gets what a build needs. */
function fetched(call: PackageCall, files: readonly string[], poms: Poms): Manifests | Declined {
  const options = call.options.filter(({ value }) => !skipsWork.test(value));
  const strange = whyNotPlain([call.tool, ...options]);
  if (strange !== undefined) return { declined: strange };
  // https://github.com/apache/maven-dependency-plugin/issues/1256
  const [path] = [...poms].find(([, pom]) => repositoriesOf(pom).length > 0) ?? [];
  if (path !== undefined)
    return { declined: `${path} names repositories, and some versions of ${DOWNLOAD} look in Maven Central alone` };
  const fetch = [call.tool, ...options]
    .map(({ value }) => value)
    .concat(DOWNLOAD)
    .join(' ');
  return { files, fetch, doubt: FETCHES_MORE };
}

const FETCHES_MORE = `${DOWNLOAD} also downloads plugins of phases that are not called, and fails where one can not be had`;
