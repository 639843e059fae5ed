import { userOfImage } from '../../../../knowledge/images/image-users.ts';
import { makesUsers } from '../../../../knowledge/programs/file-work.ts';
import { scriptOf } from '../../../../model/container-commands.ts';
import { rootReference, type Stage, type Step } from '../../../../model/dockerfile.ts';
import { once } from '../../../../model/memo.ts';
import { absolutePath } from '../../../../model/paths.ts';
import { variableValue } from '../../../../model/state.ts';
import { expandWord } from '../../../../model/variables.ts';
import { handedToShell, withTexts } from '../../../../shell/handed.ts';
import { baseName, invocationOf } from '../../../../shell/invocation.ts';
import { parseShell } from '../../../../shell/parse.ts';
import type { Command, Script, Word } from '../../../../shell/script.ts';
import { saysOnly } from './says-only.ts';

/** A script that is handed to another shell as one word: `su user -c "npm ci"`, `bash -c "npm ci"`. */
export type Handed = { readonly text: string; readonly user: string | undefined; readonly isLogin: boolean };

/** The steps of a stage as they are done. */
export const doneIn = once((stage: Stage): Step[] => stage.steps.map((step) => asDone(stage, step)));

/** The step as it is done: what it hands to another shell is part of its script, and a RUN that goes to a folder first works there. */
function asDone(stage: Stage, step: Step): Step {
  const written = step.run && scriptOf(step.run);
  if (step.run === undefined || written === undefined || written.opaque !== undefined) return step;
  const inner = withHanded(stage, written);
  const entered = enteredFirst(step, inner);
  if (inner === step.run.script && entered === undefined) return step;
  const { script, workdir } = entered ?? { script: inner, workdir: step.state.workdir };
  return { ...step, state: { ...step.state, workdir }, run: { ...step.run, script } };
}

const withHanded = (stage: Stage, script: Script): Script =>
  withTexts(script, (command) => {
    const handed = handedBy(command);
    const home = handed?.isLogin ? homeOf(stage, handed.user ?? 'root') : undefined;
    if (handed === undefined || (handed.isLogin && home === undefined)) return undefined;
    return home === undefined ? handed.text : `cd ${home} && ${handed.text}`;
  });

/** Where no WORKDIR says it, `cd /app &&` does. */
function enteredFirst({ state }: Step, { text, statements }: Script): { script: Script; workdir: string } | undefined {
  const [statement, another] = statements;
  const links = statement?.links ?? [];
  const [first, next] = links.slice(links.findIndex(({ command }) => command === undefined || !saysOnly(command)));
  const word = first?.command?.name === 'cd' ? first.command.words[1] : undefined;
  if ((state.workdir ?? '/') !== '/' || another !== undefined || next?.operator !== '&&') return undefined;
  const path = word && expandWord(word.text, '\\', (name) => variableValue(state, name));
  if (path === undefined || !/^["']?[\w@+./-]+["']?$/.test(path)) return undefined;
  return {
    script: parseShell(text.slice(next.start)),
    workdir: absolutePath(path.replace(/^["']|["']$/g, ''), state.workdir ?? '/'),
  };
}

/** The user other than root that a script, or a command of it, is run as. */
export const becomes = (script: Script): string | undefined =>
  script.commands
    .flatMap((command) => [handedBy(command)?.user, userOf(command)])
    .find((user) => user !== undefined && user !== 'root');

function handedBy(command: Command): Handed | undefined {
  const invocation = invocationOf(command);
  if (invocation === undefined || invocation.wrapper.length > 0 || command.redirects.length > 0) return undefined;
  if (baseName(invocation.tool.value) === 'su') return handedBySu(invocation.args);
  const text = handedToShell(command);
  return text === undefined ? undefined : { text, user: undefined, isLogin: false };
}

/** `su user -c "…"` */
export function handedBySu(args: readonly Word[]): Handed | undefined {
  const at = args.findIndex(({ value }) => /^(?:-c|--command)$/.test(value));
  const text = args[at + 1];
  if (at === -1 || text?.literal !== true) return undefined;
  const [user, ...others] = args.filter(
    ({ value }, index) => !value.startsWith('-') && !/^(?:-[cs]|--command|--shell)$/.test(args[index - 1]?.value ?? ''),
  );
  if (others.length > 0 || user?.literal === false) return undefined;
  return {
    text: text.value,
    user: user?.value ?? 'root',
    isLogin: args.some(({ value }) => /^(?:-|-l|--login)$/.test(value)),
  };
}

/** `sudo -u app`, `gosu app`. */
function userOf(command: Command): string | undefined {
  const words = invocationOf(command)
    ?.wrapper.map(({ value }) => value)
    .join(' ');
  const [, user] =
    /(?:^|\s)(?:sudo|runuser)\s(?:.*\s)?(?:-u|--user)[ =]?(\S+)/.exec(words ?? '') ??
    /(?:^|\s)(?:gosu|su-exec)\s(\S+)/.exec(words ?? '') ??
    [];
  return user;
}

/** The folder of a user that the image has, or that a step makes. */
export function homeOf(stage: Stage, user: string): string | undefined {
  if (user === 'root') return '/root';
  const image = rootReference(stage);
  const own = image && userOfImage(image.name, image.tag);
  if (own?.name === user) return own.home;
  const made = stage.steps
    .flatMap(({ run }) => run?.script.commands ?? [])
    .find(({ name, words }) => makesUsers.has(name) && words.at(-1)?.value === user);
  if (made === undefined) return undefined;
  const at = made.words.findIndex(({ value }) => /^(?:-h|-d|--home|--home-dir)$/.test(value));
  return at === -1 ? `/home/${user}` : made.words[at + 1]?.value;
}
