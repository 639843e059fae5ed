/** A setting of a service has a value. What goes by a variable alone may be empty, and then the image has the say. */
export const says = (value: string | readonly unknown[] | undefined): boolean =>
  value !== undefined && value.length > 0 && !/^\s*\$\{?\w+(?::?-\s*)?\}?\s*$/.test([value].flat().join(' '));
