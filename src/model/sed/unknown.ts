/** What stands in a text for a value that only a build knows. */
export const unknownValue = (name: string): string => `\uE000${name}\uE001`;

export const holdsUnknown = (text: string): boolean => text.includes('\uE000');

/** As a text has it that somebody fills in: `${VERSION}`. */
export const withoutUnknown = (text: string): string => text.replace(/\uE000(\w+)\uE001/g, '${$1}');
