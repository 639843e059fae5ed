/** An operand of `rm` that takes a folder of some home away, or all that is in it: `~/.npm`, `/root/.cache/pip/*`. */
export const inHome = (folder: string): RegExp => new RegExp(`(?:^|/)${folder.replace(/\./g, '\\.')}(?:/\\*{0,2})?$`);

/** Something installs without a network, from what was downloaded before. */
export const worksOffline = {
  text: /(?<![\w-])--offline\b|_(?:offline|OFFLINE)[= ]/,
  because: 'something in this file installs offline, from what was downloaded before',
};
