import { type BuildContext, whyUnknown } from '../context/build-context.ts';
import { ignoreText, isIgnored } from '../context/ignored.ts';
import { sentFrom } from '../context/sent.ts';
import type { Change } from '../model/change.ts';
import type { Dockerfile, Step } from '../model/dockerfile.ts';
import type { Edit, Finding, Fix, Transform } from '../model/finding.ts';
import { type Declined, type Manifests, manifestsOf } from '../model/manifests/manifests.ts';
import { absolutePath, relativePath } from '../model/paths.ts';
import { spanIn } from '../model/run.ts';
import { actingOf } from '../syntax/instruction.ts';
import type { Comment } from '../syntax/lines.ts';
import { indentAt, lineEnding } from '../syntax/text.ts';
import { wordsIn } from '../syntax/words.ts';
import { firstInstalls, type InstallStep, type ProjectInstall, whyMore } from './support/first-installs.ts';
import { type FolderCopy, folderCopyBefore } from './support/folder-copy.ts';
import { headingComments, lineStart, removal } from './support/move.ts';
import { callText } from './support/package-steps.ts';
import { idOf, isRun, type Rewrite } from './support/rewrite.ts';

const meta = {
  id: 'copy-manifests-first',
  title: 'Manifests are copied and installed before the rest of the project',
  why: 'A layer is built again when a file that was copied before it changes. Where an install has only the manifests before it, a change of the source code leaves it in the cache, and with it most of the time of a build.',
  phase: 'steps',
  maxSafety: 'review',
  covers: [],
  references: [
    'https://docs.docker.com/build/cache/optimize/#order-your-layers',
    'https://docs.docker.com/build/building/best-practices/#leverage-build-cache',
  ],
  since: '0.1.0',
} as const satisfies Transform['meta'];

/** An install below a COPY of everything. */
type Place = InstallStep & { readonly copy: FolderCopy };

function* find(file: Dockerfile, context: BuildContext): Iterable<Finding> {
  for (const install of firstInstalls(file)) {
    const copy = folderCopyBefore(file, install.stage, install.step, context);
    if (copy === undefined) continue;
    const place = { ...install, copy };
    const { call } = install.installs[0];
    const at = spanIn(install.step.run, call.command);
    const message = `${callText(call)} is done again after every change of the project`;
    const manifests = whatIsRead(file, place, context);
    yield 'declined' in manifests ? { at, message, ...manifests } : { at, message, fix: asFix(file, place, manifests) };
  }
}

function whatIsRead(file: Dockerfile, place: Place, context: BuildContext): Manifests | Declined {
  const declined = whyNotMoved(file, place) ?? whyUnknown(context) ?? whyOverwritten(file, place, context);
  if (declined !== undefined) return { declined };
  const { step, copy } = place;
  const sent = sentFrom(context, copy.source);
  const files = new Set<string>();
  const doubts: string[] = [];
  for (const { call, reader } of place.installs) {
    if (reader === undefined) return { declined: `what ${call.manager.title} reads is not written down yet` };
    const read = manifestsOf(reader, { call, sent, folder: step.state.workdir ?? '' });
    if ('declined' in read) return read;
    for (const path of read.files) files.add(path);
    if (read.doubt !== undefined) doubts.push(read.doubt);
  }
  const twice = [...files].find((path) => isCopiedAlone(place, path));
  if (twice !== undefined) return { declined: `another COPY brings ${twice} already` };
  const [doubt] = doubts;
  return doubt === undefined ? { files: [...files] } : { files: [...files], doubt };
}

/** An earlier COPY names it; a second one would only be confusing. */
const isCopiedAlone = ({ stage, copy }: Place, path: string): boolean =>
  stage.steps
    .slice(0, stage.steps.indexOf(copy.step))
    .some(({ instruction }) => instruction.keyword === 'COPY' && instruction.args.text.includes(path));

function whyNotMoved(file: Dockerfile, place: Place): string | undefined {
  const { step, copy, installs } = place;
  if (step.deferred || copy.step.deferred) return 'it is done in builds on top of this image';
  const heavy = stepsBetween(place).find((between) => isHeavy(copy, between));
  if (heavy !== undefined) return `${heavy.instruction.keyword} stands between it and the ${copyText(copy)}`;
  const option = installs
    .flatMap(({ call, project }) => call.options.filter(({ value }) => project.apart?.elsewhere.test(value)))
    .map(({ text }) => `${text} names another folder, or other files`)[0];
  return (
    whyMore(step, installs) ?? option ?? whyUnsettled(file, place) ?? whyMounted(place) ?? whyNotRepeated(file, copy)
  );
}

const stepsBetween = ({ stage, step, copy }: Place): readonly Step[] =>
  stage.steps.slice(stage.steps.indexOf(copy.step) + 1, stage.steps.indexOf(step));

/** A COPY heeds its own words, and whoever makes the folder that it fills says whose that is. */
function isHeavy({ step: copy, target }: FolderCopy, between: Step): boolean {
  const { keyword } = between.instruction;
  const { args, flags } = copy.instruction;
  if (isRun(between)) return between.deferred || whyMore(between) !== undefined;
  if (keyword === 'WORKDIR') return flags.length > 0 || !target.startsWith('/');
  if (keyword === 'ARG' || keyword === 'ENV') return [args, ...flags].some(({ text }) => text.includes('$'));
  return ['ADD', 'COPY', 'ONBUILD', 'VOLUME'].includes(keyword);
}

const copyText = ({ step: { instruction } }: FolderCopy): string => {
  const { keyword, args } = actingOf(instruction);
  return `${keyword} ${args.text}`;
};

const whyUnsettled = ({ source: { text } }: Dockerfile, { installs }: Place): string | undefined =>
  installs.some(({ project }) => project.apart?.unsettled.test(text))
    ? 'the environment has a say in what it reads'
    : undefined;

/** A mount may have its target, or what it brings, in the folder of the project. */
function whyMounted({ step, copy }: Place): string | undefined {
  const mount = step.run.instruction.flags.find(
    ({ name, value }) =>
      name === 'mount' &&
      (!/(?:^|,)type=(?:cache|secret|ssh)\b/.test(value) ||
        /(?:target|dst|destination)=[^/]/.test(value) ||
        value.includes(`=${copy.step.state.workdir}/`)),
  );
  return mount && `${mount.text} may bring files of the project`;
}

/** Flags that say the same of a part of the files. */
const SHARED_FLAGS: readonly string[] = ['chmod', 'chown'];
const PLAIN_WORD = /^[\w@+./${}-]+$/;

function whyNotRepeated(file: Dockerfile, { step }: FolderCopy): string | undefined {
  const { flags, args, comments } = actingOf(step.instruction);
  const flag = flags.find(({ name }) => !SHARED_FLAGS.includes(name));
  if (flag !== undefined) return `--${flag.name} may mean something else for a part of the files`;
  const isPlain =
    comments.length === 0 && wordsIn(args.text, file.source.escape).every((word) => PLAIN_WORD.test(word));
  return isPlain ? undefined : 'the COPY is not written in plain words';
}

/** The rest of the project comes after the install now, and may bring a folder of packages along. */
function whyOverwritten(file: Dockerfile, { installs, step, copy }: Place, context: BuildContext): string | undefined {
  const sent = sentFrom(context, copy.source);
  const isKept = ignoreText(context)?.split(/\r?\n/) ?? [];
  for (const fills of installs.flatMap((install) => foldersFilled(file, install, step))) {
    const path = [copy.source, fills, 'package'].filter((part) => part !== '').join('/');
    if (isIgnored(context, path) && !isKept.some((line) => line.startsWith('!') && line.includes(fills))) continue;
    return sent.kindOf(fills) === undefined
      ? `.dockerignore does not keep ${fills} out, and one of the context would replace what is installed`
      : `the ${fills} of the context would replace what is installed: .dockerignore does not keep it out`;
  }
  return undefined;
}

/** Folders of the project that packages are installed into, by habit or because the file says so. */
function foldersFilled(file: Dockerfile, { call, project: { apart } }: ProjectInstall, { state }: Step): string[] {
  const { option, configured } = apart?.fillsOther ?? {};
  const isOther =
    configured?.test(file.source.text) === true || call.options.some(({ value }) => option?.test(value) === true);
  const own = apart?.fills === undefined || isOther ? [] : [apart.fills];
  if (apart?.makes === undefined) return own;
  const inside = `${state.workdir}/`;
  const settings = file.stages.flatMap(({ steps }) => steps.map(settingText)).join('\n');
  const made = [...settings.matchAll(apart.makes)].flatMap(([, path]) => {
    if (path === undefined || /^[/$~]/.test(path)) return path?.startsWith(inside) ? [path.slice(inside.length)] : [];
    return [relativePath(path)];
  });
  return [...own, ...made];
}

const settingText = ({ run, instruction: { keyword, args } }: Step): string =>
  run?.script.text ?? (keyword === 'ENV' ? args.text : '');

function asFix(file: Dockerfile, place: Place, { files, doubt }: Manifests): Fix {
  const { step, copy } = place;
  return {
    ...rewriteOf(file, place, files),
    safety: doubt === undefined ? 'safe' : 'review',
    reason: doubt ?? `it reads nothing of the project but ${listed(files)}`,
    scope: [{ start: copy.step.instruction.span.start, end: step.instruction.span.end }],
  };
}

const listed = (files: readonly string[]): string =>
  files.length === 1 ? `${files[0]}` : `${files.slice(0, -1).join(', ')} and ${files.at(-1)}`;

/** The old COPY, with the comments on it, goes below the RUN, and a new one comes to stand above that. */
function rewriteOf(file: Dockerfile, place: Place, files: readonly string[]): Rewrite {
  const { step, copy } = place;
  const notes = notesToMove(file, place);
  const isNext = stepsBetween(place).length === 0;
  const before = isNext ? idBehind(file, copy.step) : (headingComments(file, step)[0]?.span.start ?? idOf(step));
  const copies = copiesOf(place, files);
  return {
    edits: editsOf(file, place, copies, notes),
    changes: [
      { kind: 'lowerCopy', step: idOf(copy.step), to: idOf(step), comments: notes.map(({ span }) => span.start) },
      ...copies.map(
        ({ paths, folder }): Change => ({
          kind: 'insertCopy',
          step: idOf(copy.step),
          before,
          files: paths,
          folder,
        }),
      ),
    ],
  };
}

function editsOf(file: Dockerfile, place: Place, copies: readonly Copied[], notes: readonly Comment[]): Edit[] {
  const { step, copy } = place;
  const { text } = file.source;
  const ending = lineEnding(text);
  const runStart = lineStart(text, headingComments(file, step)[0]?.span.start ?? idOf(step));
  const runEnd = step.instruction.span.end;
  const start = lineStart(text, notes[0]?.span.start ?? idOf(copy.step));
  const { end } = copy.step.instruction.span;
  const isNext = stepsBetween(place).length === 0;
  const behind = text.indexOf('\n', end) + 1;
  const gap = isNext
    ? blankLines(text.slice(behind, runStart))
    : paragraphBreak(text.slice(0, runStart), ending, notes);
  const head = indentAt(text, idOf(copy.step)) + headText(file, copy.step);
  const lines = copies.map(({ paths, folder }) => `${head} ${[...paths, folder].join(' ')}${ending}`).join('');
  const first: Edit[] = isNext
    ? [{ start, end: behind, text: lines }]
    : [removal(file, copy.step, notes), { start: runStart, end: runStart, text: lines }];
  const tail = /^[ \t]*/.exec(text.slice(runEnd))?.[0].length ?? 0;
  return [...first, { start: runEnd, end: runEnd + tail, text: ending + gap + text.slice(start, end) }];
}

const blankLines = (text: string): string => /^(?:[ \t]*\r?\n)*/.exec(text)?.[0] ?? '';

/** A COPY with comments is a paragraph of its own where the RUN begins one. */
const paragraphBreak = (before: string, ending: string, notes: readonly Comment[]): string =>
  notes.length > 0 && /\n[ \t]*\r?\n$/.test(before) ? ending : '';

/** The comment or instruction that stands behind a step. */
function idBehind({ source: { comments, instructions } }: Dockerfile, { instruction }: Step): number {
  const starts = [...comments, ...instructions].map(({ span }) => span.start);
  return Math.min(...starts.filter((start) => start > instruction.span.end));
}

/** Comments on the old COPY stay with it, but for those that speak of the install and are not on its RUN. */
function notesToMove(file: Dockerfile, place: Place): Comment[] {
  const own = headingComments(file, place.copy.step);
  const isOnInstall =
    headingComments(file, place.step).length === 0 &&
    stepsBetween(place).length === 0 &&
    own.some(({ text }) => /\b(?:install|dependenc|packages?\b)/i.test(text));
  return isOnInstall ? [] : own;
}

/** Files of the context that go into one folder of the image. */
type Copied = { readonly paths: string[]; readonly folder: string };

/** A COPY keeps no folders apart, so each folder of the project has one of its own. */
function copiesOf({ copy, step }: Place, files: readonly string[]): Copied[] {
  const copies = new Map<string, Copied>();
  for (const path of files) {
    const parent = path.slice(0, path.lastIndexOf('/') + 1);
    const copied = copies.get(parent) ?? { paths: [], folder: folderText(copy, step) + parent };
    copied.paths.push([copy.source, path].filter((part) => part !== '').join('/'));
    copies.set(parent, copied);
  }
  return [...copies.values()];
}

/** The keyword as the file writes it. */
function headText({ source: { text } }: Dockerfile, { instruction }: Step): string {
  const { keywordSpan, flags } = instruction;
  const written = text.slice(keywordSpan.start, keywordSpan.end);
  const keyword = written === written.toLowerCase() ? 'copy' : 'COPY';
  return [keyword, ...flags.map((flag) => flag.text)].join(' ');
}

/** The working directory is `./`. */
function folderText({ target }: FolderCopy, { state }: Step): string {
  const isHere = state.folder.startsWith('/') && absolutePath(target, state.folder) === state.folder;
  if (isHere || target === '.') return './';
  return target.endsWith('/') ? target : `${target}/`;
}

export const copyManifestsFirst: Transform = { meta, find };
