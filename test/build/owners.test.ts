import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { diskContext } from '../../src/context/disk-context.ts';
import { refactor } from '../../src/index.ts';
import { build, filesOf, hasEngine, inContainer } from './docker.ts';

const DOCKERFILE = `FROM debian:12
RUN groupadd --gid 2000 web && groupadd --gid 3000 app \\
    && useradd --no-log-init --uid 10001 --gid app --groups web app && mkdir -p /made
COPY src /both
RUN chown -R app:web /both
COPY src /name
RUN chown -R app /name
COPY src /number
RUN chown -R 1000 /number
COPY src /group
RUN chown -R :web /group
WORKDIR /work
COPY src .
RUN chown -R app:app /work
COPY src /made
RUN chown -R app:app /made && chmod 700 /made
COPY run.sh app.conf /usr/local/bin/
RUN chown app:web /usr/local/bin/run.sh /usr/local/bin/app.conf
COPY --chmod=755 run.sh /one
RUN chown -R app:web /one
`;

const WHO = ['sh', '-c', 'id && echo "$HOME" && stat -c %U:%G /made/by-user'];

/** Only a builder knows whose a copied file is, and only an engine who a number is. */
describe.skipIf(!hasEngine())('owners in real builds', () => {
  let context = '';

  beforeAll(() => {
    context = mkdtempSync(join(tmpdir(), 'dockmod-owners-'));
    mkdirSync(join(context, 'src/sub'), { recursive: true });
    for (const path of ['src/a', 'src/sub/b', 'run.sh', 'app.conf']) writeFileSync(join(context, path), path);
    symlinkSync('/etc/passwd', join(context, 'src/link'));
    symlinkSync('sub', join(context, 'src/folder-link'));
  });

  afterAll(() => rmSync(context, { recursive: true, force: true }));

  it('every file keeps its owner when COPY says it', () => {
    const changed = refactor(DOCKERFILE, { only: ['chown-on-copy'], context: diskContext(context) }).text;
    expect(changed.match(/--chown=/g)).toHaveLength(8);
    const before = build('dockmod-test-owners:before', DOCKERFILE, context);
    const after = build('dockmod-test-owners:after', changed, context);
    expect(filesOf(after.tag)).toEqual(filesOf(before.tag));
    expect(after.size).toBeLessThan(before.size);
  });

  it.each(['app', 'app:web'])('a container of %s runs as the same user by its number', (user) => {
    const text = `${DOCKERFILE}USER ${user}\nRUN mkdir /made/by-user\n`;
    const changed = refactor(text, { only: ['numeric-user'], context: diskContext(context) }).text;
    expect(changed).toContain(`# ${user}\nUSER 10001`);
    const before = build('dockmod-test-user:before', text, context);
    const after = build('dockmod-test-user:after', changed, context);
    expect(inContainer(after.tag, WHO)).toEqual(inContainer(before.tag, WHO));
  });
});
