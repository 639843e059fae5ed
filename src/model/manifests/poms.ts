import type { BuildContext } from '../../context/build-context.ts';
import { plainExtensions } from '../../knowledge/java/maven.ts';
import { elementsOf, parsedXml, textOf, type Xml } from '../formats/xml.ts';
import { pathBeside } from '../paths.ts';

export const POM = 'pom.xml';

/** By their paths. */
export type Poms = Map<string, Xml>;

/** A POM, and those that it names, with why they say not all that is read. */
export function whyMorePoms(sent: BuildContext, path: string, poms: Poms): string | undefined {
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
    const nested = named !== undefined && sent.kindOf(named) === 'folder' ? pathBeside(`${named}/`, POM) : named;
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
    .filter(({ name }) => name === 'modules')
    .flatMap(({ children }) => children)
    .map(({ text }) => ({ written: text, isModule: true }) as const);
  const parent = pom.children.find(({ name }) => name === 'parent');
  const written = parent && textOf(parent, 'relativePath');
  if (parent === undefined || written === '') return modules;
  return [...modules, written === undefined ? { written: `../${POM}`, isOptional: true } : { written }];
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

export const repositoriesOf = (pom: Xml): string[] =>
  elementsOf(pom)
    .filter(({ name }) => name === 'repositories' || name === 'pluginRepositories')
    .flatMap(({ children }) => children.map((repository) => textOf(repository, 'url') ?? ''));

export const extensionsOf = (elements: readonly Xml[]): string[] =>
  elements
    .filter(
      (element) =>
        element.name === 'extension' || (element.name === 'plugin' && textOf(element, 'extensions') === 'true'),
    )
    .map((element) => textOf(element, 'artifactId') ?? '');

/** Before it is built, no repository has a module (https://github.com/apache/maven-dependency-plugin/issues/1186). */
export function whyEntangled(poms: readonly Xml[]): string | undefined {
  const own = poms.map((pom) => textOf(pom, 'artifactId'));
  const needed = poms
    .flatMap(elementsOf)
    .filter(({ name }) => ['dependency', 'extension', 'plugin'].includes(name))
    .map((element) => textOf(element, 'artifactId') ?? '')
    .find((name) => own.includes(name) || (poms.length > 1 && name.includes('$')));
  return (
    needed && `dependency:go-offline looks for the module ${needed} in repositories, where it is not before it is built`
  );
}
