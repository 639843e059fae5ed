import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { diskContext } from '../../src/context/disk-context.ts';
import { refactor } from '../../src/index.ts';
import { build, filesOf, hasEngine, type Image, rebuilt, start } from './docker.ts';

/** No index can be asked, so packages are made with what the image has. */
const PIP = 'RUN pip install --no-build-isolation --no-index -r requirements.txt';
const POETRY = 'RUN poetry install --only main --no-root';

type Case = {
  readonly steps: string;
  readonly files: Readonly<Record<string, string>>;
  /** What a change of the sources does not run again. */
  readonly install: string;
  /** A file that it reads. */
  readonly read: string;
};

const pip = (requirement: string): Case => ({
  steps: `COPY . .\n${PIP}`,
  install: PIP,
  read: 'libs/shared/shared/__init__.py',
  files: {
    'requirements.txt': requirement,
    'libs/shared/setup.py':
      'from setuptools import setup\n\nsetup(name="shared", version="1.0.0", packages=["shared"])\n',
    'libs/shared/shared/__init__.py': 'NAME = "shared"\n',
  },
});

const cases: Readonly<Record<string, Case>> = {
  'a folder of the project': pip('./libs/shared\n'),
  'a folder that is linked to': pip('-e ./libs/shared\n'),
  'a project that poetry installs': {
    steps: `RUN apt-get update && apt-get install -y --no-install-recommends python3-poetry
COPY . .
RUN poetry config virtualenvs.create false && poetry install --only main`,
    install: POETRY,
    read: 'pyproject.toml',
    files: {
      'README.md': '# Shared\n',
      'src/shared/__init__.py': 'NAME = "shared"\n',
      'poetry.lock': `package = []

[metadata]
lock-version = "2.0"
python-versions = ">=3.9"
content-hash = "8165d3ed85c4d35d0ee6ee7ef4ed5e3a1ef09b4ba1dd4e0d6af2bd6bd7ba6c7b"
`,
      'pyproject.toml': `[tool.poetry]
name = "shared"
version = "1.0.0"
description = ""
authors = []
readme = "README.md"
packages = [{ include = "shared", from = "src" }]

[tool.poetry.dependencies]
python = ">=3.9"

[build-system]
requires = ["poetry-core"]
build-backend = "poetry.core.masonry.api"
`,
    },
  },
};

/** Compiled files hold the time of their sources. */
const meantFiles = ({ tag }: Image): string[] => filesOf(tag).filter((line) => !line.includes('.pyc'));

describe.skipIf(!hasEngine())('installs of Python projects', () => {
  describe.each(Object.entries(cases))('%s', (name, { steps, files, install, read }) => {
    const dockerfile = `FROM python:3.11\nWORKDIR /srv/app\n${steps}\nCMD ["python3", "app.py"]\n`;
    const sources = { '.dockerignore': 'Dockerfile\n', 'app.py': 'from shared import NAME\n\nprint(NAME)\n' };
    let folder: string;
    let outcome: string;
    let before: Image;
    let after: Image;

    beforeAll(() => {
      folder = mkdtempSync(join(tmpdir(), 'dockmod-python-'));
      for (const [path, content] of Object.entries({ ...sources, ...files })) {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), content);
      }
      outcome = refactor(dockerfile, { only: ['copy-manifests-first'], context: diskContext(folder) }).text;
      const tag = `dockmod-test-python-${name.replace(/\W+/g, '-')}`;
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

    it('takes what is installed from the cache when a source file changed', () => {
      expect(outcome).toContain(install);
      expect(rebuilt(outcome, folder, 'app.py')).not.toContain(install);
      expect(rebuilt(outcome, folder, read)).toContain(install);
    });
  });
});
