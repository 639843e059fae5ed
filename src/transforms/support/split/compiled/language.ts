import type { Command } from '../../../../shell/script.ts';
import type { Rewrite } from '../../rewrite/rewrite.ts';
import type { Project } from '../project/project.ts';
import type { Artefacts } from './artefacts.ts';
import type { ReadProject } from './project.ts';

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
  readonly link: (project: ReadProject, artefacts: Artefacts) => Linked | string;
};
