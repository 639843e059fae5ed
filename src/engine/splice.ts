import MagicString from 'magic-string';
import type { Edit } from '../model/finding.ts';

/** Applies edits that do not touch each other. */
export function splice(text: string, edits: readonly Edit[]): string {
  const target = new MagicString(text);
  for (const { start, end, text: replacement } of edits) {
    if (start === end) target.appendLeft(start, replacement);
    else if (replacement === '') target.remove(start, end);
    else target.update(start, end, replacement);
  }
  return target.toString();
}

/** Where an offset of the text after the edits stood before them; inside new text, where that was put. */
export function beforeEdits(offset: number, edits: readonly Edit[]): number {
  let shift = 0;
  for (const edit of [...edits].sort((a, b) => a.start - b.start)) {
    const start = edit.start + shift;
    if (offset < start) break;
    if (offset < start + edit.text.length) return edit.start;
    shift += edit.text.length - (edit.end - edit.start);
  }
  return offset - shift;
}
