import type { BuildContext } from '../context/build-context.ts';
import { isIgnored } from '../context/ignored.ts';
import { asked } from '../context/lazily.ts';
import { isCopy } from '../syntax/instruction.ts';
import { copyWords } from './copied-files.ts';
import { type Dockerfile, fromTheBaseUp, homeOf, type Stage, type Step } from './dockerfile.ts';
import { isFolderThere } from './folders-there.ts';
import { once } from './memo.ts';
import { absolutePath, isFolderPath, namesLike, relativePath } from './paths.ts';

/** A file of the build context, and where a stage has it. */
export type ImageFile = {
  readonly path: string;
  readonly source: string;
  readonly step: Step;
  /** It is in a folder of that path, should there be one, which the file does not tell. */
  readonly mayBeFolder?: true;
};

/** Folders that hold what tools bring or make: of use to no one who looks for what people wrote. */
const OF_TOOLS: ReadonlySet<string> = new Set([
  '.git',
  '.hg',
  '.svn',
  '.venv',
  'node_modules',
  'target',
  'vendor',
  'venv',
]);
const MOST_FILES = 5000;

/** All files of people that COPY and ADD bring to a stage from the build context; or why they are not known. */
export function imageFiles(file: Dockerfile, context: BuildContext, stage: Stage): readonly ImageFile[] | string {
  const known = filesByContext(stage);
  const files = known.get(context) ?? filesOf(file, context, stage);
  known.set(context, files);
  return files;
}

const filesByContext = once((_: Stage) => new WeakMap<BuildContext, readonly ImageFile[] | string>());

function filesOf(file: Dockerfile, context: BuildContext, stage: Stage): readonly ImageFile[] | string {
  const files: ImageFile[] = [];
  for (const { steps } of fromTheBaseUp(stage)) {
    for (const step of steps) {
      if (!isCopy(step.instruction) || step.deferred || isFromElsewhere(step)) continue;
      const why = addFiles(files, step, context, { stage, escape: file.source.escape, home: homeOf(stage) });
      if (why !== undefined) return why;
    }
  }
  return files;
}

/** Another stage or image, a heredoc or an address. */
export const isFromElsewhere = ({ instruction: { flags, heredocs, args } }: Step): boolean =>
  heredocs.length > 0 || flags.some(({ name }) => name === 'from') || /^["[\s]*(?:\w+:\/\/|git@)/.test(args.text);

/** ADD unpacks them (docs.docker.com/reference/dockerfile/#adding-local-tar-archives). */
const ARCHIVE = /\.(?:tar|tgz|tbz2?|txz|tar\.\w+)$/;

type Where = { readonly stage: Stage; readonly escape: string; readonly home: string | undefined };

function addFiles(files: ImageFile[], step: Step, context: BuildContext, where: Where): string | undefined {
  const { stage, escape, home } = where;
  const words = copyWords(step, escape);
  const target = words.pop();
  const { keyword, args } = step.instruction;
  const unclear = `what ${keyword} ${args.text} brings is not known`;
  const start = step.state.workdir ?? home;
  if (target === undefined || (start === undefined && !target.startsWith('/'))) return unclear;
  const folder = absolutePath(target, start ?? '/');
  const isThere = files.some(({ path }) => path.startsWith(`${folder}/`)) || isFolderThere(stage, step, folder);
  const isFolder = isFolderPath(target) || words.length > 1 || isThere;
  for (const word of words) {
    if (word === undefined || /^\w+:|[[\\]/.test(word) || (keyword === 'ADD' && ARCHIVE.test(word))) return unclear;
    const to = { step, folder, isInto: isFolder || /[*?]/.test(word) };
    for (const source of sourcesOf(context, word)) files.push(...filesFrom(context, source, to));
    if (files.length > MOST_FILES) return 'there are more files than can be looked at';
  }
  return undefined;
}

type Target = { readonly step: Step; readonly folder: string; readonly isInto: boolean };

/** A folder brings what is in it, a file itself. */
function filesFrom(context: BuildContext, source: string, { step, folder, isInto }: Target): ImageFile[] {
  const isFile = context.kindOf(source) === 'file';
  const place = isFile && isInto ? absolutePath(nameOf(source), folder) : folder;
  const isOpen = isFile && !isInto && !isNameOfFile(nameOf(folder), nameOf(source));
  return filesBelow(context)(source).map((found) => ({
    path: found === source ? place : absolutePath(found.slice(source.length).replace(/^\//, ''), place),
    source: found,
    step,
    ...(isOpen && { mayBeFolder: true }),
  }));
}

/** It ends as the name of the file that is copied there does: `/etc/app.conf`, and not `/etc/nginx`. */
const isNameOfFile = (name: string, source: string): boolean =>
  name === source || (/\.\w+$/.exec(name)?.[0] ?? '') === /\.\w+$/.exec(source)?.[0];

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

function sourcesOf(context: BuildContext, pattern: string): string[] {
  let found = [''];
  for (const part of relativePath(pattern).split('/')) {
    if (part === '') continue;
    found = found.flatMap((folder) =>
      /[*?]/.test(part)
        ? (context.namesIn(folder) ?? [])
            .filter((name) => namesLike(part).test(name))
            .map((name) => relativePath(`${folder}/${name}`))
        : [relativePath(`${folder}/${part}`)],
    );
  }
  return found.filter((path) => context.kindOf(path) !== undefined);
}

/** Found once for all passes over a file, and no more than can be looked at. */
const filesBelow = once((context: BuildContext) =>
  asked((path): readonly string[] => {
    const files: string[] = [];
    for (const file of walk(context, path)) if (files.push(file) > MOST_FILES) break;
    return files;
  }),
);

function* walk(context: BuildContext, path: string): Iterable<string> {
  if (path !== '' && isIgnored(context, path)) return;
  if (context.kindOf(path) === 'file') yield path;
  else
    for (const name of context.namesIn(path) ?? [])
      if (!OF_TOOLS.has(name)) yield* walk(context, relativePath(`${path}/${name}`));
}
