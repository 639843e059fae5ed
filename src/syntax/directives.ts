import type { Span } from './text.ts';

export type DirectiveName = 'syntax' | 'escape' | 'check';

/** A parser directive: counts only at the very top, before any comment, blank line or instruction. */
export type Directive = { readonly name: DirectiveName; readonly value: string; readonly span: Span };

const DIRECTIVE = /^\s*#\s*([a-zA-Z][a-zA-Z0-9]*)\s*=\s*(.+?)\s*$/;
const NAMES: readonly string[] = ['syntax', 'escape', 'check'] satisfies DirectiveName[];

export type DirectiveBlock = {
  readonly directives: Directive[];
  readonly escape: '\\' | '`';
  readonly end: number;
  /** What BuildKit refuses the whole file for. */
  readonly error?: { readonly message: string; readonly offset: number };
};

/** Reads the directives from `start` (after a byte order mark). `end` is the offset of the first line that is none. */
export function readDirectives(text: string, start: number): DirectiveBlock {
  const directives: Directive[] = [];
  const fail = (message: string, offset: number): DirectiveBlock => ({
    directives,
    escape: '\\',
    end: offset,
    error: { message, offset },
  });
  let at = start;
  while (at < text.length) {
    const lineBreak = text.indexOf('\n', at);
    const next = lineBreak === -1 ? text.length : lineBreak + 1;
    const line = text.slice(at, next).replace(/[\r\n]+$/, '');
    const match = DIRECTIVE.exec(line);
    const name = match?.[1]?.toLowerCase();
    if (match === null || name === undefined || !NAMES.includes(name)) break;
    const value = match[2] ?? '';
    if (directives.some((directive) => directive.name === name))
      return fail(`only one ${name} directive can be used`, at);
    if (name === 'escape' && value !== '\\' && value !== '`') return fail('the escape directive takes \\ or `', at);
    directives.push({ name: name as DirectiveName, value, span: { start: at, end: at + line.length } });
    at = next;
  }
  const escape = directives.find((directive) => directive.name === 'escape')?.value === '`' ? '`' : '\\';
  return { directives, escape, end: at };
}
