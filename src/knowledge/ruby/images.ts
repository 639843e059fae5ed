import type { Family } from '../images/base-images.ts';

/** Where the official images have gems, and bundler its settings (GEM_HOME and BUNDLE_APP_CONFIG of github.com/docker-library/ruby). */
export const GEMS = '/usr/local/bundle';

/** Settings of bundler for the user that builds (bundler.io/man/bundle-config.1.html). */
export const USER_SETTINGS = '/root/.bundle/config';

/**
 * Development packages whose libraries are part of every image of Ruby, as Ruby itself is linked with them. Source: the Dockerfiles of
 * github.com/docker-library/ruby, which keep what `ldd` names.
 */
const OF_RUBY =
  /^(?:gmp-dev|libc-dev|libc6-dev|libffi-dev|libgmp-dev|libssl-dev|libyaml-dev|linux-libc-dev|musl-dev|openssl-dev|yaml-dev|zlib-dev|zlib1g-dev)$/;

export const isLibraryOfRuby = (name: string): boolean => OF_RUBY.test(name);

/**
 * What compilers link with where sources ask for OpenMP or for atomics that a processor has not (gcc.gnu.org/onlinedocs), and no package
 * but theirs brings.
 */
export const librariesOfCompilers: Readonly<Partial<Record<Family, readonly string[]>>> = {
  alpine: ['libatomic', 'libgomp'],
  debian: ['libatomic1', 'libgomp1'],
};

/** The version that a tag names, major and minor. */
export const rubyVersion = (tag: string): readonly [major: number, minor: number] | undefined => {
  const [, major, minor] = /^(\d+)\.(\d+)/.exec(tag) ?? [];
  return major === undefined ? undefined : [Number(major), Number(minor)];
};
