/** Build scripts have one of these names in the folder of their project. */
export const buildScripts: readonly string[] = ['build.gradle', 'build.gradle.kts'];
export const settingsScripts: readonly string[] = ['settings.gradle', 'settings.gradle.kts'];

/** Files beside them that count for every task (https://docs.gradle.org/current/userguide/build_environment.html, …/dependency_locking.html). */
export const besideScripts: readonly string[] = [
  'gradle.properties',
  'gradle.lockfile',
  'buildscript-gradle.lockfile',
  'settings-gradle.lockfile',
];

/** Programs in `gradle` and `buildSrc` that are part of a build. */
export const program = /\.(?:gradle|gradle\.kts|groovy|java|kt)$/;

/** Projects that a settings script names in so many words; the group holds their paths. */
export const include = /\binclude\s*\(?\s*((?:["'][\w:.-]+["']\s*,?\s*)+)\)?/g;

/** What looks like a way to a file is none where it names a folder that comes along, or an address. */
export const harmless: readonly RegExp[] = [
  /\bfrom\s*[:=]\s*["'](?:\$\{?root(?:Dir|Project\.projectDir)\}?\/)?gradle\/(?:(?!\.\.)[\w./-])+["']/g,
  /\b(?:url|uri)\s*[=(]?\s*(?:uri\s*\(\s*)?["']https?:\/\/[^"'$]*["']/g,
];

/** Ways to files. */
export const curious =
  /\b(?:ant|buildFileName|evaluate|exec|execute|Files?|file|fileContents|fileTree|files|flatDir|fromFile|gitRepository|include(?:Build|Flat)|java\.(?:io|nio)|javaexec|layout|load|Paths?|ProcessBuilder|projectDir|Properties|rootDir|sourceControl|tarTree|uri|url|zipTree)\b|\bfrom\s*[:=]/;

/** Plugins that scripts apply; the group holds the name. */
export const appliedPlugins: readonly RegExp[] = [
  /\bid\s*\(?\s*["']([^"']+)["']/g,
  /\bapply\s*\(?\s*plugin\s*[:=]\s*["']([^"']+)["']/g,
];
/** Plugins of the version catalogue are applied by other names. */
export const CATALOG = 'gradle/libs.versions.toml';

/** Plugins that look at no file before a task does. Others may: for a version of .git, for settings of their own. */
export const plainPlugin =
  /^(?:(?:org\.gradle\.)?(?:application|base|checkstyle|eclipse|ear|groovy|idea|jacoco|java|java-library|java-platform|maven-publish|pmd|scala|war)|com\.(?:github\.ben-manes\.versions|github\.johnrengelman\.shadow|google\.cloud\.tools\.jib|google\.protobuf|gradleup\.shadow)|io\.(?:freefair\.lombok|ktor\.plugin|spring\.dependency-management)|kotlin|org\.graalvm\.buildtools\.native|org\.gradle\.toolchains\.foojay-resolver-convention|org\.jetbrains\.kotlin\.[\w.-]+|org\.springframework\.boot)$/;
