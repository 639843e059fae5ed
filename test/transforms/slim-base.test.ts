import { describe, expect, it } from 'vitest';
import { memoryContext, refactor } from '../../src/index.ts';

const resultOf = (text: string, files?: Readonly<Record<string, string>>): string => {
  const {
    fixes,
    declines,
    text: after,
  } = refactor(text, {
    only: ['slim-base'],
    ...(files && { context: memoryContext({ Dockerfile: text, ...files }) }),
  });
  return fixes.length > 0
    ? (/^FROM (.*)$/m.exec(after.split(/(?=^FROM)/m).at(-1) ?? '')?.[1] ?? '')
    : (declines[0]?.reason ?? '');
};
const withRun = (image: string, run: string): string => resultOf(`FROM ${image}\nRUN ${run}\nCMD ["ls", "/srv"]\n`, {});
const withStart = (image: string, start: string): string => resultOf(`FROM ${image}\n${start}\n`, {});
const withSource = (name: string, text: string, image = 'python:3.12'): string =>
  resultOf(`FROM ${image}\nWORKDIR /app\nCOPY . .\nCMD ["${image.split(':')[0]}", "${name}"]\n`, { [name]: text });

describe('slim-base', () => {
  it('needs to see the sources', () => {
    const text = 'FROM python:3.12\nWORKDIR /app\nCOPY . .\nCMD ["python", "app.py"]\n';
    expect(resultOf(text)).toBe('nothing is known of the build context');
    expect(resultOf(text, { 'app.py': '' })).toBe('python:3.12-slim');
  });

  it('needs the program that it starts to be in the image', () => {
    const text = 'FROM python:3.12\nRUN pip install flask gunicorn\nWORKDIR /app\nCMD gunicorn app:app\n';
    expect(resultOf(text, {})).toMatch(/no COPY brings what gunicorn of CMD or ENTRYPOINT runs/);
    expect(resultOf(text.replace('gunicorn app:app', 'gunicorn --version'), {})).toBe('python:3.12-slim');
  });

  it('needs none of them where nothing of the image is missing', () => {
    expect(resultOf('FROM debian:12\nCOPY shop /\nCMD ["/shop"]\n')).toBe('debian:12-slim');
  });

  it.each([
    ['node:20', 'mkdir -p /data && chown node /data'],
    ['python:3.12', 'python -m compileall /srv'],
    ['python:3.12', 'pip install "fastapi[standard]" "psycopg[binary]" gunicorn==22.0.0'],
    ['node:20', 'npm install -g pnpm@9'],
    ['python:3.12', 'curl_is=gone; echo curl'],
    ['ruby:3.3', 'ruby -v'],
    ['python:3.12', 'apt-get update && apt-get install -y unzip && unzip -v'],
    ['python:3.12', 'openssl version'],
    ['node:20', 'echo a | xargs -n 1 echo'],
    ['python:3.12', 'tar -xzf /srv/a.tar.gz'],
  ])('takes a RUN of %s: %s', (image, run) => {
    expect(withRun(image, run)).toMatch(/-slim$/);
  });

  it.each([
    ['node:20', 'openssl version', 'install openssl'],
    ['node:20', 'update-ca-certificates', 'install ca-certificates'],
    ['node:20', 'npm install -g node-gyp', 'node-gyp'],
    ['node:20', 'npm install left-pad', 'beside the lockfile'],
    ['node:20', 'yarn install', 'whether what yarn'],
    ['python:3.12', 'make', 'compiles with make'],
    ['python:3.12', 'echo a | xargs git add', 'install git'],
    ['python:3.12', 'env A=1 timeout 3 svn up', 'install subversion'],
    ['python:3.12', 'if [ -d /a ]; then hg pull; fi', 'install mercurial'],
    ['python:3.12', 'bash -c "gpg --version"', 'install gnupg'],
    ['python:3.12', 'bash -c "$X"', 'is not known'],
    ['python:3.12', '$TOOL a', 'known only at run time'],
    ['python:3.12', 'tar -xjf /srv/a', 'install bzip2'],
    ['python:3.12', 'tar --zstd -xf /srv/a', 'zstd'],
    ['python:3.12', 'pip install -e .', 'builds from the project'],
    ['python:3.12', 'pip install $PACKAGES', 'known only to the build'],
    ['python:3.12', 'pip install psycopg2', 'install libpq-dev, gcc and libc6-dev'],
    ['python:3.12', 'pip install --no-binary :all: flask', 'told to compile'],
    ['python:3.12', 'python -c "import os; os.system(x)"', 'starts other programs'],
    ['python:3.12', 'python -m spacy download en', 'the module spacy'],
    ['python:3.12', 'apt-get install -y $PACKAGES', '$PACKAGES'],
    ['python:3.12', 'apt-get install -y git && apt-get remove -y git && git init', 'install git'],
    ['python:3.12', 'apt-get install -y git && git clone git@example.com:a', 'install openssh-client'],
    ['node:20', "node -e \"require('child_process').execSync('git')\"", 'install git'],
    ['ruby:3.3', "ruby -e 'system(:git)'", 'starts other programs'],
    ['perl:5.40', "perl -e 'print `git`'", 'starts other programs'],
    ['perl:5.40', 'cpanm Mojolicious', 'compiles with cpanm'],
    ['python:3.12', 'frobnicate', 'whether the slim image has frobnicate'],
    ['debian:12', 'dpkg -i /tmp/a.deb', 'is not known'],
    ['python:3.12', 'apt-get install -y git || true; git init', 'install git'],
    ['python:3.12', 'if [ -n "$A" ]; then apt-get install -y git; fi; git init', 'install git'],
    [
      'node:20',
      'echo "deb https://example.com stable main" > /etc/apt/sources.list.d/a.list && apt-get install -y a',
      'checks certificates',
    ],
  ])('leaves a RUN of %s: %s', (image, run, reason) => {
    expect(withRun(image, run)).toContain(reason);
  });

  it.each([
    ['CMD ["python"]', 'people work'],
    ['CMD ["tail", "-f", "/dev/null"]', 'people work'],
    ['CMD ["npx"]', 'npx'],
    ['ENTRYPOINT ["/opt/shop/run"]', 'needs of the system is not known'],
    ['CMD npm start', 'npm'],
    ['HEALTHCHECK CMD wget -q http://localhost\nCMD ["python", "-m", "http.server"]', 'HEALTHCHECK calls wget'],
    ['CMD pip install flask && flask run', 'installs packages when containers start'],
  ])('leaves what starts by %s', (start, reason) => {
    expect(withStart('python:3.12', start)).toContain(reason);
  });

  it.each([
    ['app.py', "subprocess.run(['ls', '-l'])", true],
    ['app.py', "subprocess.run('ls -l', shell=True)", true],
    ['app.py', "subprocess.run('ls | file -', shell=True)", false],
    ['app.py', "subprocess.run(['bash', '-c', 'git'])", false],
    ['app.py', "subprocess.run(['ls'])\nsubprocess.run(command)", false],
    ['app.py', "from ctypes.util import find_library\nfind_library('magic')", false],
    ['app.py', "open('/usr/share/dict/words')", false],
    ['app.py', 'import mimetypes', false],
    ['app.py', 'print("git")', true],
  ])('reads %s: %j', (name, text, expected) => {
    const result = withSource(name, text);
    expect(result === 'python:3.12-slim', result).toBe(expected);
  });

  it.each([
    ["import { execFile } from 'node:child_process';\nexecFile('ls', []);", true],
    ["import { execFile as run } from 'node:child_process';\nrun('git');", false],
    ["import { execa } from 'execa';\nawait execa('git');", false],
    ["const { exec } = require('child_process');\nexec(`git ${verb}`);", false],
    ["const { exec } = require('child_process');\nexec('cd a && git pull');", false],
    ["/a/.exec('git');", true],
  ])('reads server.js: %j', (text, expected) => {
    const result = withSource('server.js', text, 'node:20');
    expect(result === 'node:20-slim', result).toBe(expected);
  });
});
