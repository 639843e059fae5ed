import { describe, expect, it } from 'vitest';
import { hiddenTail, needBrackets, whyNotGroup, whyNotJoin } from '../../src/model/joinable.ts';
import { pragmasOf } from '../../src/model/pragmas.ts';
import { parseShell } from '../../src/shell/parse.ts';
import { dockerfile, type RunStep, runSteps } from '../support/read.ts';

/** Why the last two RUNs of a file are not joined. */
function reasonIn(text: string): string | undefined {
  const file = dockerfile(text);
  const [first, second] = runSteps(file).slice(-2) as [RunStep, RunStep];
  return whyNotJoin(first, second, pragmasOf(file.source));
}

const reason = (first: string, second: string, between = ''): string | undefined =>
  reasonIn(`FROM debian:12\nRUN ${first}\n${between}RUN ${second}\n`);

/** The pitfalls of joining RUNs, by the number that the reference gives them; most speak of what the first RUN holds. */
const REFUSED: [pitfall: number, what: string, first: string, second: string, reason: RegExp][] = [
  [1, 'the working directory changes', 'cd /x && a', 'b', /^cd changes the working directory/],
  [1, 'the working directory changes in a group', '{ cd /x && a; }', 'b', /^cd changes the working directory/],
  [1, 'the working directory changes for a while', 'pushd /x && a', 'b', /^pushd changes/],
  [2, 'a list goes on after a failure', 'a; b', 'c', /`;` lets it go on/],
  [2, 'a list follows', 'a', 'b; c', /`;` lets it go on/],
  [2, 'a semicolon ends it', 'a;', 'b', /a `;` ends it/],
  [3, 'a failure is swallowed', 'a || true', 'b', /`\|\|` gives failures a meaning/],
  [3, 'a failure is swallowed later', 'a', 'b || true', /`\|\|` gives failures a meaning/],
  [3, 'a failure is swallowed in a chain', 'a && b || c', 'd', /`\|\|` gives failures a meaning/],
  [4, 'a command runs in the background', 'a &', 'b', /background would live on/],
  [4, 'a command runs in the background of a subshell', '(a &) && b', 'c', /background would live on/],
  [4, 'a command runs beside its shell', 'coproc a', 'b', /background would live on/],
  [4, 'a service starts', 'service mysql start && a', 'b', /service starts a service/],
  [
    4,
    'a service starts behind sudo',
    'sudo /etc/init.d/x && sudo service mysql start',
    'b',
    /service starts a service/,
  ],
  [4, 'a service starts by its script', '/etc/init.d/mysql start && a', 'b', /starts something that would live on/],
  [4, 'another user starts a service', 'su x -c "pg_ctl -D /y start" && a', 'b', /starts something that would live on/],
  [4, 'a daemon starts', 'redis-server --daemonize yes && a', 'b', /starts something that would live on/],
  [5, 'a variable is set by the way', ': "${A:=1}" && a', 'b', /it sets variables/],
  [5, 'a sum sets a variable', 'a $((A += 1))', 'b', /it sets variables/],
  [5, 'a loop leaves its variable', 'for x in 1 2; do a; done', 'b "$x"', /a loop sets x/],
  [5, 'another pip comes', 'pip3 install -U pip', 'pip3 install a', /another pip/],
  [5, 'another program of the name comes', 'cmake --version', 'pip install cmake==3.28.1', /go on with the cmake/],
  [5, 'a variable is exported', 'export A=1 && a', 'b', /export sets variables/],
  [5, 'a variable is set', 'A=1 && a', 'b', /it sets variables/],
  [5, 'a variable is read', 'read A < /x && a', 'b', /read sets variables/],
  [5, 'an option of the shell is set', 'set -o pipefail && a', 'b', /`set` changes its shell/],
  [
    5,
    'an error ends the loop that stands last',
    'set -e && for x in 1 2; do a; b; done',
    'c',
    /`set -e` would no longer/,
  ],
  [5, 'options of the shell are set', 'set -eu && a', 'b', /`set` changes its shell/],
  [5, 'the mask of new files changes', 'umask 077 && a', 'b', /umask changes its shell/],
  [5, 'a limit changes', 'ulimit -n 10 && a', 'b', /ulimit changes its shell/],
  [5, 'a trap is set', 'trap x EXIT && a', 'b', /trap changes its shell/],
  [5, 'an alias is set', 'alias x=y && a', 'b', /alias changes its shell/],
  [5, 'a function is defined', 'f() { a; } && f', 'b', /defines a function/],
  [5, 'settings are loaded', '. /venv/bin/activate && a', 'b', /loads settings/],
  [5, 'settings are loaded by name', 'source x && a', 'b', /loads settings/],
  [5, 'another version is chosen', 'nvm use 20 && a', 'b', /loads settings/],
  [6, 'the shell ends', 'a && exit 0', 'b', /exit ends its shell/],
  [6, 'the shell is replaced', 'exec a', 'b', /exec replaces its shell/],
  [7, 'the script is a heredoc', '<<EOF\na\nEOF', 'b', /heredoc has lines of its own/],
  [7, 'a heredoc follows', 'a', '<<EOF\nb\nEOF', /heredoc has lines of its own/],
  [8, 'a heredoc feeds a command', 'cat <<EOF > /f\nx\nEOF', 'a', /heredoc has lines of its own/],
  [9, 'it is in exec form', '["a", "b"]', 'c', /exec form/],
  [9, 'an exec form follows', 'a', '["b", "c"]', /exec form/],
  [10, 'a comment of the shell ends it', 'a # note', 'b', /a shell comment ends it/],
  [10, 'it is nothing but a comment', '# note', 'b', /./],
  [13, 'the mounts differ', '--mount=type=cache,target=/x a', 'b', /flags differ/],
  [13, 'the networks differ', 'a', '--network=none b', /flags differ/],
  [
    13,
    'the order of the flags differs',
    '--network=none --security=insecure a',
    '--security=insecure --network=none b',
    /flags differ/,
  ],
  [21, 'a list ends early', 'a || exit 0', 'b', /`\|\|` gives failures a meaning/],
  [23, 'the shell is another from now on', 'ln -sf /bin/bash /bin/sh', 'a', /what \/bin\/sh is/],
  [
    23,
    'the shell is another after a question',
    'sudo dpkg-reconfigure -f noninteractive dash',
    'a',
    /what \/bin\/sh is/,
  ],
  [23, 'another shell is copied there', 'cp /bin/bash /bin/sh', 'a', /what \/bin\/sh is/],
  [23, 'the own groups change', 'usermod -aG docker root', 'a', /changes the user that the shell runs as/],
  [23, 'someone gets a group behind sudo', 'sudo usermod -aG docker app', 'a', /changes the user that the shell/],
  [23, 'someone gets a group', 'adduser "$WHO" docker', 'a', /changes the user that the shell runs as/],
  [23, 'the login shell changes', 'chsh -s /bin/zsh', 'a', /changes the user that the shell runs as/],
  [23, 'a file that shells read changes', 'echo x >> ~/.bashrc', 'a', /touches .*\.bashrc/],
  [24, 'the environment of logins changes', 'echo A=1 >> /etc/environment', 'a', /touches \/etc\/environment/],
  [24, 'a profile is added', 'cp x /etc/profile.d/x.sh', 'a', /touches \/etc\/profile/],
  [25, 'the exit status of the first would be seen', 'a', 'echo $? && b', /what the shell itself counts/],
  [25, 'the process is asked for', 'a', 'echo ${$} && b', /what the shell itself counts/],
  [25, 'the last argument is asked for', 'a', 'echo $_', /what the shell itself counts/],
  [26, 'both are too long together', `echo ${'x'.repeat(60_000)}`, `echo ${'y'.repeat(60_000)}`, /too long/],
  [26, 'it does not parse', "echo 'a", 'b', /does not parse/],
  [26, 'what follows does not parse', 'a', 'b && && c', /does not parse/],
  [26, 'its command is known only at run time', '$A b', 'c', /only at run time/],
  [27, 'names are resolved otherwise for a while', 'echo 1.2.3.4 x >> /etc/hosts', 'a', /touches \/etc\/hosts/],
  [
    27,
    'the resolver is another for a while',
    'echo nameserver 1.1.1.1 > /etc/resolv.conf',
    'a',
    /touches \/etc\/resolv\.conf/,
  ],
  [27, 'something stays mounted', 'mount -t tmpfs x /y && a', 'b', /ends with its container/],
];

describe('two RUNs are not joined where', () => {
  it.each(REFUSED)('(%i) %s', (_, __, first, second, expected) => {
    expect(reason(first, second)).toMatch(expected);
  });

  it.each([
    ['tmpfs,target=/tmp', /as it was for every RUN/],
    ['bind,target=/x,rw', /as it was for every RUN/],
    ['bind,target=/x', undefined],
  ])('(13) what is written to a mount is gone: %s', (mount, expected) => {
    const text = `FROM a\nRUN --mount=type=${mount} a\nRUN --mount=type=${mount} b\n`;
    expect(reasonIn(text)).toEqual(expected === undefined ? undefined : expect.stringMatching(expected));
  });

  it.each([
    [11, 'the user changes', 'USER x\n'],
    [11, 'the working directory changes', 'WORKDIR /x\n'],
    [11, 'the environment changes', 'ENV A=1\n'],
    [12, 'an argument comes between', 'ARG A\n'],
    [15, 'the shell changes', 'SHELL ["/bin/bash", "-c"]\n'],
  ])('(%i) %s between them', (_, __, between) => {
    expect(reason('a', 'b', between)).toBe('they run with different settings');
  });

  it.each([
    [17, 'both are triggers', 'ONBUILD RUN a\nONBUILD RUN b', /trigger/],
    [17, 'one is a trigger', 'ONBUILD RUN a\nRUN b', /trigger/],
    [22, 'PowerShell runs them', 'SHELL ["powershell", "-c"]\nRUN a\nRUN b', /its shell is powershell/],
    [22, 'the command prompt runs them', 'SHELL ["cmd", "/C"]\nRUN a\nRUN b', /its shell is cmd/],
    [24, 'a login shell reads its files for each', 'SHELL ["/bin/bash", "-lc"]\nRUN a\nRUN b', /shell reads/],
    [24, 'an interactive shell does', 'SHELL ["/bin/bash", "-ic"]\nRUN a\nRUN b', /shell reads/],
    [24, 'the image has a shell that does', 'FROM mambaorg/micromamba\nRUN a\nRUN b', /shell reads/],
    [24, 'a login shell is written out', 'SHELL ["/bin/bash", "--login", "-c"]\nRUN a\nRUN b', /shell reads/],
    [24, 'every shell reads a file first', 'ENV BASH_ENV=/x\nRUN a\nRUN b', /BASH_ENV makes every RUN/],
    [24, 'the stage below made every shell read a file', 'ENV ENV=/x\nFROM s\nRUN a\nRUN b', /ENV makes every RUN/],
  ])('(%i) %s', (_, __, steps, expected) => {
    expect(reasonIn(`FROM debian:12 AS s\n${steps}\n`)).toMatch(expected);
  });

  it.each(['# hadolint ignore=DL3008', '# dockmod ignore', '#trivy:ignore:DS-0017'])(
    'one of them has the comment %s',
    (comment) => {
      expect(reason('a', 'b', `${comment}\n`)).toBe(
        `the comment ${JSON.stringify(comment)} belongs to one of them alone`,
      );
      expect(reasonIn(`FROM a\n${comment}\nRUN a\nRUN b\n`)).toMatch(/belongs to one of them alone/);
      expect(reasonIn(`FROM a\nRUN a && \\\n ${comment}\n b\nRUN c\n`)).toMatch(/belongs to one of them alone/);
    },
  );
});

describe('two RUNs are joined where', () => {
  it.each([
    ['both are chains', 'a && b', 'c && d'],
    ['what changes the shell stands last', 'a', 'cd /x && exec b'],
    ['a subshell keeps to itself', '(cd /x && export A=1; exit 0) && a', 'b'],
    ['a substitution keeps to itself', 'echo $(cd /x && pwd)', 'b'],
    ['a pipeline keeps to itself', 'echo x | read A', 'b'],
    ['a failure is swallowed in brackets', '(a || true) && b', '{ c || d; } && e'],
    ['options do not matter to a chain', 'set -ex && a', 'b'],
    ['a variable is for one command', 'A=1 a', 'b'],
    [
      'the flags are equal',
      '--network=none --mount=type=cache,target=/x a',
      '--network=none --mount=type=cache,target=/x b',
    ],
    ['secrets are mounted for both (14)', '--mount=type=secret,id=s a', '--mount=type=secret,id=s b'],
    ['a pipe has the status of its last command (16)', 'a | b', 'c | d'],
    ['what the first left is removed (28)', 'a > /x', 'rm /x'],
    ['the process is asked for in the first', 'echo $$ && a', 'b'],
    ['a shell is only looked at', 'test -e /bin/sh && ls -l /bin/sh', 'a'],
    ['comments stand inside', 'a && \\\n  # why\n  b', 'c'],
    ['a shell comment ends the second', 'a', 'b # note'],
    ['another user is made', 'adduser -D app && usermod -aG docker app', 'b'],
    ['an error ends a loop in the second', 'a', 'set -e && for x in 1 2; do b; c; done'],
  ])('%s', (_, first, second) => {
    expect(reason(first, second)).toBeUndefined();
  });

  it.each(['# why\n', '\n\n', '# dockmod global ignore=x\n'])('only %j stands between', (between) => {
    expect(reason('a', 'b', between)).toBeUndefined();
  });
});

/** Why the last two RUNs of a file are not joined with brackets either. */
function groupReason(first: string, second: string, before = ''): string | undefined {
  const file = dockerfile(`FROM debian:12\n${before}RUN ${first}\nRUN ${second}\n`);
  const [one, other] = runSteps(file).slice(-2) as [RunStep, RunStep];
  return whyNotGroup(one, other, pragmasOf(file.source));
}

describe('brackets let two RUNs be joined where', () => {
  it.each([
    ['the working directory changes', 'cd /x && a', 'b'],
    ['a variable is exported', 'export A=1 && a', 'b'],
    ['a list goes on after a failure', 'a; b', 'c'],
    ['a failure is swallowed', 'a || true', 'b || true'],
    ['the shell ends', 'a || exit 0', 'b'],
    ['the shell is replaced', 'exec a', 'b'],
    ['settings are loaded', '. /venv/bin/activate && a', 'b'],
    ['an option stands before a chain', 'set -eux && a', 'b; c'],
    ['a list with -e follows', 'a', 'set -e; b; c'],
    ['a function is defined', 'f() { a; } && f', 'b'],
  ])('%s', (_, first, second) => {
    expect(groupReason(first, second)).toBeUndefined();
  });

  it.each([
    ['a failure would no longer end a list', 'set -e; a; b', 'c', /`set -e` would no longer heed/],
    ['a command runs in the background', 'a & b', 'c', /background would live on/],
    ['a command runs in the background of the second', 'a', 'b; c &', /background would live on/],
    ['a service starts', '(service x start) && a', 'b', /starts a service/],
    ['something is mounted', 'cd /x; mount y', 'b', /ends with its container/],
    ['the own groups change', 'cd /x; usermod -aG docker root', 'b', /which a running shell does not notice/],
    ['a comment ends it', 'cd /x # why', 'b', /a shell comment ends it/],
    ['a comment ends the second', 'a', 'b; c # why', /a shell comment ends it/],
    ['it is a heredoc', '<<EOF\na\nEOF', 'b', /heredoc/],
    ['it is in exec form', '["a"]', 'b', /exec form/],
    ['names are resolved otherwise', 'cd /x; echo 1 x >> /etc/hosts', 'b', /touches/],
    ['the second counts', 'a', 'echo $?', /itself counts/],
  ])('not where %s', (_, first, second, expected) => {
    expect(groupReason(first, second)).toMatch(expected);
  });

  it('not where the shell of every RUN ends at errors', () => {
    const strict = 'SHELL ["/bin/bash", "-euo", "pipefail", "-c"]\n';
    expect(groupReason('a; b', 'c', strict)).toMatch(/`set -e` would no longer heed/);
    expect(groupReason('a', 'b; c', strict)).toBeUndefined();
  });
});

describe('needBrackets', () => {
  const needy = (...runs: string[]): boolean[] =>
    needBrackets(runSteps(dockerfile(`FROM debian:12\n${runs.map((run) => `RUN ${run}\n`).join('')}`)));

  it.each([
    ['chains need none', ['a && b', 'set -e && c', 'd'], [false, false, false]],
    ['what leaves its folder needs them, unless it is last', ['cd /x && a', 'cd /y'], [true, false]],
    ['lists need them', ['a', 'b; c', 'd || e'], [false, true, true]],
    ['options need them before lists', ['set -e && a', 'b; c'], [true, true]],
  ])('%s', (_, runs, expected) => {
    expect(needy(...runs)).toEqual(expected);
  });
});

describe('hiddenTail', () => {
  it.each([
    ['a && b', undefined],
    ['a  ', undefined],
    ['', undefined],
    ['a # b', 'a shell comment ends it'],
    ['a; # b', 'a `;` ends it'],
    ['a;', 'a `;` ends it'],
    ['a \\', 'a backslash ends it'],
    ['a b\\', 'a backslash ends it'],
    ['a b\\\\', undefined],
    ['cat <<X\ny\nX', 'a heredoc ends it'],
  ])('of %j is %j', (text, expected) => {
    expect(hiddenTail(parseShell(text))).toBe(expected);
  });
});
