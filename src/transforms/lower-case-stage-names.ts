import { asIn, type Dockerfile } from '../model/dockerfile.ts';
import type { Finding, Transform } from '../model/finding.ts';
import { toSourceSpan } from '../syntax/joined.ts';
import { skipBlank } from '../syntax/text.ts';

const meta = {
  id: 'lower-case-stage-names',
  title: 'Names of stages are in lower case',
  why: 'Builders take the names of stages in any case, so that two which differ in that alone are one; builders warn of it.',
  phase: 'words',
  maxSafety: 'safe',
  covers: ['StageNameCasing'],
  references: ['https://docs.docker.com/reference/build-checks/stage-name-casing/'],
  since: '0.1.0',
} as const satisfies Transform['meta'];

function* find({ source, stages }: Dockerfile): Iterable<Finding> {
  for (const { from } of stages) {
    const as = asIn(from);
    if (as === undefined) continue;
    const { text } = from.args;
    const start = skipBlank(text, as.end, text.length);
    const written = text.slice(start);
    const name = written.toLowerCase();
    const at = toSourceSpan(from.args, start, text.length);
    if (name === written || source.text.slice(at.start, at.end) !== written) continue;
    yield {
      at,
      message: `the name of the stage is written "${written}"`,
      fix: {
        edits: [{ ...at, text: name }],
        changes: [],
        safety: 'safe',
        reason: `it is called by "${name}", "${written}" or any other way to write it`,
        scope: [],
      },
    };
  }
}

export const lowerCaseStageNames: Transform = { meta, find };
