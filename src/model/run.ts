import { baseName } from '../shell/invocation.ts';
import { parseShell } from '../shell/parse.ts';
import type { Script } from '../shell/script.ts';
import type { Instruction } from '../syntax/instruction.ts';
import { jsonForm } from '../syntax/instruction.ts';
import { type Joined, toSource, toSourceSpan } from '../syntax/joined.ts';
import type { Span } from '../syntax/text.ts';

/** A RUN with its commands. */
export type Run = {
  readonly instruction: Instruction;
  readonly script: Script;
  /** The text that `script` was read from, with its place in the file. */
  readonly source: Joined;
  /** The script is the body of a heredoc (`RUN <<EOF`), where lines end commands and no `&&` joins them. */
  readonly isHeredoc: boolean;
  /**
   * Scripts of the build context that it calls, whose commands are read in place of the calls: their offsets are none of the file, and in
   * another stage the scripts may not be there.
   */
  readonly scripts?: readonly FollowedScript[];
  /** The script as it stands in the file, where `script` is what it hands to another shell (`bash -c "make"`), or is in exec form. */
  readonly asWritten?: Script;
};

/** The commands are those of the file, at its offsets. */
export const standsInFile = ({ scripts, asWritten }: Run): boolean => scripts === undefined && asWritten === undefined;

/** Where a script is in the image, and in the context. */
export type FollowedScript = { readonly path: string; readonly source: string };

/** What an instruction says: of a RUN what a shell reads, heredocs included. */
export const saidBy = ({
  instruction,
  run,
}: {
  readonly instruction: Instruction;
  readonly run: Run | undefined;
}): string => (run === undefined || run.script.opaque !== undefined ? instruction.args.text : run.script.text);

const POSIX_SHELLS: readonly string[] = ['sh', 'ash', 'bash', 'dash', 'ksh', 'zsh'];

const nothing = (opaque: string): Script => ({ text: '', statements: [], commands: [], tokens: [], opaque });

export function readRun(instruction: Instruction, text: string, shell: readonly string[] | undefined): Run {
  const run = { instruction, source: instruction.args, isHeredoc: false };
  if (jsonForm(instruction.args) !== undefined)
    return { ...run, script: nothing('it is in exec form, which no shell reads') };
  if (!isPosixShell(shell)) return { ...run, script: nothing(`its shell is ${shell?.[0] ?? 'unknown'}`) };
  const read =
    instruction.heredocs.length === 0 ? { ...run, script: parseShell(instruction.args.text) } : readHeredoc(run, text);
  return knowsBothOutputs(shell) || !sendsBothOutputs(read.script)
    ? read
    : { ...read, script: asBackground(read.script) };
}

const knowsBothOutputs = (shell: readonly string[] | undefined): boolean =>
  shell !== undefined && !['sh', 'dash'].includes(baseName(shell[0] ?? ''));

/** To bash `&>` redirects both outputs; to dash, the sh of Debian and Ubuntu, `&` ends the command and puts it in the background. */
const sendsBothOutputs = ({ commands }: Script): boolean =>
  commands.some(({ redirects }) => redirects.some(({ operator }) => operator.startsWith('&>')));

const asBackground = (script: Script): Script => ({
  ...script,
  opaque: 'in sh, &> puts its command in the background',
});

/** `RUN <<EOF` hands the body to the shell; any other heredoc is input for a command. A `#!` line names its own interpreter. */
function readHeredoc(run: Omit<Run, 'script'>, text: string): Run {
  const [heredoc, ...others] = run.instruction.heredocs;
  if (heredoc === undefined || others.length > 0 || /\s/.test(run.instruction.args.text)) {
    return { ...run, script: nothing('it feeds a heredoc to a command') };
  }
  const body = text.slice(heredoc.bodyStart, heredoc.bodyEnd);
  if (body.includes('\r'))
    return { ...run, script: nothing('its heredoc has carriage returns, which the shell takes for parts of words') };
  if (body.startsWith('#!')) return { ...run, script: nothing('its heredoc names its own interpreter') };
  const source: Joined = { text: body, base: 0, segments: [0, heredoc.bodyStart, body.length] };
  return { ...run, source, script: parseShell(body), isHeredoc: true };
}

export const isPosixShell = (shell: readonly string[] | undefined): boolean =>
  shell === undefined || POSIX_SHELLS.includes(baseName(shell[0] ?? ''));

/** Where a piece of the script stands in the file. */
export const spanIn = (run: Run, piece: { start: number; end: number }): Span =>
  toSourceSpan(run.source, piece.start, piece.end);

export const startIn = (run: Run, piece: { start: number }): number => toSource(run.source, piece.start);
