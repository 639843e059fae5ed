/**
 * How BuildKit joins lines, written down a second time and in another way, as an oracle: with regular expressions, as its own
 * parser does it (moby/buildkit, frontend/dockerfile/parser/parser.go), without heredocs and without offsets.
 */
export type OracleLine = { readonly line: number; readonly text: string };

const SPACE = '[\\t-\\r \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]';
const LEADING = new RegExp(`^${SPACE}+`);
const COMMENT = new RegExp(`^${SPACE}*#`);
const BLANK = new RegExp(`^${SPACE}*$`);

export function joinedByOracle(text: string, escape: '\\' | '`'): OracleLine[] {
  const token = escape === '\\' ? '\\\\' : '`';
  const continues = new RegExp(`([^${token}])${token}[ \\t]*$|^${token}[ \\t]*$`);
  const lines = text.split('\n').map((line) => line.replace(/[\r\n]+$/, ''));
  const found: OracleLine[] = [];
  for (let at = 0; at < lines.length; at++) {
    let line = (lines[at] ?? '').replace(LEADING, '');
    if (line === '' || COMMENT.test(line)) continue;
    const start = at;
    let joined = '';
    while (continues.test(line)) {
      joined += line.replace(continues, '$1');
      at++;
      while (at < lines.length && (COMMENT.test(lines[at] ?? '') || BLANK.test(lines[at] ?? ''))) at++;
      line = lines[at] ?? '';
    }
    found.push({ line: start + 1, text: joined + line });
  }
  return found;
}
