import type { BuildContext } from '../../../context/build-context.ts';
import { forPeople } from '../../../knowledge/packages/debug-packages.ts';
import { appRunners, harmlessPrograms, waitingPrograms } from '../../../knowledge/programs/container-programs.ts';
import { scriptRunners } from '../../../knowledge/programs/package-runners.ts';
import { interpreters } from '../../../knowledge/programs/scripts.ts';
import { asScript, healthCommand, serviceCommand, startCommand } from '../../../model/container-commands.ts';
import {
  type Dockerfile,
  fromParts,
  isBuiltOn,
  lineage,
  type Stage,
  type Step,
  shippedStages,
} from '../../../model/dockerfile.ts';
import { isGiven } from '../../../shell/given.ts';
import { inlineScript } from '../../../shell/inner-scripts.ts';
import { baseName, invocationOf, toolOf, withoutVersion } from '../../../shell/invocation.ts';
import type { Command, Script } from '../../../shell/script.ts';
import { idOf, isRun } from '../rewrite/rewrite.ts';
import { firstReason } from '../user/first-reason.ts';
import { programFile } from '../user/program-file.ts';
import { servicesOf } from '../user/services.ts';
import { lineOf } from '../wording.ts';

export type FileInContext = { readonly file: Dockerfile; readonly context: BuildContext };

/** Images that hold what a stage has. */
export const imagesWith = (file: Dockerfile, stage: Stage): Stage[] =>
  shippedStages(file).filter((shipped) => isBuiltOn(shipped, stage));

/** Why people, or programs that can not be read, may call anything that an image has from a step on. */
export function whyMayCallAny(place: FileInContext, image: Stage, from: Step): string | undefined {
  const names = [...lineage(image)].flatMap(({ from }) => Object.values(fromParts(from)));
  const isForPeople = names.find((name) => name !== undefined && forPeople.test(name));
  if (isForPeople !== undefined) return `${isForPeople} looks like an image to work in`;
  const start = startCommand(image);
  if (start === undefined) return 'it says nothing of what containers start, so it may be there to work in';
  return firstReason(startsOf(place, image), (script) => whyStart(place, image, script)) ?? whyRuns(place, image, from);
}

/** What containers start, by the Dockerfile and by compose files. */
export function startsOf({ file, context }: FileInContext, image: Stage): Script[] {
  const own = [startCommand(image), healthCommand(image)].filter((script) => script !== undefined);
  const services = servicesOf(file, context).flatMap((service) => [
    serviceCommand(image, service),
    service.health?.length ? asScript(service.health) : undefined,
  ]);
  return [...own, ...services.filter((script) => script !== undefined)];
}

function whyStart(place: FileInContext, image: Stage, script: Script): string | undefined {
  if (script.opaque !== undefined) return `what containers start can not be read: ${script.opaque}`;
  const tools = script.commands.map(toolOf);
  if (tools.length > 0 && tools.every((tool) => waitingPrograms.has(tool)))
    return 'it only waits, so that people may do something in it';
  return firstReason(script.commands, (command) => whyUnread(place, image, command));
}

/** Why what a command starts may call anything: neither of the context, which is read, nor known. */
function whyUnread({ file, context }: FileInContext, stage: Stage, command: Command): string | undefined {
  const { tool, args } = invocationOf(command) ?? {};
  if (tool === undefined) return undefined;
  const name = baseName(tool.value);
  if (!tool.literal) return isGiven(tool) ? undefined : `${tool.text} is known only when it runs`;
  const isRunner = appRunners.has(withoutVersion(name));
  if ((interpreters.includes(name) || isRunner) && args?.length === 0)
    return `it starts ${name} alone, in which people work`;
  if (interpreters.includes(name) && isUnread(context, command)) return `what ${name} reads can not be read here`;
  const archive = args?.find(({ value }) => COMPILED.test(value));
  if (isRunner && archive !== undefined && !isBuiltIn(file)) return `${baseName(archive.value)} can not be read`;
  const known = interpreters.includes(name) || isRunner || scriptRunners.has(name) || harmlessPrograms.has(name);
  if (known) return undefined;
  const own = programFile({ file, context, stage }, tool.value);
  if (own?.kind === 'unread') return own.why;
  return own?.kind === 'script' || (own?.kind === 'program' && isOfProject(stage, file))
    ? undefined
    : `what ${name} calls is not known`;
}

/** What a runner starts that is compiled. */
const COMPILED = /\.(?:dll|ear|exe|jar|pex|phar|pyc|war)$/;

/** Its sources are those of the context: some RUN compiles. */
const isBuiltIn = ({ stages }: Dockerfile): boolean =>
  stages.some(({ steps }) =>
    steps.some(({ run }) => run?.script.commands.some((command) => COMPILERS.test(toolOf(command))) === true),
  );

const COMPILERS = /^(?:ant|bazel|box|dotnet|gradlew?|javac|kotlinc|lein|mill|mvnw?|pex|sbt|shiv)$/;

/** All that is copied comes from the context, or from stages of the file. */
const isOfProject = (stage: Stage, file: Dockerfile): boolean =>
  [...lineage(stage)].every(({ steps }) =>
    steps.every(({ instruction }) =>
      instruction.flags.every(
        ({ name, value }) =>
          name !== 'from' ||
          file.stages.some((other) => other.name === value.toLowerCase() || String(other.index) === value),
      ),
    ),
  );

/** Why a RUN behind the install may call anything. */
function whyRuns({ file, context }: FileInContext, image: Stage, from: Step): string | undefined {
  const later = [...lineage(image)]
    .flatMap(({ steps }) => steps.filter(isRun))
    .filter((run) => idOf(run) >= idOf(from));
  return firstReason(later, (run) => {
    const line = `line ${lineOf(file, idOf(run))}`;
    const { script } = run.run;
    if (script.opaque !== undefined) return `${line} can not be read: ${script.opaque}`;
    const unread = script.commands.find((command) => isUnread(context, command));
    return (
      unread &&
      `${line} runs ${unread.words
        .map(({ text }) => text)
        .join(' ')
        .slice(0, 40)}, which can not be read`
    );
  });
}

/** A shell that reads a script which no file of the context is. */
function isUnread(context: BuildContext, command: Command): boolean {
  const { tool, args } = invocationOf(command) ?? {};
  if (tool === undefined || args === undefined) return false;
  const name = baseName(tool.value);
  const isShell = interpreters.includes(name);
  if (isShell && inlineScript(args) !== undefined) return false;
  const script = isShell
    ? args.find(({ value }) => !value.startsWith('-'))
    : tool.value.includes('/')
      ? tool
      : undefined;
  if (script === undefined) return isShell;
  if (/^\/(?:usr\/(?:local\/)?)?s?bin\//.test(script.value) || script.value.startsWith('/etc/')) return false;
  return !isOfContext(context, script.value);
}

/** Some end of the path is one of the context. */
function isOfContext(context: BuildContext, path: string): boolean {
  const parts = path.split('/').filter((part) => !/^\.{0,2}$/.test(part));
  return parts.some((_, at) => context.kindOf(parts.slice(at).join('/')) === 'file');
}
