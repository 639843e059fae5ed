import { expect, it } from 'vitest';
import { normalName, readRequirement, systemNeeds } from '../../src/knowledge/python-packages.ts';

it('compares packages by their normal names', () => {
  expect(['GitPython', 'Flask_MySQLdb', 'ruamel.yaml'].map(normalName)).toEqual([
    'gitpython',
    'flask-mysqldb',
    'ruamel-yaml',
  ]);
  expect(readRequirement('psycopg [c, pool] >= 3 ; python_version > "3.8"')).toEqual({
    name: 'psycopg',
    extras: ['c', 'pool'],
  });
  expect(readRequirement('--pre')).toBeUndefined();
});

it.each([
  ['flask==3.0', []],
  ['psycopg2>=2.9', ['libpq5']],
  ['psycopg2-binary', []],
  ['psycopg[binary]', []],
  ['psycopg', ['libpq5']],
  ['SQLAlchemy[mysql]', ['libmariadb3']],
  ['constructor', []],
])('%s needs %j', (line, packages) => {
  expect(systemNeeds(line, undefined)).toEqual(packages);
});

it('knows what goes by the release where that is known', () => {
  expect(systemNeeds('python-ldap', 'trixie')).toEqual(['libldap2', 'libsasl2-2']);
  expect(systemNeeds('python-ldap', undefined)).toMatchObject({ always: false });
  expect(systemNeeds('pymc', 'trixie')).toMatchObject({ always: true });
});
