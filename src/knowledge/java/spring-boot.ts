import { isAtLeast } from '../versions.ts';

/** As a jar is taken apart, what changes least first (docs.spring.io/spring-boot/reference/packaging/container-images/efficient-images.html). */
export const bootLayers: readonly string[] = [
  'dependencies',
  'spring-boot-loader',
  'snapshot-dependencies',
  'application',
];

/** docs.spring.io/spring-boot/reference/packaging/container-images/dockerfiles.html; the folder has to be empty. */
export const takeApartCommand = (jar: string, folder: string): string =>
  `java -Djarmode=tools -jar ${jar} extract --layers --destination ${folder}`;

/**
 * Versions whose jars are the same to a program when they were taken apart. Before 3.3 that cannot be done, 3.3.0 fails for some
 * programs (github.com/spring-projects/spring-boot/issues/40947), and up to Spring Framework 6.1, which is that of 3.3, patterns of
 * resources miss those of other jars (github.com/spring-projects/spring-framework/pull/33705).
 */
export function isTakenApartWell(version: string): boolean {
  const [, major = '0', minor = '0'] = /^(\d+)\.(\d+)\.\d+$/.exec(version) ?? [];
  return isAtLeast([Number(major), Number(minor)], [3, 4]) && Number(major) < 5;
}

/** Another version of Spring Framework than that of Spring Boot. */
export const ownFramework = /\bspring-framework\.version\b/;

const STARTERS =
  `actuator|amqp|aop|batch|cache|data-(?:jdbc|jpa|mongodb|r2dbc|redis|rest)|flyway|graphql|hateoas|jdbc|json|kafka|log4j2|logging|mail|
oauth2-(?:authorization-server|client|resource-server)|quartz|restclient|security|thymeleaf|validation|web|webclient|webflux|webmvc|websocket`.replaceAll(
    /\s/g,
    '',
  );

/**
 * Libraries that ask class loaders for what they need. Others may go by the list of jars that the launcher of Spring Boot has, which is
 * no longer there: servers look for pages in that (StaticResourceJars in github.com/spring-projects/spring-boot), and devtools take a
 * program without it for one in development.
 */
export const asksClassLoader = new RegExp(
  `^(?:org\\.springframework\\.boot:spring-boot-(?:starter(?:-(?:${STARTERS}))?|configuration-processor)|${[
    String.raw`org\.springframework(?:\.(?:amqp|data|graphql|kafka|security|session|ws))?:[\w.-]+`,
    String.raw`com\.(?:h2database:h2|mysql:mysql-connector-j|microsoft\.sqlserver:mssql-jdbc|zaxxer:HikariCP)`,
    String.raw`org\.(?:mariadb\.jdbc:mariadb-java-client|postgresql:(?:r2dbc-)?postgresql|xerial:sqlite-jdbc)`,
    String.raw`com\.(?:fasterxml\.jackson(?:\.\w+)?|google\.code\.gson|google\.guava):[\w.-]+`,
    String.raw`org\.apache\.commons:commons-(?:csv|lang3|text)|commons-(?:io:commons-io|codec:commons-codec)`,
    String.raw`org\.(?:mapstruct:mapstruct(?:-processor)?|projectlombok:lombok|slf4j:slf4j-api|flywaydb:flyway-[\w-]+)`,
    String.raw`io\.micrometer:[\w.-]+|org\.jetbrains\.kotlin:kotlin-(?:reflect|stdlib[\w-]*)`,
  ].join('|')})$`,
);

/** Sources that look at the jar they are in, or at the class loader. */
export const looksAtJars =
  /\bApplicationHome\b|\bBOOT-INF\b|\bCodeSource\b|\bgetProtectionDomain\b|\bJar(?:File|InputStream|URLConnection)\b|\bURLClassLoader\b|\bZip(?:File|InputStream)\b|\bjava\.class\.path\b|springframework\.boot\.loader/;

/** What the plugin of Maven may be told without a jar becoming another one (docs.spring.io/spring-boot/maven-plugin/packaging.html). */
export const plainSettings: ReadonlySet<string> = new Set(
  `plugin groupId artifactId version executions execution id phase goals goal configuration mainClass excludes exclude jvmArguments
  annotationProcessorPaths path`.split(/\s+/),
);

/** What scripts of Gradle may tell the task that makes the jar, and all else that may tell it something. */
export const plainBootJar =
  /\bbootJar\s*\{\s*(?:archive(?:BaseName|FileName|Version)(?:\.set\(\s*|\s*=\s*)["'][^"'\n]*["']\)?\s*|(?:mainClass|enabled)(?:\.set\(\s*|\s*=\s*)[\w."']+\)?\s*)*\}/g;
export const tellsBootJar =
  /[bB]oot(?:Jar|War)\b|\bwithType\b(?!\s*[<(]\s*(?:JavaCompile|KotlinCompile|Test)\b)|\blayered\b|\blaunchScript\b|\bapply\b|\bbuildscript\b|\b(?:all|sub)projects\b/;

/** Configurations of Gradle that bring nothing to the jar. */
export const staysOutOfJar = /^(?:annotationProcessor|compileOnly|developmentOnly|kapt|test\w*)$/;

/** Words that a call of java, or a setting, gives to the launcher, or that go by the jars themselves. */
export const goesByJars = /\bloader\.|\bjarmode\b|SharedArchiveFile|ArchiveClasses|-Xshare|-Xbootclasspath|AOTCache/;

/** A jar that gets its libraries when it starts, from where Maven keeps them (github.com/spring-projects-experimental/spring-boot-thin-launcher). */
export const makesThinJar =
  /\bspring-boot-thin-(?:gradle|layout|maven)|\borg\.springframework\.boot\.experimental\.thin/;
