import type { CacheMount } from './entry.ts';

/** An operand of `rm` that takes a folder of some home away, or all that is in it: `~/.npm`, `/root/.cache/pip/*`. */
export const inHome = (folder: string): RegExp => new RegExp(`(?:^|/)${folder.replace(/\./g, '\\.')}(?:/\\*{0,2})?$`);

/**
 * What was compiled is in the cache as well, under names that do not tell one C library from the other: pip's _internal/cache.py
 * goes by the interpreter, pnpm by platform, architecture and version of Node. Builders keep one cache for all images.
 */
export const otherLibc: NonNullable<CacheMount['notOn']> = {
  families: ['alpine'],
  because: 'what is compiled here for musl would be in one cache with what images with glibc compile',
};

/** The folder of caches of a user is another one: https://specifications.freedesktop.org/basedir-spec. */
export const cachesElsewhere = { text: /\bXDG_CACHE_HOME\b/, because: 'XDG_CACHE_HOME moves all caches' };

/** Something installs without a network, from what was downloaded before. */
export const worksOffline = {
  text: /(?<![\w-])--offline\b|_(?:offline|OFFLINE)[= ]/,
  because: 'something in this file installs offline, from what was downloaded before',
};
