import { structuredPatch } from 'diff/lib/patch/create.js';
import { lineStart } from '../syntax/text.ts';
import type { Paint, Style } from './paint.ts';

const CONTEXT_LINES = 3;

/**
 * A unified diff that `git apply` takes; `path` is relative to where that looks for files. Without a text before, it makes a new
 * file.
 */
export function unifiedDiff(path: string, before: string | undefined, after: string): string {
  const { hunks, above } = before === after ? { hunks: [], above: 0 } : changes(before ?? '', after);
  const [from, to] = [quoted(`a/${path}`), quoted(`b/${path}`)];
  const source = before === undefined ? ['new file mode 100644', '--- /dev/null'] : [`--- ${ended(from)}`];
  const lines = [`diff --git ${from} ${to}`, ...source, `+++ ${ended(to)}`];
  for (const { oldStart, oldLines, newStart, newLines, lines: body } of hunks) {
    lines.push(`@@ -${range(above + oldStart, oldLines)} +${range(above + newStart, newLines)} @@`, ...body);
  }
  return `${lines.join('\n')}\n`;
}

/** What is the same at the top stays out of the search, but for what is shown of it; `above`: how many lines that is. */
function changes(before: string, after: string): { hunks: ReturnType<typeof structuredPatch>['hunks']; above: number } {
  let at = 0;
  while (before[at] === after[at] && at < before.length) at++;
  let start = lineStart(before, at);
  for (let line = 0; line < CONTEXT_LINES; line++) start = lineStart(before, start - 1);
  const [old, now] = [before.slice(start), after.slice(start)];
  const { hunks } = structuredPatch('', '', old, now, undefined, undefined, { context: CONTEXT_LINES });
  return { hunks, above: before.slice(0, start).split('\n').length - 1 };
}

/** An empty range is named after the line before it. */
function range(start: number, count: number): string {
  if (count === 1) return String(start);
  return `${count === 0 ? start - 1 : start},${count}`;
}

/** Without the tab, what follows the first space is taken for a date by GNU patch. */
const ended = (name: string): string => (name.includes(' ') ? `${name}\t` : name);

const ESCAPES: Readonly<Record<number, string>> = {
  7: '\\a',
  8: '\\b',
  9: '\\t',
  10: '\\n',
  11: '\\v',
  12: '\\f',
  13: '\\r',
  34: '\\"',
  92: '\\\\',
};

/** Git's quoting of names: as it is where it can be, else in C style, byte by byte. */
function quoted(name: string): string {
  if (/^[ !#-[\]-~]*$/.test(name)) return name;
  const bytes = Array.from(new TextEncoder().encode(name), (byte) => {
    const printable = byte >= 0x20 && byte < 0x7f;
    return ESCAPES[byte] ?? (printable ? String.fromCharCode(byte) : `\\${byte.toString(8).padStart(3, '0')}`);
  });
  return `"${bytes.join('')}"`;
}

/** Lines above the first hunk. */
const HEADER = /^(?:diff|new file|---|\+\+\+) /;

const STYLES: Readonly<Record<string, Style>> = { '+': 'green', '-': 'red', '@': 'cyan', '\\': 'dim' };

export function paintDiff(diff: string, paint: Paint): string {
  const lines = diff.split('\n');
  const start = lines.findIndex((line) => !HEADER.test(line));
  const painted = lines.map((line, index) => {
    const style = index < start ? 'bold' : STYLES[line.charAt(0)];
    return style === undefined ? line : paint(style, line);
  });
  return painted.join('\n');
}
