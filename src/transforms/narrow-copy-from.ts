import { type BuildContext, whyUnknown } from '../context/build-context.ts';
import { linkBelow } from '../context/links.ts';
import { below } from '../model/changes/narrow-copy.ts';
import { type Dockerfile, lineage, shippedStages } from '../model/dockerfile.ts';
import type { Finding, Fix, Transform } from '../model/finding.ts';
import { within } from '../model/paths.ts';
import { assignments } from '../model/state.ts';
import { indentAt, lineEnding } from '../syntax/text.ts';
import { type BuiltProgram, builtPrograms } from './support/artefact/built-programs.ts';
import { forDebugging } from './support/artefact/cargo-build.ts';
import { definitions } from './support/artefact/definitions.ts';
import { keptOf, whyUsedLater } from './support/artefact/later-use.ts';
import { namedFiles } from './support/artefact/named-files.ts';
import { whyOtherFiles } from './support/artefact/other-outcome.ts';
import { projectOf } from './support/artefact/project-of-folder.ts';
import { compiledSources } from './support/artefact/sources.ts';
import { type Place, type StageFolder, stageFolders } from './support/artefact/stage-folder.ts';
import { type Started, startedIn } from './support/artefact/started.ts';
import { untrackedFiles } from './support/artefact/untracked-files.ts';
import { filesTold } from './support/find/told-commands.ts';
import { idOf } from './support/rewrite/rewrite.ts';
import { workingFolder } from './support/user/working-folder.ts';
import { lineOf, listed } from './support/wording.ts';

const meta = {
  id: 'narrow-copy-from',
  title: 'The final image gets the program, not the folder that it was compiled in',
  why: 'With the folder of a builder come sources, the history of the project, tests and what compilers leave behind: an image that is larger, and that hands out its sources.',
  phase: 'steps',
  maxSafety: 'review',
  covers: [],
  references: [
    'https://docs.docker.com/build/building/multi-stage/',
    'https://docs.docker.com/build/building/best-practices/#use-multi-stage-builds',
  ],
  since: '0.1.0',
} as const satisfies Transform['meta'];

function* find(file: Dockerfile, context: BuildContext): Iterable<Finding> {
  if (file.stages.length === 1) return;
  for (const stage of shippedStages(file)) {
    for (const folder of stageFolders(file, stage)) {
      const result = narrowed({ file, context, stage }, folder);
      if (result === undefined) continue;
      const at = folder.step.instruction.span;
      const message = `all of ${folder.source} comes along, where a program was compiled`;
      yield typeof result === 'string' ? { at, message, declined: result } : { at, message, fix: result };
    }
  }
}

/** The fix, why there is none, or undefined where nothing is to be left out. */
function narrowed(place: Place, folder: StageFolder): Fix | string | undefined {
  const declined = whyNotPlain(place, folder) ?? whyUnknown(place.context);
  if (declined !== undefined) return declined;
  const sent = projectOf(place, folder);
  if ('unknown' in sent) return sent.unknown;
  const { programs, commands, unknown } = builtPrograms({ ...place, stage: folder.builder });
  const here = programs.filter(({ path }) => within([folder.source])(path));
  if (unknown !== undefined) return unknown;
  if (here.length === 0) return undefined;
  const made = new Set(here.map((program) => program.made));
  if (made.size > 1) return `several programs are compiled there: ${listed([...made])}`;
  const started = startedIn(place, folder, sent);
  if (started === undefined) return 'it says nothing of what containers start';
  if ('unknown' in started) return started.unknown;
  const own = here.filter(({ path }) => started.names.has(path.slice(folder.source.length + 1)));
  const [program] = own;
  if (program === undefined)
    return `what containers start is not ${here[0]?.path}, which line ${lineOf(place.file, idOf((here[0] as BuiltProgram).step))} compiles`;
  const link = own.find(({ isLink }) => isLink);
  if (link !== undefined) return `${link.path} is a link`;
  const other = whyOtherFiles({ file: place.file, folder: folder.source, sent, programs: here }, commands);
  if (other !== undefined) return other;
  const named = namedIn(place, folder, sent, started, program);
  if ('unknown' in named) return named.unknown;
  const paths = [...own.map(({ path }) => path.slice(folder.source.length + 1)), ...named.paths];
  return (
    named.untracked ??
    whyNotPaths(paths, sent) ??
    whyUsedLater(place, folder, keptOf(folder, sent, paths)) ??
    asFix(place, folder, program, { paths, named: named.paths, sent })
  );
}

const PLAIN_FLAGS: readonly string[] = ['chmod', 'chown', 'from', 'link'];
const PLAIN_WORDS = /^[\w@+./-]+\s+[\w@+./-]+$/;

function whyNotPlain({ stage }: Place, { step, source, target }: StageFolder): string | undefined {
  const { args, flags, comments } = step.instruction;
  const flag = flags.find(({ name }) => !PLAIN_FLAGS.includes(name));
  if (flag !== undefined) return `--${flag.name} may mean something else for a part of the files`;
  if (comments.length > 0 || !PLAIN_WORDS.test(args.text)) return 'it is not written in plain words on one line';
  if (source === '/' || target === '/') return 'it brings the files of a whole system, or brings them to its root';
  return workingFolder(stage) === undefined
    ? 'the folder that containers start in is known only when it is built'
    : undefined;
}

/** What the program reads of the project while it runs. */
function namedIn(
  place: Place,
  folder: StageFolder,
  sent: BuildContext,
  { texts }: Started,
  { language, made, path }: BuiltProgram,
) {
  const sources = compiledSources(sent);
  if ('unknown' in sources) return sources;
  if (!sources.some(({ language: { name } }) => name === language))
    return { unknown: `no sources in ${language} are in the build context, so what the program reads is not known` };
  const start = workingFolder(place.stage) ?? '/';
  const { target } = folder;
  const inside = within([target])(start) && start !== target ? [start.slice(target.length + 1)] : [];
  const outside =
    start !== target && within([start])(target) ? [target.slice(start.length + (start === '/' ? 0 : 1))] : [];
  const more = [...texts, ...variablesOf(place), ...definedIn(folder, sent), ...filesTold(place.context)];
  const named = namedFiles(sent, {
    sources,
    places: [target, ...outside],
    folders: inside,
    texts: more,
    isDebugged: forDebugging.test(made),
    programs: [path.slice(folder.source.length + 1)],
  });
  const { builder, source } = folder;
  const [untracked] = untrackedFiles({ place, folder: source, steps: builder.steps }, [...sources, ...more]);
  return {
    ...named,
    untracked: untracked && `${untracked}, which it reads, may be there for a build though git leaves it out`,
  };
}

/** What compilers are told to put into a program, wherever its project stands later. */
const definedIn = ({ builder, target }: StageFolder, sent: BuildContext) =>
  definitions(
    sent,
    [...lineage(builder)].flatMap(({ steps }) => steps),
    target,
  );

/** Programs are looked for in PATH, and shells start in HOME. */
const NO_FILES = /^(?:HOME|OLDPWD|PATH|PWD)$/;

const variablesOf = ({ file, stage }: Place): { readonly text: string; readonly where: string }[] =>
  [...lineage(stage)].flatMap(({ steps }) =>
    steps
      .filter(({ instruction, deferred }) => instruction.keyword === 'ENV' && !deferred)
      .flatMap(({ instruction }) => assignments(instruction.args.text, file.source.escape))
      .filter(([name]) => !NO_FILES.test(name))
      .map(([name, text]) => ({ text, where: `ENV ${name}` })),
  );

const PLAIN_PATH = /^[\w@+./-]+$/;

function whyNotPaths(paths: readonly string[], sent: BuildContext): string | undefined {
  const odd = paths.find((path) => !PLAIN_PATH.test(path));
  if (odd !== undefined) return `a COPY would take ${odd} for something else than a path`;
  const link = paths.flatMap((path) => linkIn(sent, path) ?? [])[0];
  return link && `${link} is a link, and what it leads to may stay behind`;
}

/** A link at a path, above it, or below it. */
function linkIn(sent: BuildContext, path: string): string | undefined {
  const above = path.split('/').map((_, at, parts) => parts.slice(0, at + 1).join('/'));
  return above.find((part) => sent.isLink?.(part)) ?? linkBelow(sent, path);
}

type Outcome = { readonly paths: readonly string[]; readonly named: readonly string[]; readonly sent: BuildContext };

/** Undefined where all that is there would come along. */
function asFix(
  { file }: Place,
  folder: StageFolder,
  program: BuiltProgram,
  { paths, named, sent }: Outcome,
): Fix | undefined {
  const rest = (sent.namesIn('') ?? []).filter((name) => !paths.includes(name));
  const [source, target] = folder.step.instruction.args.text.split(/\s+/) as [string, string];
  if (rest.length === 0) return undefined;
  const { text } = file.source;
  const { span, flags, keywordSpan } = folder.step.instruction;
  const head = [text.slice(keywordSpan.start, keywordSpan.end), ...flags.map((flag) => flag.text)].join(' ');
  const lines = paths.map((path) => `${head} ${below(source, path)} ${below(target, path)}`);
  const reads =
    named.length === 0
      ? 'its sources, variables and commands name none of the files that come with it'
      : `what its sources, variables and commands name, or programs read by custom, is ${listed(named)}`;
  return {
    edits: [{ ...span, text: lines.join(lineEnding(text) + indentAt(text, span.start)) }],
    changes: [{ kind: 'narrowCopy', step: idOf(folder.step), paths }],
    safety: 'review',
    reason: `containers start ${below(folder.target, program.path.slice(folder.source.length + 1))}, which line ${lineOf(file, idOf(program.step))} compiles; ${reads}`,
    scope: [],
  };
}

export const narrowCopyFrom: Transform = { meta, find };
