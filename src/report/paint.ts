import { styleText } from 'node:util';

export type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan';

/** Colours a piece of text, or leaves it as it is. */
export type Paint = (style: Style, text: string) => string;

export const plain: Paint = (_, text) => text;

/** Whether to colour was decided before, for the stream that the text goes to. */
export const coloured: Paint = (style, text) => styleText(style, text, { validateStream: false });
