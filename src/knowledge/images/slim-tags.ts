/** Releases of Debian of which there are slim images. */
export const SLIM_RELEASES = 'stretch|buster|bullseye|bookworm|trixie|forky';
const TAG = new RegExp(`^(?:(latest|\\d+(?:\\.\\d+){0,2}(?:-?(?:a|b|rc)\\d*)?)|((?:[\\w.]+-)??)(${SLIM_RELEASES}))$`);

/** Compilers and headers are left out: `slim` stands behind the version (github.com/docker-library/python and ruby). */
export const isSlim = (tag: string): boolean => /(?:^|-)(?:slim|alpine)/.test(tag);

/**
 * What FROM says of the same version and the same release without compilers; undefined where there is no such image. `tag` is what the
 * tag is where a variable is in it.
 */
export function slimImageOf(text: string, tag: string): string | undefined {
  if (isSlim(tag)) return text;
  if (text.includes('@') || !TAG.test(tag)) return undefined;
  const at = /:[^/]*$/.exec(text)?.index;
  if (at === undefined || tag === 'latest') return `${at === undefined ? text : text.slice(0, at)}:slim`;
  const name = text.slice(0, at);
  const written = text.slice(at + 1);
  const [, variable, rest = ''] = /^(\$\{\w+(?::-[\w.]+)?\}|\$\w+)(.*)$/.exec(written) ?? [];
  const isWhole = variable !== undefined && rest === '';
  // A variable that stands for a whole tag may be given one with a release.
  if (isWhole) return /^\d+(?:\.\d+)*$/.test(tag) ? `${name}:${written}-slim` : undefined;
  const [, version, release] = new RegExp(`^(.*?)-?(${SLIM_RELEASES})?$`).exec(written) ?? [];
  if (variable !== undefined && !new RegExp(`^-(?:${SLIM_RELEASES})$`).test(rest)) return undefined;
  return `${name}:${[version, 'slim', release].filter((part) => part !== undefined && part !== '').join('-')}`;
}
