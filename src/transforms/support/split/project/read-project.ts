import { type BuildContext, unknownContext } from '../../../../context/build-context.ts';
import type { Step } from '../../../../model/dockerfile.ts';
import { imageFiles } from '../../../../model/image-files.ts';
import { within } from '../../../../model/paths.ts';
import { projectOf } from '../../artefact/project-of-folder.ts';
import { compiledSources, type SourceText } from '../../artefact/sources.ts';
import type { Build } from '../runtime.ts';
import { copiedSources } from './copied-sources.ts';
import type { Project } from './project.ts';

type Wanted = {
  /** As sources are called. */
  readonly languages: readonly string[];
  readonly folder: string;
  /** Steps that bring nothing which a program looks for while it runs. */
  readonly isCompiledIn?: (step: Step) => boolean;
};

/** A folder that a build works in, and what of the context is there. */
export function readProject(
  { place, steps }: Build,
  { languages, folder, isCompiledIn = () => false }: Wanted,
): Project | string {
  const { file, context, stage } = place;
  const files = imageFiles(file, context, stage);
  if (typeof files === 'string') return files;
  const builder = { ...stage, steps: stage.steps.filter((step) => !isCompiledIn(step)) };
  const sent = projectOf(place, { builder, source: folder });
  const strays = files.filter(({ path }) => !within([folder])(path));
  const own = { place, files, folder, language: undefined, steps };
  return 'unknown' in sent
    ? { ...own, sent: unknownContext, sources: sent.unknown }
    : { ...own, sent, sources: withOthers(sourcesIn(sent, languages), copiedSources(context, strays)) };
}

/** What is not there can not be read, and may be fetched by the build. */
function sourcesIn(sent: BuildContext, names: readonly string[]): Project['sources'] {
  const found = compiledSources(sent);
  if ('unknown' in found) return found.unknown;
  return found.some(({ language }) => names.includes(language.name))
    ? found
    : 'the build context holds none of its sources';
}

/** Libraries may be copied beside the project, and are compiled with it. */
const withOthers = (own: Project['sources'], others: readonly SourceText[]): Project['sources'] =>
  typeof own === 'string' || others.length === 0 ? own : [...own, ...others];
