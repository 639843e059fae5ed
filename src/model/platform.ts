import { type Dockerfile, rootImage } from './dockerfile.ts';
import { isPosixShell } from './run.ts';

export type ForeignPlatform = { readonly reason: string; readonly offset: number };

/** Why nothing in this file is for us: its commands run in a shell that is not POSIX. */
export function foreignPlatform(file: Dockerfile): ForeignPlatform | undefined {
  for (const stage of file.stages) {
    if (rootImage(stage)?.family === 'windows') {
      return {
        reason: `${stage.from.args.text} is a Windows image, whose shells dockmod does not read; the file is left alone`,
        offset: stage.from.span.start,
      };
    }
    const foreign = stage.steps.find(
      ({ instruction, state }) => instruction.keyword === 'RUN' && !isPosixShell(state.shell),
    );
    if (foreign !== undefined) {
      const shell = foreign.state.shell?.[0] ?? '';
      return {
        reason: `its commands run in ${shell}, which dockmod does not read; the file is left alone`,
        offset: foreign.instruction.span.start,
      };
    }
  }
  return undefined;
}
