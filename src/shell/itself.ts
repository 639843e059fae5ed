import type { Word } from './script.ts';

const ITSELF = /^"?\$(?:0|BASH_SOURCE|\{(?:0|BASH_SOURCE(?:\[0\])?)\})"?$/;

/** `timeout "$SECONDS" "$0"`: a script starts itself. */
export const startsItself = ({ text }: Word): boolean => ITSELF.test(text);
