import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { refactor } from '../../src/index.ts';
import { build, hasEngine, inContainer, start } from './docker.ts';

const FIXTURES = join(import.meta.dirname, '../../fixtures/before');

/** Only a builder knows what a value means once quotes and escapes are gone. */
describe.skipIf(!hasEngine())('settings of real builds', () => {
  it.each(['env-equals/example-one-value-each', 'env-equals/quotes-where-blanks-are', 'env-equals/backtick-escape'])(
    '%s: environment and labels stay equal',
    (fixture) => {
      const context = join(FIXTURES, fixture);
      const text = readFileSync(join(context, 'Dockerfile'), 'utf8');
      const changed = refactor(text, { only: ['env-equals'] }).text;
      const before = build('dockmod-test-settings:before', text, context);
      const after = build('dockmod-test-settings:after', changed, context);
      expect(changed).not.toBe(text);
      expect(after.config).toEqual(before.config);
      const environment = ['sh', '-c', 'env | sort | grep -v HOSTNAME'];
      expect(inContainer(after.tag, environment)).toEqual(inContainer(before.tag, environment));
    },
  );

  it('a container does the same without a shell in front of its program', () => {
    const context = join(FIXTURES, 'exec-form/example-the-program-itself');
    const text = readFileSync(join(context, 'Dockerfile'), 'utf8');
    const before = build('dockmod-test-start:before', text, context);
    const after = build('dockmod-test-start:after', refactor(text, { only: ['exec-form'] }).text, context);
    expect(after.config['Cmd']).toEqual(['python', 'app.py', '--port', '8080']);
    expect(start(after.tag)).toEqual({ ...start(before.tag), status: 0, stdout: 'hello\n' });
  });
});
