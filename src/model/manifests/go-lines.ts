/** A line of go.mod or go.work as words: `replace a => ./a`, in a block or not. */
export type GoLine = readonly string[];

export function goLines(text: string): readonly GoLine[] {
  const lines: GoLine[] = [];
  let block: readonly string[] = [];
  for (const line of text.replace(/\/\/.*$/gm, '').split(/\r?\n/)) {
    const words = line
      .replace(/["`]/g, '')
      .replace(/([()])/g, ' $1 ')
      .split(/\s+/)
      .filter((word) => word !== '');
    if (words.at(-1) === '(') block = words.slice(0, -1);
    else if (words[0] === ')') block = [];
    else if (words.length > 0) lines.push([...block, ...words]);
  }
  return lines;
}

/** The words behind a keyword, line by line. */
export const behind = (lines: readonly GoLine[], keyword: string): GoLine[] =>
  lines.filter(([first]) => first === keyword).map(([, ...words]) => words);

/** What takes the place of each module that is replaced: the path of another one, or of a folder. */
export const replacements = (lines: readonly GoLine[]): ReadonlyMap<string, string> =>
  new Map(behind(lines, 'replace').map((words) => [words[0] ?? '', words[words.indexOf('=>') + 1] ?? '']));

export const isFolder = (path: string): boolean => /^(?:\.{0,2}\/|\.{1,2}$|[A-Za-z]:\\)/.test(path);
