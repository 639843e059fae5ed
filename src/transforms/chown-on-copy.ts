import type { BuildContext } from '../context/build-context.ts';
import { isPlainCopy, isWhatIsCopied, type LeadingChown, leadingChown } from '../model/chown.ts';
import { copyTarget } from '../model/copied-files.ts';
import type { Dockerfile, Stage, Step } from '../model/dockerfile.ts';
import type { Edit, Finding, Fix, Transform } from '../model/finding.ts';
import { matches } from '../model/matches.ts';
import { absolutePath, isFolderPath, relativePath } from '../model/paths.ts';
import { pragmasOf } from '../model/pragmas.ts';
import { spanIn } from '../model/run.ts';
import { baseName, toolOf } from '../shell/invocation.ts';
import type { Command } from '../shell/script.ts';
import { isCopy } from '../syntax/instruction.ts';
import { lineStart } from '../syntax/text.ts';
import { hasParent, isMadeBefore, type Place, whyFilled } from './support/find/fresh-folder.ts';
import { removal } from './support/rewrite/move.ts';
import { idOf, isRun, type RunStep, removeWord } from './support/rewrite/rewrite.ts';
import { isRoot } from './support/user/runs-as.ts';
import { lineOf } from './support/wording.ts';

const meta = {
  id: 'chown-on-copy',
  title: 'COPY says whose the files are',
  why: 'A layer stores every file that changes in it as a whole, so a chown of what was just copied stores it all a second time.',
  phase: 'steps',
  maxSafety: 'review',
  covers: [],
  references: ['https://docs.docker.com/reference/dockerfile/#copy---chown---chmod'],
  since: '0.1.0',
} as const satisfies Transform['meta'];

const NAMES_CHOWN = /\bchown\b/;

function* find(file: Dockerfile, context: BuildContext): Iterable<Finding> {
  if (!matches(file.source, NAMES_CHOWN)) return;
  for (const stage of file.stages) {
    for (const pair of pairsIn(stage)) {
      const { copy, run, command } = pair;
      const at = spanIn(run.run, command);
      const message = `chown stores again what line ${lineOf(file, copy.instruction.span.start)} brings`;
      const result = withOwner(file, context, stage, pair);
      yield typeof result === 'string' ? { at, message, declined: result } : { at, message, fix: result };
    }
  }
}

/** A COPY or ADD without an owner, and the RUN right behind it, which begins with a chown. */
type Pair = { readonly copy: Step; readonly run: RunStep; readonly command: Command };

function* pairsIn({ steps }: Stage): Iterable<Pair> {
  for (const [index, run] of steps.entries()) {
    const copy = steps[index - 1];
    const command = isRun(run) ? run.run.script.commands[0] : undefined;
    if (copy === undefined || !isRun(run) || command === undefined || toolOf(command) !== 'chown') continue;
    const isOwned = copy.instruction.flags.some(({ name }) => name === 'chown');
    if (isCopy(copy.instruction) && !isOwned && !run.deferred) yield { copy, run, command };
  }
}

/** The fix, or why there is none. */
function withOwner(file: Dockerfile, context: BuildContext, stage: Stage, pair: Pair): Fix | string {
  const { copy, run } = pair;
  const chown = leadingChown(run.run.script.tokens.map(({ text }) => text));
  if (chown === undefined) return 'it is more than a chown of plain paths to a user or group, tied to the rest by &&';
  const declined = whyNotRead(run) ?? whyNotCopy(copy, chown) ?? whyNotSame(pair, chown);
  if (declined !== undefined) return declined;
  const place = { file, stage, before: copy };
  const targets = chown.paths.map((path) => absolutePath(path, copy.state.fixedWorkdir ?? '/'));
  const [target = ''] = targets;
  const areFiles = areFilesOf(copy, targets, file.source.escape, context);
  const open = areFiles ? undefined : whyNotFolder(place, chown, targets, context);
  if (open !== undefined) return open;
  if (!hasParent(place, target)) return `COPY may make the folder that ${target} is in, which would get the same owner`;
  const keepsFolder = !areFiles && isMadeBefore(place, target);
  const edits = keepsFolder ? withoutOption(file, pair, chown) : withoutChown(file, pair);
  if (typeof edits === 'string') return edits;
  const evidence = areFiles ? 'they are files of the build context' : `nothing else is in ${target}`;
  const rest = keepsFolder ? `${evidence}, which was there before: chown stays for the folder itself` : evidence;
  const group = chown.isWhole ? '' : '; where chown names no user or no group, root stays it';
  return { ...rewritten(file, pair, chown, keepsFolder, edits), ...judged(copy, rest + group) };
}

function whyNotRead({ instruction, run, state: { user } }: RunStep): string | undefined {
  if (run.isHeredoc) return 'it is written as a heredoc';
  if (instruction.flags.length > 0) return `${instruction.flags[0]?.text} has a say in what it finds`;
  return isRoot(user) ? undefined : `${user?.replace(/:.*/, '')} runs it, and only root gives files away`;
}

/** Neither where files come from nor their mode has to do with their owner. */
const OTHER_FLAGS: readonly string[] = ['chmod', 'from'];

function whyNotCopy({ instruction: { keyword, flags } }: Step, { isWhole }: LeadingChown): string | undefined {
  if (keyword !== 'COPY') return 'ADD may fetch or unpack, and chown then finds other files';
  const flag = flags.find(
    ({ name, value }) => !OTHER_FLAGS.includes(name) || (name === 'chmod' && !PLAIN_MODE.test(value)),
  );
  if (flag !== undefined) return `${flag.text} may have a say in what chown does`;
  const from = flags.find(({ name }) => name === 'from');
  return from !== undefined && !isWhole ? `which group the files of ${from.value} have is not known` : undefined;
}

/** Without the bits that chown takes away. */
const PLAIN_MODE = /^0?[0-7]{3}$/;

function whyNotSame({ copy, run }: Pair, { paths }: LeadingChown): string | undefined {
  const { args, comments } = copy.instruction;
  if (comments.length > 0) return 'a comment stands inside of the COPY';
  if (!isPlainCopy(args.text)) return 'the COPY names its files by more than plain paths';
  if (!isWhatIsCopied(paths, args.text, copy.state.folder))
    return 'it gives away other files than those, or not all of them';
  const isOpen = run.state.fixedWorkdir === undefined && paths.some((path) => !path.startsWith('/'));
  return isOpen ? 'where its paths lead is up to the base image or to a variable' : undefined;
}

/** Each is a file of the context: in the folder that the COPY names, or at a path that ends in its name. */
function areFilesOf(copy: Step, targets: readonly string[], escape: string, context: BuildContext): boolean {
  const { args, flags } = copy.instruction;
  const [written = '', ...sources] = args.text.split(/\s+/).reverse();
  const names = sources.map(baseName);
  const folder = copyTarget(copy, escape);
  const isFile = (path: string): boolean => (isFolderPath(written) ? path !== folder : FILE_NAME.test(path));
  return (
    flags.every(({ name }) => name !== 'from') &&
    sources.every((source) => context.kindOf(relativePath(source)) === 'file') &&
    targets.every((path) => names.includes(baseName(path)) && isFile(path))
  );
}

/** With an extension, but not that of folders (`conf.d`). */
const FILE_NAME = /\w\.(?!d$)\w+$/;

function whyNotFolder(
  place: Place,
  { recursive }: LeadingChown,
  [folder = '', other]: readonly string[],
  context: BuildContext,
): string | undefined {
  if (other !== undefined) return 'whether all of them are files is not known';
  if (recursive === undefined) return `${folder} may be a folder, and what is in it keeps its owner`;
  return whyFilled(place, folder, context);
}

/** The command with its `&&`; or else the RUN, and the comments on it come to stand above the COPY. */
function withoutChown(file: Dockerfile, { copy, run, command }: Pair): readonly Edit[] | string {
  const { text, comments } = file.source;
  const next = run.run.script.statements[0]?.links[1];
  const { start } = spanIn(run.run, command);
  const end = next === undefined ? run.instruction.span.end : spanIn(run.run, next).start;
  if (run.instruction.comments.some(({ span }) => span.start < end)) return 'a comment stands inside of the RUN';
  if (next !== undefined) return [{ start, end, text: '' }];
  const pragma = pragmasOf(file.source).find(({ instruction }) => instruction === run.instruction);
  if (pragma !== undefined) return `the comment ${JSON.stringify(pragma.comment.text)} belongs to the RUN alone`;
  const above = lineStart(text, copy.instruction.span.start);
  const notes = comments.filter(
    ({ span }) => span.start > copy.instruction.span.end && span.end < run.instruction.span.start,
  );
  const moved = notes.map(({ span }) => text.slice(lineStart(text, span.start), text.indexOf('\n', span.end) + 1));
  const gone = removal(file, run, notes);
  return moved.length === 0 ? [gone] : [{ start: above, end: above, text: moved.join('') }, gone];
}

function withoutOption(
  file: Dockerfile,
  { run, command }: Pair,
  { recursive }: LeadingChown,
): readonly Edit[] | string {
  const option = command.words.find(({ text }) => text === recursive);
  return (option && removeWord(file, run, command, option)?.edits) ?? 'a comment stands inside of the RUN';
}

function rewritten(
  file: Dockerfile,
  { copy, run }: Pair,
  { owner }: LeadingChown,
  keepsFolder: boolean,
  edits: readonly Edit[],
) {
  const { flags, keywordSpan } = copy.instruction;
  const at = flags.at(-1)?.span.end ?? keywordSpan.end;
  return {
    edits: [{ start: at, end: at, text: ` --chown=${owner}` }, ...edits],
    changes: [{ kind: 'chownInCopy', step: idOf(copy), run: idOf(run), keepsFolder }],
    scope: file.source.instructions.filter(({ span }) => span.end <= run.instruction.span.end).map(({ span }) => span),
  } as const;
}

function judged({ instruction }: Step, evidence: string): Pick<Fix, 'safety' | 'reason'> {
  const from = instruction.flags.find(({ name }) => name === 'from');
  if (from === undefined) return { safety: 'safe', reason: evidence };
  const kept = `setuid bits and capabilities of files from ${from.value}, which chown takes away, stay`;
  return { safety: 'review', reason: `${evidence}; ${kept}` };
}

export const chownOnCopy: Transform = { meta, find };
