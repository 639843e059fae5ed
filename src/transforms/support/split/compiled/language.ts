import type { BuildContext } from '../../../../context/build-context.ts';
import type { Step } from '../../../../model/dockerfile.ts';
import type { ImageFile } from '../../../../model/image-files.ts';
import type { Command } from '../../../../shell/script.ts';
import type { SourceText } from '../../artefact/sources.ts';
import type { Rewrite } from '../../rewrite/rewrite.ts';
import type { Place } from '../../user/place.ts';
import type { Artefacts } from '../artefacts.ts';

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

/** What a program that was built needs of the image that it runs in. */
export type Linked =
  /** Nothing. */
  | { readonly kind: 'static'; readonly because: string; readonly builder: readonly Rewrite[] }
  /** The libc of the release that it was built on, and libraries, named by the packages that it was built with. */
  | {
      readonly kind: 'dynamic';
      readonly because: string;
      readonly libraries: readonly string[];
      readonly forBuilds?: RegExp;
    };

/** A language whose programs run without what built them. */
export type Language = {
  /** As sources are called. */
  readonly name: 'Go' | 'Rust' | 'C';
  readonly isCompile: (command: Command) => boolean;
  /** Programs of its toolchain, which leave what they make in the folder of the project. */
  readonly tools: ReadonlySet<string>;
  /** Where sources ask for what only an image with a distribution has. */
  readonly asksSystem?: RegExp;
  /** Programs that libraries start. */
  readonly spawns?: (project: Project) => readonly string[];
  /** How a program is linked; or why that can not be told. */
  readonly link: (project: Project, artefacts: Artefacts) => Linked | string;
};
