import type { Word } from '../../../../shell/script.ts';
import type { ScriptFile } from './start-script.ts';

/** A program that containers start. */
export type Program = {
  /** As it is written. */
  readonly name: string;
  /** Where it is, where its name is a path; undefined for one that is looked for. */
  readonly path: string | undefined;
  readonly args: readonly Word[];
  readonly folder: string;
  /** The folder of the environment of Python that the shell has entered by then. */
  readonly entered?: string;
  /** Who starts it: CMD or ENTRYPOINT, HEALTHCHECK, or the name of a script or compose file. */
  readonly by: string;
};

/** All that containers start, as far as it can be followed. */
export type Started = {
  readonly programs: readonly Program[];
  /** A shell reads some of it. */
  readonly needsShell: boolean;
  /** The shells that are asked for by name, beside `sh`. */
  readonly shells: readonly Program[];
  /** Shell scripts of the build context among them. */
  readonly scripts: readonly ScriptFile[];
};
