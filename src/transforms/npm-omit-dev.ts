import { exchangesNode, firstWithOmit, npm } from '../knowledge/node/npm.ts';
import { packageManagers } from '../knowledge/package-managers.ts';
import { isAtLeast } from '../knowledge/versions.ts';
import type { Dockerfile } from '../model/dockerfile.ts';
import type { Finding, Transform } from '../model/finding.ts';
import { spanIn } from '../model/run.ts';
import type { Word } from '../shell/script.ts';
import { isConfiguredBefore } from './support/find/configured.ts';
import { versionHere } from './support/find/manager-version.ts';
import { type CallInStep, callsOf, isSubstituted } from './support/find/package-steps.ts';
import { combine, type Rewrite, replaceWord } from './support/rewrite/rewrite.ts';

const meta = {
  id: 'npm-omit-dev',
  title: 'npm leaves out development dependencies by --omit=dev',
  why: '--production and --only=production are deprecated: npm warns of them with every build, and a later one may not know them any more.',
  phase: 'words',
  maxSafety: 'safe',
  covers: [],
  references: ['https://docs.npmjs.com/cli/v11/using-npm/config#omit'],
  since: '0.1.0',
} as const satisfies Transform['meta'];

function* find(file: Dockerfile): Iterable<Finding> {
  for (const place of callsOf(file)) {
    const { step, call } = place;
    if (call.manager !== packageManagers.npm) continue;
    const args = ownArgs(call.args);
    const flags = deprecatedFlags(args);
    const [flag] = flags;
    if (flag === undefined || !npm.verbs.includes(call.verb.value)) continue;
    const at = spanIn(step.run, call.command);
    const message = `${textOf(flag)} is an old word for --omit=dev`;
    const rewrite = asOmit(file, place, flag);
    const declined = whyLeft(file, place, args, flags);
    if (declined !== undefined || rewrite === undefined) {
      yield { at, message, declined: declined ?? 'a line break cuts the word in two' };
      continue;
    }
    const reason = `the npm that runs here takes ${textOf(flag)} for --omit=dev, and warns of it`;
    yield { at, message, fix: { ...rewrite, safety: 'safe', reason, scope: [] } };
  }
}

/** What is not meant for another program. */
function ownArgs(args: readonly Word[]): readonly Word[] {
  const end = args.findIndex(({ text }) => text === '--');
  return end === -1 ? args : args.slice(0, end);
}

/** One word, or two (`--only production`). */
type Flag = readonly [Word, Word?];

function deprecatedFlags(args: readonly Word[]): Flag[] {
  const flags: Flag[] = [];
  for (const [at, word] of args.entries()) {
    const next = args[at + 1];
    if (npm.switches.test(word.text) && next?.text === 'false') continue;
    if (npm.deprecated.test(word.text)) flags.push([word]);
    if (word.text === npm.only && next !== undefined && npm.onlyValue.test(next.text)) flags.push([word, next]);
  }
  return flags;
}

const textOf = (flag: Flag): string =>
  flag
    .map((word) => word?.text)
    .join(' ')
    .trim();

function asOmit(file: Dockerfile, { step }: CallInStep, [word, value]: Flag): Rewrite | undefined {
  if (value === undefined) return replaceWord(file, step, word, '--omit=dev');
  const [name, operand] = [replaceWord(file, step, word, '--omit'), replaceWord(file, step, value, 'dev')];
  return name && operand && combine(name, operand);
}

function whyLeft(
  file: Dockerfile,
  { stage, step, call }: CallInStep,
  args: readonly Word[],
  [flag, ...others]: readonly Flag[],
): string | undefined {
  if (isSubstituted(call)) return 'it stands inside a substitution';
  if (others.length > 0 || args.some(({ text }) => npm.already.test(text))) return 'the call says so twice';
  const next = args[args.indexOf(flag?.[0] as Word) + 1];
  if (npm.switches.test(flag?.[0].text ?? '') && next?.text === 'true') return 'the word after it is its value';
  if (isConfiguredBefore(file, stage, step, call.command, exchangesNode))
    return 'another Node.js than that of the image may run here';
  const version = versionHere(file, { stage, step, command: call.command }, call.manager);
  if (version === undefined)
    return 'which npm runs here is not known, and npm 6 would install development dependencies';
  if (!isAtLeast(version, firstWithOmit))
    return 'npm may be too old here to know --omit, and would install development dependencies';
  return undefined;
}

export const npmOmitDev: Transform = { meta, find };
