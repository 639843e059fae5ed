import type { BuildContext } from '../context/build-context.ts';
import { rootNames, runsAsRoot } from '../knowledge/images/root-images.ts';
import { shellWords } from '../knowledge/programs/exec-form.ts';
import {
  broughtByEnvironments,
  environmentImages,
  harmlessSudoOptions,
  programsOfShells,
  sudoFolders,
  sudoVariables,
} from '../knowledge/programs/sudo.ts';
import { copiedText } from '../model/copied-files.ts';
import { type Dockerfile, rootBase, type Stage } from '../model/dockerfile.ts';
import type { Finding, Fix, Transform } from '../model/finding.ts';
import { spanIn, startIn } from '../model/run.ts';
import { isVariable, variableValue } from '../model/state.ts';
import { baseName, invocationOf } from '../shell/invocation.ts';
import type { Command, Word } from '../shell/script.ts';
import { commandsOf } from './support/find/tool-calls.ts';
import { idOf, type RunStep } from './support/rewrite/rewrite.ts';

const meta = {
  id: 'no-sudo',
  title: 'root needs no sudo',
  why: 'A build runs as root unless USER says otherwise. sudo then does nothing but take variables away from its command, and an image that has it is easier to break out of.',
  phase: 'words',
  maxSafety: 'review',
  covers: ['DL3004', 'DS-0010', 'CKV2_DOCKER_1', 'DKL-DI-0001'],
  references: ['https://docs.docker.com/build/building/best-practices/#user', 'https://www.sudo.ws/docs/man/sudo.man/'],
  since: '0.1.0',
} as const satisfies Transform['meta'];

function* find(file: Dockerfile, context: BuildContext): Iterable<Finding> {
  if (!file.source.text.includes('sudo')) return;
  for (const { stage, step, command } of commandsOf(file)) {
    if (!callsSudo(command)) continue;
    const at = spanIn(step.run, command);
    const message = 'sudo in a build';
    const call = readCall(command);
    const declined =
      whyUser(file, stage, step) ??
      whyLeft(command, call) ??
      whyLost(step) ??
      whyOther(stage, step, call) ??
      whyAsked(file, stage, step, call, context) ??
      whyApart(file, step, command, keptOf(call));
    if (declined !== undefined) yield { at, message, declined };
    else yield { at, message, fix: withoutSudo(step, command, call) };
  }
}

const isSudo = ({ value }: Word): boolean => baseName(value) === 'sudo';

const callsSudo = (command: Command): boolean =>
  (invocationOf(command)?.wrapper ?? command.words.slice(0, 1)).some(isSudo);

/** `sudo -E NAME=value program …` */
type SudoCall = {
  readonly options: readonly Word[];
  readonly assignments: readonly Word[];
  readonly program: Word | undefined;
  readonly args: readonly Word[];
};

function readCall({ words: [, ...words] }: Command): SudoCall {
  const firstOther = words.findIndex(({ text }) => !text.startsWith('-') || text === '--');
  const end = firstOther === -1 ? words.length : firstOther;
  const rest = words.slice(words[end]?.text === '--' ? end + 1 : end);
  const first = rest.findIndex(({ text }) => !ASSIGNMENT.test(text));
  const at = first === -1 ? rest.length : first;
  return { options: words.slice(0, end), assignments: rest.slice(0, at), program: rest[at], args: rest.slice(at + 1) };
}

/** What a shell takes for an assignment: quotes around the whole make a command of it. */
const ASSIGNMENT = /^[A-Za-z_]\w*=/;

const TRIGGERED_USER = /^[ \t]*ONBUILD[ \t]+USER\b/im;

/** Why it may not be root who calls it. */
function whyUser({ source }: Dockerfile, stage: Stage, { state: { user }, deferred }: RunStep): string | undefined {
  if (TRIGGERED_USER.test(source.text)) return 'a trigger sets a user, which stages built on this one get';
  if (deferred) return 'who runs a trigger is known only to the image that is built on this one';
  if (user !== undefined) {
    const name = user.replace(/:.*$/, '');
    if (rootNames.includes(name)) return undefined;
    return `it may be needed: the user is ${name}`;
  }
  const base = rootBase(stage);
  const isRoot = base.kind === 'image' && runsAsRoot(base.image.name, base.image.tag);
  return isRoot ? undefined : 'which user the base image runs as is not known';
}

function whyLeft(command: Command, call: SudoCall): string | undefined {
  const { options, assignments, program, args } = call;
  if (command.nesting.includes('substitution')) return 'it stands inside a substitution';
  if (!isSudo(command.words[0] as Word)) return `${command.name} stands before it`;
  const option = options.find(({ text }) => !harmlessSudoOptions.test(text));
  if (option !== undefined) return `${option.text} does more than to run a command as root`;
  if (program === undefined) return 'it runs no command';
  if (!/^[\w./+@%:,-]+$/.test(program.text)) return 'its command is no plain word';
  if (shellWords.has(program.text)) return `only a shell knows ${program.text}`;
  if (programsOfShells.has(program.text) && !isPlainEcho(program, args))
    return `the shell has its own ${program.text}, which may do otherwise`;
  const variables = [...command.assignments, ...assignments];
  return variables.length > 1 && assignments.some(({ literal }) => !literal)
    ? 'one of its variables may go by another one'
    : undefined;
}

/** Every echo writes the same: no options, no escapes. */
const isPlainEcho = ({ text }: Word, args: readonly Word[]): boolean =>
  text === 'echo' && !args[0]?.value.startsWith('-') && args.every((arg) => arg.literal && !arg.text.includes('\\'));

const keptOf = ({ assignments, program }: SudoCall): Word => (assignments[0] ?? program) as Word;

/** sudo has its command look for programs in folders of its own. */
function whyLost({ state }: RunStep): string | undefined {
  const folders = variableValue(state, 'PATH')?.split(':');
  const missing = folders && sudoFolders.find((folder) => !folders.includes(folder));
  return missing && `PATH does not name ${missing}, where programs are found with sudo`;
}

/** Another program of the same name may be in front of the one that sudo finds. */
function whyOther(stage: Stage, { state }: RunStep, { program }: SudoCall): string | undefined {
  if (!broughtByEnvironments.test(program?.text ?? '')) return undefined;
  const base = rootBase(stage);
  const isFirst = isVariable(state, 'PATH') || (base.kind === 'image' && environmentImages.test(base.image.name));
  return isFirst ? `PATH may lead to another ${program?.text} than sudo` : undefined;
}

/** Scripts may ask who called sudo. */
function whyAsked(
  file: Dockerfile,
  stage: Stage,
  step: RunStep,
  { program }: SudoCall,
  context: BuildContext,
): string | undefined {
  const script = copiedText(file, stage, step, program?.value ?? '', (path) => context.readText(path)) ?? '';
  const [variable] = sudoVariables.exec(`${step.run.script.text}\n${script}`) ?? [];
  return variable && `only sudo sets ${variable}`;
}

/** Between the words that go and those that stay there is nothing but blanks and line breaks. */
function whyApart(file: Dockerfile, { run }: RunStep, { words }: Command, kept: Word): string | undefined {
  const gone = words.slice(0, words.indexOf(kept) + 1);
  const text = file.source.text.slice(startIn(run, gone[0] as Word), startIn(run, kept));
  const between = gone.slice(0, -1).reduce((left, word) => left.replace(word.text, ''), text);
  return /^[\s\\`]*$/.test(between) ? undefined : 'a comment or a redirect stands between it and its command';
}

function withoutSudo(step: RunStep, command: Command, call: SudoCall): Fix {
  const kept = keptOf(call);
  const gone = command.words.slice(0, command.words.indexOf(kept));
  const [start, end] = [startIn(step.run, command.words[0] as Word), startIn(step.run, kept)];
  return {
    edits: [{ start, end, text: '' }],
    changes: [{ kind: 'removeWords', step: idOf(step), at: gone.map((word) => startIn(step.run, word)) }],
    safety: 'review',
    reason:
      'the user is root already; the command now sees the variables and the PATH of the image, which sudo kept from it',
    scope: [],
  };
}

export const noSudo: Transform = { meta, find };
