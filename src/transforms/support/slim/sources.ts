import { whyUnknown } from '../../../context/build-context.ts';
import { compiles, documentation, documents } from '../../../knowledge/images/slim-programs.ts';
import { interpreters } from '../../../knowledge/programs/scripts.ts';
import { type Spawning, spawning, standsAlone, startingCalls } from '../../../knowledge/programs/spawned-programs.ts';
import { wrappers } from '../../../knowledge/programs/wrappers.ts';
import { startCommand } from '../../../model/container-commands.ts';
import type { Dockerfile, Step } from '../../../model/dockerfile.ts';
import { saidBy } from '../../../model/run.ts';
import { baseName, toolOf, withoutVersion } from '../../../shell/invocation.ts';
import { isCopy } from '../../../syntax/instruction.ts';
import { buildFiles } from '../artefact/build-files.ts';
import { callersIn } from '../programs/callers.ts';
import { sourceFiles } from '../project/source-files.ts';
import { firstReason } from '../user/first-reason.ts';
import { type Slim, whyMissing } from './slim.ts';

/**
 * A script or source of the project that reads documentation of packages: examples of settings, a schema of a database; or a Makefile that a
 * step calls, and that puts pages of its own into a folder which is not there.
 */
export function whyDocuments({ context, file, stage }: Slim): string | undefined {
  if (!takesFiles(file)) return undefined;
  const callers = callersIn(context);
  const reader = 'unknown' in callers ? undefined : callers.find(({ text }) => documents.test(text));
  if (reader !== undefined)
    return `${reader.path} names ${documents.exec(reader.text)?.[0]}, where slim images have nothing`;
  const isBuilt = stage.steps.some((step) => wordsSaidBy(step).some((word) => compiles.has(baseName(word))));
  const build = isBuilt ? buildFiles(context).find(({ text }) => documentation.test(text)) : undefined;
  return build && `${build.path} names ${documentation.exec(build.text)?.[0]}, where slim images have nothing`;
}

/** Why the project may start programs, or load libraries, that the slim image lacks. */
export function whySources(slim: Slim): string | undefined {
  const { context, file } = slim;
  if (!takesFiles(file)) return whyNotThere(slim);
  const unknown = whyUnknown(context);
  if (unknown !== undefined) return `which programs the sources start is not known: ${unknown}`;
  const { paths, isAll } = sourceFiles(context, '', (path) => spawning.some(({ files }) => files.test(path)));
  if (!isAll) return 'the project has more files than are read here';
  return firstReason(paths, (path) => {
    const text = context.readText(path);
    return text === undefined
      ? `which programs ${path} starts is not known: it can not be read`
      : whySpawns(slim, text, path, path);
  });
}

/** In whatever form a step says them. */
const wordsSaidBy = (step: Step): string[] => (step.run === undefined ? [] : saidBy(step).split(/[\s"',;&|()[\]]+/));

const takesFiles = ({ stages }: Dockerfile): boolean =>
  stages.some(({ steps }) => steps.some(({ instruction }) => isCopy(instruction)));

/** A program that is mounted, or comes there in another way, may need anything. */
function whyNotThere({ stage, variant, own }: Slim): string | undefined {
  const command = startCommand(stage)?.commands.find((each) => {
    const tool = toolOf(each);
    const [, ...args] = each.words.map(({ value }) => value);
    const runs = own.has(tool) || variant.image.programs.includes(withoutVersion(tool));
    return runs && !args.some((arg) => standsAlone.test(arg));
  });
  return command && `no COPY brings what ${toolOf(command)} of CMD or ENTRYPOINT runs, so what that needs is not known`;
}

/** Why a text in a language, which the end of `path` tells, may start what is not there. */
export function whySpawns(slim: Slim, text: string, path: string, who: string): string | undefined {
  const entry = spawning.find(({ files }) => files.test(path));
  if (entry === undefined) return undefined;
  const loaded = entry.loads.find((own) => own.text.test(text));
  if (loaded !== undefined) return `${who} ${loaded.what}, which the slim image may lack`;
  return entry.mayStart.test(text) ? whyStarted(slim, entry, text, who) : undefined;
}

function whyStarted(slim: Slim, { call, hidden }: Spawning, text: string, who: string): string | undefined {
  const unclear = `${who} starts other programs, and which is not known`;
  if (call === undefined || hidden.test(text)) return unclear;
  const { all, named } = startingCalls(call);
  const commands = [...text.matchAll(named)].map((match) => match[2] as string);
  const missing = firstReason(commands, (command) => {
    const [program = ''] = command.split(' ');
    const startsMore = /[|;&$<>()]/.test(command) || interpreters.includes(program) || Object.hasOwn(wrappers, program);
    return startsMore ? unclear : whyMissing(slim, baseName(program), who);
  });
  return missing ?? (commands.length === 0 || commands.length < [...text.matchAll(all)].length ? unclear : undefined);
}
