import { describe, expect, it } from 'vitest';
import type { Change } from '../../src/model/change.ts';
import { verdict } from '../support/fakes.ts';

const FILE = `FROM python:3.11 AS base
RUN ls

FROM python:3.11
ARG A=1
# packages
RUN pip install flask
ENV B=$A
WORKDIR /app
RUN python -V
CMD ["python"]
`;
const VENV = 'RUN python -m venv /opt/venv\nENV PATH="/opt/venv/bin:$PATH"\n';
const AFTER = FILE.replace('# packages', `${VENV}# packages`);

const changeIn = (
  text: string,
  before = '# packages',
  path = '/opt/venv',
  isActive = false,
  hasPipOfImage = false,
): Change => ({
  kind: 'insertVenv',
  before: text.indexOf(before),
  path,
  isActive,
  hasPipOfImage,
});

describe('the change that gives a stage an environment', () => {
  it('is proven, with the settings of all that follows', () => {
    expect(verdict(FILE, AFTER, [changeIn(FILE)])).toBeUndefined();
  });

  it('names the environment for tools that go by that, where it says so', () => {
    const named = AFTER.replace('ENV PATH', 'ENV VIRTUAL_ENV=/opt/venv PATH');
    expect(verdict(FILE, named, [changeIn(FILE, '# packages', '/opt/venv', true)])).toBeUndefined();
    expect(verdict(FILE, named, [changeIn(FILE)])).toBeDefined();
  });

  it('has the pip of the image, where it says so', () => {
    const newer = AFTER.replace(
      '/opt/venv\nENV',
      '/opt/venv && /opt/venv/bin/pip install pip==$PYTHON_PIP_VERSION\nENV',
    );
    expect(verdict(FILE, newer, [changeIn(FILE, '# packages', '/opt/venv', false, true)])).toBeUndefined();
    expect(verdict(FILE, newer, [changeIn(FILE)])).toBeDefined();
  });

  it('takes a RUN without a comment, in a file that copies from stages', () => {
    const before = FILE.replace('# packages\n', 'COPY --from=base /a /b\n');
    const after = before.replace('RUN pip', `${VENV}RUN pip`);
    expect(verdict(before, after, [changeIn(before, 'RUN pip')])).toBeUndefined();
  });

  it('is refused where a folder goes by variables, or the stage is built on another', () => {
    const change = (text: string, from: string, to: string): string | undefined => {
      const before = text.replace(from, to);
      return verdict(before, AFTER.replace(from, to), [changeIn(before)]);
    };
    expect(change(FILE, 'WORKDIR /app', 'WORKDIR $B')).toContain('another folder');
    expect(change(FILE, 'FROM python:3.11\nARG', 'FROM base\nARG')).toContain('other settings');
  });

  it.each([
    ['another folder', '/opt/venv/bin', '/opt/other/bin'],
    ['another order on the PATH', '/opt/venv/bin:$PATH', '$PATH:/opt/venv/bin'],
    ['another command', 'python -m venv', 'python -m venv --system-site-packages'],
    ['another place', `${VENV}# packages`, `# packages\n${VENV.trimEnd()}`],
  ])('is refused where the text has %s', (_, from, to) => {
    expect(verdict(FILE, AFTER.replace(from, to), [changeIn(FILE)])).toBeDefined();
  });

  it.each([
    ['an earlier stage', 'RUN ls', '/opt/venv', 'only the last stage'],
    ['what is no RUN', 'ENV B', '/opt/venv', 'can not be an environment'],
    ['a path that goes by the folder', '# packages', 'venv', 'can not be an environment'],
    ['a path with a variable', '# packages', '/opt/$A', 'can not be an environment'],
    ['a path that leads elsewhere', '# packages', '/opt/../venv', 'can not be an environment'],
    ['more than a path', '# packages', '/opt/venv && rm -rf /x', 'can not be an environment'],
  ])('takes no %s', (_, before, path, reason) => {
    expect(verdict(FILE, AFTER, [changeIn(FILE, before, path)])).toContain(reason);
  });
});
