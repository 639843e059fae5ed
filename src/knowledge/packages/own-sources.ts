/**
 * Repositories of packages that have one program and nothing of a distribution, by their hosts. Sources: github.com/nodesource/distributions,
 * classic.yarnpkg.com/en/docs/install.
 */
export const ownSources: ReadonlyMap<string, readonly string[]> = new Map([
  ['deb.nodesource.com', ['nodejs']],
  ['dl.yarnpkg.com', ['yarn']],
]);

/** Scripts that leave the address of such a repository, and its key. */
export const addsOwnSource = /\bdeb\.nodesource\.com\/(?:\S*\/)?setup/;
