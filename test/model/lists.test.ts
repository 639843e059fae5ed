import { describe, expect, it } from 'vitest';
import { memoryContext } from '../../src/context/build-context.ts';
import { packageManagers } from '../../src/knowledge/package-managers.ts';
import { hasListCache } from '../../src/model/lists/caches.ts';
import { listEvents, removesLists } from '../../src/model/lists/events.ts';
import { type Need, neededAfter } from '../../src/model/lists/needs.ts';
import { listUses } from '../../src/model/lists/uses.ts';
import { parseShell } from '../../src/shell/parse.ts';
import { dockerfile, lastStep, runSteps } from '../support/read.ts';

const { apt } = packageManagers;
/** Kinds of events in order; a known script counts once, though both sides of `curl … | sh` name it. */
const events = (text: string): string[] =>
  listEvents(parseShell(text), apt)
    .map(({ kind }) => kind)
    .filter((kind, index, all) => kind !== 'fetch' || all[index - 1] !== 'fetch');
/** Whether the lists were there, for each call of the file that needs them. */
const presence = (text: string): string[] => listUses(dockerfile(text), apt).map(({ before }) => before);

describe('listEvents', () => {
  it.each([
    ['apt-get update && apt-get install -y a', ['fetch', 'need']],
    ['apt-get update; apt-get -y upgrade; apt-get clean', ['fetch', 'need']],
    ['apt-get install a && rm -rf /var/lib/apt/lists/*', ['need', 'remove']],
    ['apt-get distclean', ['remove']],
    ['apt-cache policy a', ['need']],
    ['apt-get remove a && apt-get autoremove', []],
    ['echo apt-get install a', []],
    ['sudo apt-get update', ['fetch']],
    ['if a; then apt-get update; fi', ['fetch']],
    ['curl -fsSL https://deb.nodesource.com/setup_20.x | bash -', ['fetch']],
    ['curl -fsSL https://get.docker.com | sh', ['fetch']],
    ['bash <(curl -s https://get.docker.com)', ['fetch']],
    ['npx playwright install --with-deps', ['fetch']],
    ['rosdep install -y --from-paths src', ['unknown']],
    ['curl -sSf https://sh.rustup.rs | sh -s -- -y', []],
    ['curl https://a.example/x | bash', ['unknown']],
    ['curl https://a.example/x | sh -s -- -y', ['unknown']],
    ['./install.sh', ['unknown']],
    ['bash /tmp/install.sh', ['unknown']],
    ['sh -c "apt-get install a"', ['unknown']],
    ['sh -c "make install"', []],
    ['./configure && make', []],
    ['/usr/bin/gcc a.c', []],
    ['make install', []],
  ])('of %j are %j', (text, expected) => {
    expect(events(text)).toEqual(expected);
  });

  it('are the same list for the same script', () => {
    const script = parseShell('apt-get update');
    expect(listEvents(script, apt)).toBe(listEvents(script, apt));
  });
});

describe('removesLists', () => {
  const removes = (text: string): boolean => parseShell(text).commands.some((command) => removesLists(command, apt));

  it.each([
    'rm -rf /var/lib/apt/lists/*',
    'rm -rf /var/lib/apt/lists',
    'rm -rf /var/lib/apt/lists/',
    'rm -r /tmp/* /var/lib/apt/lists/*',
    'rm -rf //var/lib/apt//lists/*',
    'sudo rm -rf /var/lib/apt/lists/*',
    'rm -rf /var/lib/apt',
  ])('holds for %s', (text) => {
    expect(removes(text)).toBe(true);
  });

  it.each(['rm -rf /var/cache/apt', 'rm -rf /var/lib', 'ls /var/lib/apt/lists', 'rm -rf /var/lib/apt/lists/x.list'])(
    'does not hold for %s',
    (text) => {
      expect(removes(text)).toBe(false);
    },
  );
});

describe('hasListCache', () => {
  const cached = (run: string): boolean => hasListCache(lastStep(dockerfile(`FROM a\n${run}\n`)), apt);

  it.each([
    'RUN --mount=type=cache,target=/var/lib/apt a',
    'RUN --mount=type=cache,target=/var/lib/apt/lists,sharing=locked a',
    'RUN --mount=target=/var/cache/apt/,type=cache a',
    'RUN --mount=type=cache,dst=/var/lib a',
    'RUN --mount=type=cache,destination=/var/cache/apt --network=none a',
    'RUN --mount=type=cache,target=/root/.cache --mount=type=cache,target=/var/cache/apt a',
    'ONBUILD RUN --mount=type=cache,target=/var/lib/apt a',
  ])('holds for %s', (run) => {
    expect(cached(run)).toBe(true);
  });

  it.each([
    'RUN a',
    'RUN --mount=type=cache,target=/root/.cache a',
    'RUN --mount=type=bind,target=/var/lib/apt a',
    'RUN --mount=type=cache,target=/var/lib/apt-x a',
    'RUN --mount=type=cache,id=/var/lib/apt a',
  ])('does not hold for %s', (run) => {
    expect(cached(run)).toBe(false);
  });
});

describe('hasListCache of a home', () => {
  const cached = (target: string): boolean =>
    hasListCache(lastStep(dockerfile(`FROM a\nRUN --mount=type=cache,target=${target} a\n`)), packageManagers.yarn);

  it.each(['/root/.cache/yarn', '/home/node/.cache', '/usr/local/share/.cache/yarn/v6', '/root', '/tmp/yarn', '~'])(
    'holds for %s',
    (target) => {
      expect(cached(target)).toBe(true);
    },
  );

  it.each(['/root/.npm', '/root/.cache/pip', '/root/.cachet/yarns', '/srv', '/app/node_modules'])(
    'does not hold for %s',
    (target) => {
      expect(cached(target)).toBe(false);
    },
  );
});

describe('listUses', () => {
  it.each([
    ['a base that is known has none', 'FROM debian:12\nRUN apt-get install a\n', ['absent']],
    ['nothing is known of another', 'FROM a.io/b\nRUN apt-get install a\n', ['unknown']],
    ['nor of one that is not named', 'FROM $X\nRUN apt-get install a\n', ['unknown']],
    ['an update brings them', 'FROM debian:12\nRUN apt-get update && apt-get install a\n', ['present']],
    [
      'they stay for later steps',
      'FROM debian:12\nRUN apt-get update\nRUN apt-get install a\nRUN apt-get install b\n',
      ['present', 'present'],
    ],
    [
      'a cleanup takes them',
      'FROM debian:12\nRUN apt-get update && rm -rf /var/lib/apt/lists/*\nRUN apt-get install a\n',
      ['absent'],
    ],
    ['an update too late', 'FROM debian:12\nRUN apt-get install a && apt-get update\n', ['absent']],
    [
      'an update that may not happen',
      'FROM debian:12\nRUN if a; then apt-get update; fi; apt-get install b\n',
      ['unknown'],
    ],
    [
      'an update again that may not happen',
      'FROM debian:12\nRUN apt-get update; if a; then apt-get update; fi; apt-get install b\n',
      ['present'],
    ],
    [
      'a cleanup that may not happen',
      'FROM debian:12\nRUN apt-get update\nRUN if a; then rm -rf /var/lib/apt/lists/*; fi\nRUN apt-get install b\n',
      ['unknown'],
    ],
    [
      'a script that may do anything',
      'FROM debian:12\nRUN apt-get update && ./x.sh\nRUN apt-get install a\n',
      ['unknown'],
    ],
    [
      'a script that is known to fetch them',
      'FROM debian:12\nRUN curl https://deb.nodesource.com/setup_20.x | bash -\nRUN apt-get install nodejs\n',
      ['present'],
    ],
    [
      'a RUN that can not be read',
      'FROM debian:12\nRUN apt-get update\nRUN eval x\nRUN apt-get install a\n',
      ['unknown'],
    ],
    [
      'a stage of its own starts anew',
      'FROM debian:12\nRUN apt-get update\nFROM debian:12\nRUN apt-get install a\n',
      ['absent'],
    ],
    [
      'a stage on another goes on',
      'FROM debian:12 AS x\nRUN apt-get update\nFROM x\nRUN apt-get install a\n',
      ['present'],
    ],
    [
      'a cache mount holds what nobody knows',
      'FROM debian:12\nRUN apt-get update\nRUN --mount=type=cache,target=/var/lib/apt apt-get install a\nRUN apt-get install b\n',
      ['unknown', 'present'],
    ],
    [
      'what goes to a cache mount is not in the image',
      'FROM debian:12\nRUN --mount=type=cache,target=/var/lib/apt apt-get update\nRUN apt-get install b\n',
      ['absent'],
    ],
    ['a trigger is not run here', 'FROM debian:12\nONBUILD RUN apt-get update\nRUN apt-get install a\n', ['absent']],
  ])('%s', (_, text, expected) => {
    expect(presence(text)).toEqual(expected);
  });
});

describe('neededAfter', () => {
  const FETCH = 'FROM debian:12 AS x\nRUN apt-get update && apt-get install -y a\n';

  /** Who needs the lists after the first RUN. */
  function needs(text: string, files: Readonly<Record<string, string>> = {}): string[] {
    const file = dockerfile(text);
    const [first] = runSteps(file);
    const stage = file.stages[0];
    if (first === undefined || stage === undefined) throw new Error('no RUN');
    const found: Need[] = [...neededAfter(file, stage, first, apt, memoryContext(files).readText)];
    return found.map((need) => `${need.kind} ${need.step.instruction.keyword}`);
  }

  it.each([
    ['nobody', 'RUN make\nCOPY a b\nCMD ["a"]\n', []],
    ['a later install', 'RUN make\nRUN apt-get install b\n', ['certain RUN']],
    ['every later install', 'RUN apt-get install b\nRUN apt-cache policy c\n', ['certain RUN', 'certain RUN']],
    ['no install with its own update', 'RUN apt-get update && apt-get install b\n', []],
    [
      'an install whose update may not happen',
      'RUN if x; then apt-get update; fi; apt-get install b\n',
      ['certain RUN'],
    ],
    ['an install before its update', 'RUN apt-get install b && apt-get update\n', ['certain RUN']],
    ['perhaps a script', 'RUN curl https://a.example | sh\n', ['doubt RUN']],
    ['no script that fetches its own', 'RUN curl https://get.docker.com | sh\n', []],
    ['perhaps a script, before an update of the same RUN', 'RUN ./x.sh && apt-get update\n', ['doubt RUN']],
    ['no script after an update of the same RUN', 'RUN apt-get update && ./x.sh\n', []],
    ['perhaps an exec form that names apt', 'RUN ["apt-get", "install", "b"]\n', ['doubt RUN']],
    ['no exec form that does not', 'RUN ["make", "install"]\n', []],
    ['perhaps a command behind a variable', 'RUN $SUDO apt-get install b\n', ['doubt RUN']],
    ['perhaps text that eval runs', 'RUN eval "apt-get install b"\n', ['doubt RUN']],
    ['perhaps whatever a variable stands for', 'RUN $MAKE install\n', ['doubt RUN']],
    ['perhaps a heredoc for a command', 'RUN cat <<E | sh\nx\nE\n', ['doubt RUN']],
    ['a script in a heredoc', 'RUN <<E\napt-get install b\nE\n', ['certain RUN']],
    ['a trigger', 'ONBUILD RUN apt-get install b\n', ['certain ONBUILD']],
    ['what the image runs', 'CMD apt-get install -y b && c\n', ['certain CMD']],
    ['what the image runs in a shell', 'ENTRYPOINT ["sh", "-c", "apt-get install -y b"]\n', ['certain ENTRYPOINT']],
    ['no image that updates first', 'CMD apt-get update && apt-get install -y b\n', []],
    ['no image that runs something unknown', 'CMD ["/entrypoint.sh"]\n', []],
    ['an install in a stage on top', 'FROM x\nRUN apt-get install b\n', ['certain RUN']],
    ['an install in a stage on top of that', 'FROM x AS y\nFROM y\nRUN apt-get install b\n', ['certain RUN']],
    ['no install in another stage', 'FROM debian:12\nRUN apt-get install b\n', []],
    ['no install in a stage that only copies', 'FROM debian:12\nCOPY --from=x a b\nRUN apt-get install b\n', []],
  ])('is %s', (_, rest, expected) => {
    expect(needs(FETCH + rest)).toEqual(expected);
  });

  it.each([
    ['installs', '#!/bin/bash\nset -e\napt-get install -y b\n', ['certain RUN']],
    ['updates first', '#!/bin/sh\napt-get update\napt-get install -y b\n', []],
    ['leaves packages alone', 'make\n', []],
    ['removes lists only', 'rm -rf /var/lib/apt/lists/*\n', []],
    ['starts another, which nobody can read', './other.sh\n', ['doubt RUN']],
    ['is for another interpreter', '#!/usr/bin/env python3\nprint(1)\n', ['doubt RUN']],
    ['can not be read', 'if then\n', ['doubt RUN']],
  ])('looks into a script of the build context that %s', (_, script, expected) => {
    expect(needs(`${FETCH}COPY x.sh /tmp/\nRUN bash /tmp/x.sh\n`, { 'x.sh': script })).toEqual(expected);
  });

  it('looks into the entry point of the build context', () => {
    const text = `${FETCH}COPY run.sh /run.sh\nENTRYPOINT ["/run.sh"]\n`;
    const shell = `${FETCH}COPY run.sh /run.sh\nENTRYPOINT /run.sh\n`;
    expect(needs(shell, { 'run.sh': 'apt-get install -y b\n' })).toEqual(['certain ENTRYPOINT']);
    expect(needs(shell, { 'run.sh': 'exec a\n' })).toEqual([]);
    expect(needs(text, { 'run.sh': 'exec a\n' })).toEqual([]);
  });
});
