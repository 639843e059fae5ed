import { bytesPerUid, highUid, onlyShortOption, useradd } from '../knowledge/programs/useradd.ts';
import { type Dockerfile, rootBase, type Stage } from '../model/dockerfile.ts';
import type { Finding, Transform } from '../model/finding.ts';
import { spanIn } from '../model/run.ts';
import { environment, type State, variableValue } from '../model/state.ts';
import { expandWord } from '../model/variables.ts';
import { optionsIn } from '../shell/options.ts';
import { isSubstituted } from './support/find/package-steps.ts';
import { callsOfTool, type ToolCall } from './support/find/tool-calls.ts';
import { addWordsAfter } from './support/rewrite/rewrite.ts';

const meta = {
  id: 'no-log-init',
  title: 'Users with high ids leave no huge log files behind',
  why: 'useradd writes a record for the user into lastlog and faillog, at a place that goes by the uid. The files are sparse, but a layer holds them in full: megabytes from a uid of 10,000 on, and gigabytes for those of directory services. Low ids are left alone, their files are small.',
  phase: 'words',
  maxSafety: 'safe',
  covers: ['DL3046'],
  references: [
    'https://docs.docker.com/build/building/best-practices/#user',
    'https://github.com/hadolint/hadolint/wiki/DL3046',
  ],
  since: '0.1.0',
} as const satisfies Transform['meta'];

function* find(file: Dockerfile): Iterable<Finding> {
  for (const call of callsOfTool(file, 'useradd')) {
    const options = optionsIn(call.args, useradd.syntax);
    const has = (names: readonly string[]): boolean => options.some(({ name }) => names.includes(name));
    const uid = options.find(({ name }) => useradd.uid.includes(name))?.value;
    if (uid === undefined || has(useradd.defaults) || has(useradd.noLog)) continue;
    const number = numberOf(uid, call.step.state, file.source.escape);
    if (number !== undefined && !(number >= highUid)) continue;
    const at = spanIn(call.step.run, call.command);
    const message = `useradd writes log records for uid ${uid}`;
    const declined = whyLeft(call);
    if (declined !== undefined) yield { at, message, declined };
    else {
      const rewrite = addWordsAfter(call.step, call.tool, [useradd.option]);
      yield { at, message, fix: { ...rewrite, safety: 'safe', reason: reasonFor(number), scope: [] } };
    }
  }
}

/** Undefined where only the build knows it: the default of an ARG is there to be replaced. */
function numberOf(uid: string, state: State, escape: string): number | undefined {
  const settled = new Set(environment(state));
  const value = expandWord(uid, escape, (name) => (settled.has(name) ? variableValue(state, name) : undefined));
  return value === undefined || /[$`]/.test(value) ? undefined : Number(value);
}

function whyLeft(call: ToolCall): string | undefined {
  if (isSubstituted(call)) return 'it stands inside a substitution';
  return knowsOnlyShort(call.stage) ? `useradd of this release does not know ${useradd.option}` : undefined;
}

function knowsOnlyShort(stage: Stage): boolean {
  const base = rootBase(stage);
  return base.kind === 'image' && onlyShortOption.get(base.image.name)?.test(base.image.tag) === true;
}

const reasonFor = (uid: number | undefined): string =>
  uid === undefined
    ? 'only the build knows the uid, and a high one makes huge files; nothing in an image reads them'
    : `they would make files of ${megabytes(uid)} MB, and nothing in an image reads them`;

const megabytes = (uid: number): string => Math.round((uid * bytesPerUid) / 1e6).toLocaleString('en');

export const noLogInit: Transform = { meta, find };
