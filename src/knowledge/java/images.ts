/** An image with a JRE, in the place of one with a JDK. */
export type JreImage = { readonly image: string; readonly tag: string };

/** A version as a tag has it, or a variable in its place. */
const VERSION = String.raw`\d[\w.+]*|\$\{?\w+(?::-[\w.]+)?\}?`;
const VARIANT = '-alpine(?:-[\\d.]+)?|-focal|-jammy|-noble|-resolute|-ubi\\d+-minimal';

type Entry = {
  readonly name: RegExp;
  /** The group `version` is that of Java; `variant` is the distribution, where the tag says which. */
  readonly tag: RegExp;
  readonly jre: (version: string, variant: string, name: string, tag: string) => JreImage;
};

const temurin = (version: string, variant: string): JreImage =>
  /^(?:9|10)(?!\d)/.test(version) && variant === ''
    ? { image: 'openjdk', tag: `${majorOf(version)}-jre-slim` }
    : { image: 'eclipse-temurin', tag: `${version}-jre${variant}` };

/**
 * Source: the manifests of github.com/docker-library/official-images (clojure, eclipse-temurin, gradle, maven, openjdk, tomcat; those of
 * Java 9 and 10, which Eclipse Temurin has not, as they were until the end of 2018),
 * github.com/sbt/docker-sbt, and the tags of hub.docker.com/r/azul and hub.docker.com/r/bellsoft. Amazon has no images with a JRE for most versions.
 */
const IMAGES: readonly Entry[] = [
  {
    name: /^eclipse-temurin$/,
    tag: new RegExp(`^(?<version>${VERSION})(?:-jdk)?(?<variant>${VARIANT})?$`),
    jre: temurin,
  },
  {
    name: /^maven$/,
    tag: new RegExp(
      `^(?:[\\w.]+|\\$\\{?\\w+\\}?)-(?:eclipse-temurin|adoptopenjdk|openjdk|jdk)-(?<version>${VERSION})(?<variant>${VARIANT})?(?:-slim)?$`,
    ),
    jre: temurin,
  },
  {
    name: /^gradle$/,
    tag: new RegExp(
      `^(?:(?:[\\w.]+|\\$\\{?\\w+\\}?)-)?jdk-?(?<version>${VERSION})(?:-hotspot|-slim)?(?<variant>${VARIANT})?$`,
    ),
    jre: temurin,
  },
  {
    // Those on Alpine had another Java than their tag says (github.com/sbt/docker-sbt/issues/281).
    name: /^sbtscala\/scala-sbt$/,
    tag: /^eclipse-temurin-(?<variant>(?:focal|jammy|noble)-)?(?<version>\d+)[\d.]*(?:_\d+)?_\d+\.\d+\.\d+_\d+\.\d+\.\d+$/,
    jre: (version, variant) => temurin(version, variant.replace(/^(\w+)-$/, '-$1')),
  },
  {
    // What became sbtscala/scala-sbt: the tag of openjdk below it, then the versions of sbt and Scala.
    name: /^hseeberger\/scala-sbt$/,
    tag: /^(?<version>8u\d+|\d+\.\d+\.\d+(?:\.\d+)?)(?<variant>)_\d+\.\d+\.\d+_\d+\.\d+\.\d+$/,
    jre: (version, variant) => temurin(String(majorOf(version)), variant),
  },
  {
    name: /^clojure$/,
    tag: /^(?:openjdk|temurin)-(?<version>\d+)-lein(?:-[\d.]+)?(?<variant>-alpine)?(?:-[a-z]+)*$/,
    jre: temurin,
  },
  {
    // A release of Tomcat may be older than the JRE of a later Java.
    name: /^tomcat$/,
    tag: /^(?:\d+(?:\.\d+)?-jdk(?=8|11|17|21)|\d+\.\d+\.\d+-jdk(?=8|11))(?<version>\d+)(?:-temurin(?:-[a-z]+)?)?$/,
    jre: (_version, _variant, image, tag) => ({ image, tag: tag.replace('-jdk', '-jre') }),
  },
  {
    name: /^openjdk$/,
    tag: new RegExp(
      `^(?<version>${VERSION})(?:-jdk)?(?<variant>-alpine)?[\\d.]*(?:-slim|-oracle|-oraclelinux\\d|-stretch|-buster|-bullseye|-bookworm)*$`,
    ),
    // Its versions are written in another way.
    jre: (version, variant) =>
      temurin(version.startsWith('$') ? version : String(majorOf(version) ?? version), variant),
  },
  {
    name: /^azul\/zulu-openjdk(?:-alpine|-debian)?$/,
    tag: new RegExp(`^(?<version>${VERSION})(?<variant>-latest)?$`),
    jre: (version, variant, name) => ({ image: name, tag: `${version}-jre${variant}` }),
  },
  {
    name: /^bellsoft\/liberica-openjdk-(?:alpine|alpine-musl|debian)$/,
    tag: new RegExp(`^(?<version>${VERSION})(?<variant>)$`),
    jre: (version, _, name) => ({ image: name.replace('openjdk', 'openjre'), tag: version }),
  },
];

/** The image with a JRE of the same version, for a tag as it is written; undefined where none is known. */
export function jreImage(name: string, tag: string): JreImage | undefined {
  const entry = IMAGES.find((each) => each.name.test(name));
  const { version, variant = '' } = entry?.tag.exec(tag)?.groups ?? {};
  return entry === undefined || version === undefined ? undefined : entry.jre(version, variant, name, tag);
}

/** Images that are there for their JDK. */
export const isJavaImage = (name: string): boolean =>
  /^(?:amazoncorretto|gradle|ibmjava|container-registry\.oracle\.com\/(?:graalvm|java)\/.*)$/.test(name) ||
  IMAGES.some((each) => each.name.test(name));

/** The version of Java in a tag: 17 of `17.0.9_9`, 8 of `8u212` and of `1.8`. */
export function majorOf(version: string): number | undefined {
  const [, major] = /^(?:1\.)?(\d+)/.exec(version) ?? [];
  return major === undefined ? undefined : Number(major);
}

/** Versions of which Eclipse Temurin has images with a JRE (adoptium.net/support). */
export const hasTemurinJre = (major: number): boolean => major === 8 || major === 11 || major >= 17;

/** The version of Java that a tag of an image names. */
export function javaOf(name: string, tag: string): number | undefined {
  const { version } = IMAGES.find((each) => each.name.test(name))?.tag.exec(tag)?.groups ?? {};
  return version === undefined ? undefined : majorOf(version);
}

/** What installs a JRE where a package installs a JDK; undefined where a package is none. */
export function jrePackage(name: string): string | undefined {
  const [, debian, headless = ''] = /^(default|openjdk-\d+)-jdk(-headless)?$/.exec(name) ?? [];
  if (debian !== undefined) return `${debian}-jre${headless}`;
  const [, alpine] = /^(openjdk\d+)(?:-jdk)?$/.exec(name) ?? [];
  return alpine === undefined ? undefined : `${alpine}-jre`;
}
