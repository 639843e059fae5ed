import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { diskContext } from '../../src/context/disk-context.ts';
import { refactor } from '../../src/index.ts';
import { build, hasEngine, type Image, inContainer, rebuilt, start } from './docker.ts';

const root = process.env['BUILD_ROOT'] ?? tmpdir();

/** The packages of Debian are a Maven repository, which stands in for the one that is out of reach. */
const REPOSITORY = '<id>central</id><url>file:///usr/share/maven-repo</url>';
const QUIET = '<releases><checksumPolicy>ignore</checksumPolicy></releases>';
const SETTINGS = `<settings><profiles><profile><id>debian</id>
<repositories><repository>${REPOSITORY}${QUIET}</repository></repositories>
<pluginRepositories><pluginRepository>${REPOSITORY}${QUIET}</pluginRepository></pluginRepositories>
</profile></profiles><activeProfiles><activeProfile>debian</activeProfile></activeProfiles></settings>
`;
const PLUGINS = [
  'antrun',
  'assembly',
  'clean',
  'compiler',
  'dependency',
  'deploy',
  'install',
  'jar',
  'resources',
  'site',
]
  .map((name) => `libmaven-${name}-plugin-java`)
  .join(' ');

const SOURCE = 'src/main/resources/greeting.properties';

const FILES: Readonly<Record<string, string>> = {
  '.dockerignore': 'Dockerfile\n',
  'pom.xml': `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>org.example</groupId>
  <artifactId>shop</artifactId>
  <version>1.0</version>
  <properties>
    <maven.compiler.source>17</maven.compiler.source>
    <maven.compiler.target>17</maven.compiler.target>
    <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
  </properties>
  <dependencies>
    <dependency>
      <groupId>commons-io</groupId>
      <artifactId>commons-io</artifactId>
      <version>debian</version>
    </dependency>
  </dependencies>
  <build>
    <pluginManagement>
      <plugins>
        <plugin>
          <artifactId>maven-site-plugin</artifactId>
          <version>3.12.1</version>
        </plugin>
      </plugins>
    </pluginManagement>
  </build>
</project>
`,
  'src/main/java/Shop.java':
    'public class Shop { public static void main(String[] args) { System.out.println("open"); } }\n',
  [SOURCE]: 'greeting=hello\n',
};

const BASE = `FROM maven:latest
RUN apt-get update && apt-get install -y --no-install-recommends ${PLUGINS} libsurefire-java libcommons-io-java && rm -rf /var/lib/apt/lists/*
RUN mkdir -p /root/.m2 && echo '${SETTINGS.replaceAll('\n', '')}' > /root/.m2/settings.xml
WORKDIR /work/app
COPY . .
`;
const END = 'CMD ["java", "-cp", "target/shop-1.0.jar", "Shop"]\n';

const cases = {
  'an install of its own': `${BASE}RUN mvn -B -ntp dependency:go-offline\nRUN mvn -B -ntp package\n${END}`,
  'a build that downloads on the way': `${BASE}RUN mvn -B -ntp -DskipTests package\n${END}`,
};

describe.skipIf(!hasEngine()).each(Object.entries(cases))('Maven before the sources: %s', (name, text) => {
  let folder: string;
  let outcome: string;
  let before: Image;
  let after: Image;

  beforeAll(() => {
    mkdirSync(root, { recursive: true });
    folder = mkdtempSync(join(root, 'dockmod-maven-'));
    for (const [path, content] of Object.entries(FILES)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), content);
    }
    outcome = refactor(text, { only: ['copy-manifests-first'], context: diskContext(folder) }).text;
    const tag = `dockmod-test-maven-${name.replace(/\W+/g, '-')}`;
    before = build(`${tag}:before`, text, folder);
    after = build(`${tag}:after`, outcome, folder);
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('has the same config, and makes the same program', () => {
    expect(outcome).not.toBe(text);
    expect(after.config).toEqual(before.config);
    const content = ({ tag }: Image): string => inContainer(tag, ['jar', 'tf', 'target/shop-1.0.jar']).stdout;
    expect(content(after)).toContain('Shop.class');
    expect(content(after)).toBe(content(before));
    expect(start(after.tag)).toEqual(start(before.tag));
    expect(start(after.tag).stdout).toBe('open\n');
  });

  it('downloads nothing when a source file changed', () => {
    const isDownload = (step: string): boolean => step.includes('dependency:go-offline');
    expect(rebuilt(outcome, folder, SOURCE).some(isDownload)).toBe(false);
    const offline = outcome.replace(/^RUN mvn (?=.*package$)/m, 'RUN mvn -o ');
    expect(offline).not.toBe(outcome);
    expect(start(build(`${after.tag}-offline`, offline, folder).tag).stdout).toBe('open\n');
  });
});
