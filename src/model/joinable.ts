import {
  harmlessSetOptions,
  perRunFiles,
  replacesShell,
  shellEffects,
  startupVariables,
} from '../knowledge/shell-effects.ts';
import { baseName, invocationOf } from '../shell/invocation.ts';
import { type Command, isPlainChain, type Script } from '../shell/script.ts';
import type { Step } from './dockerfile.ts';
import type { Pragma } from './pragmas.ts';
import type { Run } from './run.ts';
import { environment, sameSettings } from './state.ts';

/** Longer arguments are refused by Linux: one `sh -c` string may have 128 KiB (MAX_ARG_STRLEN). */
const LONGEST_SCRIPT = 100_000;

const CHANGES_ONLY_A_CHILD: readonly string[] = ['subshell', 'substitution', 'pipeline'];

type Joinable = Step & { readonly run: Run };

/**
 * Why two RUNs, one right after the other, do not do the same as `first && second` in one shell; undefined where they do.
 * Pitfalls that need a look at other steps (an instruction or an ignore comment between them) are the caller's.
 */
export function whyNotJoin(first: Joinable, second: Joinable, pragmas: readonly Pragma[]): string | undefined {
  return whyApart(first, second, pragmas) ?? whyNotFirst(first) ?? whyNotSecond(second);
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
  if ((first.state.shell ?? []).some((word) => /^-[a-z]*l|^--login$/.test(word)))
    return 'its login shell reads its files anew for every RUN';
  for (const name of environment(first.state))
    if (startupVariables.includes(name)) return `${name} makes every RUN read a file first`;
  return undefined;
}

const flagsOf = ({ instruction }: Step): string => instruction.flags.map((flag) => flag.text).join(' ');

function whyNotFirst({ run, instruction }: Joinable): string | undefined {
  return (
    whyNotChain(run) ??
    hiddenTail(run.script) ??
    firstOf(run.script.commands, leftInShell) ??
    touchesPerRunFiles(run.script, instruction.args.text)
  );
}

function whyNotSecond({ run }: Joinable): string | undefined {
  if (/\$\{?[?!_$]/.test(run.script.text)) return 'the second reads what the shell itself counts ($?, $!, $$)';
  return whyNotChain(run);
}

/** Only a chain of `&&` means the same with another chain before or after it. */
function whyNotChain({ script, instruction, isHeredoc }: Run): string | undefined {
  if (isHeredoc || instruction.heredocs.length > 0) return 'a heredoc has lines of its own, not a chain of &&';
  if (script.opaque !== undefined) return script.opaque;
  if (isPlainChain(script)) return undefined;
  if (script.statements.length === 0) return 'it runs nothing';
  if (script.statements.some(({ background }) => background)) return 'a command in the background would live on';
  if (script.statements.length > 1) return '`;` lets it go on after a failure, so it is no chain of &&';
  return '`||` gives failures a meaning that would reach into the other RUN';
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

function leftInShell(command: Command): string | undefined {
  if (command.nesting.includes('background') || command.nesting.includes('coproc'))
    return 'a command in the background would live on';
  if (command.nesting.includes('function')) return 'it defines a function';
  if (command.nesting.some((nesting) => CHANGES_ONLY_A_CHILD.includes(nesting))) return undefined;
  if (command.words.length === 0) return command.assignments.length > 0 ? 'it sets variables' : undefined;
  const name = baseName(invocationOf(command)?.tool.value ?? command.name);
  if (command.name === 'exec') return 'exec replaces its shell';
  if (name === 'set')
    return command.words.slice(1).every((word) => harmlessSetOptions.test(word.value))
      ? undefined
      : '`set` changes its shell';
  const effect = shellEffects.find(({ names }) => names.includes(name));
  return effect && `${name} ${effect.leaves}`;
}

function firstOf<Item, Found>(items: readonly Item[], look: (item: Item) => Found | undefined): Found | undefined {
  for (const item of items) {
    const found = look(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

function touchesPerRunFiles(script: Script, text: string): string | undefined {
  if (
    script.commands.some(
      (command) =>
        baseName(invocationOf(command)?.tool.value ?? '') === 'dpkg-reconfigure' &&
        command.words.some((word) => word.value === 'dash'),
    )
  )
    return 'it changes what /bin/sh is';
  if (replacesShell.test(text)) return 'it changes what /bin/sh is';
  const file = perRunFiles.exec(text)?.[0];
  return file && `it touches ${file}, which every RUN finds or reads anew`;
}
