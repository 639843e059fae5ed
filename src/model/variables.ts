/** Looks a variable up; undefined where its value cannot be known. */
export type Lookup = (name: string) => string | undefined;

const VARIABLE = /\\([\s\S])|\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)(?:(:?[-+?])([^{}]*))?\})/g;

/**
 * A Dockerfile word with its variables filled in, or undefined where one is not known or uses a form that this does not read
 * (nested defaults, pattern removal).
 */
export function expand(text: string, lookup: Lookup): string | undefined {
  if (!text.includes('$')) return text;
  let known = true;
  const value = text.replace(
    VARIABLE,
    (_, escaped?: string, bare?: string, braced?: string, operator?: string, word = '') => {
      if (escaped !== undefined) return escaped;
      const found = lookup(bare ?? braced ?? '');
      if (operator?.endsWith('+')) return found === undefined ? '' : word;
      if (found !== undefined && (found !== '' || !operator?.startsWith(':'))) return found;
      if (operator?.endsWith('-')) return word;
      known = false;
      return '';
    },
  );
  return known && !value.includes('$') ? value : undefined;
}
