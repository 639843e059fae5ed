import { loadsByCrate, loadsLibrary, ofLibc } from '../../../../knowledge/compiled/loaded-libraries.ts';
import { relativePath } from '../../../../model/paths.ts';
import type { SourceText } from '../../artefact/sources.ts';
import { firstReason } from '../../user/first-reason.ts';
import { listed } from '../../wording.ts';
import { packagesLeft } from '../steps/installed-packages.ts';
import { bringsLibraries } from '../system/runtime-base.ts';
import type { ReadProject } from './project.ts';

/** Why a library that sources load by its name may be missing where the program runs. */
export function whyLoaded(project: ReadProject): string | undefined {
  const { read } = project;
  if (typeof read === 'string') return undefined;
  const loading = read.find(({ text }) => loadsByCrate.test(text));
  const own = loading && project.files.find(({ source }) => isOfLibrary(project, source));
  if (own !== undefined) return `${own.source} makes a shared library, which ${loading?.path} may load`;
  return firstReason(read, (source) => firstReason(namesIn(source), (name) => whyMissing(project, source, name)));
}

const namesIn = ({ text }: SourceText): string[] =>
  [...text.matchAll(loadsLibrary)].flatMap(({ groups }) => groups?.['name'] ?? []);

const isOfLibrary = ({ place }: ReadProject, source: string): boolean =>
  /(?:^|\/)Cargo\.toml$/.test(source) &&
  /^crate-type\s*=\s*\[[^\]]*"c?dylib"/m.test(place.context.readText(source) ?? '');

/** Those of the project come along; those of the system do with packages that are called like them. */
function whyMissing({ sent, steps }: ReadProject, { path }: SourceText, name: string): string | undefined {
  if (name.includes('/'))
    return sent.kindOf(relativePath(name)) === undefined ? `${path} loads ${name}, which no COPY brings` : undefined;
  const stem = name.replace(/^lib|\.so.*$/g, '').toLowerCase();
  const called = packagesLeft(steps).packages.filter((one) => one.name.toLowerCase().includes(stem));
  if (called.length > 0 && /\.so$/.test(name) && called.every((one) => bringsLibraries(one.name)))
    return `${path} loads ${name}, which ${listed(called.map((one) => one.name))} alone calls so: by the name with its version, it could be split`;
  return called.length > 0 || ofLibc.test(name)
    ? undefined
    : `${path} loads ${name}, and what brings that to a smaller image is not known: with a package that the file installs for it, it could be split`;
}
