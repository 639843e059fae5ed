import type { Span } from './text.ts';

export type DirectiveName = 'syntax' | 'escape' | 'check';

/** A parser directive: counts only at the very top, before any comment, blank line or instruction. */
export type Directive = { readonly name: DirectiveName; readonly value: string; readonly span: Span };

const DIRECTIVE = /^\s*#\s*([a-zA-Z][a-zA-Z0-9]*)\s*=\s*(.+?)\s*$/;
const NAMES: readonly string[] = ['syntax', 'escape', 'check'] satisfies DirectiveName[];

export type DirectiveBlock = { readonly directives: Directive[]; readonly escape: '\\' | '`'; readonly end: number };

/** Reads the directives from `start` (after a byte order mark). `end` is the offset of the first line that is none. */
export function readDirectives(text: string, start: number): DirectiveBlock {
  const directives: Directive[] = [];
  let at = start;
  while (at < text.length) {
    const lineBreak = text.indexOf('\n', at);
    const next = lineBreak === -1 ? text.length : lineBreak + 1;
    const line = text.slice(at, next).replace(/[\r\n]+$/, '');
    const match = DIRECTIVE.exec(line);
    const name = match?.[1]?.toLowerCase();
    if (match === null || name === undefined || !NAMES.includes(name)) break;
    if (directives.some((directive) => directive.name === name)) break;
    directives.push({ name: name as DirectiveName, value: match[2] ?? '', span: { start: at, end: at + line.length } });
    at = next;
  }
  const escape = directives.find((directive) => directive.name === 'escape')?.value === '`' ? '`' : '\\';
  return { directives, escape, end: at };
}
