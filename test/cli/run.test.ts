import { readdirSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Transform } from '../../src/model/finding.ts';
import { splitBuildStage } from '../../src/transforms/split-build-stage.ts';
import { folder, NEW, OLD, put, run, text, words } from './support.ts';

const MIXED = 'FROM debian:12\nRUN echo old maybe hard odd\n';

const DIFF = `diff --git a/Dockerfile b/Dockerfile
--- a/Dockerfile
+++ b/Dockerfile
@@ -1,2 +1,2 @@
 FROM debian:12
-RUN echo old
+RUN echo new
`;

describe('preview', () => {
  test('shows findings and a diff, writes nothing, and says so', async () => {
    const cwd = folder({ Dockerfile: OLD, 'quiet.Dockerfile': NEW });
    expect(await run([], { cwd })).toEqual({
      stdout: `Dockerfile\n  2:10  renew  safe  old becomes new — new is better\n\n${DIFF}`,
      stderr: '1 fix in 1 of 2 files (1 safe). Nothing written; add --write.\n',
      code: 0,
    });
    expect(text(cwd, 'Dockerfile')).toBe(OLD);
    expect(readdirSync(cwd)).toEqual(['Dockerfile', 'quiet.Dockerfile']);
  });

  test('is quiet when there is nothing to do', async () => {
    const cwd = folder({ Dockerfile: NEW });
    expect(await run([], { cwd })).toEqual({ stdout: '', stderr: 'Nothing to change in 1 file.\n', code: 0 });
  });
});

describe('--write', () => {
  test.each(['-w', '--write'])('%s writes what the preview shows, and a second run finds nothing', async (flag) => {
    const cwd = folder({ Dockerfile: MIXED, 'a/Dockerfile': OLD, 'b/Dockerfile': NEW });
    const preview = JSON.parse((await run(['--format', 'json'], { cwd })).stdout);
    const { stdout, stderr, code } = await run([flag], { cwd });
    expect(stderr).toBe(
      '3 fixes in 2 of 3 files (2 safe, 1 review), written to 2 files. ' +
        '1 place needs a change by hand (--verbose says which). 1 place left alone (--verbose says why).\n',
    );
    expect(stdout).not.toContain('@@');
    expect(code).toBe(0);
    expect(text(cwd, 'Dockerfile')).toBe('FROM debian:12\nRUN echo new surely hard odd\n');
    expect(preview.files[0].diff).toContain('+RUN echo new surely hard odd\n');
    expect(text(cwd, 'a/Dockerfile')).toBe(NEW);
    expect((await run([], { cwd })).stderr).toMatch(/^Nothing to change in 3 files\./);
  });

  test('touches no file that does not change', async () => {
    const cwd = folder({ Dockerfile: NEW });
    const before = statSync(join(cwd, 'Dockerfile'));
    await run(['-w'], { cwd });
    const after = statSync(join(cwd, 'Dockerfile'));
    expect([after.ino, after.mtimeMs]).toEqual([before.ino, before.mtimeMs]);
  });

  test('does not overwrite a file that changes in the meantime', async () => {
    const cwd = folder({ Dockerfile: OLD, 'x.Dockerfile': OLD });
    const meddle: Transform['find'] = (file) => {
      if (file.source.text === OLD) put(cwd, { Dockerfile: '# saved by an editor\nFROM b\n' });
      return [];
    };
    const meddler = { meta: { ...(words[0] as Transform).meta, id: 'meddle' }, find: meddle };
    const { stderr, code } = await run(['-w'], { cwd, transforms: [meddler, ...words] });
    expect(stderr).toBe(
      'Dockerfile: changed on disk since it was read; not written\n' +
        '1 fix in 1 file (1 safe), written to 1 file. 1 file could not be written.\n',
    );
    expect(code).toBe(2);
    expect(text(cwd, 'Dockerfile')).toBe('# saved by an editor\nFROM b\n');
  });

  test('writes behind a link', async () => {
    const cwd = folder({ 'real/x': OLD });
    symlinkSync('real/x', join(cwd, 'Dockerfile'));
    expect((await run(['-w'], { cwd })).code).toBe(0);
    expect(text(cwd, 'real/x')).toBe(NEW);
    expect(readdirSync(cwd).sort()).toEqual(['Dockerfile', 'real']);
  });
});

describe('--check', () => {
  test('only names the files that would change, writes nothing, exit 1', async () => {
    const cwd = folder({ Dockerfile: OLD, 'a/Dockerfile': NEW, 'b/Dockerfile': OLD });
    expect(await run(['--check'], { cwd })).toEqual({
      stdout: 'Dockerfile\nb/Dockerfile\n',
      stderr: '2 fixes in 2 of 3 files (2 safe). Nothing written; --write in place of --check writes.\n',
      code: 1,
    });
    expect(text(cwd, 'Dockerfile')).toBe(OLD);
  });

  test('exit 0 when nothing would', async () => {
    expect(await run(['--check'], { cwd: folder({ Dockerfile: NEW }) })).toMatchObject({ stdout: '', code: 0 });
  });

  test('sees only what is asked for', async () => {
    const cwd = folder({ Dockerfile: 'FROM a\nRUN echo maybe\n' });
    expect(await run(['--check', '--safe'], { cwd })).toMatchObject({
      stdout: '',
      stderr: 'Nothing to change in 1 file. 1 fix needs review; leave out --safe to see it.\n',
      code: 0,
    });
  });

  test('an error weighs more than a change', async () => {
    expect((await run(['--check'], { cwd: folder({ Dockerfile: OLD, 'x.Dockerfile': '' }) })).code).toBe(2);
  });

  test('prints another format where that is asked for', async () => {
    const cwd = folder({ Dockerfile: OLD });
    expect(await run(['--check', '--format', 'patch'], { cwd })).toMatchObject({ stdout: DIFF, code: 1 });
  });
});

describe('choices', () => {
  const cwd = (): string => folder({ Dockerfile: MIXED });
  const becomes = async (...argv: string[]): Promise<string> => {
    const at = cwd();
    await run(['-w', ...argv], { cwd: at });
    return text(at, 'Dockerfile').split('\n')[1]?.slice('RUN echo '.length) ?? '';
  };

  test('--safe holds back what needs review', async () => {
    const { stdout, stderr } = await run(['--safe'], { cwd: cwd() });
    expect(stdout).toContain('+RUN echo new maybe hard odd');
    expect(stderr).toContain('1 fix in 1 file (1 safe). 1 more needs review; leave out --safe to see it.');
  });

  test('--only and --skip take ids and rules of other linters, once or more, with commas', async () => {
    expect(await becomes('--only', 'renew')).toBe('new maybe hard odd');
    expect(await becomes('--only', 'decide')).toBe('old surely hard odd');
    expect(await becomes('--only', 'DL9001')).toBe('new maybe hard odd');
    expect(await becomes('--only', 'dl9002')).toBe('new surely hard odd');
    expect(await becomes('--only', 'renew,decide')).toBe('new surely hard odd');
    expect(await becomes('--only', 'renew', '--only=decide')).toBe('new surely hard odd');
    expect(await becomes('--skip', 'renew, decide')).toBe('old maybe hard odd');
    expect(await becomes('--only', 'DL9002', '--skip', 'renew')).toBe('old surely hard odd');
  });

  test('--mirror names registries whose images are known', async () => {
    const cwd = folder({
      Dockerfile: 'FROM registry.example.com/hub/node:22\nCOPY . /app\nRUN npm ci\nCMD ["node", "."]\n',
    });
    const options = ['--verbose', '--only', 'split-build-stage'];
    const { stdout } = await run(options, { cwd, transforms: [splitBuildStage] });
    expect(stdout).toContain('what registry.example.com/hub/node:22 brings is not known');
    const named = await run([...options, '--mirror', 'other.example.com,registry.example.com/hub/'], {
      cwd,
      transforms: [splitBuildStage],
    });
    expect(named.stdout).toContain('left alone');
    expect(named.stdout).not.toContain('brings is not known');
  });

  test('--verbose says what was not done, and why', async () => {
    const { stdout, stderr } = await run(['--safe', '--verbose'], { cwd: cwd() });
    expect(stdout.split('\n').slice(0, 5)).toEqual([
      'Dockerfile',
      '  2:10  renew   safe        old becomes new — new is better',
      '  2:14  decide  held back   maybe becomes surely — surely is better',
      '  2:20  ask     by hand     hard becomes easy — easy is better',
      '  2:25  wonder  left alone  odd is there — nobody knows why',
    ]);
    expect(stderr).not.toContain('--verbose');
  });

  test('--verbose speaks on stderr where stdout has another task', async () => {
    for (const argv of [['--check'], ['--format', 'patch']]) {
      const { stdout, stderr } = await run([...argv, '--verbose'], { cwd: cwd() });
      expect(stdout).not.toContain('left alone');
      expect(stderr).toContain('left alone  odd is there — nobody knows why');
    }
  });
});

describe('options', () => {
  test('stand before and after paths', async () => {
    const cwd = folder({ 'a/Dockerfile': MIXED, 'b/Dockerfile': MIXED });
    const one = await run(['--safe', '--format', 'patch', 'a', 'b'], { cwd });
    expect(await run(['a', 'b', '--format', 'patch', '--safe'], { cwd })).toEqual(one);
    expect(await run(['a', '--safe', 'b', '--format=patch'], { cwd })).toEqual(one);
    expect(one.stdout).toContain('b/b/Dockerfile');
  });

  test('end at --', async () => {
    const cwd = folder({ '--safe': OLD });
    expect((await run(['--check', '--', '--safe'], { cwd })).stdout).toBe('--safe\n');
  });
});

describe('--output', () => {
  test('takes the product in the place of stdout', async () => {
    const cwd = folder({ Dockerfile: OLD });
    expect(await run(['--format', 'patch', '--output', 'out.patch'], { cwd, env: { FORCE_COLOR: '1' } })).toMatchObject(
      { stdout: '', code: 0 },
    );
    expect(text(cwd, 'out.patch')).toBe(DIFF);
    expect(readdirSync(cwd).sort()).toEqual(['Dockerfile', 'out.patch']);
  });

  test('is written also where files could not be read', async () => {
    const cwd = folder({ Dockerfile: OLD });
    expect((await run(['Dockerfile', 'gone', '--format', 'json', '--output', 'sub/../out'], { cwd })).code).toBe(2);
    expect((await run(['Dockerfile', 'gone', '--format', 'json', '--output', 'out'], { cwd })).code).toBe(2);
    expect(JSON.parse(text(cwd, 'out')).files).toHaveLength(2);
  });

  test.each([
    ['a folder that is not there', 'gone/out', 'no such folder'],
    ['a folder', 'sub', 'a folder'],
    ['a file to work on', 'Dockerfile', 'one of the files to work on; --write changes them'],
    ['a link to one', 'link', 'one of the files to work on; --write changes them'],
  ])('is refused for %s', async (_, output, reason) => {
    const cwd = folder({ Dockerfile: OLD, 'sub/x': '' });
    symlinkSync('Dockerfile', join(cwd, 'link'));
    expect(await run(['Dockerfile', '-w', '--output', output], { cwd })).toEqual({
      stdout: '',
      stderr: `dockmod: --output ${output}: ${reason}\n`,
      code: 2,
    });
    expect(text(cwd, 'Dockerfile')).toBe(OLD);
  });

  test('may be a device', async () => {
    expect(await run(['--output', '/dev/null'], { cwd: folder({ Dockerfile: OLD }) })).toMatchObject({
      stdout: '',
      code: 0,
    });
  });
});

describe('the build context', () => {
  const asks: Transform = {
    meta: { id: 'asks', title: '', why: '', phase: 'words', maxSafety: 'safe', covers: [], references: [], since: '' },
    *find(_, context) {
      yield { at: { start: 0, end: 1 }, message: `note: ${context.readText('note')}`, declined: 'asked' };
    },
  };
  const told = async (argv: readonly string[], cwd: string, stdin = ''): Promise<string[]> => {
    const { stdout } = await run([...argv, '--format', 'json'], { cwd, stdin, transforms: [asks] });
    return JSON.parse(stdout).files.map((file: { declines: { message: string }[] }) => file.declines[0]?.message);
  };
  const files = { 'a/Dockerfile': OLD, 'a/note': 'of a', 'b/Dockerfile': OLD, 'c/note': 'of c', 'c/sub/x': '' };

  test('is the folder of each file', async () => {
    expect(await told(['a', 'b'], folder(files))).toEqual(['note: of a', 'note: undefined']);
  });

  test('is the folder of a link, not that of its target', async () => {
    const cwd = folder(files);
    symlinkSync('../a/Dockerfile', join(cwd, 'c/Dockerfile'));
    expect(await told(['c'], cwd)).toEqual(['note: of c']);
  });

  test('is what --context says', async () => {
    expect(await told(['a', 'b', '--context', 'c'], folder(files))).toEqual(['note: of c', 'note: of c']);
  });

  test('is that of --stdin-filename, and unknown without', async () => {
    const cwd = folder({ ...files, note: 'of here' });
    expect(await told(['-', '--stdin-filename', 'a/any'], cwd, OLD)).toEqual(['note: of a']);
    expect(await told(['-', '--context', 'c'], cwd, OLD)).toEqual(['note: of c']);
    expect(await told(['-'], cwd, OLD)).toEqual(['note: undefined']);
  });
});

describe('colours', () => {
  const painted = async (argv: readonly string[], env: Record<string, string>, terminal: boolean): Promise<boolean> =>
    (await run(argv, { cwd: folder({ Dockerfile: OLD }), env, terminal })).stdout.includes('\u001b[');

  test.each([
    ['a pipe', [], {}, false, false],
    ['a terminal', [], {}, true, true],
    ['a dumb terminal', [], { TERM: 'dumb' }, true, false],
    ['NO_COLOR', [], { NO_COLOR: '1' }, true, false],
    ['an empty NO_COLOR, which says nothing', [], { NO_COLOR: '' }, true, true],
    ['FORCE_COLOR', [], { FORCE_COLOR: '1' }, false, true],
    ['FORCE_COLOR over NO_COLOR', [], { FORCE_COLOR: '1', NO_COLOR: '1' }, false, true],
    ['FORCE_COLOR=0', [], { FORCE_COLOR: '0' }, true, false],
    ['--no-color over all', ['--no-color'], { FORCE_COLOR: '1' }, true, false],
    ['a patch, which is for git', ['--format', 'patch'], { FORCE_COLOR: '1' }, true, false],
    ['JSON', ['--format', 'json'], { FORCE_COLOR: '1' }, true, false],
  ] as const)('%s', async (_, argv, env, terminal, expected) => {
    expect(await painted(argv, env, terminal)).toBe(expected);
  });
});

describe('our own failures', () => {
  test('a withheld fix is named, the file keeps its text there, and the rest is done', async () => {
    const cwd = folder({ Dockerfile: 'FROM a\nRUN echo old liar\n' });
    const { code, stdout, stderr } = await run(['-w'], { cwd });
    expect(stderr.split('\n')).toEqual([
      expect.stringMatching(/^Dockerfile:2:14: withheld: lie: liar becomes truth — .*something-else/),
      '1 fix withheld: its edits do not do what it says (a bug of dockmod; the file is as it was there)',
      '1 fix in 1 file (1 safe), written to 1 file.',
      '',
    ]);
    expect(stdout).not.toContain('withheld');
    expect(text(cwd, 'Dockerfile')).toBe('FROM a\nRUN echo new liar\n');
    expect(code).toBe(0);
  });

  test('a transform that throws costs its file alone', async () => {
    const cwd = folder({ Dockerfile: 'FROM a\nRUN boom old\n', 'x.Dockerfile': OLD });
    const { code, stderr } = await run(['-w'], { cwd });
    expect(stderr.split('\n')).toEqual([
      expect.stringMatching(/^Dockerfile: a bug of dockmod, the file is untouched: it went off \(at .*\)$/),
      '1 fix in 1 file (1 safe), written to 1 file. 1 file hit a bug of dockmod.',
      '',
    ]);
    expect(code).toBe(2);
    expect(text(cwd, 'Dockerfile')).toBe('FROM a\nRUN boom old\n');
    expect(text(cwd, 'x.Dockerfile')).toBe(NEW);
  });

  test('a crash outside of any file says that it is one', async () => {
    const broken = async (): Promise<void> => {
      throw new Error('the stream broke');
    };
    const { code, stderr } = await run([], { cwd: folder({ Dockerfile: OLD }), stdout: { write: broken } });
    expect(stderr).toMatch(/^dockmod: this is a bug of dockmod: Error: the stream broke\n/);
    expect(code).toBe(2);
  });
});

describe('a reader that goes away', () => {
  test('ends a preview quietly', async () => {
    let pieces = 0;
    const stdout = { write: async () => void pieces++, closed: () => pieces >= 1 };
    const cwd = folder(Object.fromEntries(Array.from({ length: 5 }, (_, index) => [`${index}/Dockerfile`, OLD])));
    expect(await run([], { cwd, stdout })).toMatchObject({ stderr: '', code: 0 });
    expect(pieces).toBe(1);
  });

  test('does not keep files from being written', async () => {
    const cwd = folder({ 'a/Dockerfile': OLD, 'b/Dockerfile': OLD });
    const { stderr } = await run(['-w'], { cwd, stdout: { closed: () => true } });
    expect(stderr).toContain('written to 2 files');
    expect(text(cwd, 'b/Dockerfile')).toBe(NEW);
  });
});
