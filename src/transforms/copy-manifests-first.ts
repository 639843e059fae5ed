import { type BuildContext, whyUnknown } from '../context/build-context.ts';
import { asked } from '../context/lazily.ts';
import { sentFrom } from '../context/sent.ts';
import type { Dockerfile, Step } from '../model/dockerfile.ts';
import type { Finding, Fix, Transform } from '../model/finding.ts';
import { type Declined, type Manifests, manifestsOf } from '../model/manifests/manifests.ts';
import { once } from '../model/memo.ts';
import { spanIn } from '../model/run.ts';
import { mountsOf } from '../syntax/flags.ts';
import { actingOf } from '../syntax/instruction.ts';
import { wordsIn } from '../syntax/words.ts';
import { callText } from './support/find/package-steps.ts';
import { firstInstalls, whyMore } from './support/project/first-installs.ts';
import { type FolderCopy, folderCopyBefore } from './support/project/folder-copy.ts';
import { keptOut } from './support/project/manifests/kept-out.ts';
import { copyText, type Place, stepsBetween } from './support/project/manifests/place.ts';
import { type Plan, planFor, rewriteBy } from './support/project/manifests/plan.ts';
import { whyTold } from './support/project/manifests/told-files.ts';
import { isRun } from './support/rewrite/rewrite.ts';
import { listed } from './support/wording.ts';

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

function* find(file: Dockerfile, context: BuildContext): Iterable<Finding> {
  for (const install of firstInstalls(file)) {
    const copy = folderCopyBefore(file, install.stage, install.step, context);
    if (copy === undefined) continue;
    const place = { ...install, copy };
    const { call, onTheWay } = install.installs[0];
    const at = spanIn(install.step.run, call.command);
    const what = onTheWay ? 'downloads what it needs' : 'is done';
    const message = `${callText(call)} ${what} again after every change of the project`;
    const plan = planned(file, place, context);
    if (plan === undefined) continue;
    yield 'declined' in plan ? { at, message, ...plan } : { at, message, fix: asFix(file, place, plan) };
  }
}

/** Undefined where nothing is to be fetched. */
function planned(file: Dockerfile, place: Place, context: BuildContext): Plan | Declined | undefined {
  const declined = whyNotMoved(file, place) ?? whyUnknown(context);
  if (declined !== undefined) return { declined };
  const sent = sentIn(context)(place.copy.source);
  const read: Manifests[] = [];
  for (const { call, reader } of place.installs) {
    if (reader === undefined) return { declined: `what ${call.manager.title} reads is not written down yet` };
    const manifests = manifestsOf(reader, { call, sent, folder: place.step.state.workdir ?? '' });
    if ('declined' in manifests) return manifests;
    read.push(manifests);
  }
  const files = new Set(read.flatMap((manifests) => manifests.files));
  if (files.size === 0 || read.some(({ fetch }) => fetch !== undefined && isRunBefore(place, fetch))) return undefined;
  const odd = [...files].find((path) => !PLAIN_PATH.test(path));
  if (odd !== undefined) return { declined: `a COPY would take ${odd} for something else than a path` };
  const link = [...files].flatMap(foldersAbove).find((folder) => sent.isLink?.(folder));
  if (link !== undefined) return { declined: `${link} is a link, which can not take the place of a folder` };
  const twice = [...files].find((path) => isCopiedAlone(place, path));
  if (twice !== undefined) return { declined: `another COPY brings ${twice} already` };
  const told = whyTold(place, sent, [...files]);
  if (told !== undefined) return { declined: told };
  const plan = planFor(file, place, read);
  const ignores = keptOut(
    file,
    place,
    context,
    read.flatMap(({ fills = [] }) => fills),
  );
  if ('declined' in plan || ignores.length === 0) return plan;
  return typeof ignores === 'string' ? { declined: ignores } : { ...plan, ignores };
}

/** The same object for the same folder, so that what is found of it is kept from pass to pass. */
const sentIn = once((context: BuildContext) => asked((folder) => sentFrom(context, folder)));

const isRunBefore = ({ stage, step }: Place, command: string): boolean =>
  stage.steps.slice(0, stage.steps.indexOf(step)).some(({ run }) => run?.script.text.includes(command));

/** `a` and `a/b` for `a/b/c`. */
const foldersAbove = (path: string): string[] =>
  path
    .split('/')
    .slice(0, -1)
    .map((_, at, folders) => folders.slice(0, at + 1).join('/'));

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
  return option ?? whyUnsettled(file, place) ?? whyMounted(place) ?? whyNotRepeated(file, copy);
}

/** A COPY heeds its own words, and whoever makes the folder that it fills says whose that is. */
function isHeavy({ step: copy, target }: FolderCopy, between: Step): boolean {
  const { keyword } = between.instruction;
  const { args, flags } = copy.instruction;
  if (isRun(between)) return between.deferred || whyMore(between) !== undefined;
  if (keyword === 'WORKDIR') return flags.length > 0 || !target.startsWith('/');
  if (keyword === 'ARG' || keyword === 'ENV') return [args, ...flags].some(({ text }) => text.includes('$'));
  return ['ADD', 'COPY', 'ONBUILD', 'VOLUME'].includes(keyword);
}

const whyUnsettled = ({ source: { text } }: Dockerfile, { installs }: Place): string | undefined =>
  installs.some(({ project }) => project.apart?.unsettled.test(text))
    ? 'the environment has a say in what it reads'
    : undefined;

/** What they bring is not the project's. */
const FOREIGN_MOUNTS: readonly string[] = ['cache', 'secret', 'ssh'];

/** A mount may have its target, or what it brings, in the folder of the project. */
function whyMounted({ step, copy }: Place): string | undefined {
  const mount = mountsOf(step.run.instruction.flags).find(
    ({ type, target, flag }) =>
      !FOREIGN_MOUNTS.includes(type) ||
      target?.startsWith('/') === false ||
      flag.value.includes(`=${copy.step.state.workdir}/`),
  );
  return mount && `${mount.flag.text} may bring files of the project`;
}

/** Flags that say the same of a part of the files. */
const SHARED_FLAGS: readonly string[] = ['chmod', 'chown'];
const PLAIN_PATH = /^[\w@+./-]+$/;
const PLAIN_WORD = /^[\w@+./${}-]+$/;

function whyNotRepeated(file: Dockerfile, { step }: FolderCopy): string | undefined {
  const { flags, args, comments } = actingOf(step.instruction);
  const flag = flags.find(({ name }) => !SHARED_FLAGS.includes(name));
  if (flag !== undefined) return `--${flag.name} may mean something else for a part of the files`;
  const isPlain =
    comments.length === 0 && wordsIn(args.text, file.source.escape).every((word) => PLAIN_WORD.test(word));
  return isPlain ? undefined : 'the COPY is not written in plain words';
}

function asFix(file: Dockerfile, place: Place, plan: Plan): Fix {
  const { step, copy } = place;
  return {
    ...rewriteBy(file, place, plan),
    safety: plan.doubt === undefined && plan.ignores === undefined ? 'safe' : 'review',
    reason: [evidence(plan), ...(plan.ignores === undefined ? [] : [ignoring(plan.ignores)])].join('; '),
    ...(plan.ignores !== undefined && { ignores: plan.ignores }),
    scope: [{ start: copy.step.instruction.span.start, end: step.instruction.span.end }],
  };
}

const evidence = ({ doubt, files }: Plan): string =>
  doubt ?? (files.length === 0 ? TOOLS_ALONE : `it reads nothing of the project but ${listed(files)}`);

const ignoring = (lines: readonly string[]): string =>
  `the ignore list gets ${listed(lines)}, so that nothing of the context replaces what is installed`;

const TOOLS_ALONE = 'what stands before it in its RUN needs nothing of the project';

export const copyManifestsFirst: Transform = { meta, find };
