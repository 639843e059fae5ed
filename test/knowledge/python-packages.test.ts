import { expect, it } from 'vitest';
import { linkedWith, normalName, readRequirement, systemNeeds } from '../../src/knowledge/python/packages.ts';

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
  ['ultralytics', ['libgl1', 'libglib2.0-0', 'libsm6', 'libxext6']],
  ['constructor', []],
])('%s needs %j', (line, packages) => {
  expect(systemNeeds(line, undefined)).toEqual(packages);
});

it('knows what goes by the release where that is known', () => {
  expect(systemNeeds('python-ldap', 'trixie')).toEqual(['libldap2', 'libsasl2-2']);
  expect(systemNeeds('python-ldap', undefined)).toMatchObject({ always: false });
  expect(systemNeeds('pymc', 'trixie')).toMatchObject({ always: true });
});

it('knows what packages are linked with that have no wheel for a Python', () => {
  expect(linkedWith('lxml==4.9.2', '3.12')).toEqual(['libxml2-dev', 'libxslt1-dev']);
  expect(linkedWith('Pillow==9.5.0', '3.12-bookworm')).toContain('libjpeg62-turbo-dev');
  expect(linkedWith('psycopg2-binary==2.9.5', '3.12.3')).toEqual(['libpq-dev']);
  const wheels = ['lxml==5.3.0', 'lxml', 'lxml>=4.9', 'flask==1.0', 'constructor==1.0'];
  expect(wheels.flatMap((line) => linkedWith(line, '3.12'))).toEqual([]);
  expect(linkedWith('lxml==4.9.2', 'latest')).toEqual([]);
});
