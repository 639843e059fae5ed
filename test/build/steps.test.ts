import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { refactor } from '../../src/index.ts';
import { build, hasEngine, inContainer } from './docker.ts';

const CONTEXT = join(import.meta.dirname, '../../fixtures/before/workdir-not-cd/example-before-the-end-of-a-stage');

/** A build that notes where it is, stage by stage. */
const NOTE = 'pwd >> /log';

const CASES: [what: string, transforms: readonly string[], text: string][] = [
  ['CMD before ENTRYPOINT', ['drop-dead-instructions'], 'CMD ["a"]\nENTRYPOINT ["b"]\nCMD ["c"]\n'],
  ['ENTRYPOINT around CMD', ['drop-dead-instructions'], 'ENTRYPOINT ["a"]\nCMD ["b"]\nENTRYPOINT ["c"]\n'],
  ['ENTRYPOINT after ENTRYPOINT', ['drop-dead-instructions'], 'ENTRYPOINT ["a"]\nENTRYPOINT ["b"]\n'],
  ['CMD before both', ['drop-dead-instructions'], 'CMD ["a"]\nENTRYPOINT ["b"]\nENTRYPOINT ["c"]\n'],
  [
    'a stage built on it, and health',
    ['drop-dead-instructions'],
    'CMD ["a"]\nCMD ["b"]\nHEALTHCHECK --interval=9s CMD c\nHEALTHCHECK CMD d\nFROM base\nENTRYPOINT ["e"]\n',
  ],
  [
    'folders with dots',
    ['absolute-workdir'],
    `WORKDIR /a/\nWORKDIR ./b/\nRUN ${NOTE}\nWORKDIR ../c//d\nRUN ${NOTE}\nARG V=1\nWORKDIR e-$V\nRUN ${NOTE}\nWORKDIR /x\nWORKDIR ../../y\n`,
  ],
  [
    'folders of a stage that hands on files',
    ['workdir-not-cd', 'stage-names', 'empty-continuation'],
    `RUN mkdir /a /b && cd /a && ${NOTE}\nRUN cd /a && \\\n\n    ${NOTE} && cd .. && ${NOTE}\nRUN cd /b; ${NOTE}\nFROM debian:12\nCOPY --from=0 /log /log\n`,
  ],
  [
    'folders up to the next WORKDIR',
    ['workdir-not-cd'],
    `RUN cd /tmp && ${NOTE}\nENV A=1\nCOPY . /c/\nWORKDIR /c\nRUN cd /c; ${NOTE} && ls >> /log\n`,
  ],
];

/** Only a builder knows what a step means for those after it. */
describe.skipIf(!hasEngine())('steps of real builds', () => {
  it.each(CASES)('%s: the image stays the same', (what, only, steps) => {
    const name = what.includes('built on') ? ' AS base' : '';
    const text = `FROM debian:12${name}\n${steps}`;
    const changed = refactor(text, { only }).text;
    expect(changed).not.toBe(text);
    const before = build('dockmod-test-steps:before', text, CONTEXT);
    const after = build('dockmod-test-steps:after', changed, CONTEXT);
    expect(after.config).toEqual(before.config);
    const log = ['sh', '-c', 'cat /log || true'];
    expect(inContainer(after.tag, log)).toEqual(inContainer(before.tag, log));
  });
});
