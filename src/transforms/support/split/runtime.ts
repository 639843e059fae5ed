import type { Step } from '../../../model/dockerfile.ts';
import type { Command } from '../../../shell/script.ts';
import type { Rewrite } from '../rewrite/rewrite.ts';
import type { Place } from '../user/place.ts';
import type { Started } from './started.ts';

/** A stage that builds and runs, as it is. */
export type Build = {
  readonly place: Place;
  readonly started: Started;
  /** The steps up to the last of the build, and those behind it. */
  readonly steps: readonly Step[];
  readonly behind: readonly Step[];
};

/** What comes from the stage that builds: paths of the image, which stay where they are as a rule. */
export type Taken = {
  readonly path: string;
  /** The folder that it gets to instead of its own. */
  readonly into?: string;
  readonly kind: 'file' | 'folder';
  /** As `--chown` has it. */
  readonly owner?: string;
  /** A RUN made it, or it is nothing to anybody whose it is: no COPY has a say in that. */
  readonly isNobodys?: true;
};

/** The stage that runs, as one ecosystem wants it. */
export type Runtime = {
  /** What FROM says. */
  readonly base: string;
  readonly taken: readonly Taken[];
  /** Packages of the system that the program needs there, beside what the base brings. */
  readonly packages: readonly string[];
  /** Steps that make users or folders, which both stages need. */
  readonly repeated: readonly Step[];
  /** What changes in the stage that builds. */
  readonly builder: readonly Rewrite[];
  /** An ENV that the stage that builds gets above a step, and that reaches containers. */
  readonly added?: { readonly above: Step; readonly setting: string };
  /** The evidence. */
  readonly reason: string;
};

/** What is known of building and running programs of a kind. */
export type Ecosystem = {
  /** A command of its toolchain, which leaves something that the image that runs it does not need. */
  readonly builds: (command: Command, place: Place) => boolean;
  /** The stage that runs what was built; or why there is none that is known to do; undefined where one stage is as good. */
  readonly runtime: (build: Build) => Runtime | string | undefined;
};
