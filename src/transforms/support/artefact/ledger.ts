import type { Command } from '../../../shell/script.ts';
import type { RunStep } from '../rewrite/rewrite.ts';
import type { BuildCall, Programs } from './build-call.ts';

/** A program that a stage compiles, where it is when the stage is done. */
export type BuiltProgram = {
  readonly path: string;
  /** Where the compiler put it. */
  readonly made: string;
  /** The language that it is written in, by the name of `compiledLanguages`. */
  readonly language: 'C' | 'Go' | 'Rust';
  /** The RUN that compiles it, by a command of its own or of a Makefile. */
  readonly step: RunStep;
  readonly command: Command;
  /** The folder in which it is compiled. */
  readonly folder: string;
  /** A link leads to it from here (`ln -s`). */
  readonly isLink: boolean;
};

/** A command of a RUN, or of a Makefile that one reads. */
export type BuildCommand = {
  readonly step: RunStep;
  readonly command: Command;
  /** The folder that it works in; undefined where only the run knows it. */
  readonly folder: string | undefined;
};

/** What commands before have left. */
export type Ledger = {
  programs: BuiltProgram[];
  readonly commands: BuildCommand[];
  unknown: string | undefined;
  readonly folders: Set<string>;
  /** The sources of each folder that cmake builds in, and where it installs. */
  readonly trees: Map<string, Tree>;
  strayed: Strayed | undefined;
  /** Where what is configured in a folder installs. */
  readonly configured: Map<string, Destination>;
  readonly prefixes: Prefix[];
  /** The image has nothing of its own in there. */
  readonly isOwn: (folder: string) => boolean;
};

/** The sources that cmake builds in a folder, and where it installs them, as it is told and as that is understood. */
export type Tree = { readonly source: string; readonly prefix: string | undefined; readonly installs: Destination };

/**
 * A folder in which all is that an install leaves; or where else that goes. Without a prefix on its command line that is up to the sources:
 * some have another default than /usr/local, and another one for settings and state if they are not told any.
 */
export type Destination = { readonly prefix: string; readonly isSaid: boolean } | { readonly puts: string };

/** A folder that a `make install` fills, with all that it installs. */
export type Prefix = BuildCommand & {
  readonly prefix: string;
  readonly folder: string;
  /** The command line of the build says so. */
  readonly isSaid: boolean;
  /** Its sources can be read, and agree. */
  readonly isRead: boolean;
};

/** Files beside the programs that a RUN installs, and that are not followed. */
export type Strayed = { readonly step: RunStep; readonly puts: string };

export type Surroundings = Pick<BuildCall, 'isFolder' | 'namesIn' | 'textAt'> & {
  readonly step: RunStep;
  readonly exported: Map<string, string>;
};

/** A command, and what is around it. */
export type Here = Surroundings & { readonly call: BuildCall; readonly command: Command; readonly depth: number };

export function add(
  ledger: Ledger,
  { step, call, command }: Here,
  language: BuiltProgram['language'],
  made: Programs,
  folder = call.folder,
): void {
  if ('unknown' in made) ledger.unknown ??= made.unknown;
  else for (const path of made) put(ledger, { path, made: path, language, step, command, folder, isLink: false });
}

export function put(ledger: Ledger, program: BuiltProgram): void {
  ledger.programs = [...ledger.programs.filter(({ path }) => path !== program.path), program];
}
