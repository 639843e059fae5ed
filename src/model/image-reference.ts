/** An image name as FROM writes it, taken apart. */
export type ImageReference = {
  /** Without Docker Hub's registry or one that mirrors it, and without `library/` or `arm64v8/`. */
  readonly name: string;
  /** `latest` where nothing is written. */
  readonly tag: string;
  readonly digest: string | undefined;
};

/**
 * And its mirrors: Google's (cloud.google.com/artifact-registry/docs/pull-cached-dockerhub-images), and that of the official images at
 * Amazon (gallery.ecr.aws/docker).
 */
const DOCKER_HUB =
  /^(?:(?:index\.)?docker\.io|registry-1\.docker\.io|registry\.hub\.docker\.com|mirror\.gcr\.io|public\.ecr\.aws\/docker(?=\/library\/))\//;

/**
 * Caches of it that a company runs: where the path says so, and none of its own images would be called so. Amazon's and Harbor's keep
 * `library/` behind a name that somebody chose (docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache-working.html,
 * goharbor.io/docs/latest/administration/configure-proxy-cache), GitLab's needs none (docs.gitlab.com/user/packages/dependency_proxy).
 */
const CACHE_OF_DOCKER_HUB =
  /^[\w-]+(?:\.[\w-]+)*(?:\.\w+|:\d+)\/(?:[\w.-]+\/)*?(?:[\w.-]*docker[\w.-]*(?=\/library\/)|dependency_proxy\/containers)\//i;

/** The official images for one architecture (github.com/docker-library/official-images, architectures other than amd64). */
const OF_ARCHITECTURE = /^(?:amd64|arm32v[567]|arm64v8|i386|mips64le|ppc64le|riscv64|s390x)\/(?=[^/]+$)/;

/** @param mirrors registries, with the folders in them, whose images are those of Docker Hub */
export function readImageReference(text: string, mirrors: readonly string[] = []): ImageReference {
  const at = text.indexOf('@');
  const digest = at === -1 ? undefined : text.slice(at + 1);
  const tagged = at === -1 ? text : text.slice(0, at);
  const colon = tagged.lastIndexOf(':');
  const hasTag = colon > tagged.lastIndexOf('/');
  const repository = hasTag ? tagged.slice(0, colon) : tagged;
  const name = repository.includes('/') ? ownName(repository, mirrors) : repository;
  return { name: name.toLowerCase(), tag: hasTag ? tagged.slice(colon + 1) : 'latest', digest };
}

const ownName = (repository: string, mirrors: readonly string[]): string =>
  behindMirror(repository, mirrors)
    .replace(DOCKER_HUB, '')
    .replace(CACHE_OF_DOCKER_HUB, '')
    .replace(/^library\//, '')
    .replace(OF_ARCHITECTURE, '');

function behindMirror(repository: string, mirrors: readonly string[]): string {
  const mirror = mirrors.find((each) => repository.toLowerCase().startsWith(`${each.toLowerCase()}/`));
  return mirror === undefined ? repository : repository.slice(mirror.length + 1);
}

/** A name and a tag, with variables that say no more than their names; no digest. */
const WITH_TAG = /^((?:[\w./-]|:\d+\/|\$\{\w+\}|\$\w+)+):((?:[\w.-]|\$\{\w+\}|\$\w+)+)$/;

/** The one is the other but for `slim` in its tag: `python:3.12-slim-bookworm`, `node:20-bookworm-slim`. Both as FROM writes them. */
export function isSlimOf(slim: string, full: string): boolean {
  const [[, name, tag = ''] = [], [, fullName, fullTag = ''] = []] = [WITH_TAG.exec(slim), WITH_TAG.exec(full)].map(
    (match) => match ?? [],
  );
  const isAdded = /-slim(?=-|$)/.test(tag) && tag.replace(/-slim(?=-|$)/, '') === fullTag;
  return name !== undefined && name === fullName && isAdded && !/slim/i.test(fullTag);
}
