import { brings, compiles, lostWith } from '../../../../knowledge/images/slim-programs.ts';
import { isBuildPackage } from '../../../../knowledge/packages/build-packages.ts';
import { packageLost } from '../../../../knowledge/packages/program-packages.ts';
import { namesSystemFile } from '../../../../knowledge/ruby/calls.ts';
import { baseName } from '../../../../shell/invocation.ts';
import type { Program } from '../starts/program.ts';
import { withoutVersion } from '../system/system-packages.ts';
import { isOfNode } from './javascript.ts';
import type { Project } from './project.ts';
import { spawnedIn } from './sources.ts';

/** Packages that bring the programs which containers and sources start. */
export function ofPrograms(project: Project): readonly string[] | string {
  const { isSame, sources } = project;
  const named = isSame ? undefined : sources.find(({ text }) => namesSystemFile.test(text));
  if (named !== undefined) return `${named.path} names a file of the system, which a smaller image may not have`;
  const spawned = spawnedIn(sources);
  if (typeof spawned === 'string') return spawned;
  const started = packagesFor(project, project.start.others, 'started');
  const others = packagesFor(project, spawned, 'spawned');
  if (typeof started === 'string') return started;
  return typeof others === 'string' ? others : [...started, ...others];
}

const OF_RUBY = /^(?:bundle|erb|gem|irb|rackup|rails|rake|ruby)$/;

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
const namesOf = (written: readonly string[]): string[] => written.map(withoutVersion);

function whyLost({ system }: Project, name: string): string | undefined {
  if (/^(?:bundle|gem) /.test(name)) return 'needs compilers while containers run';
  const lost = lostWith(name);
  const dropped = new Set(namesOf([...system.building, ...system.development]));
  if (compiles.has(name) || brings(dropped, name) || (lost !== undefined && isBuildPackage(lost)))
    return 'is there for builds';
  return isOfNode(name) ? 'no package of the distribution brings' : undefined;
}

/** Empty where the image has it; undefined: not known. */
function packageFor({ isSame, distribution }: Project, name: string): string | undefined {
  if (isSame) return '';
  const lost = distribution.family === 'debian' ? lostWith(name) : undefined;
  return packageLost(distribution.family, name) ?? lost;
}
