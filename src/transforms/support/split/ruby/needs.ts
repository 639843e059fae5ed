import { isBuildPackage } from '../../../../knowledge/build-packages.ts';
import { packageOfProgram } from '../../../../knowledge/program-packages.ts';
import { gemNeeds, standsAlone, unfitGem, usesSystemLibraries } from '../../../../knowledge/ruby-gems.ts';
import { isLibraryOfRuby, rubyVersion } from '../../../../knowledge/ruby-images.ts';
import { hasPackages } from '../../../../knowledge/runtime-images.ts';
import { brings, compiles, lostWith } from '../../../../knowledge/slim-programs.ts';
import { steadyLibrary } from '../../../../knowledge/steady-libraries.ts';
import { variableValue } from '../../../../model/state.ts';
import { baseName } from '../../../../shell/invocation.ts';
import { firstReason } from '../../user/first-reason.ts';
import { librariesFor } from '../runtime-base.ts';
import type { Program } from '../started.ts';
import type { SystemPackages } from '../system-packages.ts';
import type { Project } from './project.ts';
import { spawnedIn } from './sources.ts';

/** Packages of the system that the stage that runs has to have; or which of them is not known. */
export function packagesOf(project: Project): readonly string[] | string {
  const gems = ofGems(project);
  if (typeof gems === 'string') return gems;
  const libraries = librariesOf(project, [...project.system.development, ...gems.development]);
  if (typeof libraries === 'string') return libraries;
  const programs = ofPrograms(project);
  if (typeof programs === 'string') return programs;
  const needed = new Set([...gems.packages, ...programs, ...libraries, ...zonesOf(project), ...userToolsOf(project)]);
  const running = project.system.running.filter((name) => needed.has(name) || !isIdle(project, name));
  const packages = [...new Set([...running, ...needed])];
  return (packages.length > 0 ? whyNoPackages(project) : undefined) ?? packages;
}

/** It is there to fetch gems or to compile pages, and nothing that is known of the gems asks for it later. */
function isIdle({ javaScript, lock, bundle }: Project, name: string): boolean {
  if (javaScript.isFor(name)) return true;
  const gems = [...(lock?.gems.map((gem) => gem.name) ?? []), ...bundle.named];
  if (lock === undefined || gems.some((gem) => gemNeeds(gem, true) === undefined && !standsAlone.has(gem)))
    return false;
  return (name === 'git' && lock.hasRepositories) || (OF_NODE.test(name) && !javaScript.isAsked);
}

/** Images of old releases look for packages where there are none any more. */
function whyNoPackages({ isSame, distribution, tag, base }: Project): string | undefined {
  if (isSame || distribution.family !== 'debian') return undefined;
  const [major = Infinity, minor = 0] = rubyVersion(tag) ?? [];
  const isOld = distribution.release === undefined && (major < 2 || (major === 2 && minor < 7));
  return isOld || !hasPackages(distribution.release)
    ? `${base} would need packages, and those of its release of Debian are no longer where it looks for them`
    : undefined;
}

type Needs = { readonly development: readonly string[]; readonly packages: readonly string[] };

function ofGems({ isSame, lock, bundle, place, system }: Project): Needs | string {
  const all = [...(lock?.gems ?? []), ...bundle.named.map((name) => ({ name, isCompiled: false }))];
  const unfit = firstReason(all, ({ name }) => unfitGem(name));
  if (unfit !== undefined) return unfit;
  if (isSame)
    return {
      development: [],
      packages: installedFor(
        system,
        all.map(({ name }) => name),
      ),
    };
  if (lock === undefined)
    return 'no Gemfile.lock of the build context says which gems it installs, some of which may need libraries that a smaller image has not';
  const stranger = bundle.named.find((name) => !standsAlone.has(name) && lock.gems.every((gem) => gem.name !== name));
  if (stranger !== undefined)
    return `${stranger} is installed by its name, and which gems it brings is not known: in the Gemfile it would stand in Gemfile.lock`;
  const isBundled = !usesSystemLibraries.test(place.file.source.text);
  const [development, packages]: [string[], string[]] = [[], []];
  const unknown: string[] = [];
  for (const { name, isCompiled } of all) {
    const needs = gemNeeds(name, isBundled);
    if (typeof needs === 'string') return needs;
    if (needs === undefined) unknown.push(name);
    if (!isCompiled) development.push(...(needs?.development ?? []));
    packages.push(...(needs?.packages ?? []));
  }
  return unknown.length === 0
    ? { development, packages }
    : `whether ${few(unknown)} ${unknown.length === 1 ? 'needs' : 'need'} libraries that a smaller image has not is not known`;
}

/** All that a gem can be linked with, or call, is what the file installs there. */
function installedFor({ building, running }: SystemPackages, gems: readonly string[]): string[] {
  const needed = gems.flatMap((name) => {
    const needs = gemNeeds(name, true);
    return typeof needs === 'object' ? (needs.packages ?? []) : [];
  });
  return needed.filter((name) => building.includes(name) || running.includes(name));
}

const few = (names: readonly string[]): string =>
  names.length > 3 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} other gems` : names.join(' or ');

/** What development packages stand for while a program runs. */
function librariesOf({ distribution, tag }: Project, names: readonly string[]): readonly string[] | string {
  const { family, release } = distribution;
  const packages: string[] = [];
  for (const name of new Set(names)) {
    if (isLibraryOfRuby(name)) continue;
    const exact = release === undefined && family !== 'alpine' ? undefined : librariesFor({ family, release }, [name]);
    const found = typeof exact === 'object' ? exact : steadyLibrary(family, name);
    if (found === undefined)
      return release === undefined && family !== 'alpine'
        ? `which library of ${name} a gem needs goes by the release, which ruby:${tag} does not tell: a tag can say it`
        : `which library of ${name} a gem needs when it runs is not known`;
    packages.push(...found);
  }
  return packages;
}

/** Time zones are among what slim images of Debian no longer have since trixie. */
function zonesOf({ isSame, distribution, lock, place }: Project): readonly string[] {
  const asks =
    variableValue(place.stage.end, 'TZ') !== undefined ||
    (lock?.gems.some(({ name }) => name === 'tzinfo') === true &&
      lock.gems.every(({ name }) => name !== 'tzinfo-data'));
  return !isSame && asks && !hasMore(distribution) ? ['tzdata'] : [];
}

/** Packages that bring the programs which containers and sources start. */
function ofPrograms(project: Project): readonly string[] | string {
  const spawned = spawnedIn(project.sources);
  if (typeof spawned === 'string') return spawned;
  const started = packagesFor(project, project.start.others, 'started');
  const others = packagesFor(project, spawned, 'spawned');
  if (typeof started === 'string') return started;
  return typeof others === 'string' ? others : [...started, ...others];
}

const OF_RUBY = /^(?:bundle|erb|gem|irb|rackup|rails|rake|ruby)$/;
const OF_NODE = /^(?:corepack|node|nodejs|npm|npx|yarn)$/;

/** What brings some programs, but for those that are there anyway. */
function packagesFor(
  project: Project,
  programs: readonly Program[],
  how: 'started' | 'spawned',
): readonly string[] | string {
  const running = namesOf(project.system.running).filter((name) => !project.javaScript.isFor(name));
  const packages: string[] = [];
  for (const program of programs) {
    const name = baseName(program.name);
    if (OF_RUBY.test(name)) continue;
    const own = running.find((each) => brings(new Set([each]), name));
    const why = own === undefined ? whyLost(project, name) : undefined;
    if (why !== undefined) return `${program.by} starts ${name}, which ${why}`;
    const found = own ?? packageFor(project, name);
    if (found !== undefined) packages.push(found);
    // What no package brings is not there today: a source may name it for another machine.
    else if (how === 'started')
      return `${program.by} starts ${program.name}, and what brings that to a smaller image is not known`;
  }
  return packages.filter((name) => name !== '');
}

/** `nodejs=18.*` is a package as it is written. */
const namesOf = (written: readonly string[]): string[] => written.map((name) => name.replace(/=.*$/, ''));

function whyLost({ system }: Project, name: string): string | undefined {
  if (/^(?:bundle|gem) /.test(name)) return 'needs compilers while containers run';
  const lost = lostWith(name);
  const dropped = new Set(namesOf([...system.building, ...system.development]));
  if (compiles.has(name) || brings(dropped, name) || (lost !== undefined && isBuildPackage(lost)))
    return 'is there for builds';
  return OF_NODE.test(name) ? 'no package of the distribution brings' : undefined;
}

/** Empty where the image has it; undefined: not known. */
function packageFor({ isSame, distribution }: Project, name: string): string | undefined {
  if (isSame) return '';
  const lost = distribution.family === 'debian' ? lostWith(name) : undefined;
  return packageOfProgram(distribution.family, name) ?? lost;
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
