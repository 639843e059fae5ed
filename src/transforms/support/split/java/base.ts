import { type Family, knownImage } from '../../../../knowledge/images/base-images.ts';
import { hasTemurinJre, isJavaImage, javaOf, jreImage, jrePackage } from '../../../../knowledge/java/images.ts';
import { javaBuildPackages } from '../../../../knowledge/java/programs.ts';
import { isSameEverywhere } from '../../../../knowledge/packages/same-packages.ts';
import { fromParts, rootBase, type Stage, type Step } from '../../../../model/dockerfile.ts';
import { installedPackages, neededPackages, tracesOf } from '../steps/installed-packages.ts';
import { librariesFor, whyNoPackages, whyNotFollowed } from '../system/runtime-base.ts';
import { whyPlatform, writtenImage } from '../system/written-image.ts';

/** What runs Java in the place of what builds it. */
export type JavaBase = {
  readonly base: string;
  readonly family: Family;
  /** Packages that the program may need, those with Java among them. */
  readonly packages: readonly string[];
  /** Those that the image has. */
  readonly brings: readonly string[];
  /** It is not made of what the stage is made of. */
  readonly isOther: boolean;
  /** Java comes with a package. */
  readonly isPackage: boolean;
  readonly because: string;
};

/** An image with the JRE of the same version; or why none is known. */
export function javaBase(stage: Stage, steps: readonly Step[]): JavaBase | string {
  const root = rootBase(stage);
  if (root.kind !== 'image' || root.known === undefined) return 'what the stage is built on is not known';
  const installed = installedPackages(steps);
  if (typeof installed === 'string') return installed;
  const { image, known } = root;
  const isJava = isJavaImage(image.name);
  const why = isJava ? undefined : whyNotFollowed(stage);
  if (why !== undefined) return why;
  const libraries = librariesFor(
    { family: known.family, release: known.release },
    [...installed, ...tracesOf(steps)].filter((name) => /-dev(?:el)?$/.test(name)),
  );
  if (typeof libraries === 'string') return libraries;
  const needed = [...libraries, ...neededPackages(installed, (name) => javaBuildPackages.test(name))];
  return isJava
    ? withJre(stage, { ...image, family: known.family }, needed)
    : (whyNoPackages({ slim: fromParts(stage.from).base, release: known.release }, steps) ??
        packaged(stage, known.family, { installed, needed }));
}

type Image = { readonly name: string; readonly tag: string; readonly family: Family };

function withJre(stage: Stage, { name, tag, family }: Image, packages: readonly string[]): JavaBase | string {
  const resolved = jreImage(name, tag);
  const java = javaOf(name, tag);
  if (resolved === undefined || java === undefined)
    return /^latest$|^(?:lein-)?[\d.]*$/.test(tag) || !/\d/.test(tag)
      ? `which version of Java ${name}:${tag} has is not in its tag, and an image with its JRE has to be of the same`
      : `which image has the JRE of ${name}:${tag}, and no more, is not known`;
  if (resolved.image === 'eclipse-temurin' && !hasTemurinJre(java))
    return `there is no image with a JRE of Java ${java} that is known`;
  const written = writtenImage(stage, name);
  if (typeof written === 'string') return written;
  const jre = jreImage(name, written.tag ?? '');
  if (jre === undefined || (jre.tag.startsWith('$') && !/^\d+$/.test(String(java))))
    return `which version of Java ${fromParts(stage.from).base} has is in a variable, together with more`;
  const base = `${written.prefix}${jre.image}:${jre.tag}`;
  const brings = knownImage(resolved.image, resolved.tag);
  // Older images of Maven are those of openjdk, which are Debian's.
  const isOfDebian = name === 'maven' && family !== 'alpine' && !/temurin|adoptopenjdk/.test(tag);
  const isOther = brings?.family !== family || isOfDebian;
  const strange = packages.find((each) => !brings?.packages.includes(each) && !isSameEverywhere(each));
  if (strange !== undefined && isOther)
    return `${base} is made of another distribution than ${name}:${tag}, and what ${strange} is called there is not known`;
  return {
    base,
    family: brings?.family ?? family,
    packages,
    brings: brings?.packages ?? [],
    isOther,
    isPackage: false,
    because: `${base} has the Java of ${name}:${tag}, without what compiles`,
  };
}

type Packages = { readonly installed: readonly string[]; readonly needed: readonly string[] };

/** The image stays, and gets a JRE where it had a JDK. */
function packaged(stage: Stage, family: Family, { installed, needed }: Packages): JavaBase | string {
  const java = installed.flatMap((name) => jrePackage(name) ?? []);
  const why = whyPlatform(stage.from);
  if (why !== undefined) return why;
  const { base } = fromParts(stage.from);
  if (java.length === 0)
    return `where ${base} has Java from, and what would run it without what compiles, is not known`;
  return {
    base,
    family,
    packages: [...new Set([...java, ...needed])],
    brings: [],
    isOther: false,
    isPackage: true,
    because: `${java.join(' and ')} has the Java of ${installed.filter((name) => jrePackage(name) !== undefined).join(' and ')}, without what compiles`,
  };
}
