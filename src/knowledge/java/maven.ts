/** Phases that make nothing, and so need nothing. */
export const emptyPhases: readonly string[] = ['clean', 'pre-clean', 'post-clean'];

/**
 * Extensions that go by nothing but the POM and the system. Any other runs before Maven knows what to do, and may look at the sources
 * (Tycho reads manifests, those that find out versions read .git): https://maven.apache.org/guides/mini/guide-using-extensions.html.
 */
export const plainExtensions: ReadonlySet<string> = new Set([
  'artifactregistry-maven-wagon',
  'central-publishing-maven-plugin',
  'maven-bundle-plugin',
  'nexus-staging-maven-plugin',
  'os-maven-plugin',
  'wagon-ftp',
  'wagon-http',
  'wagon-ssh',
  'wagon-ssh-external',
  'wagon-webdav-jackrabbit',
]);

/** A version that may be another one tomorrow. */
export const movingVersion = /SNAPSHOT$|^(?:LATEST|RELEASE)$|^[[(].*[\])]$/;

/** Options whose value is the path of a file of settings. */
export const settingsOption = /^(?:-s|--settings|-gs|--global-settings|-t|--toolchains)$/;

/** Options in .mvn that name other files: a value with a path in it that is no address. */
export const namesFiles =
  /(?:^|\s)(?:-f|--file|-s|--settings|-gs|--global-settings|-t|--toolchains|-pl|--projects|-javaagent\S*|@\S*)(?=[\s=]|$)|basedir|maven\.repo\.local|=(?!https?:)\S*\//;

/** Properties that say what a build leaves out, which is nothing to what it downloads. */
export const skipsWork = /^-D[\w.]*skip\w*(?:=\w+)?$/i;
