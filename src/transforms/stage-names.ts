import { copiedFrom, type Dockerfile, fromParts, type Stage, type Step, stageCalled } from '../model/dockerfile.ts';
import type { Finding, Fix, Transform } from '../model/finding.ts';
import type { Flag } from '../syntax/flags.ts';
import { actingOf } from '../syntax/instruction.ts';
import { toSource } from '../syntax/joined.ts';
import { usualCase } from './support/find/casing.ts';
import { combine, idOf, type Rewrite } from './support/rewrite/rewrite.ts';

const meta = {
  id: 'stage-names',
  title: 'Stages are called by their names',
  why: 'A number means another stage as soon as a stage is added before it, and tells nobody what is copied.',
  phase: 'words',
  maxSafety: 'safe',
  covers: ['DL3022'],
  references: ['https://docs.docker.com/build/building/multi-stage/#name-your-build-stages'],
  since: '0.1.0',
} as const satisfies Transform['meta'];

function* find(file: Dockerfile): Iterable<Finding> {
  for (const stage of file.stages) {
    for (const step of stage.steps) {
      const flag = numberedSource(step);
      const source = flag && stageCalled(file, flag.value, stage);
      if (flag === undefined || source === undefined) continue;
      const at = flag.span;
      const message = `${flag.text} counts the stages of the file`;
      const result = withName(file, step, flag, source);
      yield typeof result === 'string' ? { at, message, declined: result } : { at, message, fix: result };
    }
  }
}

/** Only COPY counts; in the mounts of a RUN a number is the name of an image. */
function numberedSource({ instruction }: Step): Flag | undefined {
  const { keyword, flags } = actingOf(instruction);
  return keyword === 'COPY' ? flags.find(({ name, value }) => name === 'from' && /^\d+$/.test(value)) : undefined;
}

/** The fix, or why there is none. */
function withName(file: Dockerfile, step: Step, flag: Flag, source: Stage): Fix | string {
  const { text } = file.source;
  if (step.deferred) return 'it counts the stages of a build on top of this image';
  if (text.slice(flag.span.start, flag.span.end) !== flag.text) return 'a line break cuts it in two';
  const name = source.name && fromParts(source.from).name;
  if (name !== undefined)
    return whyNotBy(file, name) ?? asFix(calledBy(step, flag, name), `${name} is the name of that stage`);
  const declined = whyNotNamed(file, source);
  if (declined !== undefined) return declined;
  const found = freeName(file);
  if (found === undefined) return 'the stage has no name, and those that come to mind are taken';
  const rewrite = combine(named(file, source, found), calledBy(step, flag, found));
  return asFix(rewrite, 'of the stages that files are copied from, only that one has no name');
}

const asFix = (rewrite: Rewrite, reason: string): Fix => ({ ...rewrite, safety: 'safe', reason, scope: [] });

/** Builders take the last stage of a name, wherever it stands. */
function whyNotBy({ stages }: Dockerfile, name: string): string | undefined {
  if (!/^[a-z][\w.-]*$/i.test(name) || /^(?:context|scratch)$/i.test(name)) return `${name} is no name for a stage`;
  const called = stages.filter((stage) => stage.name === name.toLowerCase());
  return called.length > 1 ? `several stages are called ${name}` : undefined;
}

function calledBy(step: Step, flag: Flag, name: string): Rewrite {
  const text = `--from=${name}`;
  const flags = step.instruction.flags.map((other) => (other === flag ? text : other.text));
  return {
    edits: [{ ...flag.span, text }],
    changes: [{ kind: 'replaceStep', step: idOf(step), head: ['COPY', ...flags].join(' ') }],
  };
}

/** A stage that runs something, and whose files go on, is for building; with two of them that would not tell them apart. */
function whyNotNamed(file: Dockerfile, source: Stage): string | undefined {
  const { args, comments } = source.from;
  if (/\s/.test(args.text) || comments.length > 0) return 'the stage has no name, and no place for one';
  if (!source.steps.some(({ run }) => run !== undefined)) return 'the stage has no name, and builds nothing';
  const others = file.stages.filter((stage) => stage.name === undefined && stage !== source && isUsed(file, stage));
  return others.length > 0
    ? 'the stage has no name, and neither has another one that files are copied from'
    : undefined;
}

const isUsed = (file: Dockerfile, source: Stage): boolean =>
  file.stages.some((stage) => sourcesOf(stage).some((name) => stageCalled(file, name, stage) === source));

const sourcesOf = ({ steps }: Stage): string[] => steps.flatMap(({ instruction }) => copiedFrom(instruction));

/** The usual names of a stage that builds what another one takes. */
const NAMES: readonly string[] = ['builder', 'build'];

/** Images count as taken too: a stage would hide one of the same name. */
function freeName({ stages }: Dockerfile): string | undefined {
  const taken = stages.flatMap((stage) => [stage.name, fromParts(stage.from).base, ...sourcesOf(stage)]);
  return NAMES.find((name) => !taken.some((other) => other?.toLowerCase() === name));
}

function named(file: Dockerfile, { from }: Stage, name: string): Rewrite {
  const end = toSource(from.args, from.args.text.length - 1) + 1;
  return {
    edits: [{ start: end, end, text: ` ${usualCase(file.source)('AS')} ${name}` }],
    changes: [{ kind: 'nameStage', step: from.span.start, name }],
  };
}

export const stageNames: Transform = { meta, find };
