import type { BuildContext } from '../../../../context/build-context.ts';
import type { Step } from '../../../../model/dockerfile.ts';
import type { ImageFile } from '../../../../model/image-files.ts';
import type { SourceText } from '../../artefact/sources.ts';
import type { Place } from '../../user/place.ts';

/** What is compiled in a stage. */
export type Project = {
  readonly place: Place;
  /** The folder of the context that is copied, and where that comes to stand in the image. */
  readonly sent: BuildContext;
  readonly folder: string;
  /** What is copied from the context, wherever it goes. */
  readonly files: readonly ImageFile[];
  /** Its sources; or why they are not known. */
  readonly sources: readonly SourceText[] | string;
  readonly language: 'C' | 'Go' | 'Rust' | undefined;
  /** The program is built for debugging. */
  readonly isDebugged?: boolean;
  /** The steps of the build. */
  readonly steps: readonly Step[];
};
