import { rootImage } from '../../../../model/dockerfile.ts';
import { buildTexts } from '../project/build-texts.ts';
import type { Project } from '../project/project.ts';
import type { Linked } from './language.ts';

/** What is linked with musl needs it where it runs, and only images of Alpine have it. */
export function whyMusl(project: Project, { kind }: Linked): string | undefined {
  if (kind === 'static' || rootImage(project.place.stage)?.family === 'alpine') return undefined;
  const texts = buildTexts(project);
  const has = (sign: RegExp): boolean => texts.some((text) => sign.test(text));
  const isDynamic = (has(/\bmusl-gcc\b/) && !has(/-static\b/)) || (has(/-linux-musl/) && has(/-crt-static/));
  return isDynamic
    ? 'it is linked with musl, which a smaller image of its release has not: linked statically it could be split'
    : undefined;
}
