import type { Word } from '../../../../shell/script.ts';
import type { Place } from '../../user/place.ts';
import type { Program } from '../starts/program.ts';

/** A program of a package, with its arguments. */
export type PackageProgram = {
  readonly name: string;
  readonly args: readonly Word[];
  readonly folder: string;
  /** The folder whose node_modules it is in, where its path says that. */
  readonly modules: string | undefined;
  /** Where it is looked for at last: those of the project come before the image, and the image before the registry. */
  readonly sought: Sought;
};

export type Sought = 'image' | 'project' | 'registry';

export const optionOfNode = 'an option of node';

export type OtherProgram = Program & Pick<PackageProgram, 'sought'>;

/** What containers of a Node.js project start, with the scripts of package.json read. */
export type NodeStart = {
  /** Files that node is given, as paths of the image. */
  readonly entries: readonly string[];
  readonly programs: readonly PackageProgram[];
  /** Package managers that start scripts. */
  readonly managers: ReadonlySet<string>;
  /** All programs by their names, those that start others included. */
  readonly called: ReadonlySet<string>;
  /** All else: programs of the system, and those of packages that no table knows. */
  readonly others: readonly OtherProgram[];
  /** All words that programs are started with. */
  readonly texts: readonly { readonly text: string; readonly where: string }[];
};

/** What is found on the way. */
export type Found = {
  readonly place: Place;
  readonly entries: string[];
  readonly programs: PackageProgram[];
  readonly managers: Set<string>;
  readonly called: Set<string>;
  readonly others: OtherProgram[];
  readonly texts: { text: string; where: string }[];
  readonly scripts: Set<string>;
};

/** A call, and how it came to it, in words. */
export type Call = {
  readonly name: string;
  readonly args: readonly Word[];
  readonly folder: string;
  readonly by: string;
  readonly how: string;
  readonly sought: Sought;
};
