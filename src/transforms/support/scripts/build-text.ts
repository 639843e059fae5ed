import type { Dockerfile } from '../../../model/dockerfile.ts';
import { once } from '../../../model/memo.ts';
import { standsInFile } from '../../../model/run.ts';

/** The text of a file, and that of scripts whose commands are read in place of their calls. */
export const buildText = once(({ source, stages }: Dockerfile): string => {
  const followed = stages.flatMap(({ steps }) =>
    steps.flatMap(({ run }) => (run === undefined || standsInFile(run) ? [] : run.script.text)),
  );
  return [source.text, ...followed].join('\n');
});
