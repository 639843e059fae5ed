import type { BuildContext } from '../context/build-context.ts';
import { isIgnored } from '../context/ignored.ts';
import { sentFrom } from '../context/sent.ts';
import type { Project } from '../knowledge/package-managers/entry.ts';
import type { Change } from '../model/change.ts';
import type { Dockerfile, Step } from '../model/dockerfile.ts';
import type { Finding, Fix, Transform } from '../model/finding.ts';
import type { Manifests } from '../model/manifests/manifests.ts';
import { absolutePath, relativePath } from '../model/paths.ts';
import { spanIn } from '../model/run.ts';
import { actingOf } from '../syntax/instruction.ts';
import type { Comment } from '../syntax/lines.ts';
import { lineEnding } from '../syntax/text.ts';
import { wordsIn } from '../syntax/words.ts';
import { type FolderCopy, folderCopyBefore } from './support/folder-copy.ts';
import { headingComments, lineStart } from './support/move.ts';
import { callText } from './support/package-steps.ts';
import { firstInstalls, type InstallStep, whyMoreThanInstall } from './support/project-installs.ts';
import { idOf, type Rewrite } from './support/rewrite.ts';

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
    const manifests = manifestsOf(file, place, context);
    yield 'declined' in manifests ? { at, message, ...manifests } : { at, message, fix: asFix(file, place, manifests) };
  }
}

function manifestsOf(file: Dockerfile, place: Place, context: BuildContext): Manifests | { declined: string } {
  const declined =
    whyNotMoved(file, place) ??
    (context.known ? undefined : 'what the build context holds is not known') ??
    whyOverwritten(file, place, context);
  if (declined !== undefined) return { declined };
  const { step, copy } = place;
  const sent = sentFrom(context, copy.source);
  const files = new Set<string>();
  const doubts: string[] = [];
  for (const { call, project, reader } of place.installs) {
    const read = reader.read({ call, project, sent, folder: step.state.workdir ?? '' });
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

/** What may stand between the COPY and the RUN: it is about containers. */
const INERT: readonly string[] = ['CMD', 'ENTRYPOINT', 'EXPOSE', 'HEALTHCHECK', 'LABEL', 'MAINTAINER', 'STOPSIGNAL'];

function whyNotMoved(file: Dockerfile, place: Place): string | undefined {
  const { stage, step, copy, installs } = place;
  if (step.deferred || copy.step.deferred) return 'it is done in builds on top of this image';
  const between = stage.steps.slice(stage.steps.indexOf(copy.step) + 1, stage.steps.indexOf(step));
  const heavy = between.find(({ instruction }) => !INERT.includes(instruction.keyword));
  if (heavy !== undefined) return `${heavy.instruction.keyword} stands between it and the ${copyText(copy)}`;
  const option = installs
    .flatMap(({ call, project }) => call.options.filter(({ value }) => project.apart?.elsewhere.test(value)))
    .map(({ text }) => `${text} names another folder, or other files`)[0];
  return (
    whyMoreThanInstall(place) ?? option ?? whyUnsettled(file, place) ?? whyMounted(place) ?? whyNotRepeated(file, copy)
  );
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
function whyOverwritten(file: Dockerfile, { installs, copy }: Place, context: BuildContext): string | undefined {
  const sent = sentFrom(context, copy.source);
  const isKept = context.readText('.dockerignore')?.split(/\r?\n/) ?? [];
  for (const fills of installs.flatMap(({ project }) => foldersFilled(file, project, copy))) {
    const path = [copy.source, fills, 'package'].filter((part) => part !== '').join('/');
    if (isIgnored(context, path) && !isKept.some((line) => line.startsWith('!') && line.includes(fills))) continue;
    return sent.kindOf(fills) === undefined
      ? `.dockerignore does not keep ${fills} out, and one of the context would replace what is installed`
      : `the ${fills} of the context would replace what is installed: .dockerignore does not keep it out`;
  }
  return undefined;
}

/** Folders of the project that packages are installed into, by habit or because the file says so. */
function foldersFilled(
  { source: { text } }: Dockerfile,
  { apart }: Project,
  { step: { state } }: FolderCopy,
): string[] {
  const own = apart?.fills === undefined ? [] : [apart.fills];
  if (apart?.makes === undefined) return own;
  const inside = `${state.workdir}/`;
  const made = [...text.matchAll(apart.makes)].flatMap(([, path]) => {
    if (path === undefined || /^[/$~]/.test(path)) return path?.startsWith(inside) ? [path.slice(inside.length)] : [];
    return [relativePath(path)];
  });
  return [...own, ...made];
}

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

/** The new COPY and the RUN, with the comments on it, go above the old COPY. */
function rewriteOf(file: Dockerfile, { step, copy }: Place, files: readonly string[]): Rewrite {
  const { text } = file.source;
  const ending = lineEnding(text);
  const notes = headingComments(file, step);
  const { start: above, id: before } = placeAbove(file, copy.step, notes);
  const blockStart = lineStart(text, notes[0]?.span.start ?? step.instruction.span.start);
  const block = text.slice(blockStart, step.instruction.span.end) + ending;
  const gapStart = text.slice(0, blockStart).trimEnd().length;
  const copyEnd = text.indexOf('\n', copy.step.instruction.span.end) + 1;
  const gap = /^(?:[ \t]*\r?\n)*/.exec(text.slice(copyEnd, blockStart))?.[0] ?? '';
  const copies = copiesOf(copy, files);
  const head = headText(file, copy.step);
  const lines = copies.map(({ paths, folder }) => `${head} ${[...paths, folder].join(' ')}${ending}`);
  return {
    edits: [
      { start: above, end: above, text: lines.join('') + gap + block + gap },
      { start: gapStart, end: step.instruction.span.end, text: '' },
    ],
    changes: [
      ...copies.map(
        ({ paths, folder }): Change => ({ kind: 'insertCopy', step: idOf(copy.step), before, files: paths, folder }),
      ),
      { kind: 'raise', step: idOf(step), before, comments: notes.map(({ span }) => span.start) },
    ],
  };
}

/** Files of the context that go into one folder of the image. */
type Copied = { readonly paths: string[]; readonly folder: string };

/** A COPY keeps no folders apart, so each folder of the project has one of its own. */
function copiesOf(copy: FolderCopy, files: readonly string[]): Copied[] {
  const copies = new Map<string, Copied>();
  for (const path of files) {
    const parent = path.slice(0, path.lastIndexOf('/') + 1);
    const copied = copies.get(parent) ?? { paths: [], folder: folderText(copy) + parent };
    copied.paths.push([copy.source, path].filter((part) => part !== '').join('/'));
    copies.set(parent, copied);
  }
  return [...copies.values()];
}

/** Comments on the old COPY stay with it, but for those that speak of the install and are not on its RUN. */
function placeAbove(file: Dockerfile, copy: Step, notes: readonly Comment[]): { start: number; id: number } {
  const own = headingComments(file, copy);
  const [first] = own;
  const { start } = copy.instruction.span;
  const isOnInstall =
    notes.length === 0 && own.some((comment) => /\b(?:install|dependenc|packages?\b)/i.test(comment.text));
  const id = first === undefined || isOnInstall ? start : first.span.start;
  return { start: lineStart(file.source.text, id), id };
}

/** The keyword as the file writes it. */
function headText({ source: { text } }: Dockerfile, { instruction }: Step): string {
  const { keywordSpan, flags } = instruction;
  const written = text.slice(keywordSpan.start, keywordSpan.end);
  const keyword = written === written.toLowerCase() ? 'copy' : 'COPY';
  return [keyword, ...flags.map((flag) => flag.text)].join(' ');
}

/** The working directory is `./`. */
function folderText({ step: { state }, target }: FolderCopy): string {
  const isHere = state.folder.startsWith('/') && absolutePath(target, state.folder) === state.folder;
  if (isHere || target === '.') return './';
  return target.endsWith('/') ? target : `${target}/`;
}

export const copyManifestsFirst: Transform = { meta, find };
