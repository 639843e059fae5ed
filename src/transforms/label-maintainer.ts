import type { Dockerfile, Step } from '../model/dockerfile.ts';
import type { Finding, Transform } from '../model/finding.ts';
import { idOf } from './support/rewrite/rewrite.ts';

const meta = {
  id: 'label-maintainer',
  title: 'MAINTAINER becomes a label',
  why: 'MAINTAINER is deprecated: what it says is kept apart from the labels that every tool reads.',
  phase: 'words',
  maxSafety: 'safe',
  covers: ['DL4000', 'MaintainerDeprecated', 'DS-0022', 'CKV_DOCKER_6'],
  references: ['https://docs.docker.com/reference/dockerfile/#maintainer-deprecated'],
  since: '0.1.0',
} as const satisfies Transform['meta'];

function* find(file: Dockerfile): Iterable<Finding> {
  for (const stage of file.stages) {
    for (const step of stage.steps) {
      const { instruction } = step;
      if (instruction.keyword !== 'MAINTAINER') continue;
      const at = instruction.span;
      const message = 'MAINTAINER is deprecated';
      const declined = whyLeft(file, step, stage.steps);
      if (declined !== undefined) {
        yield { at, message, declined };
        continue;
      }
      const isLower = file.source.text.slice(at.start, instruction.keywordSpan.end) === 'maintainer';
      const text = `maintainer=${quoted(instruction.args.text, file.source.escape)}`;
      yield {
        at,
        message,
        fix: {
          edits: [{ start: at.start, end: instruction.lineEnd, text: `${isLower ? 'label' : 'LABEL'} ${text}` }],
          changes: [{ kind: 'replaceStep', step: idOf(step), head: 'LABEL', text }],
          safety: 'safe',
          reason:
            'a label says the same where tools look for it; the author field of the image, which none reads, becomes empty',
          scope: [],
        },
      };
    }
  }
}

function whyLeft(file: Dockerfile, step: Step, steps: readonly Step[]): string | undefined {
  const { instruction } = step;
  if (file.source.text.slice(instruction.span.start, instruction.lineEnd).includes('\n'))
    return 'it goes over several lines';
  const labelled = steps.some(
    ({ instruction: { keyword, args } }) => keyword === 'LABEL' && /(?:^|\s)"?maintainer"?[=\s]/.test(args.text),
  );
  return labelled ? 'the stage has a label of that name already' : undefined;
}

/** MAINTAINER takes its text as it stands; LABEL fills in variables and takes quotes and escapes away. */
function quoted(text: string, escape: string): string {
  const plain = /^"[^"]*"$|^'[^']*'$/.test(text) ? text.slice(1, -1) : text;
  const special = escape === '`' ? /["`$]/g : /["\\$]/g;
  return `"${plain.replace(special, (char) => escape + char)}"`;
}

export const labelMaintainer: Transform = { meta, find };
