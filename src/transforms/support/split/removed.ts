import type { Step } from '../../../model/dockerfile.ts';
import { absolutePath } from '../../../model/paths.ts';
import { baseName, toolOf } from '../../../shell/invocation.ts';
import { isCopy } from '../../../syntax/instruction.ts';
import { isRun } from '../rewrite/rewrite.ts';
import { foldersIn } from '../user/folders-in.ts';
import type { Taken } from './runtime.ts';

/** What steps take away for good, once all files are there. */
export function removedAtLast(steps: readonly Step[]): string[] {
  const rest = steps.slice(steps.findLastIndex(({ instruction }) => isCopy(instruction)) + 1);
  return rest.filter(isRun).flatMap(({ run, state }) => {
    const folders = foldersIn(run.script, state.workdir ?? '/');
    return run.script.commands.flatMap((command) => {
      const folder = folders.get(command);
      if (toolOf(command) !== 'rm' || command.nesting.length > 0) return [];
      const paths = command.words.slice(1).filter(({ value, literal }) => literal && !/^-|[*?[]/.test(value));
      return paths.flatMap(({ value }) =>
        value.startsWith('/') || folder !== undefined ? [absolutePath(value, folder ?? '/')] : [],
      );
    });
  });
}

/** A COPY of what is not there any more fails. */
export function whyRemoved(steps: readonly Step[], taken: readonly Taken[]): string | undefined {
  const removed = new Set(
    steps.flatMap(({ run }) =>
      (run?.script.commands ?? []).flatMap(({ name, words }) =>
        /^(?:rm|unlink|mv)$/.test(name) ? words.slice(1).map(({ value }) => baseName(value)) : [],
      ),
    ),
  );
  const gone = taken.find(({ path }) => removed.has(baseName(path)));
  return gone && `${gone.path} is brought, and removed or moved by a step of the build`;
}
