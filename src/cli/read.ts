import { readFileSync, type Stats, statSync } from 'node:fs';
import type { Problem } from '../report/result.ts';
import { decode } from './decode.ts';
import { reasonOf } from './errors.ts';
import type { Target } from './targets.ts';
import { templateName, templateText } from './template.ts';

/** A file as it is on disk: what writing it back has to know. */
export type Source = { readonly bytes: Uint8Array; readonly text: string; readonly stat: Stats };

export type Reading =
  | { readonly source: Source }
  /** `template`: it becomes a Dockerfile only when it is filled in. */
  | { readonly problem: Problem; readonly template: boolean };

const MAX_BYTES = 5_000_000;

const ANY_READER = 0o444;

export function readSource({ path, file }: Pick<Target, 'path' | 'file'>): Reading {
  const template = templateName(path);
  if (template !== undefined) return { problem: template, template: true };
  try {
    const stat = statSync(file);
    if (!stat.isFile()) return unreadable('not a regular file');
    // The super-user may read it all the same; that it is closed to everybody is meant.
    if ((stat.mode & ANY_READER) === 0) return unreadable('permission denied');
    if (stat.size > MAX_BYTES) return unreadable(`larger than ${MAX_BYTES / 1e6} MB`);
    const bytes = readFileSync(file);
    const read = readText(bytes);
    return 'text' in read ? { source: { bytes, text: read.text, stat } } : read;
  } catch (error) {
    return unreadable(reasonOf(error));
  }
}

export const MARK = /^\ufeff/;

/** The byte order mark that a file begins with, if it does. */
export function markOf(file: string): string {
  try {
    return MARK.exec(readFileSync(file, 'utf8'))?.[0] ?? '';
  } catch {
    return '';
  }
}

/** The text of bytes that are to be a Dockerfile. */
export function readText(bytes: Uint8Array): { readonly text: string } | Extract<Reading, { problem: Problem }> {
  const decoded = decode(bytes);
  if ('problem' in decoded) return { problem: decoded.problem, template: false };
  const template = templateText(decoded.text);
  return template === undefined ? decoded : { problem: template, template: true };
}

const unreadable = (message: string): Reading => ({ problem: { message }, template: false });
