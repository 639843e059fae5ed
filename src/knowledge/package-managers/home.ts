/** An operand of `rm` that takes a folder of some home away, or a folder that it is in: `~/.cache`, `/root/.cache/pip/*`. */
export function removesFromHome(folder: string): RegExp {
  const [first = '', ...rest] = folder.replace(/\./g, '\\.').split('/');
  const deeper = rest.map((part) => `(?:/${part}`).join('') + ')?'.repeat(rest.length);
  return new RegExp(`(?:^|/)${first}${deeper}(?:/\\*{0,2})?$`);
}

/** Something installs without a network, from what was downloaded before. */
export const worksOffline = {
  text: /(?<![\w-])--offline\b|_offline[= ]/i,
  because: 'something in this file installs offline, from what was downloaded before',
};
