import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { diskContext } from '../../src/context/disk-context.ts';
import { refactor } from '../../src/index.ts';
import { build, filesOf, hasEngine, type Image, rebuilt, start } from './docker.ts';

const SHARED: Readonly<Record<string, string>> = {
  '.dockerignore': 'Dockerfile\n',
  'app.py': 'from shared import NAME\n\nprint(NAME)\n',
  'libs/shared/setup.py':
    'from setuptools import setup\n\nsetup(name="shared", version="1.0.0", packages=["shared"])\n',
  'libs/shared/shared/__init__.py': 'NAME = "shared"\n',
};

/** No index can be asked, so packages are made with what the image has. */
const INSTALL = 'RUN pip install --no-build-isolation --no-index -r requirements.txt';

const dockerfile = `FROM python:3.11
WORKDIR /srv/app
COPY . .
${INSTALL}
CMD ["python3", "app.py"]
`;

const requirements: Readonly<Record<string, string>> = {
  'a folder': './libs/shared\n',
  'a folder that is linked to': '-e ./libs/shared\n',
};

/** Compiled files hold the time of their sources. */
const meantFiles = ({ tag }: Image): string[] => filesOf(tag).filter((line) => !line.includes('.pyc'));

describe.skipIf(!hasEngine())('packages of the project', () => {
  describe.each(Object.entries(requirements))('%s', (name, text) => {
    let folder: string;
    let outcome: string;
    let before: Image;
    let after: Image;

    beforeAll(() => {
      folder = mkdtempSync(join(tmpdir(), 'dockmod-packages-'));
      for (const [path, content] of Object.entries({ ...SHARED, 'requirements.txt': text })) {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), content);
      }
      outcome = refactor(dockerfile, { only: ['copy-manifests-first'], context: diskContext(folder) }).text;
      const tag = `dockmod-test-packages-${name.replace(/\W+/g, '-')}`;
      before = build(`${tag}:before`, dockerfile, folder);
      after = build(`${tag}:after`, outcome, folder);
    });

    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    it('has the same config and files, and does the same', () => {
      expect(outcome).not.toBe(dockerfile);
      expect(after.config).toEqual(before.config);
      expect(meantFiles(after)).toEqual(meantFiles(before));
      expect(start(after.tag)).toEqual(start(before.tag));
      expect(start(after.tag).stdout).toBe('shared\n');
    });

    it('takes the install from the cache when a source file changed', () => {
      expect(rebuilt(dockerfile, folder, 'app.py')).toContain(INSTALL);
      expect(rebuilt(outcome, folder, 'app.py')).not.toContain(INSTALL);
      expect(rebuilt(outcome, folder, 'libs/shared/shared/__init__.py')).toContain(INSTALL);
    });
  });
});
