/** Options of java whose value is the next word (docs.oracle.com/en/java/javase/21/docs/specs/man/java.html). */
export const javaValues: ReadonlySet<string> = new Set([
  '--add-exports',
  '--add-modules',
  '--add-opens',
  '--add-reads',
  '--class-path',
  '--limit-modules',
  '--module-path',
  '--patch-module',
  '--upgrade-module-path',
  '-classpath',
  '-cp',
  '-p',
]);
export const classPathOption = /^(?:-cp|-classpath|--class-path|-p|--module-path)$/;

/** Programs that build Java, or help to. */
export const javaBuilders: ReadonlySet<string> = new Set([
  'gradle',
  'gradlew',
  'javac',
  'lein',
  'mvn',
  'mvnd',
  'mvnw',
  'sbt',
]);
/** Scripts of a project that fetch such a tool, and start it (maven.apache.org/wrapper, docs.gradle.org/current/userguide/gradle_wrapper.html). */
export const builderScripts: ReadonlySet<string> = new Set(['gradlew', 'mvnw']);
export const javaTools: ReadonlySet<string> = new Set([...javaBuilders, 'dos2unix', 'git', 'jar']);

/** Goals and tasks that start a program or change a database, and may leave data anywhere (maven.apache.org/plugins, docs.gradle.org/current/userguide/application_plugin.html). */
export const startsAtBuild =
  /(?:^|\s)(?:(?:cargo|exec|flyway|jetty|liquibase|quarkus|sql|tomcat\d*)(?:-maven-plugin)?:\w|spring-boot:(?:run|start)\b|:?(?:[\w-]+:)*(?:bootRun|flyway\w+|quarkusDev|run|runMain)(?:\s|$))/;

/** Programs that bring a build tool where it is no package. */
export const bringers: ReadonlySet<string> = new Set('chmod cp curl install ln mkdir mv rm tar unzip wget'.split(' '));
export const namesBuilder = /maven|gradle/i;

/** Folders of build tools, which a program has no use for. */
export const builderFolders: readonly string[] = [
  '/home/gradle/.gradle',
  '/opt/gradle',
  '/opt/maven',
  '/root/.cache/coursier',
  '/root/.gradle',
  '/root/.ivy2',
  '/root/.lein',
  '/root/.m2',
  '/root/.sbt',
  '/usr/share/maven',
];

/** Plugins of Maven that put all that a program needs into one jar; `jar`: what that is called, where it has a name of its own. */
export const fatPlugins: ReadonlyMap<
  string,
  { readonly jar?: RegExp; readonly needs?: RegExp; readonly unless?: RegExp }
> = new Map([
  ['maven-assembly-plugin', { jar: /jar-with-dependencies|\*/, needs: /jar-with-dependencies|\.xml/ }],
  ['maven-shade-plugin', { unless: /<shadedArtifactAttached>\s*true|<artifactSet>\s*<includes>/ }],
  // docs.spring.io/spring-boot/maven-plugin/packaging.html: by the parent of Spring, or where it is told to.
  ['spring-boot-maven-plugin', { needs: /spring-boot-starter-parent|<goal>\s*repackage/, unless: /<layout>\s*NONE/ }],
]);

/** The same of Gradle, by what a build script says. */
export const fatScripts: readonly { readonly says: RegExp; readonly jar: RegExp }[] = [
  {
    says: /org\.springframework\.boot['"](?!\)?.*\bapply\s*\(?false)|plugins\.spring\.?boot/i,
    jar: /^(?!.*-plain\.jar$)/,
  },
  {
    says: /com\.(?:github\.johnrengelman|gradleup)\.shadow|plugins\.shadow|io\.ktor\.plugin|plugins\.ktor/,
    jar: /-all\.jar$|\*/,
  },
  {
    says: /(?:archiveClassifier|classifier)(?:\.set\(|\s*=\s*)(?:""|''|null)|shadowJar[\s\S]*archiveFileName/,
    jar: /(?:)/,
  },
  {
    says: /zipTree|configurations\.(?:runtimeClasspath|compileClasspath|runtime|compile)\.(?:collect|map)/,
    jar: /(?:)/,
  },
];

/** What build scripts of Gradle say of libraries that a program needs when it runs. */
export const gradleLibraries =
  /^[ \t]*(?:api|compile|implementation|runtime|runtimeOnly)\b\s*(?:\(|['"\w])|\bid\s*\(?\s*['"]org\.jetbrains\.kotlin|\bkotlin\(["']jvm/m;

/** What a build script of sbt says of a jar with all libraries (github.com/sbt/sbt-assembly); the group holds its name. */
export const sbtJar = /\bassemblyJarName\b[^\n]*:=\s*s?"([^"$]+)"/;
/** It is told to leave some of them out. */
export const sbtLeavesOut = /\bassembleArtifact\b|\bassembly\w*ExcludedJars\b|\bassemblyPackageDependency\b/;

/** What `lein uberjar` calls a jar with all libraries, where its project says that; the group holds the name (leiningen.org, sample.project.clj). */
export const leinJar = /:uberjar-name\s+"([^"]+)"/;

/** What lein prints of the jar with all libraries: `$(lein uberjar | sed -n …)`. */
export const leinPrints =
  /^"?\$\(\s*lein uberjar\s*\|\s*sed -n ['"]s\/\^Created [^|]*standalone\\?\.jar[^|]*\/p['"]\s*\)"?$/;

/** Servers, the folder that they take programs from, and what starts them (github.com/docker-library/tomcat). */
export const servers: readonly { readonly image: string; readonly folder: string; readonly starts: RegExp }[] = [
  {
    image: 'tomcat',
    folder: '/usr/local/tomcat/webapps',
    starts: /^(?:\/usr\/local\/tomcat\/bin\/)?catalina\.sh$/,
  },
];

/** The folder that holds all of a program that was installed or made to be started with others: its path up to there. */
export const programFolder =
  /^(?:.*\/build\/install\/[^/]+|.*\/target\/(?:appassembler|quarkus-app|universal\/stage)|.*\/build\/quarkus-app)(?=\/)/;
/** Its programs are scripts for bash (github.com/sbt/sbt-native-packager). */
export const hasBashScripts = /\/target\/universal\/stage\/bin\/[^/]+$/;

/** Packages of the system that only builds of Java need. */
export const javaBuildPackages =
  /^(?:(?:default|openjdk-?\d+|java-[\w.]+-openjdk)(?:-jdk|-devel)?(?:-headless)?|maven|gradle|ant|lib(?:maven|surefire)[\w.-]*-java)$/;
