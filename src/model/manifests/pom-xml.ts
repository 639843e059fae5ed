import type { BuildContext } from '../../context/build-context.ts';
import {
  emptyPhases,
  movingVersion,
  namesFiles,
  plainExtensions,
  settingsOption,
  skipsWork,
} from '../../knowledge/maven.ts';
import { baseName } from '../../shell/invocation.ts';
import type { Word } from '../../shell/script.ts';
import type { PackageCall } from '../package-calls.ts';
import { pathBeside } from '../paths.ts';
import {
  type Declined,
  type Install,
  type ManifestReader,
  type Manifests,
  pathNamed,
  whyNotPlain,
} from './manifests.ts';
import { elementsOf, parsedXml, textOf, type Xml } from './xml.ts';

const FILE = 'pom.xml';
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

type Poms = Map<string, Xml>;

function read(install: Install): Manifests | Declined {
  const { call, sent } = install;
  const poms: Poms = new Map();
  const settings: string[] = [];
  const declined =
    whyMorePoms(sent, FILE, poms) ??
    whyEntangled([...poms.values()]) ??
    whyConfigured(sent) ??
    whyOtherSettings(install, settings);
  if (declined !== undefined) return { declined };
  const wrapper = baseName(call.tool.value) === 'mvnw' ? pathNamed(install, call.tool.value) : undefined;
  const tooling = [...(wrapper === undefined ? [] : [wrapper]), ...(sent.kindOf('.mvn') === 'folder' ? ['.mvn/'] : [])];
  const files = [...poms.keys(), ...tooling, ...settings];
  return goalsOf(call).every(({ value }) => isDownload(call, value))
    ? { files, ...doubtOf([...poms.values()]) }
    : fetched(call, files, poms);
}

/** A POM, and those that it names, with why they say not all that is read. */
function whyMorePoms(sent: BuildContext, path: string, poms: Poms): string | undefined {
  if (poms.has(path)) return undefined;
  const text = sent.readText(path);
  if (text === undefined) return `there is no ${path} in the folder that is copied`;
  const pom = parsedXml(text);
  if (pom === undefined) return `${path} can not be read`;
  poms.set(path, pom);
  const curious = whyCurious(pom);
  if (curious !== undefined) return `${path} ${curious}`;
  for (const { written, isModule, isOptional } of pomsNamed(pom)) {
    const named = pathBeside(path, written);
    const nested = named !== undefined && sent.kindOf(named) === 'folder' ? pathBeside(`${named}/`, FILE) : named;
    if (nested === undefined || sent.kindOf(nested) !== 'file') {
      if (isOptional) continue;
      return `${path} names the ${isModule ? 'module' : 'parent'} ${written}, which is not in the folder that is copied`;
    }
    const declined = whyMorePoms(sent, nested, poms);
    if (declined !== undefined) return declined;
  }
  return undefined;
}

type PomNamed = { readonly written: string; readonly isModule?: true; readonly isOptional?: true };

/** Modules, and the parent: that is looked for in the folder above, unless the POM says where it is, or that it is not there. */
function pomsNamed(pom: Xml): PomNamed[] {
  const modules = elementsOf(pom)
    .filter(({ name }) => name === 'module')
    .map(({ text }) => ({ written: text, isModule: true }) as const);
  const parent = pom.children.find(({ name }) => name === 'parent');
  const written = parent && textOf(parent, 'relativePath');
  if (parent === undefined || written === '') return modules;
  return [...modules, written === undefined ? { written: `../${FILE}`, isOptional: true } : { written }];
}

function whyCurious(pom: Xml): string | undefined {
  const elements = elementsOf(pom);
  const model = textOf(pom, 'modelVersion') ?? '4.0.0';
  if (model !== '4.0.0') return `is of model ${model}, in which a folder may be a module without being named`;
  const local = elements.find(({ name, text }) => name === 'scope' && text === 'system');
  if (local !== undefined) return 'depends on a jar of the project (scope system)';
  const folder = repositoriesOf(pom).find((url) => !/^https?:/.test(url));
  if (folder !== undefined) return `takes packages from ${folder}, which may be a folder`;
  if (elements.some((element) => element.name === 'activation' && textOf(element, 'file') !== undefined))
    return 'has a profile that depends on which files are there';
  if (elements.some(({ name, text }) => name === 'goal' && text === 'install-file'))
    return 'installs jars of the project by itself';
  const extension = extensionsOf(elements).find((name) => !plainExtensions.has(name));
  return extension && `has the extension ${extension}, which may read other files`;
}

const repositoriesOf = (pom: Xml): string[] =>
  elementsOf(pom)
    .filter(({ name }) => name === 'repositories' || name === 'pluginRepositories')
    .flatMap(({ children }) => children.map((repository) => textOf(repository, 'url') ?? ''));

const extensionsOf = (elements: readonly Xml[]): string[] =>
  elements
    .filter(
      (element) =>
        element.name === 'extension' || (element.name === 'plugin' && textOf(element, 'extensions') === 'true'),
    )
    .map((element) => textOf(element, 'artifactId') ?? '');

/** Before it is built, no repository has a module (https://github.com/apache/maven-dependency-plugin/issues/1186). */
function whyEntangled(poms: readonly Xml[]): string | undefined {
  const own = poms.map((pom) => textOf(pom, 'artifactId'));
  const needed = poms
    .flatMap(elementsOf)
    .filter(({ name }) => ['dependency', 'extension', 'plugin'].includes(name))
    .map((element) => textOf(element, 'artifactId') ?? '')
    .find((name) => own.includes(name) || (poms.length > 1 && name.includes('$')));
  return needed && `${DOWNLOAD} looks for the module ${needed} in repositories, where it is not before it is built`;
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
    const path = pathNamed(install, value);
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
