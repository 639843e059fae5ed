import {
  activatingImages,
  perRunFiles,
  readsItsFiles,
  replacesShell,
  startupVariables,
} from '../knowledge/programs/shell-effects.ts';
import { toolOf } from '../shell/invocation.ts';
import { isPlainChain, type Nesting, type Script, setsErrexit } from '../shell/script.ts';
import { mountsOf } from '../syntax/flags.ts';
import type { Step } from './dockerfile.ts';
import { type Joinable, LIVES_ON, leftBy, leftFor, outlivesGroup } from './left-in-shell.ts';
import type { Pragma } from './pragmas.ts';
import type { Run } from './run.ts';
import { environment, sameSettings } from './state.ts';

/** Longer arguments are refused by Linux: one `sh -c` string may have 128 KiB (MAX_ARG_STRLEN). */
const LONGEST_SCRIPT = 100_000;

/**
 * Why two RUNs, one right after the other, do not do the same as `first && second` in one shell; undefined where they do.
 * Pitfalls that need a look at other steps (an instruction or an ignore comment between them) are the caller's.
 */
export function whyNotJoin(first: Joinable, second: Joinable, pragmas: readonly Pragma[]): string | undefined {
  return whyApart(first, second, pragmas) ?? whyNotFirst(first) ?? whyNotSecond(second) ?? leftFor(first, second);
}

/**
 * Why they do not do the same as `( first ) && ( second )` either, where brackets keep to themselves what a shell keeps;
 * undefined where they do.
 */
export function whyNotGroup(first: Joinable, second: Joinable, pragmas: readonly Pragma[]): string | undefined {
  return whyApart(first, second, pragmas) ?? whyNotFirstGroup(first) ?? whyNotSecondGroup(second);
}

/** Which of several RUNs need brackets to stand in one chain. The last may leave its shell as it likes. */
export function needBrackets(steps: readonly Joinable[]): boolean[] {
  const needy = steps.map(
    (step, index) =>
      !isPlainChain(step.run.script) ||
      (index < steps.length - 1 && leftBy(step) !== undefined) ||
      steps.slice(index + 1).some((later) => leftFor(step, later) !== undefined),
  );
  if (steps.every(({ run }) => isPlainChain(run.script))) return needy;
  // What `set -e` leaves is nothing to a chain, and much to the lists inside of brackets.
  return steps.map(
    ({ run }, index) =>
      needy[index] === true || (index < steps.length - 1 && run.script.commands.some(({ name }) => name === 'set')),
  );
}

function whyApart(first: Joinable, second: Joinable, pragmas: readonly Pragma[]): string | undefined {
  if (first.deferred || second.deferred) return 'an ONBUILD trigger runs in other builds';
  if (flagsOf(first) !== flagsOf(second)) return 'their flags differ';
  if (!sameSettings(first.state, second.state)) return 'they run with different settings';
  const pragma = pragmas.find(
    ({ instruction }) => instruction === first.instruction || instruction === second.instruction,
  );
  if (pragma !== undefined) return `the comment ${JSON.stringify(pragma.comment.text)} belongs to one of them alone`;
  const length = first.run.script.text.length + second.run.script.text.length;
  if (length > LONGEST_SCRIPT) return 'one RUN of both would be too long for a shell';
  const { shell, image } = first.state;
  if (shell === undefined ? activatingImages.test(image) : shell.some((word) => readsItsFiles.test(word)))
    return 'its shell reads files of the user anew for every RUN';
  for (const name of environment(first.state))
    if (startupVariables.includes(name)) return `${name} makes every RUN read a file first`;
  return freshMount(first);
}

/** What is written to such a mount ends with the RUN. */
function freshMount({ instruction: { flags } }: Joinable): string | undefined {
  const mount = mountsOf(flags).find(
    ({ type, flag }) => type === 'tmpfs' || (type === 'bind' && /,(?:rw|readwrite)(?:=true)?(?:,|$)/.test(flag.value)),
  );
  return mount && `${mount.flag.text} is as it was for every RUN`;
}

const flagsOf = ({ instruction }: Step): string => instruction.flags.map((flag) => flag.text).join(' ');

function whyNotFirst(step: Joinable): string | undefined {
  const { run } = step;
  return whyNotChain(run) ?? hiddenTail(run.script) ?? leftBy(step) ?? strictEnd(step) ?? touchesPerRunFiles(run);
}

function whyNotSecond({ run }: Joinable): string | undefined {
  return readsCounters(run.script) ?? whyNotChain(run);
}

function whyNotFirstGroup(step: Joinable): string | undefined {
  const { run } = step;
  return whyNotBrackets(run) ?? leftBy(step, outlivesGroup) ?? strictEnd(step) ?? touchesPerRunFiles(run);
}

const whyNotSecondGroup = ({ run }: Joinable): string | undefined =>
  readsCounters(run.script) ?? (isPlainChain(run.script) ? whyNotRead(run) : whyNotBrackets(run));

function whyNotBrackets(run: Run): string | undefined {
  if (run.script.statements.some(({ background }) => background)) return LIVES_ON;
  return whyNotRead(run) ?? hiddenTail(run.script);
}

const readsCounters = ({ text }: Script): string | undefined =>
  /\$\{?[?!_$]/.test(text) ? 'the second reads what the shell itself counts ($?, $!, $$)' : undefined;

/** Only a chain of `&&` means the same with another chain before or after it. */
function whyNotChain(run: Run): string | undefined {
  const { script } = run;
  const unread = whyNotRead(run);
  if (unread !== undefined) return unread;
  if (isPlainChain(script)) return undefined;
  if (script.statements.some(({ background }) => background)) return LIVES_ON;
  if (script.statements.length > 1) return '`;` lets it go on after a failure, so it is no chain of &&';
  return '`||` gives failures a meaning that would reach into the other RUN';
}

function whyNotRead({ script, instruction, isHeredoc }: Run): string | undefined {
  if (isHeredoc || instruction.heredocs.length > 0) return 'a heredoc has lines of its own, not a chain of &&';
  if (script.opaque !== undefined) return script.opaque;
  return script.statements.length === 0 ? 'it runs nothing' : undefined;
}

/** What stands after the last command, and would hide what is joined to it, or end it before. */
export function hiddenTail({ text, statements }: Script): string | undefined {
  // With another escape directive, a line can end in a backslash of the shell, which would take in what comes next.
  if (/(?<!\\)(?:\\\\)*\\$/.test(text)) return 'a backslash ends it';
  const end = statements.at(-1)?.end ?? text.length;
  const tail = text.slice(end).trim();
  if (tail === '') return undefined;
  if (tail.startsWith(';')) return 'a `;` ends it';
  return tail.startsWith('#') ? 'a shell comment ends it' : 'a heredoc ends it';
}

/** Of the lists that brackets hold, and of a compound command, `set -e` heeds only what ends the RUN. */
const strictEnd = (step: Joinable): string | undefined =>
  isStrict(step) && step.run.script.statements.length > 1 ? UNHEEDED : strictCompound(step);

/** Why nothing may stand behind the last command with `&&`: it is a compound one, in which `set -e` ends the RUN. */
export function strictCompound(step: Joinable): string | undefined {
  const last = step.run.script.statements.at(-1)?.links.at(-1);
  const isCompound = last?.commands.some(({ nesting }) => nesting.some((kind) => COMPOUND.includes(kind)));
  return isCompound && isStrict(step) ? UNHEEDED : undefined;
}

const UNHEEDED = '`set -e` would no longer heed the lists that it ends in';

const isStrict = ({ run: { script }, state }: Joinable): boolean =>
  script.commands.some(setsErrexit) || (state.shell ?? []).some((word) => /^-[a-z]*e/.test(word));

const COMPOUND: readonly Nesting[] = ['case', 'group', 'if', 'loop', 'subshell'];

function touchesPerRunFiles({
  script,
  instruction: {
    args: { text },
  },
}: Run): string | undefined {
  if (
    script.commands.some(
      (command) => toolOf(command) === 'dpkg-reconfigure' && command.words.some((word) => word.value === 'dash'),
    )
  )
    return 'it changes what /bin/sh is';
  if (replacesShell.test(text)) return 'it changes what /bin/sh is';
  const file = perRunFiles.exec(text)?.[0];
  return file && `it touches ${file}, which every RUN finds or reads anew`;
}
