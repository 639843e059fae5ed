import type { Dockerfile } from '../model/dockerfile.ts';
import type { Finding, Transform } from '../model/finding.ts';
import { hasOption, hasRole, type PackageCall } from '../model/package-calls.ts';
import { spanIn } from '../model/run.ts';
import { isCaught, linkAround, stopsOnError } from '../shell/script.ts';
import { isConfiguredBefore } from './support/find/configured.ts';
import { callsOf, callText, isSubstituted } from './support/find/package-steps.ts';
import { addWordsAfter, type RunStep } from './support/rewrite/rewrite.ts';

const meta = {
  id: 'assume-yes',
  title: 'Package managers answer their own questions',
  why: 'A build has no terminal: where the package manager asks whether to go on, the build ends.',
  phase: 'words',
  maxSafety: 'review',
  covers: ['DL3014', 'DL3030', 'DL3034', 'DL3038', 'DS-0021'],
  references: ['https://manpages.debian.org/bookworm/apt/apt-get.8.en.html'],
  since: '0.1.0',
} as const satisfies Transform['meta'];

function* find(file: Dockerfile): Iterable<Finding> {
  for (const { stage, step, call } of callsOf(file)) {
    const { assumeYes } = call.manager;
    if (assumeYes === undefined || !hasRole(call, 'asks') || hasOption(call, assumeYes.already)) continue;
    if (isConfiguredBefore(file, stage, step, call.command, assumeYes.configured)) continue;
    const at = spanIn(step.run, call.command);
    const message = `${callText(call)} asks before it acts`;
    const tolerated = !assumeYes.takesSilenceForYes && isTolerated(step, call);
    const declined = whyLeft(step, call) ?? (tolerated ? whyKept(call) : undefined);
    if (declined !== undefined) {
      yield { at, message, declined };
      continue;
    }
    yield {
      at,
      message,
      fix: {
        ...addWordsAfter(step, call.verb, [assumeYes.option]),
        safety: tolerated ? 'review' : 'safe',
        reason: assumeYes.takesSilenceForYes ? SILENCE : tolerated ? TOLERATED : UNANSWERED,
        scope: [],
      },
    };
  }
}

const SILENCE = 'a build has no terminal to answer on, and it takes that for a yes; now it is said';

const UNANSWERED = 'a build has no terminal to answer on, so without it the question ends the build';

const TOLERATED =
  'a build has no terminal to answer on, so until now it did nothing where it had a question, and the RUN went on';

/** The RUN goes on when the call fails: then the answer makes it do what it never did. */
function isTolerated({ run: { script } }: RunStep, { command }: PackageCall): boolean {
  const last = script.statements.at(-1)?.links ?? [];
  const isLast = last.some(({ commands }) => commands.includes(command));
  const isNested = command.nesting.length > 0;
  return isNested || isCaught(script, command) || !(isLast || stopsOnError(script));
}

/** What is in the image as nobody answered may be needed by now. */
const whyKept = (call: PackageCall): string | undefined =>
  hasRole(call, 'remove') || hasRole(call, 'autoremove')
    ? 'until now nothing was removed where it had a question, and the RUN went on'
    : undefined;

function whyLeft({ run }: RunStep, call: PackageCall): string | undefined {
  const { command } = call;
  if (isSubstituted(call)) return 'it stands inside a substitution';
  if (!call.verb.literal) return 'its verb is known only at run time';
  const link = linkAround(run.script, command);
  if (command.nesting.includes('pipeline') && link?.start !== command.start) return 'its answers come through the pipe';
  if (command.redirects.some(({ operator }) => operator.startsWith('<'))) return 'its answers come from a file';
  return undefined;
}

export const assumeYes: Transform = { meta, find };
