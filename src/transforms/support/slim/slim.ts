import type { SlimVariant } from '../../../knowledge/images/slim-images.ts';
import { brings, lostWith, programsOfDebian } from '../../../knowledge/images/slim-programs.ts';
import { withoutVersion } from '../../../shell/invocation.ts';
import type { Place } from '../user/place.ts';

/** A stage that is to be built on the slim variant of its image. */
export type Slim = Place & {
  readonly variant: SlimVariant;
  /** Packages of the system that are there by the step that is looked at. */
  readonly installed: Set<string>;
  /** Packages of the system that something needs to run, with what that is. */
  readonly needed: Map<string, string>;
  /** Programs and packages that were found to be used, for the reason. */
  readonly used: Set<string>;
  /** Programs that packages of the project bring. */
  readonly own: Set<string>;
};

/** Releases of Debian whose images have `adduser`. */
const WITH_ADDUSER: readonly (string | undefined)[] = ['bullseye', 'bookworm'];

/** A program is known to be there: in the slim image itself, or by a package that the stage installs. */
export function has({ stage, variant, installed }: Slim, program: string): boolean {
  if (programsOfDebian.has(program) || brings(installed, program)) return true;
  if (variant.image.programs.includes(program) || variant.image.programs.includes(withoutVersion(program))) return true;
  const release = stage.base.kind === 'image' ? stage.base.known?.release : undefined;
  return lostWith(program) === 'adduser' && WITH_ADDUSER.includes(release);
}

/** Why a program that is called may be missing. `who` is what calls it. */
export function whyMissing(slim: Slim, program: string, who: string): string | undefined {
  if (has(slim, program)) return undefined;
  const lost = lostWith(program) ?? lostWith(withoutVersion(program));
  return lost === undefined
    ? `whether the slim image has ${program}, which ${who} calls, is not known`
    : `${who} calls ${program}, which the slim image lacks: install ${lost} before`;
}
