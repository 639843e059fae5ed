import { type LoadedLibrary, loadedLibraries } from '../../../../knowledge/dotnet/loaded-libraries.ts';
import type { Family } from '../../../../knowledge/images/base-images.ts';
import { runtimeLibraries } from '../../../../knowledge/packages/runtime-libraries.ts';
import type { Project } from '../project/project.ts';
import { packagesLeft } from '../steps/installed-packages.ts';

type Image = { readonly family: Family; readonly release: string | undefined; readonly major: number };

/** Packages with libraries that .NET loads while it runs, and that the SDK has by chance; or which of them is not known. */
export function loadedBy(project: Project, { family, release, major }: Image): readonly string[] | string {
  if (family !== 'debian' && family !== 'ubuntu') return [];
  const packages: string[] = [];
  const installed = packagesLeft(project.steps).packages.map(({ name }) => name);
  for (const library of loadedLibraries.filter(({ since }) => since <= major)) {
    if (installed.some((name) => library.packages.test(name))) continue;
    const by = askerOf(project, library);
    if (by === undefined) continue;
    const found = library.package ?? runtimeLibraries(release ?? '', library.headers ?? '')?.[0];
    if (found === undefined)
      return `${by} works with ${library.what}, whose library is called by the release of ${family}: a tag that names it can say which that is`;
    packages.push(found);
  }
  return packages;
}

/** What asks for it: a source, or a project that takes a package. */
function askerOf({ sources, files, place: { context } }: Project, { text }: LoadedLibrary): string | undefined {
  const source = typeof sources === 'string' ? undefined : sources.find((each) => text.test(each.text));
  const project = files.find((each) => IS_PROJECT.test(each.source) && text.test(context.readText(each.source) ?? ''));
  return source?.path ?? project?.source;
}

const IS_PROJECT = /\.(?:\w+proj|props|targets)$/i;
