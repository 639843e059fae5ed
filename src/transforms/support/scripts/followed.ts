import { scriptOf } from '../../../model/container-commands.ts';
import type { Stage, Step } from '../../../model/dockerfile.ts';
import { once } from '../../../model/memo.ts';
import { absolutePath, within } from '../../../model/paths.ts';
import type { FollowedScript, Run } from '../../../model/run.ts';
import { isVariable } from '../../../model/state.ts';
import { baseName, invocationOf } from '../../../shell/invocation.ts';
import { parseShell } from '../../../shell/parse.ts';
import { type Command, type Script, stopsOnError } from '../../../shell/script.ts';
import { mountsOf } from '../../../syntax/flags.ts';
import { toSource } from '../../../syntax/joined.ts';
import { withEdits } from '../edits/edited.ts';
import { isRun, type RunStep } from '../rewrite/rewrite.ts';
import { foldersIn } from '../user/folders-in.ts';
import type { Place } from '../user/place.ts';
import { startingFolder } from '../user/working-folder.ts';
import { calledFile, type ScriptCall } from './called.ts';
import { mayChange, type Placed } from './changed.ts';
import { isPlain, plainRun } from './plain-runs.ts';
import { type Body, readScript } from './read.ts';
import type { UnreadScript } from './unread.ts';

/**
 * The place as if its RUNs said themselves what scripts of the build context do that they call. The Dockerfile calls them as before: what is
 * read in their place is for whoever asks what a build makes, and where. `stepsOf`: steps as they are done.
 */
export function withScripts(place: Place, stepsOf: (stage: Stage) => readonly Step[]): Place {
  if (!place.context.known || !place.stage.steps.some(mayCall)) return place;
  const known = followedIn(place.stage);
  const { readText } = place.context;
  const found = known.get(readText) ?? follow(place, stepsOf);
  known.set(readText, found);
  return { ...place, ...found };
}

/** The same objects for the same stage, so that what is found of them is kept. */
const followedIn = once((_: Stage) => new Map<Place['context']['readText'], Followed>());

type Followed = Pick<Place, 'file' | 'stage' | 'unread'>;

const mayCall = ({ run }: Step): boolean => run !== undefined && (!isPlain(run) || callsFile(run));

const callsFile = (run: Run): boolean =>
  scriptOf(run).commands.some((command) => {
    const { tool, args = [] } = invocationOf(command) ?? {};
    return [tool, ...args].some((word) => /\.\/|\.sh$|^\/?[\w.-]+\/[\w./-]+$/.test(word?.value ?? ''));
  });

function follow(place: Place, stepsOf: (stage: Stage) => readonly Step[]): Followed {
  const { file, stage } = place;
  const edited = withEdits(place, stepsOf);
  if (typeof edited === 'string') return { file, stage };
  const steps: Step[] = [];
  const unread = new Map<Command, UnreadScript>();
  for (const step of stage.steps)
    steps.push(isRun(step) && !step.deferred ? followedStep(edited, step, steps, unread) : step);
  if (steps.every((step, at) => step === stage.steps[at])) return { file, stage, unread };
  const own = { ...stage, steps };
  return { file: { ...file, stages: file.stages.map((each) => (each === stage ? own : each)) }, stage: own, unread };
}

/** Calls in one RUN, scripts of scripts among them. */
const MOST_CALLS = 12;

function followedStep(
  place: Place,
  step: RunStep,
  before: readonly Step[],
  unread: Map<Command, UnreadScript>,
): RunStep {
  const scripts: FollowedScript[] = [];
  const plain = plainRun(step);
  let { script } = plain.run;
  for (let next = nextBody(place, step, script, before); next !== undefined; ) {
    if (scripts.length === MOST_CALLS) return plain;
    const { path, source } = next.call;
    scripts.push({ path, source });
    script = inPlace(script, next.call.command, next.body);
    next = script.opaque === undefined ? nextBody(place, step, script, before) : undefined;
  }
  for (const [command, why] of refused(place, step, script, before)) unread.set(command, why);
  if (scripts.length === 0 || script.opaque !== undefined) return plain;
  const { instruction } = step;
  const args = { text: script.text, base: 0, segments: [0, toSource(instruction.args, 0), script.text.length] };
  const own = { ...instruction, args };
  return { ...step, instruction: own, run: { ...step.run, instruction: own, source: args, script, scripts } };
}

type Outcome = { readonly call: ScriptCall; readonly read: Body | UnreadScript };

/** The scripts that commands of a RUN call, and what can be read of each. */
function* outcomes(place: Place, step: RunStep, script: Script, before: readonly Step[]): Iterable<Outcome> {
  if (script.opaque !== undefined) return;
  const folders = foldersIn(script, step.state.workdir ?? startingFolder(place.stage));
  for (const [at, command] of script.commands.entries()) {
    const folder = folders.get(command);
    const call = folder === undefined ? undefined : calledFile(place, step, command, folder);
    if (call === undefined) continue;
    const earlier = [
      ...commandsBehind(place, before, call.from),
      ...script.commands.slice(0, at).map((each): Placed => ({ command: each, folder: folders.get(each) })),
    ];
    const why = whyMounted(step, call) ?? whyNotAsCalled(place, call, earlier);
    const read = why === undefined ? readScript(call, { stage: place.stage, state: step.state }) : { why };
    yield { call, read: 'why' in read ? { ...read, name: baseName(call.path), text: call.text } : read };
  }
}

function nextBody(
  place: Place,
  step: RunStep,
  script: Script,
  before: readonly Step[],
): { call: ScriptCall; body: Body } | undefined {
  for (const { call, read } of outcomes(place, step, script, before)) if (!('why' in read)) return { call, body: read };
  return undefined;
}

function* refused(
  place: Place,
  step: RunStep,
  script: Script,
  before: readonly Step[],
): Iterable<[Command, UnreadScript]> {
  for (const { call, read } of outcomes(place, step, script, before)) if ('why' in read) yield [call.command, read];
}

function commandsBehind({ stage }: Place, before: readonly Step[], from: Step): Placed[] {
  return before
    .slice(before.indexOf(from) + 1)
    .filter(isRun)
    .flatMap(({ run, state }) => {
      const folders = foldersIn(run.script, state.workdir ?? startingFolder(stage));
      return run.script.commands.map((command) => ({ command, folder: folders.get(command) }));
    });
}

/** Something else may stand at its path while it runs, or be read before it. */
function whyMounted({ instruction, state }: RunStep, { path }: ScriptCall): string | undefined {
  const targets = mountsOf(instruction.flags).map(({ target }) => absolutePath(target ?? '', state.workdir ?? '/'));
  if (targets.some((target) => within([target])(path))) return 'is in a folder that is mounted over it';
  return isVariable(state, 'BASH_ENV') ? READS_FIRST : undefined;
}

const READS_FIRST = 'is read by a shell that reads settings first';

function whyNotAsCalled({ context }: Place, call: ScriptCall, earlier: readonly Placed[]): string | undefined {
  const { command, path, source } = call;
  const changing = earlier.find((each) => mayChange(each, path));
  if (changing !== undefined) return `is one that ${changing.command.name} may have changed before`;
  if (context.isLink?.(source)) return 'is a link';
  if (command.nesting.some((one) => one !== 'group' && one !== 'subshell'))
    return 'is called on a condition, or its output is read';
  if (call.options.some((option) => /^-\w*[il]|^--(?:init-file|login|rcfile)/.test(option))) return READS_FIRST;
  const { wrapper = [] } = invocationOf(command) ?? {};
  if (wrapper.some(({ value }) => !/^(?:command|exec|time)$/.test(value))) return 'is started by another program';
  return command.redirects.some(
    ({ operator, target }) => !/>/.test(operator) || !/^(?:\d|\/dev\/\w+)$/.test(target?.value ?? ''),
  )
    ? 'has its output in a file'
    : undefined;
}

/** The commands of a script in place of its call: in brackets, where something follows that works elsewhere. */
function inPlace(script: Script, command: Command, { text, isOfItsOwn }: Body): Script {
  const links = script.statements.flatMap((statement) => statement.links);
  const isLast = links.at(-1)?.command === command;
  const isChain = links.every(({ operator }) => operator !== '||') && !/\n|\|\|/.test(text);
  const isPlain = (isLast && links.length === 1) || (isChain && (isLast || !isOfItsOwn));
  const head = script.text.slice(0, command.start);
  // A shell of its own knows nothing of what the one around it does where something fails.
  const own = stopsOnError(script) && text.includes('\n') ? `set +e\n${text}` : text;
  return parseShell(`${head}${isPlain ? own : `( ${own} )`}${script.text.slice(command.end)}`);
}
