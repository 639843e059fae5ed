import { describe, expect, it } from 'vitest';
import { readBy as read } from '../../support/manifests.ts';

const pom = (inner = '', artifact = 'shop'): string =>
  `<project><modelVersion>4.0.0</modelVersion><artifactId>${artifact}</artifactId>${inner}</project>`;
const dependency = (artifact: string, inner = '<version>1.0</version>'): string =>
  `<dependencies><dependency><artifactId>${artifact}</artifactId>${inner}</dependency></dependencies>`;
const parent = (inner = ''): string => `<parent><artifactId>base</artifactId>${inner}</parent>`;
const repositories = (url: string): string => `<repositories><repository><url>${url}</url></repository></repositories>`;
const modules = (...names: string[]): string =>
  `<modules>${names.map((name) => `<module>${name}</module>`).join('')}</modules>`;

describe('pom.xml', () => {
  const go = (inner: string, more: Readonly<Record<string, string>> = {}): string =>
    read('mvn dependency:go-offline', { 'pom.xml': pom(inner), ...more });

  it.each([
    '',
    dependency('a'),
    dependency('shop-api', '<version>${api.version}</version>'),
    parent('<relativePath/>'),
    parent(),
    repositories('https://example.org'),
    '<distributionManagement><repository><url>file:///repo</url></repository></distributionManagement>',
    '<build><extensions><extension><artifactId>os-maven-plugin</artifactId></extension></extensions></build>',
    '<build><plugins><plugin><artifactId>a</artifactId><extensions>false</extensions></plugin></plugins></build>',
    '<build><plugins><plugin><configuration><module name="Checker"/></configuration></plugin></plugins></build>',
  ])('is enough with %j', (inner) => {
    expect(go(inner)).toBe('pom.xml');
  });

  it.each([
    [dependency('a', '<scope>system</scope>'), /scope system/],
    [repositories('file:///repo'), /file:\/\/\/repo/],
    [repositories('${repo}'), /\$\{repo\}/],
    [repositories('file:///repo').replaceAll('repositories', 'pluginRepositories'), /file:\/\/\/repo/],
    [parent('<relativePath>../base</relativePath>'), /parent \.\.\/base/],
    [parent('<relativePath>base/pom.xml</relativePath>'), /parent base\/pom\.xml/],
    [modules('api'), /module api/],
    [modules('../api'), /module \.\.\/api/],
    ['<profiles><profile><activation><file><missing>x</missing></file></activation></profile></profiles>', /profile/],
    ['<build><extensions><extension><artifactId>x</artifactId></extension></extensions></build>', /extension x/],
    ['<build><plugins><plugin><artifactId>x</artifactId><extensions>true</extensions></plugin></plugins></build>', /x/],
    ['<goals><goal>install-file</goal></goals>', /by itself/],
    ['<build>', /can not be read/],
  ])('is not enough with %j', (inner, reason) => {
    expect(go(inner)).toMatch(/^declined: /);
    expect(go(inner)).toMatch(reason);
  });

  it('is of the model that says which modules there are', () => {
    expect(read('mvn dependency:resolve', { 'pom.xml': pom().replace('4.0.0', '4.1.0') })).toMatch(
      /^declined: .*4\.1\.0/,
    );
  });

  it('comes with parents and modules', () => {
    expect(go(parent('<relativePath>base</relativePath>'), { 'base/pom.xml': pom('', 'base') })).toBe(
      'pom.xml base/pom.xml',
    );
    const both = { 'api/pom.xml': pom(parent(), 'api'), 'web/pom-web.xml': pom('', 'web') };
    expect(go(modules('api', 'web/pom-web.xml'), both)).toBe('pom.xml api/pom.xml web/pom-web.xml');
    expect(go(`<profiles><profile>${modules('api')}</profile></profiles>`, both)).toBe('pom.xml api/pom.xml');
    expect(go(modules('api'), { 'api/pom.xml': pom(repositories('file:x'), 'api') })).toMatch(
      /^declined: api\/pom\.xml/,
    );
  });

  it.each(['api', 'shop', '${name}'])('has no modules that need %s', (needed) => {
    const files = { 'api/pom.xml': pom('', 'api'), 'web/pom.xml': pom(dependency(needed), 'web') };
    expect(go(modules('api', 'web'), files)).toMatch(/^declined: .* looks for the module/);
  });

  it.each(['1.0-SNAPSHOT', '[1.0,2.0)', 'LATEST', 'RELEASE'])('may ask for %s', (version) => {
    expect(go(dependency('a', `<version>${version}</version>`))).toMatch(/^pom\.xml \| the POM asks for /);
    expect(go(`<properties><a>${version}</a></properties>`)).toMatch(/asks for/);
    expect(go(`<version>${version}</version>`)).toBe('pom.xml');
  });
});

describe('what is beside pom.xml', () => {
  const FILES = { 'pom.xml': pom(), mvnw: '', 'ci/s.xml': '<settings/>', '.mvn/jvm.config': '-Xmx1g' };

  it('comes with it', () => {
    expect(read('mvn dependency:resolve', FILES)).toBe('pom.xml .mvn/');
    expect(read('./mvnw dependency:resolve', FILES)).toBe('pom.xml mvnw .mvn/');
    expect(read('/app/mvnw -s /app/ci/s.xml dependency:resolve', FILES)).toBe('pom.xml mvnw .mvn/ ci/s.xml');
    expect(read('mvn -s /root/s.xml -gs ~/.m2/s.xml dependency:resolve', FILES)).toBe('pom.xml .mvn/');
  });

  it.each([
    ['ci/s.xml', '<settings><localRepository>x</localRepository></settings>'],
    ['ci/s.xml', '<settings><mirror><url>file:///repo</url></mirror></settings>'],
    ['.mvn/jvm.config', '-javaagent:agent.jar'],
    ['.mvn/jvm.config', '-Djava.security.policy=./policy'],
    ['.mvn/maven.config', '-f\nother.xml'],
    ['.mvn/maven.config', '-Dmaven.repo.local=repo'],
    ['.mvn/extensions.xml', '<extensions><extension><artifactId>x</artifactId></extension></extensions>'],
    ['.mvn/extensions.xml', '<extensions>'],
  ])('may name more: %s with %s', (path, text) => {
    expect(read('mvn -s ci/s.xml dependency:resolve', { ...FILES, [path]: text })).toMatch(/^declined: /);
  });

  it.each([
    ['.mvn/maven.config', '-T1C\n-Dstyle.color=always -Drepo=https://example.org/x'],
    ['.mvn/extensions.xml', '<extensions><extension><artifactId>wagon-http</artifactId></extension></extensions>'],
  ])('may say %s: %s', (path, text) => {
    expect(read('mvn dependency:resolve', { ...FILES, [path]: text })).toBe('pom.xml .mvn/');
  });

  it('has to be there', () => {
    expect(read('mvn -s s.xml dependency:resolve', FILES)).toBe(
      'declined: there is no s.xml in the folder that is copied',
    );
    expect(read('mvn -s $S dependency:resolve', FILES)).toBe('declined: only the build knows which file $S is');
    expect(read('./mvnw test', { 'pom.xml': pom() })).toBe('declined: there is no mvnw in the folder that is copied');
    expect(read('mvn test', {})).toBe('declined: there is no pom.xml in the folder that is copied');
  });
});

describe('a build with Maven', () => {
  const fetch = (command: string, inner = ''): string | undefined =>
    read(command, { 'pom.xml': pom(inner), mvnw: '' }).split(' | ')[1];

  it.each([
    ['mvn package', 'mvn dependency:go-offline'],
    ['mvn -B clean verify -Pprod,ci -q', 'mvn -B -Pprod,ci -q dependency:go-offline'],
    ['mvn -DskipTests -Dmaven.test.skip=true -Drevision=1.2 install', 'mvn -Drevision=1.2 dependency:go-offline'],
    ['./mvnw test dependency:go-offline', './mvnw dependency:go-offline'],
  ])('%s is prepared by %s', (command, expected) => {
    expect(fetch(command)).toBe(expected);
  });

  it('may need more than that gets', () => {
    expect(read('mvn -Drevision=$R package', { 'pom.xml': pom() })).toMatch(/^declined: -Drevision=\$R/);
    expect(read('mvn package', { 'pom.xml': pom(repositories('https://example.org')) })).toMatch(
      /^declined: pom\.xml names/,
    );
  });

  it.each(['mvn clean', 'mvn -o package', 'mvn package --offline', 'mvn $GOALS'])(
    '%s downloads nothing known',
    (command) => {
      expect(read(command, { 'pom.xml': pom() })).toBe('not an install');
    },
  );
});
