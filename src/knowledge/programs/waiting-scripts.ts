/**
 * Scripts that wait for an address, and then start what stands behind `--`, by their names and the options that they read
 * (github.com/vishnubob/wait-for-it, github.com/eficode/wait-for).
 */
export const isWaitingScript = (name: string, text: string): boolean =>
  /^wait-?for(?:-?it)?(?:\.sh)?$/.test(name) && /^\s*--\)/m.test(text) && /\bexec\b/.test(text);

/** What one of them asks an address with; bash does without where it opens `/dev/tcp`. */
export const askedBy = (text: string): readonly string[] =>
  /\/dev\/tcp\//.test(text) ? [] : ['nc', 'wget'].filter((name) => new RegExp(`^\\s*${name}\\s`, 'm').test(text));
