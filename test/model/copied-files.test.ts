import { describe, expect, it } from 'vitest';
import { contextSources, copiedText } from '../../src/model/copied-files.ts';
import { dockerfile, lastStage, lastStep } from '../support/read.ts';

/** The files of the build context that are asked for, for a path in the image at the end of a Dockerfile. */
function asked(steps: string, path: string): string[] {
  const file = dockerfile(`FROM a AS base\n${steps}\nRUN last\n`);
  const paths: string[] = [];
  copiedText(file, lastStage(file), lastStep(file), path, (source) => {
    paths.push(source);
    return undefined;
  });
  return paths;
}

function found(steps: string, path: string, files: Readonly<Record<string, string>>): string | undefined {
  const file = dockerfile(`FROM a AS base\n${steps}\nRUN last\n`);
  return copiedText(file, lastStage(file), lastStep(file), path, (source) => files[source]);
}

describe('copiedText asks the build context', () => {
  it.each([
    ['a file under its new name', 'COPY x.sh /y.sh', '/y.sh', 'x.sh'],
    ['a file in a folder', 'COPY x.sh /bin/', '/bin/x.sh', 'x.sh'],
    ['one of several files', 'COPY a.sh b/x.sh /bin/', '/bin/x.sh', 'b/x.sh'],
    ['a file below a folder', 'COPY . /app', '/app/s/x.sh', 's/x.sh'],
    ['a file below a folder of the context', 'COPY s /app', '/app/x.sh', 's/x.sh'],
    ['a file in the root', 'COPY . /', '/x.sh', 'x.sh'],
    ['a file in the working directory', 'WORKDIR /app\nCOPY . .', '/app/x.sh', 'x.sh'],
    ['a relative path', 'WORKDIR /app\nCOPY . .', './s/x.sh', 's/x.sh'],
    ['a relative path where no working directory is set', 'COPY x.sh .', 'x.sh', 'x.sh'],
    ['a path below the working directory', 'WORKDIR /app\nWORKDIR b\nCOPY x.sh c/', '/app/b/c/x.sh', 'x.sh'],
    ['a path with dots', 'COPY ./s/../x.sh /a/../y.sh', '/y.sh', 'x.sh'],
    ['a JSON form', 'COPY ["a b.sh", "/c d.sh"]', '/c d.sh', 'a b.sh'],
    ['ADD', 'ADD x.sh /y.sh', '/y.sh', 'x.sh'],
    ['flags', 'COPY --chown=1 --chmod=755 x.sh /y.sh', '/y.sh', 'x.sh'],
    ['an argument in the source', 'ARG N=x\nCOPY ${N}.sh /y.sh', '/y.sh', 'x.sh'],
    ['a variable in the target', 'ENV D=/opt\nCOPY x.sh $D/', '/opt/x.sh', 'x.sh'],
    ['quotes', 'COPY "x.sh" \'/y.sh\'', '/y.sh', 'x.sh'],
    ['another stage that the stage is built on', 'COPY x.sh /y.sh\nFROM base', '/y.sh', 'x.sh'],
    ['the working directory of that stage', 'WORKDIR /w\nCOPY x.sh .\nFROM base', 'x.sh', 'x.sh'],
    ['a pattern', 'COPY setup/*.sh /bin/', '/bin/x.sh', 'setup/x.sh'],
    ['a pattern of one character', 'COPY ?.sh /bin/', '/bin/x.sh', 'x.sh'],
    ['a comment inside', 'COPY a.sh \\\n# why\n  x.sh /bin/', '/bin/x.sh', 'x.sh'],
  ])('for %s', (_, steps, path, source) => {
    expect(asked(steps, path)).toContain(source);
    expect(found(steps, path, { [source]: 'text' })).toBe('text');
  });

  it.each([
    ['another stage is copied from', 'COPY --from=b x.sh /x.sh', '/x.sh'],
    ['an image is copied from', 'COPY --chown=1 --from=nginx x.sh /x.sh', '/x.sh'],
    ['a pattern is for other files', 'COPY *.py s/a?.sh /bin/', '/bin/x.sh'],
    ['a pattern is for files of a folder', 'COPY *.sh /bin/', '/bin/s/x.sh'],
    ['a pattern is for folders', 'COPY s*/x.sh /bin/', '/bin/x.sh'],
    ['the source is an address', 'ADD https://a.example/x.sh /x.sh', '/x.sh'],
    ['the source is not known', 'COPY $X /x.sh', '/x.sh'],
    ['the target is not known', 'COPY x.sh $X', '/x.sh'],
    ['the target is elsewhere', 'COPY x.sh /opt/', '/bin/x.sh'],
    ['the target only starts alike', 'COPY x.sh /app', '/apple/x.sh'],
    ['nothing is copied', 'RUN a', '/x.sh'],
    ['the stage is another', 'COPY x.sh /x.sh\nFROM b', '/x.sh'],
  ])('for nothing where %s', (_, steps, path) => {
    expect(asked(steps, path)).toEqual([]);
  });

  it('for nothing that is copied later', () => {
    const file = dockerfile('FROM a\nRUN first\nCOPY x.sh /x.sh\n');
    const stage = lastStage(file);
    const first = stage.steps[0];
    expect(first && copiedText(file, stage, first, '/x.sh', () => 'text')).toBeUndefined();
  });

  it('for the last copy first', () => {
    const files = { 'old.sh': 'old', 'new.sh': 'new' };
    expect(found('COPY old.sh /x.sh\nCOPY new.sh /x.sh', '/x.sh', files)).toBe('new');
    expect(found('COPY old.sh /x.sh\nCOPY none.sh /x.sh', '/x.sh', files)).toBe('old');
  });
});

describe('contextSources', () => {
  it.each([
    ['COPY a ./b/c/ /x/', ['a', 'b/c']],
    ['COPY /a /x', ['a']],
    ['COPY ["a b", "/x"]', ['a b']],
    ['COPY . .', ['']],
    ['COPY package*.json yarn.lock* ./', ['package.json?', 'yarn.lock?']],
    ['COPY src/* /x/', ['src?']],
    ['COPY a?b [c] /x/', []],
    ['COPY --from=base a /x', []],
    ['COPY --chown=1 a /x', ['a']],
    ['ADD https://example.org/a git@example.org:a/b.git b /x/', ['b']],
    ['COPY <<EOF /x\ntext\nEOF', []],
    ['ARG N=a\nCOPY $N /x', ['a']],
    ['ARG N\nCOPY $N b /x/', ['b']],
    ['ONBUILD COPY a /x', []],
    ['RUN --mount=type=bind,source=a,target=/x true', ['a']],
    ['RUN --mount=src=./a,target=/x true', ['a']],
    ['RUN --mount=target=/x true', []],
    ['RUN --mount=type=bind,from=base,source=a,target=/x true', []],
    ['RUN --mount=type=cache,source=a,target=/x true', []],
    ['RUN --mount=type=bind,source=$A,target=/x true', []],
  ])('of %j', (steps, sources) => {
    const found = contextSources(dockerfile(`FROM a AS base\n${steps}\n`));
    expect(found.map(({ path, must }) => `${path}${must ? '' : '?'}`)).toEqual(sources);
  });
});
