import MagicString from 'magic-string';
import type { Edit } from '../model/finding.ts';

/** Why edits cannot be applied together; magic-string would throw, or lose one of them. */
export function whyNotSplice(text: string, edits: readonly Edit[]): string | undefined {
  let last = 0;
  for (const { start, end } of inOrder(edits)) {
    if (!(0 <= start && start <= end && end <= text.length)) return 'an edit lies outside of the file';
    if (start < last) return 'two edits overlap';
    last = end;
  }
  return undefined;
}

/** Applies edits that do not overlap. */
export function splice(text: string, edits: readonly Edit[]): string {
  const target = new MagicString(text);
  for (const { start, end, text: replacement } of edits) {
    if (start === end) target.appendLeft(start, replacement);
    else if (replacement === '') target.remove(start, end);
    else target.update(start, end, replacement);
  }
  return target.toString();
}

/** Where an offset of the text after the edits, which are in order, stood before them; inside new text, where that was put. */
export function beforeEdits(offset: number, edits: readonly Edit[]): number {
  let shift = 0;
  for (const edit of edits) {
    const start = edit.start + shift;
    if (offset < start) break;
    if (offset < start + edit.text.length) return edit.start;
    shift += edit.text.length - (edit.end - edit.start);
  }
  return offset - shift;
}

export const inOrder = (edits: readonly Edit[]): Edit[] =>
  [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
