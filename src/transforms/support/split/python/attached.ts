import type { ImageFile } from '../../../../model/image-files.ts';
import { baseName } from '../../../../shell/invocation.ts';
import type { Place } from '../../user/place.ts';
import type { Started } from '../starts/program.ts';

/** What uwsgi starts beside the program (uwsgi-docs.readthedocs.io/en/latest/AttachingDaemons.html, Hooks.html, Cron.html). */
const STARTS_OTHERS =
  /^\s*-*(?:(?:legacy-|smart-)?attach-(?:control-)?daemon2?|exec-(?:as|in|post|pre)[\w-]*|(?:legion-|unique-)?cron2?|hook-[\w-]+\s*[=:]\s*exec)\b/m;

/** Why what a server starts beside a program is not known. */
export function whyAttached(
  { context }: Place,
  files: readonly ImageFile[],
  { programs }: Started,
): string | undefined {
  const servers = programs.filter(({ name }) => baseName(name) === 'uwsgi');
  if (servers.length === 0) return undefined;
  const told = servers.find(({ args }) => args.some(({ value }) => STARTS_OTHERS.test(value)));
  const file = files.find(
    ({ source }) => /\.(?:ini|ya?ml|xml)$/.test(source) && STARTS_OTHERS.test(context.readText(source) ?? ''),
  );
  const where = told?.by ?? file?.source;
  return where && `${where} has uwsgi start other programs, which are not followed`;
}
