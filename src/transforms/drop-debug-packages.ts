import type { BuildContext } from '../context/build-context.ts';
import { debugPackages, mayBeDebugPackage, silentUses } from '../knowledge/packages/debug-packages.ts';
import { type Dockerfile, isBuiltOn, type Stage, shippedLineage } from '../model/dockerfile.ts';
import type { Finding, Fix, Transform } from '../model/finding.ts';
import { matches } from '../model/matches.ts';
import {
  concernsSystem,
  hasOption,
  hasRole,
  isPackageName,
  type PackageCall,
  packageCalls,
  packageName,
} from '../model/package-calls.ts';
import { spanIn } from '../model/run.ts';
import { toolOf } from '../shell/invocation.ts';
import type { Word } from '../shell/script.ts';
import { healthComments } from './support/find/health-comments.ts';
import { callsOf, callText, isSubstituted } from './support/find/package-steps.ts';
import { toldCommands } from './support/find/told-commands.ts';
import { callerOf, callersIn, mentions, namesProgram, silentCallerOf } from './support/programs/callers.ts';
import { type FileInContext, imagesWith, startsOf, whyMayCallAny } from './support/programs/unread.ts';
import { idOf, isRun, type RunStep, removeWords } from './support/rewrite/rewrite.ts';
import { whoBuildsOn } from './support/user/dependents.ts';
import { firstReason } from './support/user/first-reason.ts';
import { whyDevContainer } from './support/user/platforms.ts';
import { servicesOf } from './support/user/services.ts';
import { whyWorkedIn } from './support/user/worked-in.ts';
import { lineOf, listed } from './support/wording.ts';

const meta = {
  id: 'drop-debug-packages',
  title: 'Packages that nothing calls are not installed',
  why: 'Tools to look around in a container make its image larger, are among what scanners report most, and help whoever breaks into it. Where nothing of an image calls them, they can be attached to a container when somebody needs them.',
  phase: 'words',
  maxSafety: 'review',
  onlyWhenAsked: true,
  covers: [],
  references: [
    'https://docs.docker.com/build/building/best-practices/#dont-install-unnecessary-packages',
    'https://docs.docker.com/reference/cli/docker/debug/',
    'https://kubernetes.io/docs/tasks/debug/debug-application/debug-running-pod/#ephemeral-container',
  ],
  since: '0.1.0',
} as const satisfies Transform['meta'];

function* find(file: Dockerfile, context: BuildContext): Iterable<Finding> {
  if (!matches(file.source, mayBeDebugPackage)) return;
  for (const { stage, step, call } of callsOf(file)) {
    if (!hasRole(call, 'install') || !concernsSystem(call) || !shippedLineage(file).has(stage)) continue;
    const idle: Word[] = [];
    for (const word of call.operands.filter((operand) => debugPackages.has(packageName(operand)))) {
      const declined = whyNeeded({ file, context, stage, step, call }, word);
      if (declined === undefined) idle.push(word);
      else yield { at: spanIn(step.run, word), message: messageOf(call, [word]), declined };
    }
    const [first] = idle;
    if (first === undefined) continue;
    const result = withoutPackages(file, step, call, idle);
    const found = { at: spanIn(step.run, first), message: messageOf(call, idle) };
    yield typeof result === 'string' ? { ...found, declined: result } : { ...found, fix: result };
  }
}

const messageOf = (call: PackageCall, words: readonly Word[]): string =>
  `${callText(call)} brings ${listed(words.map(packageName))}, which may be there for people alone`;

/** The fix, or why there is none. */
function withoutPackages(file: Dockerfile, step: RunStep, call: PackageCall, words: readonly Word[]): Fix | string {
  if (words.length === call.operands.length)
    return `${callText(call)} would have nothing left to install: remove it by hand`;
  const rewrite = removeWords(file, step, call.command, words);
  if (rewrite === undefined) return 'a comment stands beside it in the list';
  return {
    ...rewrite,
    safety: 'review',
    reason: `nothing else in the file, nothing that containers start and no file of the build context names a program of ${listed(words.map(packageName))}`,
    scope: [],
  };
}

/** An install, in its stage. */
type Place = FileInContext & { readonly stage: Stage; readonly step: RunStep; readonly call: PackageCall };

/** Why a package has to stay; what the Dockerfile tells comes before what the build context does. */
function whyNeeded(place: Place, word: Word): string | undefined {
  const name = packageName(word);
  const programs = debugPackages.get(name) ?? [];
  return (
    whyNotRead(place, word) ??
    firstReason(programs, (program) => whyNamedInFile(place, program)) ??
    whyBrings(place, name) ??
    whyAnyCalled(place) ??
    firstReason(programs, (program) => whyNamedInContext(place, program)) ??
    whySilent(place, programs)
  );
}

function whyNotRead({ step, call }: Place, word: Word): string | undefined {
  if (isSubstituted(call)) return 'it stands inside a substitution';
  if (call.fedByPipe) return 'more packages come through the pipe';
  if (step.deferred) return 'it is installed in images that are built on this one';
  return isPackageName(word) ? undefined : 'which package that is, only the build knows';
}

/** Why people, or programs that can not be read, may call anything that is there. */
function whyAnyCalled({ file, context, stage, step }: Place): string | undefined {
  const callers = callersIn(context);
  if ('unknown' in callers) return callers.unknown;
  const dependent = whoBuildsOn(file, context);
  if (dependent !== undefined) return `${dependent} is built on its image, and may call it`;
  return (
    whyDevContainer(context) ??
    whyWorkedIn(context) ??
    firstReason(imagesWith(file, stage), (image) => whyMayCallAny({ file, context }, image, step))
  );
}

/** Without the option that keeps them out, other packages come along. */
function whyBrings({ call, file }: Place, name: string): string | undefined {
  const { lean } = call.manager;
  if (lean === undefined || hasOption(call, lean.already) || lean.configured.test(file.source.text)) return undefined;
  return `${name} may bring packages along that are needed: ${lean.option} keeps them out`;
}

function whyNamedInFile({ file, stage }: Place, program: string): string | undefined {
  const asking = healthComments(file).find(({ words }) => words.includes(program));
  if (asking !== undefined) return `the comment of line ${lineOf(file, asking.at)} names ${program}`;
  const related = file.stages.filter((other) => isBuiltOn(other, stage) || isBuiltOn(stage, other));
  for (const step of related.flatMap(({ steps }) => steps)) {
    const line = `line ${lineOf(file, idOf(step))}`;
    const { keyword, args } = step.instruction;
    if (isRun(step) ? isCalledIn(step, program) : SPEAKS.test(keyword) && mentions(args.text, program))
      return `${line} names ${program}`;
  }
  return undefined;
}

function whyNamedInContext({ file, context }: Place, program: string): string | undefined {
  const callers = callersIn(context);
  const caller = 'unknown' in callers ? undefined : callerOf(callers, program);
  if (caller !== undefined) return `${caller} names ${program}`;
  const told = toldCommands(context).find(({ words }) => words.includes(program));
  if (told !== undefined) return `${told.file} has ${program} called in containers`;
  const said = servicesOf(file, context).find(({ entrypoint, command, health }) =>
    [entrypoint, command, health].some((text) => text !== undefined && mentions([text].flat().join(' '), program)),
  );
  return said && `${said.file} names ${program}`;
}

const SPEAKS = /^(?:CMD|ENTRYPOINT|ENV|HEALTHCHECK|ONBUILD|SHELL)$/;

/** Beside the installs, which name packages. */
function isCalledIn({ run }: RunStep, program: string): boolean {
  const installs = new Set(
    packageCalls(run.script)
      .filter(concernsSystem)
      .map(({ command }) => command),
  );
  if (run.script.opaque !== undefined) return mentions(run.instruction.args.text, program);
  const commands = run.script.commands.filter((command) => !installs.has(command));
  return namesProgram({ ...run.script, commands }, program);
}

/** Programs that others call, without anybody writing so. */
function whySilent(place: Place, programs: readonly string[]): string | undefined {
  const { file, context, stage } = place;
  const callers = callersIn(context);
  if ('unknown' in callers) return callers.unknown;
  const images = file.stages.filter((other) => isBuiltOn(other, stage) || isBuiltOn(stage, other));
  const commands = images.flatMap((image) => [
    ...image.steps.filter(isRun).flatMap(({ run }) => run.script.commands),
    ...startsOf(place, image).flatMap((script) => script.commands),
  ]);
  return firstReason(
    silentUses.filter(({ program }) => programs.includes(program)),
    (use) => {
      const tool = commands.map(toolOf).find((name) => use.tools.test(name));
      if (tool !== undefined) return `${tool} ${use.because}`;
      const caller = silentCallerOf(callers, use);
      return caller && `a dependency in ${caller} ${use.because}`;
    },
  );
}

export const dropDebugPackages: Transform = { meta, find };
