import { removers, temporary } from '../../../knowledge/programs/file-work.ts';
import { once } from '../../../model/memo.ts';
import { names } from '../../../model/named-files.ts';
import { hasRole, packageCalls } from '../../../model/package-calls.ts';
import { toolOf } from '../../../shell/invocation.ts';
import type { Command, Script } from '../../../shell/script.ts';
import type { RunStep } from '../rewrite/rewrite.ts';

/**
 * Of the RUNs before one of a row, the first that made what it takes away: files, or packages that only a build needs. A file is
 * looked for as long as every RUN in between has to do with it; undefined where there is no such RUN.
 */
export function madeIn(row: readonly RunStep[], remover: RunStep): RunStep | undefined {
  const { script } = remover.run;
  const [files, packages] = [removedFiles(script), removedPackages(script)];
  const before = row.slice(0, row.indexOf(remover));
  if (packages.length > 0) return before.find((earlier) => bringsPackages(earlier.run.script, packages));
  return before[before.findLastIndex((earlier) => !files.some((file) => names(earlier.run.script, file))) + 1];
}

/** Nothing but what is in the folders for temporary files. */
export const clearsTemporary = ({ commands }: Script): boolean =>
  commands.every((command) => isRemover(command) && removed(command).every((path) => temporary.test(path)));

/** The files that a RUN takes away, where it does nothing else. */
export const removedFiles = ({ commands }: Script): string[] =>
  commands.every(isRemover) ? commands.flatMap(removed) : [];

const isRemover = (command: Command): boolean => removers.has(toolOf(command));

/** It removes what its words name, or moves it elsewhere. */
export const takesAway = (command: Command): boolean => toolOf(command) === 'mv' || isRemover(command);

const removed = ({ words }: Command): string[] =>
  words.slice(1).flatMap(({ value }) => (value.startsWith('-') ? [] : [value]));

export const removedPackages = once((script: Script): readonly string[] =>
  packageCalls(script)
    .filter((call) => hasRole(call, 'remove'))
    .flatMap(({ operands }) => operands.map(({ value }) => value)),
);

/** It installs one of the packages, or several under one of the names (`apk add --virtual`). */
export const bringsPackages = (script: Script, packages: readonly string[]): boolean =>
  packageCalls(script).some(
    (call) =>
      hasRole(call, 'install') && [...call.operands, ...call.options].some(({ value }) => packages.includes(value)),
  );
