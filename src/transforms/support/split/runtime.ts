import type { Stage, Step } from '../../../model/dockerfile.ts';
import type { Command } from '../../../shell/script.ts';
import type { Rewrite } from '../rewrite/rewrite.ts';
import type { Place } from '../user/place.ts';
import type { Started } from './starts/program.ts';

/** A stage that builds and runs, as it is. */
export type Build = {
  readonly place: Place;
  readonly started: Started;
  /** The steps up to the last of the build, and those behind it. */
  readonly steps: readonly Step[];
  readonly behind: readonly Step[];
  /** People work in the stage that builds, so nothing that is only there to build with goes from there. */
  readonly isDevelopedIn: boolean;
};

/** What comes from the stage that builds: paths of the image, which stay where they are where nothing else is said. */
export type Taken = {
  readonly path: string;
  readonly kind: 'file' | 'folder';
  /** Where it is in the stage that builds, if that is not where it goes. */
  readonly from?: string;
  /** As `--chown` has it. */
  readonly owner?: string;
  /** A RUN made it, or it is nothing to anybody whose it is: no COPY has a say in that. */
  readonly isNobodys?: true;
  /** A pattern, which may find nothing. */
  readonly isUnsure?: true;
};

/** A folder of a user, before anything is put into it. */
export type GivenFolder = { readonly path: string; readonly owner: string };

export type FolderMode = { readonly mode: string; readonly paths: readonly string[] };

/** The stage that runs, as one ecosystem wants it. */
export type Runtime = {
  /** What FROM says. */
  readonly base: string;
  readonly taken: readonly Taken[];
  /** Packages of the system that the program needs there, beside what the base brings. */
  readonly packages: readonly string[];
  /** How the build says where packages come from, which the stage that runs does as well. */
  readonly sources?: readonly string[];
  /** How the build brings all packages of its image up to date, which the stage that runs does as well. */
  readonly upgrade?: string | undefined;
  /** Steps that make users or folders, which both stages need. */
  readonly repeated: readonly Step[];
  /** Commands before all that, for what no COPY does: links, and files of the base that the image had no more. */
  readonly made?: readonly string[];
  /** Folders that users own by themselves. */
  readonly folders?: readonly GivenFolder[];
  /** What may be done in folders, before anything is put into them: in their order, as `chmod` has it. */
  readonly modes?: readonly FolderMode[];
  /** Commands of root once everything has come along. */
  readonly last?: readonly string[];
  /** What is done in a folder that is empty yet. */
  readonly installed?: { readonly folder: string; readonly command: string };
  /** What changes in the stage that builds. */
  readonly builder: readonly Rewrite[];
  /** What else is started there does not notice that. */
  readonly buildsAlike?: true;
  /** What a stage of its own takes away, which is built on that one, before files come from there. */
  readonly apart?: string;
  /** What that runs at its end, as it ran the step before. */
  readonly command?: string | undefined;
  /** An ENV that the stage that builds gets above a step, and that reaches containers. */
  readonly added?: { readonly above: Step; readonly setting: string };
  /** Its base has what gives files to users, so a step behind the build may do so there as well. */
  readonly givesFiles?: true;
  /** Programs that start others by tables of their own find all that these call. */
  readonly keepsPrograms?: true;
  /** The evidence. */
  readonly reason: string;
};

/** What is known of building and running programs of a kind. */
export type Ecosystem = {
  /** A command of its toolchain, which leaves something that the image that runs it does not need. */
  readonly builds: (command: Command, place: Place) => boolean;
  /** It reads scripts that a RUN hands to another shell as well, and changes nothing in those. */
  readonly followsShells?: true;
  /** It follows settings and tables by which other programs are started as well, such as those of cron. */
  readonly readsTables?: true;
  /** The last step of a build, where steps behind it find all that they need in the image that runs; else each RUN is one of the build. */
  readonly lastStep?: (stage: Stage) => Step | undefined;
  /** What containers of its images start where a file does not say it. */
  readonly ownStart?: (place: Place) => string | undefined;
  /** The stage that runs what was built; or why there is none that is known to do; undefined where one stage is as good. */
  readonly runtime: (build: Build) => Runtime | string | undefined;
};
