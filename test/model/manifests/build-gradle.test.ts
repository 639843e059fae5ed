import { describe, expect, it } from 'vitest';
import { readBy as read } from '../../support/manifests.ts';

type Files = Readonly<Record<string, string>>;

const DOUBT = 'build scripts are programs, and may look for files in a way that does not show';

describe('build.gradle', () => {
  const report = (files: Files): string => read('gradle dependencies', files).replace(` | ${DOUBT}`, '');

  it.each([
    "plugins {\n    id 'java'\n    id(\"org.springframework.boot\") version '3.3.0'\n}",
    "apply plugin: 'application'",
    "repositories { maven { url 'https://example.org/maven' } }",
    'repositories { maven { url = uri("https://example.org/maven") } }',
    "apply from: 'gradle/style.gradle'",
    'apply(from = "$rootDir/gradle/style.gradle.kts")',
    "dependencies { implementation 'a:files-and-file-trees:1.0' }".replace('files-and-file-trees', 'filed'),
    '// file("x")',
  ])('is enough with %j', (script) => {
    expect(report({ 'build.gradle': script })).toBe('build.gradle');
  });

  it.each([
    ["implementation files('libs/a.jar')", /files/],
    ["implementation fileTree(dir: 'libs')", /fileTree/],
    ["version = file('VERSION').text", /file/],
    ["version = 'git describe'.execute().text", /execute/],
    ['version = providers.fileContents(x).asText.get()', /fileContents/],
    ["apply from: 'ci/a.gradle'", /from/],
    ["apply from: 'gradle/../ci/a.gradle'", /from/],
    ["apply from: 'https://example.org/a.gradle'", /from/],
    ["repositories { flatDir { dirs 'libs' } }", /flatDir/],
    ["repositories { maven { url 'libs' } }", /url/],
    ['repositories { maven { url "https://example.org/$x" } }', /url/],
    ['plugins {\n    id "com.palantir.git-version" version "3"\n}', /git-version/],
    ["apply plugin: 'pl.allegro.tech.build.axion-release'", /axion/],
  ])('is not enough with %j', (script, reason) => {
    expect(report({ 'build.gradle': script })).toMatch(/^declined: build\.gradle (?:says|applies) /);
    expect(report({ 'build.gradle': script })).toMatch(reason);
  });

  it('comes with those of all projects', () => {
    const projects = { 'a/build.gradle.kts': '', 'b/c/build.gradle': '', 'b/c/gradle.lockfile': '' };
    expect(report({ 'settings.gradle': "include 'a', ':b:c'", 'gradle.properties': '', ...projects })).toBe(
      'settings.gradle a/build.gradle.kts b/c/build.gradle gradle.properties b/c/gradle.lockfile',
    );
    expect(report({ 'settings.gradle.kts': 'include(\n  "a",\n)\ninclude("b:c")', ...projects })).toBe(
      'settings.gradle.kts a/build.gradle.kts b/c/build.gradle b/c/gradle.lockfile',
    );
    expect(report({ 'settings.gradle': "include 'a'" })).toBe(
      'declined: there is no a/build.gradle in the folder that is copied',
    );
    expect(report({})).toBe('declined: there is no build.gradle in the folder that is copied');
  });

  it.each([
    "includeBuild 'b'",
    'list.each { include it }',
    "include 'a'\nproject(':a').projectDir = x",
    'include "$name"',
    "rootProject.buildFileName = 'a.gradle'",
  ])('has projects that can be told, unlike %j', (settings) => {
    expect(report({ 'settings.gradle': settings, 'a/build.gradle': '', 'build.gradle': '' })).toMatch(
      /^declined: settings\.gradle says /,
    );
  });

  it('comes with whole folders, of which the programs are looked at as well', () => {
    const files = { 'build.gradle': '', 'gradle/libs.versions.toml': '', 'buildSrc/src/main/kotlin/A.kt': 'class A' };
    expect(report(files)).toBe('build.gradle gradle/ buildSrc/');
    expect(report({ ...files, 'buildSrc/src/main/kotlin/A.kt': 'File("x")' })).toMatch(/^declined: buildSrc\/src/);
    expect(report({ ...files, 'gradle/style.gradle': "apply from: 'x'" })).toMatch(/^declined: gradle\/style\.gradle/);
  });

  it.each([
    [
      '[plugins]\na = { id = "org.jetbrains.kotlin.jvm", version = "2" }\nb = "com.gradleup.shadow:8"',
      /^build\.gradle gradle\//,
    ],
    ['[plugins]\na = { id = "x.y", version = "2" }', /^declined: .* names x\.y/],
    ['[plugins]\na = "x.y:8"', /^declined: .* names x\.y/],
    ['[plugins', /^declined: .* can not be read/],
  ])('has plugins of the catalogue: %j', (catalog, expected) => {
    expect(report({ 'build.gradle': '', 'gradle/libs.versions.toml': catalog })).toMatch(expected);
  });

  it('may be wrong about programs', () => {
    expect(read('gradle dependencies', { 'build.gradle': '' })).toBe(`build.gradle | ${DOUBT}`);
  });
});

describe('the wrapper of Gradle', () => {
  const FILES = {
    gradlew: '',
    'build.gradle': '',
    'gradle/wrapper/gradle-wrapper.properties': 'distributionUrl=https\\://example.org/gradle.zip',
  };

  it('comes with what it needs', () => {
    expect(read('./gradlew dependencies', FILES)).toMatch(/^gradlew build\.gradle gradle\/ \|/);
    expect(read('./gradlew build', FILES)).toMatch(/^gradlew gradle\/wrapper\/ \| \.\/gradlew --version \|/);
    expect(read('/app/gradlew clean bootJar', { ...FILES, 'gradle.properties': '' })).toMatch(
      /^gradlew gradle\/wrapper\/ gradle\.properties \| \/app\/gradlew --version \|/,
    );
  });

  it.each([
    ['distributionUrl=gradle.zip', /does not say/],
    ['distributionUrl=file\\:/opt/gradle.zip', /does not say/],
  ])('gets Gradle from an address, not with %j', (settings, reason) => {
    const files = { ...FILES, 'gradle/wrapper/gradle-wrapper.properties': settings };
    expect(read('./gradlew build', files)).toMatch(reason);
    expect(read('./gradlew dependencies', files)).toMatch(reason);
  });

  it('is all that can be fetched for a build', () => {
    expect(read('gradle build', FILES)).toMatch(/^declined: Gradle has no task/);
    expect(read('./gradlew build', { 'build.gradle': '' })).toMatch(/^declined: there is no gradlew/);
    expect(read('./gradlew --offline build', FILES)).toBe('not an install');
  });
});
