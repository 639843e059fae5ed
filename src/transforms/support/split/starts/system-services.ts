import { rootImage, type Stage } from '../../../../model/dockerfile.ts';
import type { Word } from '../../../../shell/script.ts';

/** `service nginx start`: all images of Debian and Ubuntu have what starts it, in the essential package `init-system-helpers`. */
export function serviceStarted(stage: Stage, { value }: Word, [name, verb]: readonly Word[]): string | undefined {
  const isThere = /^(?:debian|ubuntu)$/.test(rootImage(stage)?.family ?? '');
  const starts = /^(?:\/usr\/sbin\/)?service$/.test(value) && /^(?:re)?start$/.test(verb?.value ?? '');
  return isThere && starts && name?.literal === true ? name.value : undefined;
}
