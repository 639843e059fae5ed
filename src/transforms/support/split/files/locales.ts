import type { Command } from '../../../../shell/script.ts';
import type { Taken } from '../runtime.ts';

/** Where programs that make locales put them, which the libc of the same release reads (locale-gen(8), localedef(1)). */
export const LOCALES = '/usr/lib/locale';

/** Which of them are made, and names for them: nothing that a program reads. */
export const WANTED_LOCALES = '/etc/locale.gen';
const ALIASES = '/usr/share/locale/locale.alias';

/** What a command leaves that makes locales, or says which; undefined where it is none, or puts them elsewhere. */
export function localesBy(tool: string, { words }: Command): Taken[] | undefined {
  switch (tool) {
    case 'locale-gen':
      return [{ path: LOCALES, kind: 'folder' }];
    case 'localedef':
      return words.slice(1).every(({ value }) => !value.includes('/') || value === ALIASES)
        ? [{ path: LOCALES, kind: 'folder' }]
        : undefined;
    case 'update-locale':
      return [{ path: '/etc/default/locale', kind: 'file' }];
    case 'sed':
      return words.at(-1)?.value === WANTED_LOCALES ? [] : undefined;
    default:
      return undefined;
  }
}
