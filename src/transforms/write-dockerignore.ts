import { type BuildContext, pathIn, whyUnknown } from '../context/build-context.ts';
import { ignoreText, isIgnored, isLetIn } from '../context/ignored.ts';
import { asked, lazily } from '../context/lazily.ts';
import {
  askingFiles,
  namedByCommands,
  tellsBuild,
  type Unwanted,
  unwanted,
} from '../knowledge/projects/ignored-files.ts';
import { copiedFrom, type Dockerfile, type Step } from '../model/dockerfile.ts';
import type { Finding, Transform } from '../model/finding.ts';
import { whyNotIgnore, widened } from '../model/ignores.ts';
import { once } from '../model/memo.ts';
import { absolutePath, within } from '../model/paths.ts';
import { isUntracked } from '../model/untracked.ts';
import { type Instruction, isCopy } from '../syntax/instruction.ts';
import { asFolderCopy, type FolderCopy } from './support/project/folder-copy.ts';
import { sourceFiles } from './support/project/source-files.ts';
import { isRun } from './support/rewrite/rewrite.ts';
import { isPlain, plainRun } from './support/scripts/plain-runs.ts';
import { foldersIn } from './support/user/folders-in.ts';
import { listed } from './support/wording.ts';

const meta = {
  id: 'write-dockerignore',
  title: 'What no image needs stays out of the build context',
  why: 'A COPY of a whole folder also brings version control, packages and build output of the machine that it is built on, and secrets. They make the context large, go stale, end up in the image, and have every change of them build it anew.',
  phase: 'layers',
  maxSafety: 'review',
  covers: ['DKL-LI-0003'],
  references: ['https://docs.docker.com/build/concepts/context/#dockerignore-files'],
  since: '0.1.0',
} as const satisfies Transform['meta'];

function* find(file: Dockerfile, context: BuildContext): Iterable<Finding> {
  if (!copiesAnything(file) || whyUnknown(context) !== undefined) return;
  const [copy, ...others] = folderCopies(file, context);
  if (copy === undefined) return;
  const at = copy.step.instruction.span;
  const isNew = ignoreText(context) === undefined;
  const message = isNew
    ? 'a whole folder is copied, and there is no .dockerignore'
    : 'a whole folder is copied, and the ignore list lets in what no image needs';
  const lines = [...new Set([copy, ...others].flatMap((each) => missing(file, context, each, isNew)))];
  if (lines.length === 0) return;
  const taken = whyNotIgnore(context, file, lines);
  const kept = taken === undefined ? lines : lines.filter((line) => whyNotIgnore(context, file, [line]) === undefined);
  if (kept.some(isMajor)) yield { at, message, fix: asFix(kept) };
  else if (taken !== undefined && isNew && lines.some(isMajor)) yield { at, message, declined: taken };
}

/** Nobody looks for a build context that nothing is copied from. */
const copiesAnything = ({ source: { instructions } }: Dockerfile): boolean => instructions.some(isCopy);

const minor: readonly string[] = unwanted.filter((entry) => entry.minor).map(({ line }) => line);

const isMajor = (line: string): boolean => !minor.includes(line);

const folderCopies = (file: Dockerfile, context: BuildContext): FolderCopy[] =>
  file.stages
    .flatMap(({ steps }) => steps)
    .filter(({ deferred }) => !deferred)
    .flatMap((step) => asFolderCopy(step, file.source.escape, context) ?? []);

/** Lines for what a COPY may bring from its folder, and neither the build nor the program has a use for. */
function missing(file: Dockerfile, context: BuildContext, copy: FolderCopy, isNew: boolean): string[] {
  const { source } = copy;
  const inside = (path: string): string => pathIn(source, path);
  const texts = lazily(() => textsOf(file, context, source));
  const isMissing = ({ line, sample = line, ...entry }: Unwanted): boolean =>
    (isNew || entry.minor !== true) &&
    (source === '' || entry.atRoot !== true) &&
    (entry.beside?.some((name) => context.kindOf(inside(name)) === 'file') ?? true) &&
    (entry.made === undefined || isMade(file, copy, { ...entry, line, made: entry.made })) &&
    !isIgnored(context, inside(sample)) &&
    !isLetIn(context, nameOf(line)) &&
    isOfThisDisk(context, inside(line), entry) &&
    entry.usedBy?.test(texts()) !== true &&
    (entry.askedFor === undefined ||
      !sourcesIn(context)(source).some((text) => entry.askedFor?.some((asks) => asks.test(text))));
  return unwanted.filter(isMissing).map(({ line }) => widened(context, file, inside(line)));
}

/** What is part of the repository is meant to be there; what is not there at all may come up. */
function isOfThisDisk(context: BuildContext, path: string, { untracked }: Pick<Unwanted, 'untracked'>): boolean {
  if (path === '.git') return true;
  if (isUntracked(context, path.replace('**/', ''))) return true;
  return untracked !== true && (path.includes('*') || context.kindOf(path) === undefined);
}

const nameOf = (line: string): string => line.slice(line.lastIndexOf('/') + 1);

/** A command makes it: in the folder that the COPY fills or one above, where that of the machine would do as well; or another stage has it. */
function isMade(
  file: Dockerfile,
  { step, target }: FolderCopy,
  { line, made, mayBeBrought }: Pick<Unwanted, 'line' | 'mayBeBrought'> & { readonly made: RegExp },
): boolean {
  const filled = absolutePath(target, step.state.workdir ?? '/');
  const isHere = ({ folder, steps }: Ran): boolean =>
    mayBeBrought !== true || folder === undefined || !steps.includes(step) || within([folder])(filled);
  return (
    commandsOf(file).some((ran) => made.test(ran.text) && isHere(ran)) ||
    file.stages.some(({ steps }) => steps.some(({ instruction }) => bringsByName(instruction, nameOf(line))))
  );
}

const bringsByName = (instruction: Instruction, name: string): boolean =>
  isCopy(instruction) && copiedFrom(instruction).length > 0 && instruction.args.text.includes(name);

/** What a RUN of some steps does, and where, as far as that is known. */
type Ran = { readonly text: string; readonly folder: string | undefined; readonly steps: readonly Step[] };

const commandsOf = once((file: Dockerfile): readonly Ran[] =>
  file.stages.flatMap(({ steps }) =>
    steps.filter(isRun).flatMap((step): Ran[] => {
      const { script } = plainRun(step).run;
      if (script.opaque !== undefined) return [{ text: script.text, folder: undefined, steps }];
      const folders = foldersIn(script, step.state.workdir);
      return script.commands.map((command) => ({
        text: script.text.slice(command.start, command.end),
        folder: folders.get(command),
        steps,
      }));
    }),
  ),
);

/** What RUNs do that are in exec form, as a shell would be told. */
const otherwiseSaid = ({ stages }: Dockerfile): string[] =>
  stages.flatMap(({ steps }) =>
    steps.flatMap((step) => (isRun(step) && !isPlain(step.run) ? plainRun(step).run.script.text : [])),
  );

/** The Dockerfile, and what its commands may go by; addresses of repositories are no use of version control. */
function textsOf(file: Dockerfile, context: BuildContext, folder: string): string {
  const text = [file.source.text, ...otherwiseSaid(file)].join('\n');
  const named = [...text.matchAll(namedByCommands)].map(
    ([, path]) => context.readText(pathIn(folder, path as string)) ?? '',
  );
  return [text, toldIn(context)(folder), ...named]
    .join('\n')
    .replace(/(?:git\+)?(?:https?|ssh|git):\/\/\S+|git@\S+|"git"/g, '');
}

/** What the files of a folder say that builds are told by: kept on the context, as passes over a Dockerfile change none of them. */
const toldIn = once((context: BuildContext) =>
  asked((folder) => tellsBuild.map((name) => context.readText(pathIn(folder, name)) ?? '').join('\n')),
);

const sourcesIn = once((context: BuildContext) =>
  asked((folder) =>
    sourceFiles(context, folder, (path) => askingFiles.test(path)).paths.map((path) => context.readText(path) ?? ''),
  ),
);

const asFix = (ignores: readonly string[]) =>
  ({
    edits: [],
    changes: [],
    safety: 'review',
    reason: `nothing that can be read here has a use for ${listed(ignores)}, and no Dockerfile that is known to use this context names it`,
    scope: [],
    ignores,
  }) as const;

export const writeDockerignore: Transform = { meta, find };
