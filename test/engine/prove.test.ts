import { describe, expect, it } from 'vitest';
import type { Change } from '../../src/model/change.ts';
import { verdict } from '../support/fakes.ts';

const FILE = `# syntax=docker/dockerfile:1
FROM debian:12 AS build
# the tools
RUN apt-get update && apt-get install -y curl \\
    # for the tests
    git
USER app
ENV A=1 B="x  y"
RUN --network=none make "all  of it"
COPY <<EOF /etc/x
  body: 1
EOF
FROM debian:12
COPY --from=build /a /b
RUN last
`;
const at = (text: string, file = FILE): number => {
  const found = file.indexOf(text);
  if (found === -1) throw new Error(`not in the file: ${text}`);
  return found;
};
const swap = (from: string, to: string, file = FILE): string => {
  at(from, file);
  return file.replace(from, () => to);
};

const TEXT_FORM = 'line endings, byte order mark or final newline changed';

/** A right fix, on top of which something else goes wrong. */
const RIGHT = swap('RUN last', 'RUN last && clean');
const CHANGE: Change = { kind: 'append', step: at('RUN last'), operator: '&&', command: 'clean' };
const alsoSwap = (from: string, to: string): string => swap(from, to, RIGHT);
const alsoMove = (line: string, before: string): string => swap(before, line + before, alsoSwap(line, ''));

type Damage = [what: string, after: string, reason: string | RegExp];

describe('a fix is refused that on top of what it says', () => {
  it('does nothing else: that one is right', () => {
    expect(verdict(FILE, RIGHT, [CHANGE])).toBeUndefined();
  });

  it.each<Damage>([
    ['loses a backslash', alsoSwap('curl \\', 'curl'), 'unknown instruction "git"'],
    [
      'loses a backslash before a word',
      alsoSwap(' \\\n    # for the tests\n    git', '\ngit'),
      'unknown instruction "git"',
    ],
    ['swallows an instruction', alsoSwap('git\nUSER', 'git \\\nUSER'), 'RUN: "USER" appeared'],
    ['swallows an instruction with a heredoc', alsoSwap('it"\nCOPY', 'it" \\\nCOPY'), /^RUN|does not parse/],
    ['drops a comment', alsoSwap('# the tools\n', ''), '# became RUN'],
    [
      'drops a comment inside',
      alsoSwap('    # for the tests\n', ''),
      'RUN: expected "\\n# for the tests", found "git"',
    ],
    ['changes a comment', alsoSwap('# the tools', '# the tool'), '#: expected "# the tools", found "# the tool"'],
    ['adds a comment', alsoSwap('USER', '# new\nUSER'), 'USER became #'],
    ['moves a comment', alsoMove('# the tools\n', 'USER'), '# became RUN'],
    [
      'moves a comment into an instruction',
      alsoSwap('# the tools\nRUN apt', 'RUN \\\n# the tools\napt'),
      '# became RUN',
    ],
    [
      'moves a comment inside of an instruction',
      alsoSwap(' curl \\\n    # for the tests\n', ' \\\n    # for the tests\n    curl \\\n'),
      'RUN: expected "curl", found "\\n# for the tests"',
    ],
    ['hides code in a comment', alsoSwap('RUN last', 'RUN # last'), /^RUN: expected "last"|does not parse/],
    ['changes a word', alsoSwap('curl', 'wget'), 'RUN: expected "curl", found "wget"'],
    ['adds a word', alsoSwap('curl', 'curl wget'), 'RUN: expected "\\n# for the tests", found "wget"'],
    ['loses a word', alsoSwap('-y ', ''), 'RUN: expected "-y", found "curl"'],
    ['loses the last word', alsoSwap(' "all  of it"', ''), /^RUN --network=none: expected .*, found nothing$/],
    ['changes blanks in quotes', alsoSwap('all  of', 'all of'), /^RUN --network=none: expected "\\"all {2}of it\\""/],
    ['changes an operator', alsoSwap('update &&', 'update ||'), 'RUN: expected "&&", found "||"'],
    ['changes a flag', alsoSwap('=none', '=host'), 'RUN --network=none became RUN --network=host'],
    ['loses a flag', alsoSwap('--network=none ', ''), 'RUN --network=none became RUN'],
    ['changes the source of a COPY', alsoSwap('=build', '=debian'), 'COPY --from=build became COPY --from=debian'],
    ['changes a heredoc', alsoSwap('body: 1', 'body: 2'), 'COPY: expected "  body: 1\\n", found "  body: 2\\n"'],
    ['changes blanks in a heredoc', alsoSwap('  body', '\tbody'), /^COPY: expected " {2}body/],
    ['changes the name of a heredoc', alsoSwap('<<EOF', `<<'EOF'`), /^COPY: expected "<<EOF/],
    ['moves USER', alsoMove('USER app\n', 'RUN --network'), 'USER became ENV'],
    ['changes USER', alsoSwap('USER app', 'USER root'), 'USER: expected "app", found "root"'],
    ['changes ENV', alsoSwap('A=1', 'A=2'), /^ENV: expected "A=1 .*, found "A=2 /],
    ['changes blanks in ENV', alsoSwap('x  y', 'x y'), /^ENV: expected /],
    ['adds an instruction', alsoSwap('USER', 'EXPOSE 80\nUSER'), 'USER became EXPOSE'],
    ['adds an instruction at the end', `${RIGHT}EXPOSE 80\n`, 'an instruction appeared: EXPOSE'],
    ['loses an instruction', alsoSwap('USER app\n', ''), 'USER became ENV'],
    ['loses the last instruction', alsoSwap('RUN last && clean\n', ''), 'an instruction is gone: RUN'],
    ['swaps two instructions', alsoMove('ENV A=1 B="x  y"\n', 'USER'), 'USER became ENV'],
    ['moves an instruction to another stage', alsoMove('USER app\n', 'COPY --from'), 'USER became ENV'],
    ['makes a shell form an exec form', alsoSwap('make "all  of it"', '["make"]'), /^shell text that parsed/],
    ['makes another instruction of it', alsoSwap('RUN --n', 'CMD --n'), /^RUN --network=none became CMD/],
    ['makes a trigger of it', alsoSwap('RUN --n', 'ONBUILD RUN --n'), /^RUN --network=none became ONBUILD RUN/],
    ['changes a base', alsoSwap('debian:12\n', 'debian:13\n'), 'FROM: expected "debian:12", found "debian:13"'],
    ['renames a stage', alsoSwap('AS build', 'AS b'), 'FROM: expected "debian:12 AS build", found "debian:12 AS b"'],
    ['changes a directive', alsoSwap('dockerfile:1', 'dockerfile:2'), 'a directive changed'],
    ['loses a directive', alsoSwap('# syntax=docker/dockerfile:1\n', ''), 'a directive changed'],
    ['adds a directive', alsoSwap('# syntax', '# check=skip=all\n# syntax'), 'a directive changed'],
    ['makes a comment of a directive', `\n${RIGHT}`, 'a directive changed'],
    ['loses the final newline', RIGHT.trimEnd(), TEXT_FORM],
    ['adds a byte order mark', `\ufeff${RIGHT}`, TEXT_FORM],
    ['adds a Windows line ending', alsoSwap('USER app\n', 'USER app\r\n'), TEXT_FORM],
    ['leaves a quote open', alsoSwap('of it"', 'of it'), 'shell text that parsed does not parse any more'],
    ['leaves a heredoc open', alsoSwap('\nEOF\n', '\n'), 'unterminated heredoc EOF'],
    ['loses FROM', alsoSwap('FROM debian:12 AS build\n', ''), 'RUN before the first FROM'],
  ])('%s', (_, after, reason) => {
    const found = verdict(FILE, after, [CHANGE]);
    if (typeof reason === 'string') expect(found).toBe(reason);
    else expect(found).toMatch(reason);
  });

  it('turns Windows line endings, all of them or one', () => {
    const before = FILE.replaceAll('\n', '\r\n');
    const after = RIGHT.replaceAll('\n', '\r\n');
    const change: Change = { kind: 'append', step: at('RUN last', before), operator: '&&', command: 'clean' };
    expect(verdict(before, after, [change])).toBeUndefined();
    expect(verdict(before, after.replace('USER app\r\n', 'USER app\n'), [change])).toBe(TEXT_FORM);
    expect(verdict(before, after.replace('git\r\n', 'git\n'), [change])).toBe(TEXT_FORM);
    // The body of the heredoc is content, so there the turn is more than a matter of form.
    expect(verdict(before, RIGHT, [change])).toMatch(/^COPY: expected/);
  });

  it('changes a setting, and says so', () => {
    const before = 'FROM scratch\nENV A 1 2\nRUN b\n';
    const change = (text: string): Change => ({ kind: 'replaceStep', step: 13, head: 'ENV', text });
    expect(verdict(before, 'FROM scratch\nENV A="1 2"\nRUN b\n', [change('A="1 2"')])).toBeUndefined();
    const reason = verdict(before, 'FROM scratch\nENV A=1 B=2\nRUN b\n', [change('A=1 B=2')]);
    expect(reason).toMatch(/settings/);
  });

  it('loses a byte order mark', () => {
    const change: Change = { kind: 'append', step: 14, operator: '&&', command: 'c' };
    expect(verdict('\ufeffFROM scratch\nRUN b\n', '\ufeffFROM scratch\nRUN b && c\n', [change])).toBeUndefined();
    expect(verdict('\ufeffFROM scratch\nRUN b\n', 'FROM scratch\nRUN b && c\n', [change])).toBe(TEXT_FORM);
  });

  it('adds a final newline', () => {
    const change: Change = { kind: 'append', step: 13, operator: '&&', command: 'c' };
    expect(verdict('FROM scratch\nRUN b', 'FROM scratch\nRUN b && c', [change])).toBeUndefined();
    expect(verdict('FROM scratch\nRUN b', 'FROM scratch\nRUN b && c\n', [change])).toBe(TEXT_FORM);
  });
});

describe('a fix whose edits and change differ is refused', () => {
  it('when the edits do something else', () => {
    expect(verdict(FILE, swap('RUN last', 'RUN last && wipe'), [CHANGE])).toBe('RUN: expected "clean", found "wipe"');
    expect(verdict(FILE, swap('RUN last', 'RUN last; clean'), [CHANGE])).toBe('RUN: expected "&&", found ";"');
    expect(verdict(FILE, swap('RUN last', 'RUN last && clean && more'), [CHANGE])).toBe('RUN: "&&" appeared');
  });

  it('when the edits are missing', () => {
    expect(verdict(FILE, FILE, [CHANGE])).toBe('its edits change nothing');
    expect(verdict(FILE, swap('RUN last', 'RUN  last'), [CHANGE])).toBe('RUN: expected "&&", found nothing');
  });

  it('when the change is missing', () => {
    expect(verdict(FILE, RIGHT, [])).toBe('RUN: "&&" appeared');
  });

  it('when the change names a step that is not there', () => {
    const change: Change = { kind: 'append', step: 3, operator: '&&', command: 'clean' };
    expect(verdict(FILE, RIGHT, [change])).toBe('the change does not fit the file: no step at 3');
  });

  it('when the change names another step', () => {
    const change: Change = { kind: 'append', step: at('RUN --network'), operator: '&&', command: 'clean' };
    expect(verdict(FILE, RIGHT, [change])).toBe('RUN --network=none: expected "&&", found nothing');
  });

  it('when a command goes into a comment of the shell', () => {
    const change: Change = { kind: 'append', step: 13, operator: '&&', command: 'c' };
    expect(verdict('FROM scratch\nRUN b # why\n', 'FROM scratch\nRUN b # why && c\n', [change])).toBe(
      'RUN: expected "# why", found "# why && c"',
    );
  });

  it('when a word of the change is more than a word', () => {
    const before = 'FROM scratch\nRUN b c\n';
    const change: Change = { kind: 'addWords', step: 13, after: at('c\n', before), words: ['d;', 'e'] };
    expect(verdict(before, 'FROM scratch\nRUN b c d; e\n', [change])).toBe('RUN: expected "d;", found "d"');
  });
});

describe('a RUN that gets a mount', () => {
  const flag = '--mount=type=cache,target=/root/.npm';
  const mount: Change = { kind: 'addMounts', step: at('RUN last'), flags: [flag] };

  it('is the one that the change names, and gets that mount alone', () => {
    expect(verdict(FILE, swap('RUN last', `RUN ${flag} last`), [mount])).toBeUndefined();
    expect(verdict(FILE, swap('RUN last', `RUN ${flag} \\\n    last`), [mount])).toBeUndefined();
    expect(verdict(FILE, swap('RUN last', `RUN ${flag},id=x last`), [mount])).toBe(
      `RUN ${flag} became RUN ${flag},id=x`,
    );
    expect(verdict(FILE, swap('none make', `none ${flag} make`), [mount])).toBe(
      `RUN --network=none became RUN --network=none ${flag}`,
    );
    expect(verdict(FILE, swap('RUN last', `RUN last ${flag}`), [mount])).toBe(`RUN ${flag} became RUN`);
  });

  it('may not lose its package lists to it', () => {
    const text = 'FROM debian:12\nRUN apt-get update\nRUN --network=host apt-get install -y curl\n';
    const lists = '--mount=type=cache,target=/var/lib/apt/lists';
    const change: Change = { kind: 'addMounts', step: text.indexOf('RUN apt'), flags: [lists] };
    expect(verdict(text, swap('RUN apt', `RUN ${lists} apt`, text), [change])).toBe(
      'a package install lost its package lists',
    );
  });
});

describe('a step that goes', () => {
  const before = 'FROM scratch\n# one\nCMD ["a"]\nUSER b\nRUN c\nCMD ["d"]\n';
  const after = swap('CMD ["a"]\n', '', before);
  const gone = (step: string): Change[] => [{ kind: 'removeStep', step: at(step, before) }];

  it('is one of several of which the last counts', () => {
    expect(verdict(before, after, gone('CMD ["a"]'))).toBeUndefined();
  });

  it('is the one that the change names, and the only one', () => {
    expect(verdict(before, swap('CMD ["d"]\n', '', before), gone('CMD ["a"]'))).toBe('USER became CMD');
    expect(verdict(before, swap('USER b\n', '', after), gone('CMD ["a"]'))).toBe('USER became RUN');
    expect(verdict(before, swap('# one\n', '', after), gone('CMD ["a"]'))).toBe('# became USER');
    expect(verdict(before, swap('["d"]', '["a"]', after), gone('CMD ["a"]'))).toMatch(/^CMD: expected/);
    expect(verdict(before, before, gone('CMD ["a"]'))).toBe('its edits change nothing');
    expect(verdict(before, after, [])).toBe('CMD became USER');
  });

  it('is never one that does something', () => {
    const refused = 'the change does not fit the file: ';
    expect(verdict(before, swap('RUN c\n', '', before), gone('RUN c'))).toBe(`${refused}RUN can not be removed`);
    expect(verdict(before, swap('USER b\n', '', before), gone('USER b'))).toBe(`${refused}USER can not be removed`);
    expect(verdict(before, swap('CMD ["d"]\n', '', before), gone('CMD ["d"]'))).toBe(
      `${refused}no later CMD of the stage takes its place`,
    );
  });

  it('takes no comment along', () => {
    const inside = 'FROM scratch\nCMD \\\n# one\n  a\nCMD d\n';
    expect(verdict(inside, 'FROM scratch\nCMD d\n', [{ kind: 'removeStep', step: 13 }])).toBe('a comment is lost');
  });
});

describe('a WORKDIR for a cd', () => {
  const before = 'FROM scratch AS a\nRUN cd /x && b\nWORKDIR /y\nRUN c\nFROM scratch\nCOPY --from=a /y /y\n';
  const after = swap('RUN cd /x && b', 'WORKDIR /x\nRUN b', before);
  const changes: Change[] = [{ kind: 'workdirForCd', step: at('RUN cd', before) }];

  it('is right where nothing else is in another folder', () => {
    expect(verdict(before, after, changes)).toBeUndefined();
  });

  it('is refused where it is another one, or does more', () => {
    expect(verdict(before, swap('WORKDIR /x', 'WORKDIR /z', after), changes)).toBe(
      'WORKDIR: expected "/x", found "/z"',
    );
    expect(verdict(before, swap('WORKDIR /x\n', '', after), changes)).toBe('WORKDIR became RUN');
    expect(verdict(before, swap('cd /x && ', '', before), changes)).toBe('WORKDIR became RUN');
    expect(verdict(before, swap('RUN b', 'RUN cd /x && b', after), changes)).toBe('RUN: expected "b", found "cd"');
    expect(verdict(before, after, [])).toBe('RUN became WORKDIR');
    expect(verdict(before, swap('WORKDIR /y\n', '', after), changes)).toBe('WORKDIR became RUN');
  });

  it('is refused where something would be in another folder', () => {
    const lost = (text: string) => verdict(text, swap('RUN cd /x && b', 'WORKDIR /x\nRUN b', text), changes);
    const reason = 'the change does not fit the file: RUN would be in another folder';
    expect(lost(swap('WORKDIR /y\n', '', before))).toBe(reason);
    const last = swap('WORKDIR /y\nRUN c\n', '', before);
    expect(lost(last)).toBeUndefined();
    expect(lost(swap('COPY --from=a /y /y\n', '', last))).toBe('containers start in another folder');
    expect(lost(swap('FROM scratch\nCOPY', 'FROM a\nCOPY', last))).toBe('an untouched step runs with other settings');
    expect(lost(swap('FROM scratch\nCOPY --from=a /y /y', 'FROM a', last))).toBe('containers start in another folder');
  });
});

describe('a COPY of files that come anyway', () => {
  const before = 'FROM scratch\nWORKDIR /a\n# all\nCOPY --chown=b . .\nRUN c\nRUN d\n';
  const after = swap(
    '# all\nCOPY --chown=b . .\nRUN c',
    'COPY --chown=b e ./\nRUN c\n# all\nCOPY --chown=b . .',
    before,
  );
  const [step, run] = [at('COPY', before), at('RUN c', before)];
  const changes: Change[] = [
    { kind: 'lowerCopy', step, to: run, comments: [at('# all', before)] },
    { kind: 'insertCopy', step, before: run, files: ['e'], folder: './' },
  ];

  it('is right with the step that it is for', () => {
    expect(verdict(before, after, changes)).toBeUndefined();
  });

  it('is refused where it brings something else, or to another place', () => {
    expect(verdict(before, swap('e ./', 'f ./', after), changes)).toBe('COPY --chown=b: expected "e ./", found "f ./"');
    expect(verdict(before, swap('e ./', 'e ../', after), changes)).toMatch(/^COPY --chown=b: expected/);
    expect(verdict(before, swap('COPY --chown=b e', 'COPY e', after), changes)).toBe('COPY --chown=b became COPY');
    expect(verdict(before, swap('COPY --chown=b e ./\n', '', after), changes)).toBe('COPY --chown=b became RUN');
  });

  it('is refused where what came is gone, or the order is another', () => {
    expect(verdict(before, swap('COPY --chown=b . .\n', '', after), changes)).toMatch(/became RUN$/);
    expect(verdict(before, swap('# all\n', '', after), changes)).toBe('# became COPY --chown=b');
    const low = swap('WORKDIR /a\n', 'WORKDIR /a\nRUN d\n', swap('RUN d\n', '', after));
    expect(verdict(before, low, changes)).toBe('COPY --chown=b became RUN');
    expect(verdict(before, after, changes.slice(0, 1))).toBe('RUN became COPY --chown=b');
    expect(verdict(before, after, changes.slice(1))).toMatch(/can not be put there/);
  });

  it('is refused where nothing brings them', () => {
    const other: Change = { kind: 'insertCopy', step, before: run, files: ['e'], folder: '/z/' };
    expect(verdict(before, swap('e ./', 'e /z/', after), [...changes.slice(0, 1), other])).toMatch(
      /does not bring e to \/z\/$/,
    );
  });
});

describe('laws hold whatever a change says', () => {
  it('shell text that parsed still parses', () => {
    const before = 'FROM scratch\nRUN b c\n';
    const change: Change = { kind: 'addWords', step: 13, after: at('c\n', before), words: ['('] };
    const reason = 'shell text that parsed does not parse any more';
    expect(verdict(before, 'FROM scratch\nRUN b c (\n', [change])).toBe(reason);
  });

  it('an install that had package lists still has them', () => {
    const from = at('apt-get update');
    const change: Change = { kind: 'removeCommand', step: at('RUN apt'), from, to: from + 'apt-get '.length };
    expect(verdict(FILE, swap('apt-get update && ', ''), [change])).toBe('a package install lost its package lists');
  });

  it('an install that had none may be left without', () => {
    const before = 'FROM debian:12\nRUN rm x && apt-get install -y b\n';
    const change: Change = { kind: 'removeCommand', step: 15, from: 19, to: 22 };
    expect(verdict(before, 'FROM debian:12\nRUN apt-get install -y b\n', [change])).toBeUndefined();
  });

  it('a later install still has the lists that an earlier step left', () => {
    const before = 'FROM debian:12\nRUN apt-get update\nRUN apt-get install -y b\n';
    const command = 'rm -rf /var/lib/apt/lists/*';
    const after = swap('update', `update && ${command}`, before);
    const change: Change = { kind: 'append', step: 15, operator: '&&', command };
    expect(verdict(before, after, [change])).toBe('a package install lost its package lists');
    const step = at('RUN apt-get install', before);
    const insert: Change = { kind: 'insertCommand', step, before: step + 4, command: 'apt-get update' };
    const both = swap('RUN apt-get install', 'RUN apt-get update && apt-get install', after);
    expect(verdict(before, both, [change, insert])).toBeUndefined();
  });

  it('comments stay what they are', () => {
    const alone: Change = { kind: 'replaceWord', step: at('# the'), at: at('# the'), text: '# tools' };
    expect(verdict(FILE, swap('# the tools', '# tools'), [alone])).toBe('a comment is lost');
    const inside: Change = { kind: 'replaceWord', step: at('RUN apt'), at: at('# for'), text: 'wget' };
    expect(verdict(FILE, swap('# for the tests', 'wget \\'), [inside])).toBe('a comment is lost');
  });

  it('steps that a change does not name keep their settings', () => {
    const step = at('ENV');
    const change: Change = { kind: 'replaceWord', step, at: step, text: 'A=2' };
    expect(verdict(FILE, swap('A=1 B="x  y"', 'A=2'), [change])).toBe('an untouched step runs with other settings');
  });

  it('stages keep their names', () => {
    const before = 'FROM scratch AS a\nFROM scratch AS b\nCOPY --from=a x y\n';
    const change: Change = { kind: 'replaceWord', step: 0, at: 0, text: 'scratch AS c' };
    expect(verdict(before, swap('AS a', 'AS c', before), [change])).toBe('a stage or the meaning of a --from changed');
  });

  it('sources stay the stages that they were', () => {
    const before = 'FROM scratch AS a\nFROM scratch\nFROM scratch AS b\nCOPY --from=a x y\n';
    const change: Change = { kind: 'replaceWord', step: 18, at: 18, text: 'scratch AS a' };
    expect(verdict(before, swap('FROM scratch\n', 'FROM scratch AS a\n', before), [change])).toBe(
      'a stage or the meaning of a --from changed',
    );
  });

  it('a stage without a name may get one that nothing else has', () => {
    const before = 'FROM scratch\nRUN b\nFROM scratch\nCOPY --from=0 x y\nCOPY --from=b x y\n';
    const name = (stage: string): Change => ({ kind: 'nameStage', step: 0, name: stage });
    const called = (stage: string): string => swap('FROM scratch', `FROM scratch AS ${stage}`, before);
    expect(verdict(before, called('a'), [name('a')])).toBeUndefined();
    expect(verdict(before, called('a'), [name('c')])).toMatch(/^FROM: expected/);
    expect(verdict(before, called('b'), [name('b')])).toBe('a stage or the meaning of a --from changed');
    const built = swap('FROM scratch\nCOPY', 'FROM b\nCOPY', before.replace('COPY --from=b x y\n', ''));
    const reason = 'an untouched step runs with other settings';
    expect(verdict(built, swap('FROM scratch', 'FROM scratch AS b', built), [name('b')])).toBe(reason);
  });

  it('a file of mixed line endings may lose the last of one kind', () => {
    const before = 'FROM scratch\nRUN b\r\nRUN c\n';
    expect(verdict(before, 'FROM scratch\nRUN b && c\n', [{ kind: 'join', steps: [13, 20] }])).toBeUndefined();
  });
});

describe('a right fix is accepted', () => {
  const LATER = 'FROM scratch\n# one\nRUN b\n# two\nRUN c d && e f\nEXPOSE 80\n# three\nRUN g\n';
  const [b, c, g] = [at('RUN b', LATER), at('RUN c', LATER), at('RUN g', LATER)] as const;
  const [e, f] = [at('e f', LATER), at('f\n', LATER)] as const;
  const comments = [at('# three', LATER)];
  const PAIR = 'RUN b\n# two\nRUN c';

  it.each<[what: string, from: string, to: string, changes: Change[]]>([
    ['join', PAIR, 'RUN b \\\n    # two\n    && c', [{ kind: 'join', steps: [b, c] }]],
    ['join with the operator at the end', PAIR, 'RUN b && \\\n  # two\n  c', [{ kind: 'join', steps: [b, c] }]],
    ['append', 'RUN g', 'RUN g && rm "/x  y"', [{ kind: 'append', step: g, operator: '&&', command: 'rm "/x  y"' }]],
    ['append on a new line', 'RUN g', 'RUN g \\\n && h', [{ kind: 'append', step: g, operator: '&&', command: 'h' }]],
    ['append behind a semicolon', 'RUN g', 'RUN g; h', [{ kind: 'append', step: g, operator: ';', command: 'h' }]],
    ['insertCommand', 'e f', 'x y && e f', [{ kind: 'insertCommand', step: c, before: e, command: 'x y' }]],
    ['removeCommand at the start', 'c d && ', '', [{ kind: 'removeCommand', step: c, from: c + 4, to: c + 6 }]],
    ['removeCommand at the end', ' && e f', '', [{ kind: 'removeCommand', step: c, from: e, to: f }]],
    ['addWords', 'e f', 'e -y --x f', [{ kind: 'addWords', step: c, after: e, words: ['-y', '--x'] }]],
    ['addWords on new lines', 'e f', 'e \\\n  -y \\\n  f', [{ kind: 'addWords', step: c, after: e, words: ['-y'] }]],
    ['addWordsBefore', 'e f', 'e -y f', [{ kind: 'addWordsBefore', step: c, before: f, words: ['-y'] }]],
    ['replaceWord', 'e f', 'E f', [{ kind: 'replaceWord', step: c, at: e, text: 'E' }]],
    ['removeWords', 'e f', 'f', [{ kind: 'removeWords', step: c, at: [e] }]],
    [
      'move to the end',
      '\nEXPOSE 80\n# three\nRUN g',
      ' \\\n # three\n && g\nEXPOSE 80',
      [{ kind: 'move', step: g, to: c, place: 'end', comments }],
    ],
    [
      'several things',
      `${PAIR} d && e f`,
      'RUN b -y \\\n# two\n && e f',
      [
        { kind: 'addWords', step: b, after: b + 4, words: ['-y'] },
        { kind: 'join', steps: [b, c] },
        { kind: 'removeCommand', step: b, from: c + 4, to: c + 6 },
      ],
    ],
  ])('that says %s', (_, from, to, changes) => {
    expect(verdict(LATER, swap(from, to, LATER), changes)).toBeUndefined();
  });

  it('that says move to the start, and only that one', () => {
    const before = 'FROM scratch\n# one\nRUN b\n# two\nEXPOSE 80\n# three\nRUN g\n';
    const after = 'FROM scratch\n# two\nEXPOSE 80\n# three\n# one\nRUN b && g\n';
    const steps = { step: at('RUN b', before), to: at('RUN g', before) };
    const changes: Change[] = [{ kind: 'move', ...steps, place: 'start', comments: [13] }];
    expect(verdict(before, after, changes)).toBeUndefined();
    expect(verdict(before, swap('# one\n', '', after), changes)).toBe('# became RUN');
    expect(verdict(before, swap('b && g', 'g && b', after), changes)).toBe('RUN: expected "b", found "g"');
  });

  it('that adds a command before a comment that ends the file', () => {
    const before = 'FROM scratch\nRUN b \\\n  # c\n';
    const change: Change = { kind: 'append', step: 13, operator: '&&', command: 'd' };
    expect(verdict(before, 'FROM scratch\nRUN b && d \\\n  # c\n', [change])).toBeUndefined();
  });

  it('that adds a line to a script', () => {
    const before = 'FROM scratch\nRUN <<E\nset -e\nb\nE\n';
    const change: Change = { kind: 'append', step: 13, operator: '\n', command: 'c' };
    expect(verdict(before, swap('b\n', 'b\nc\n', before), [change])).toBeUndefined();
  });

  it.each([
    ['Windows line endings', 'FROM scratch\r\nRUN b\r\nRUN c\r\n', 'FROM scratch\r\nRUN b \\\r\n && c\r\n'],
    ['a backtick to escape', '# escape=`\nFROM scratch\nRUN b\nRUN c\n', '# escape=`\nFROM scratch\nRUN b `\n && c\n'],
    ['no final newline', 'FROM scratch\nRUN b\nRUN c', 'FROM scratch\nRUN b && c'],
    ['a byte order mark', '\ufeffFROM scratch\nRUN b\nRUN c\n', '\ufeffFROM scratch\nRUN b && c\n'],
  ])('in a file with %s', (_, before, after) => {
    const steps = [at('RUN b', before), at('RUN c', before)];
    expect(verdict(before, after, [{ kind: 'join', steps }])).toBeUndefined();
  });
});

describe('a COPY that is narrowed', () => {
  const file = 'FROM gcc AS build\nFROM debian\nCOPY --from=build --chown=1 /app /srv/\nCOPY . /x\n';
  const narrow = (lines: string, paths: readonly string[], text = file) =>
    verdict(text, swap(/^COPY .*$/m.exec(text)?.[0] ?? '', lines, text), [
      { kind: 'narrowCopy', step: at('COPY', text), paths },
    ]);

  it('brings parts of a folder to where they were', () => {
    expect(
      narrow('COPY --from=build --chown=1 /app/a /srv/a\nCOPY --from=build --chown=1 /app/b/c /srv/b/c', ['a', 'b/c']),
    ).toBeUndefined();
  });

  it.each([
    ['COPY --from=build --chown=1 /app/a /srv/b', ['a']],
    ['COPY --from=build --chown=1 /app/a /srv/a', ['a', 'b']],
    ['COPY --from=build /app/a /srv/a', ['a']],
    ['COPY --from=build --chown=1 /app/../a /srv/../a', ['../a']],
    ['COPY --from=build --chown=1 /app/a /srv/a\nCOPY --from=build --chown=1 /app/a/b /srv/a/b', ['a', 'a/b']],
  ])('%j is none of %j', (lines, paths) => {
    expect(narrow(lines, paths)).toBeDefined();
  });

  it('comes from a stage, without flags that choose', () => {
    expect(narrow('COPY /app/a /srv/a', ['a'], file.replace('--from=build --chown=1 ', ''))).toMatch(
      /does not bring a folder/,
    );
    const chosen = file.replace('--chown=1', '--exclude=x');
    expect(narrow('COPY --from=build --exclude=x /app/a /srv/a', ['a'], chosen)).toMatch(/does not bring a folder/);
    expect(narrow('COPY --from=build --chown=1 /app/a /srv/a', [])).toMatch(/no part/);
  });
});
