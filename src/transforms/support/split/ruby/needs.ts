import { hasPackages, releaseUnder } from '../../../../knowledge/images/runtime-images.ts';
import { lostWith } from '../../../../knowledge/images/slim-programs.ts';
import { gemNeeds, standsAlone } from '../../../../knowledge/ruby/gems.ts';
import { rubyVersion } from '../../../../knowledge/ruby/images.ts';
import { variableValue } from '../../../../model/state.ts';
import { OF_PYTHON, systemPackages } from '../system/system-packages.ts';
import { librariesOf, ofGems } from './gems.ts';
import { isOfNode } from './javascript.ts';
import { ofPrograms } from './programs.ts';
import type { Project } from './project.ts';

/** Packages of the system that the stage that runs has to have; or which of them is not known. */
export function packagesOf(project: Project): readonly string[] | string {
  const gems = ofGems(project);
  if (typeof gems === 'string') return gems;
  const libraries = librariesOf(project, [...project.system.development, ...gems.development]);
  if (typeof libraries === 'string') return libraries;
  const programs = ofPrograms(project);
  if (typeof programs === 'string') return programs;
  const needed = new Set([...gems.packages, ...programs, ...libraries, ...zonesOf(project), ...userToolsOf(project)]);
  // What idle packages recommend goes with them.
  const isOfNoUse = (name: string): boolean => !needed.has(name) && isIdle(project, name);
  const { running } = systemPackages(project.place, { ...OF_PYTHON, isOfNoUse });
  const packages = [...new Set([...running, ...needed])];
  return (packages.length > 0 ? whyNoPackages(project) : undefined) ?? packages;
}

/** It is there to fetch gems or to compile pages, and nothing that is known of the gems asks for it later. */
function isIdle({ javaScript, lock, bundle }: Project, name: string): boolean {
  if (javaScript.isFor(name)) return true;
  const gems = [...(lock?.gems.map((gem) => gem.name) ?? []), ...bundle.named];
  if (lock === undefined || gems.some((gem) => gemNeeds(gem, true) === undefined && !standsAlone.has(gem)))
    return false;
  return (name === 'git' && lock.hasRepositories) || (isOfNode(name) && !javaScript.isAsked);
}

/** Images of old releases look for packages where there are none any more; where the build finds some, they are still there. */
function whyNoPackages({ isSame, distribution, tag, base, system }: Project): string | undefined {
  if (isSame || distribution.family !== 'debian') return undefined;
  const release = distribution.release ?? releaseUnder('ruby', tag);
  const [major = Infinity, minor = 0] = rubyVersion(tag) ?? [];
  const installs = [...system.building, ...system.development, ...system.running].length > 0;
  const isOld = release === undefined && (major < 3 || (major === 3 && minor === 0)) && !installs;
  return isOld || !hasPackages(release)
    ? `${base} would need packages, and those of its release of Debian are no longer where it looks for them`
    : undefined;
}

/** Time zones are among what slim images of Debian no longer have since trixie. */
function zonesOf({ isSame, distribution, lock, place }: Project): readonly string[] {
  const asks =
    variableValue(place.stage.end, 'TZ') !== undefined ||
    (lock?.gems.some(({ name }) => name === 'tzinfo') === true &&
      lock.gems.every(({ name }) => name !== 'tzinfo-data'));
  return !isSame && asks && !hasMore(distribution) ? ['tzdata'] : [];
}

/** `adduser` is not in every slim image: Debian has not had it there since trixie. */
function userToolsOf({ isSame, distribution, steps, behind }: Project): readonly string[] {
  const commands = [...steps, ...behind].flatMap(({ run }) => run?.script.commands ?? []);
  const isCalled = commands.some(({ name }) => lostWith(name) === 'adduser');
  return isCalled && !isSame && !hasMore(distribution) ? ['adduser'] : [];
}

/** Slim images of these releases have time zones and `adduser` (packages.debian.org: their priority was `required`, and apt needed them). */
const hasMore = ({ release }: Project['distribution']): boolean =>
  /^(?:jessie|stretch|buster|bullseye|bookworm)$/.test(release ?? '');
