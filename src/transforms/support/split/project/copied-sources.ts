import type { BuildContext } from '../../../../context/build-context.ts';
import type { ImageFile } from '../../../../model/image-files.ts';
import { languageOf, type SourceText } from '../../artefact/sources.ts';

/** Sources by where they are in the context, wherever they are copied to. */
export const copiedSources = (context: BuildContext, files: readonly ImageFile[]): SourceText[] =>
  files.flatMap(({ source }) => {
    const language = languageOf(source);
    const text = language === undefined || language.tests.test(source) ? undefined : context.readText(source);
    return language === undefined || text === undefined ? [] : [{ path: source, language, text }];
  });
