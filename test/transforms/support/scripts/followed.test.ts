import { describe, expect, it } from 'vitest';
import { memoryContext } from '../../../../src/context/build-context.ts';
import { readDockerfile, type Stage } from '../../../../src/model/dockerfile.ts';
import { usualSettings } from '../../../../src/model/settings.ts';
import { parseByBuildKit } from '../../../../src/syntax/parse.ts';
import { withScripts } from '../../../../src/transforms/support/scripts/followed.ts';
import { asItsLine } from '../../../../src/transforms/support/scripts/unread.ts';

const HEAD = ['FROM golang:1.24', 'ARG VERSION', 'ENV OUT=dist', 'WORKDIR /src', 'COPY . .'];

/** What the last RUN of a file does, or why its script is not read. */
function read(run: string, scripts: Readonly<Record<string, string>>): string {
  const parsed = parseByBuildKit(`${[...HEAD, ...run.split('\n')].join('\n')}\n`);
  if ('problem' in parsed) throw new Error(parsed.problem.message);
  const file = readDockerfile(parsed.file);
  const place = { file, context: memoryContext(scripts), stage: file.stages[0] as Stage, settings: usualSettings };
  const { stage, unread } = withScripts(place, ({ steps }) => steps);
  const [why] = [...(unread?.values() ?? [])];
  return why === undefined ? (stage.steps.at(-1)?.run?.script.text ?? '') : asItsLine(why);
}

const called = (script: string, run = 'RUN ./build.sh') => read(run, { 'build.sh': script });

describe('the commands of a script', () => {
  it.each([
    ['each on its line', 'set -eu\ngo vet ./...\ngo build .', 'go vet ./... && go build .'],
    ['where failures are passed over', 'go vet ./...\ngo build .', 'go vet ./...\ngo build .'],
    ['told by its first line', '#!/bin/bash -e\ngo vet ./...\ngo build .', 'go vet ./... && go build .'],
    ['told to stop later', 'go vet\nset -e\ngo generate\ngo build', 'go vet\ngo generate && go build'],
    ['that say something', 'log() { echo "> $*"; }\nset -e\nlog a\ngo build\nexit 0', 'go build'],
    ['where it is', 'set -e\ncd "$(dirname "$0")"\ngo build', 'cd "." && go build'],
    [
      'from its own place',
      'set -e\nD="$(cd -- "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"\ncd "$D"',
      'D="/" && cd "/"',
    ],
    ['in folders', 'set -e\npushd a >/dev/null\ngo build\npopd\nls', 'cd /src/a && go build && cd /src && ls'],
    ['back again', 'set -e\ncd a\ncd -\nls', 'cd a && cd /src && ls'],
    [
      'with a value',
      'set -e\nN=x\nF="-v -a"\ngo build $F -o "bin/$N"',
      'N=x && F="-v -a" && go build -v -a -o "bin/x"',
    ],
    ['with what is not set', 'gcc $CFLAGS -o ${NAME:-main} main.c', 'gcc  -o main main.c'],
    ['with what the file sets', 'go build -o $OUT/${VERSION:-dev}', 'go build -o $OUT/${VERSION:-dev}'],
    ['with what only the run knows', 'V=$(git describe)\ngo build -o $V', 'V=$(git describe)\ngo build -o $V'],
    ['with a variable of the image', 'OUT=x\ngo build', 'export OUT=x\ngo build'],
    ['with one that is exported later', 'A=1\nexport A\ngo build', 'A=1\nexport A="1"\ngo build'],
    ['where brackets have their own', 'A=x\n( A=y; go build -o $A )\nls $A', 'A=x\n( A=y; go build -o $A )\nls $A'],
    ['once for each word', 'set -e\nfor a in x "y"; do go build ./$a; done', 'go build ./x && go build ./y'],
    ['behind what ends it', 'set -e\nif [ -z "$1" ]; then echo usage; exit 1; fi\ngo build', 'go build'],
    ['that end by a function', 'die() { echo "$1" >&2; exit 2; }\ngo build || die "no"', 'go build || exit 1'],
    ['that say what others print', 'set -e\nsay() { echo "$1"; }\nsay "$(date)"\ngo build', 'go build'],
    ['that fail on purpose', 'set -e\nwhich go || exit 1\ngo build', 'which go || exit 1 && go build'],
  ])('%s', (_, script, expected) => {
    expect(called(script)).toBe(expected);
  });

  it.each([
    ['RUN sh build.sh a b', 'go build -o $1-$2-$#', 'go build -o a-b-2'],
    ['RUN sh -e build.sh', 'go vet\ngo build', 'go vet && go build'],
    ['RUN bash -o errexit ./build.sh', 'go vet\ngo build', 'go vet && go build'],
    ['RUN ["./build.sh", "a"]', 'go build "$@"', 'go build a'],
    ['RUN sh -c ./build.sh', 'go build', 'go build'],
    ['RUN ["bash", "-c", "go vet && ./build.sh"]', 'go build', 'go vet && go build'],
    ['RUN A=1 ./build.sh', 'go build -o $A', 'export A=1\ngo build -o 1'],
    ['RUN chmod +x build.sh && ./build.sh', 'set -e\ncd a\ngo build', 'chmod +x build.sh && cd a && go build'],
    ['RUN ./build.sh && ls', 'set -e\ncd a\ngo build', '( cd a && go build ) && ls'],
    ['RUN ./build.sh && ls', 'go vet\ngo build', '( go vet\ngo build ) && ls'],
    ['RUN ./build.sh || true', 'set -e\ngo vet\ngo build', '( go vet && go build ) || true'],
    ['RUN cp build.sh /usr/local/bin\nCOPY build.sh /usr/bin/\nRUN build.sh', 'go build', 'go build'],
  ])('in place of the call: %s', (run, script, expected) => {
    expect(called(script, run)).toBe(expected);
  });

  it('that another script calls', () => {
    const scripts = { 'build.sh': 'set -e\ncd tools\nsh ./all.sh\nls', 'tools/all.sh': 'cd x\ngo build' };
    expect(read('RUN ./build.sh', scripts)).toBe('cd tools && ( cd x\ngo build ) && ls');
  });
});

describe('a script that is left alone', () => {
  it.each([
    ['if [ -d a ]; then go build; fi', 'its line 1 does something on a condition'],
    ['\n[ -d a ] && go build', 'its line 2 does something on a condition'],
    ['[[ -d a ]] && go build', 'its line 1 does something on a condition'],
    ['for a in cmd/*; do go build; done', 'its line 1 does something again and again'],
    ['while true; do go build; done', 'its line 1 does something again and again'],
    ['build() { go build; }\nbuild', 'its line 1 has functions of its own'],
    ['go build &\nwait', 'its line 1 starts something in the background'],
    ['go build -o $1', 'its line 1 goes by $1, which its call does not say'],
    ['go build -o $NAME', 'its line 1 goes by $NAME, which the Dockerfile does not set'],
    ['. ./settings', 'its line 1 reads another script'],
    ['cat > a <<E\nb\nE', 'its line 1 feeds a text to a command'],
    ['set +e\ngo build', 'its line 1 goes on after what fails'],
    ['cd "$HOME"\ngo build', 'its line 1 goes to a folder that is known only when it runs'],
    ['exec go build\nls', 'its line 1 may end before its last line'],
    ['which go || exit 0\ngo build', 'its line 1 may end before its last line'],
    ['if [ -z "$1" ]; then exit 0; fi\ngo build', 'its line 1 does something on a condition'],
    ['which go || { echo no; exit; }\ngo build', 'its line 1 may end before its last line'],
    ['trap "rm x" EXIT\ngo build', 'its line 1 says what is done when it ends'],
    ['IFS=,\ngo build', 'its line 1 changes how the shell reads what follows'],
    ['go build\r\n', 'it has line endings of Windows'],
    ['case', 'it can not be read'],
    ['# nothing', 'it does nothing'],
  ])('%s', (script, why) => {
    expect(called(script)).toContain(`as ${why}`);
  });

  it.each([
    ['RUN ./build.sh > log', 'it has its output in a file'],
    ['RUN X=$(./build.sh)', 'it is called on a condition, or its output is read'],
    ['RUN if ./build.sh; then ls; fi', 'it is called on a condition, or its output is read'],
    ['RUN sudo ./build.sh', 'it is started by another program'],
    ['RUN --mount=type=bind,source=ci,target=. sh build.sh', 'it is in a folder that is mounted over it'],
    ['ENV BASH_ENV=/etc/settings\nRUN ./build.sh', 'it is read by a shell that reads settings first'],
    ['RUN bash -l build.sh', 'it is read by a shell that reads settings first'],
    ['RUN curl -o build.sh http://a && sh build.sh', 'it is one that curl may have changed before'],
    ['RUN echo ls >> build.sh && sh build.sh', 'it is one that echo may have changed before'],
    ['RUN git checkout x && sh build.sh', 'it is one that git may have changed before'],
    ['RUN cp -r a/. . && sh build.sh', 'it is one that cp may have changed before'],
    ['RUN python patch.py build.sh && sh build.sh', 'it is one that python may have changed before'],
  ])('by its call: %s', (run, why) => {
    expect(called('go build', run)).toBe(`as ${why}`);
  });

  it('is one that calls itself', () => {
    expect(called('./build.sh\ngo build')).toBe('./build.sh');
  });

  it.each(['RUN ./other.sh', 'RUN ./configure', 'RUN $SHELL build.sh'])('is none that is read: %s', (run) => {
    expect(called('go build', run)).toBe(run.slice('RUN '.length));
  });
});
