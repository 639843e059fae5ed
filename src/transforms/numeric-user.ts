import type { BuildContext } from '../context/build-context.ts';
import { idInImage } from '../knowledge/images/image-users.ts';
import { adduser, changesIds, groupadd, nonUnique, useradd } from '../knowledge/programs/useradd.ts';
import { copiedPaths } from '../model/copied-files.ts';
import {
  type Dockerfile,
  rootReference,
  type Stage,
  type Step,
  shippedStages,
  stepsBefore,
} from '../model/dockerfile.ts';
import { type Finding, type Fix, NEWS_OF_USERS, type Transform } from '../model/finding.ts';
import { matches } from '../model/matches.ts';
import { baseName, type Invocation, invocationOf } from '../shell/invocation.ts';
import { type OptionSyntax, operandsIn, optionsIn } from '../shell/options.ts';
import { isCertain } from '../shell/script.ts';
import { ABOUT_CONTAINERS, actingOf, isCopy } from '../syntax/instruction.ts';
import { toSource } from '../syntax/joined.ts';
import { indentAt, lineEnding, lineStart } from '../syntax/text.ts';
import { idOf, isRun } from './support/rewrite/rewrite.ts';
import { isRoot } from './support/user/runs-as.ts';
import { lineOf } from './support/wording.ts';

const meta = {
  id: 'numeric-user',
  title: 'USER is a number',
  why: 'Kubernetes can not tell whether a name is root, and refuses to start the image where containers have to run as another user (runAsNonRoot).',
  phase: 'users',
  maxSafety: 'review',
  covers: ['DL3066'],
  references: [
    'https://kubernetes.io/docs/tasks/configure-pod-container/security-context/',
    'https://docs.docker.com/reference/dockerfile/#user',
  ],
  since: '0.1.0',
} as const satisfies Transform['meta'];

const NAMES_USER = /\buser\s/i;

function* find(file: Dockerfile, context: BuildContext): Iterable<Finding> {
  if (!matches(file.source, NAMES_USER)) return;
  for (const stage of shippedStages(file)) {
    const step = stage.steps.findLast(({ instruction }) => instruction.keyword === 'USER');
    if (step === undefined || /^\d+(?::|$)/.test(step.instruction.args.text)) continue;
    const [name = ''] = step.instruction.args.text.split(':');
    if (isRoot(step.instruction.args.text)) continue;
    const at = step.instruction.span;
    const message = `which number ${name} has is known only inside of the image`;
    const result = byNumber(file, context, stage, step);
    yield typeof result === 'string' ? { at, message, declined: result } : { at, message, fix: result };
  }
}

/** The fix, or why there is none. */
function byNumber(file: Dockerfile, context: BuildContext, stage: Stage, step: Step): Fix | string {
  const { args, span } = step.instruction;
  const { text } = file.source;
  const [name = '', group] = args.text.split(':');
  const start = toSource(args, 0);
  if (![name, group ?? name].every((own) => PLAIN_NAME.test(own))) return 'who that is, only the build knows';
  if (text.slice(start, start + args.text.length) !== args.text) return 'it goes over several lines';
  const before = stepsBefore(stage, step);
  const declined = whyNotFollowed(file, stage, step) ?? whyChanged(file, before, context);
  if (declined !== undefined) return declined;
  const uid = numberOf(file, { stage, before, kind: 'user', name });
  const gid = group === undefined ? undefined : numberOf(file, { stage, before, kind: 'group', name: group });
  if ('why' in uid) return uid.why;
  if (gid !== undefined && 'why' in gid) return gid.why;
  if (Number(uid.id) === 0) return `${name} is root`;
  const id = gid === undefined ? uid.id : `${uid.id}:${gid.id}`;
  const line = lineStart(text, span.start);
  return {
    edits: [
      { start: line, end: line, text: `${indentAt(text, span.start)}# ${args.text}${lineEnding(text)}` },
      { start, end: start + args.text.length, text: id },
    ],
    changes: [{ kind: 'userByNumber', step: idOf(step), id, image: rootReference(stage) }],
    safety: 'review',
    reason: `${uid.by} gives ${uid.id} to ${name}: who runs is the same, but an image built on this one that gives ${name} another number has to say so with a USER of its own`,
    scope: [{ start: stage.from.span.start, end: stage.steps.at(-1)?.instruction.span.end ?? span.end }],
  };
}

const PLAIN_NAME = /^[A-Za-z_][\w-]*$/;

/** Without a group, WORKDIR gives the folder that it makes to another group where its user is a number. */
function whyNotFollowed(file: Dockerfile, { steps }: Stage, step: Step): string | undefined {
  const heavy = steps
    .slice(steps.indexOf(step) + 1)
    .find(({ instruction: { keyword } }) => !INDIFFERENT.includes(keyword));
  if (heavy === undefined) return undefined;
  const { keyword, span } = heavy.instruction;
  return `${keyword} on line ${lineOf(file, span.start)} follows it, and may go by the name: put USER behind it`;
}

const INDIFFERENT: readonly string[] = [...ABOUT_CONTAINERS, 'ADD', 'COPY', 'RUN', 'VOLUME'];

function whyChanged(file: Dockerfile, before: readonly Step[], context: BuildContext): string | undefined {
  const { text, escape } = file.source;
  const step = before.find((each) => {
    const { keyword, span } = actingOf(each.instruction);
    const written = text.slice(span.start, span.end);
    return keyword === 'RUN'
      ? changesIds.test(written)
      : isCopy(each.instruction) && bringsUsers(each, escape, context);
  });
  return step && `line ${lineOf(file, step.instruction.span.start)} may change who has which number`;
}

const bringsUsers = (step: Step, escape: string, context: BuildContext): boolean =>
  (copiedPaths(step, escape, context) ?? []).some((path) => /^\/(?:etc(?:\/(?:group|passwd))?)?$/.test(path));

type Maker = { readonly syntax: OptionSyntax; readonly id: readonly string[]; readonly option: string };

const USER_MAKERS: ReadonlyMap<string, Maker> = new Map([
  ['useradd', { syntax: useradd.syntax, id: useradd.uid, option: '--uid' }],
  ['adduser', { syntax: adduser.syntax, id: adduser.uid, option: '--uid' }],
]);

const GROUP_MAKERS: ReadonlyMap<string, Maker> = new Map(
  ['groupadd', 'addgroup'].map((tool) => [tool, { syntax: groupadd.syntax, id: groupadd.gid, option: '--gid' }]),
);

type Given = { readonly id: string; readonly by: string } | { readonly why: string };

const MAKERS = { group: GROUP_MAKERS, user: USER_MAKERS } as const;

/** Builders and runtimes take no higher ones. Source: github.com/moby/sys, user/user.go, maxID. */
const ID = /^(?:0|[1-9]\d{0,8}|1\d{9})$/;

type Wanted = {
  readonly stage: Stage;
  readonly before: readonly Step[];
  readonly kind: 'group' | 'user';
  readonly name: string;
};

/** The number that the one command which makes a user or group of that name gives to it, or that it has in the image. */
function numberOf(file: Dockerfile, { stage, before, kind, name }: Wanted): Given {
  const makers = MAKERS[kind];
  const makings = before.filter(isRun).flatMap((step) =>
    step.run.script.commands.flatMap((command) => {
      const call = invocationOf(command);
      const maker = call && makers.get(baseName(call.tool.value));
      return call !== undefined && maker !== undefined && isFor(call, maker, name) ? [{ step, call, maker }] : [];
    }),
  );
  const [making, ...others] = makings;
  if (making === undefined) return inImage(stage, kind, name);
  const { step, call, maker } = making;
  const line = lineOf(file, step.instruction.span.start);
  const options = optionsIn(call.args, maker.syntax);
  const id = options.find((option) => maker.id.includes(option.name))?.value;
  if (others.length > 0 || step.deferred || !isCertain(step.run.script, call.command))
    return { why: `whether line ${line} makes ${name} is not certain` };
  if (id === undefined)
    return { why: `line ${line} leaves the number of ${name} to chance: give it one (${maker.option})` };
  if (!ID.test(id)) return { why: `line ${line} gives ${id} to ${name}, which is no number as USER takes it` };
  if (options.some((option) => nonUnique.includes(option.name)))
    return { why: `${id} may be the number of another one as well` };
  return { id, by: `line ${line}` };
}

function inImage(stage: Stage, kind: Wanted['kind'], own: string): Given {
  const image = rootReference(stage);
  const id = image && idInImage(kind, own, image.name, image.tag);
  return image === undefined || id === undefined
    ? { why: `no RUN of this file makes ${own}, so its number is up to the base image` }
    : { id: String(id), by: `${image.name}:${image.tag}` };
}

/** With a second operand it adds the one to the other (`adduser app video`). */
function isFor({ args }: Invocation, { syntax }: Maker, name: string): boolean {
  const [first, ...others] = operandsIn(args, syntax);
  return first?.text === name && others.length === 0;
}

export const numericUser: Transform = { meta, newsFor: NEWS_OF_USERS, find };
