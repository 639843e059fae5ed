import { APACHE_FOLDER, WEB_FOLDER } from '../../../../knowledge/php/images.ts';
import { within } from '../../../../model/paths.ts';
import { toolOf } from '../../../../shell/invocation.ts';
import { isRecursive } from '../files/writes.ts';
import type { Call } from '../steps/calls.ts';
import { downloadSettings, withoutDownloadSettings } from '../system/download-settings.ts';
import { saysSourcesAgain } from '../system/other-sources.ts';
import { isCarried, isSetting, type Known } from './known.ts';
import { pathsOf, shown } from './paths.ts';

/** Files of the image that it takes away, or what a copy of them would not be. */
export function whyLost(known: Known, ran: Call): string | undefined {
  const tool = toolOf(ran.command);
  const script = ran.step.run.script.text;
  if (namesSources(script) && !saysSourcesAgain(known.place, ran.step))
    return 'it changes where packages come from, which the stage that runs would go without';
  if (/\/etc\/(?:g?shadow|group|passwd|sudoers)\b/.test(script))
    return 'it changes the list of users, which packages of the stage that runs write to as well';
  const paths = pathsOf(ran);
  const text = shown(ran);
  if (/^(?:rm|rmdir|unlink|mv)$/.test(tool) && (tool === 'mv' ? paths.slice(0, -1) : paths).some(isOfImage(known)))
    return `${text} takes away what the image that runs would have again`;
  if (tool === 'ln' && !within([APACHE_FOLDER, ...known.folders])(paths.at(-1) ?? ''))
    return `${text} makes a link, which a copy from another stage would follow: in a RUN of its own behind the build it could be split`;
  if (MAKES_FILES.test(tool) && paths.some((path) => /^\/(?:var\/(?:cache|log|run)|run)\//.test(path ?? '')))
    return `${text} makes something in a folder that would not come along`;
  return tool === 'chmod' ? whyMode(known, ran) : undefined;
}

const namesSources = (text: string): boolean => /\/etc\/(?:apk|apt)\//.test(withoutDownloadSettings(text));

const MAKES_FILES = /^(?:mkdir|touch|ln|tee|cp|mv|install)$/;

const isOfImage =
  ({ folders }: Known) =>
  (path: string | undefined): boolean =>
    path === undefined ||
    path === WEB_FOLDER ||
    (isSetting(path) && !/\/php\.ini-\w+$/.test(path) && !downloadSettings.includes(path)) ||
    folders.includes(path);

/** A folder that is there gets what is in another one, and stays what it is. */
function whyMode(known: Known, ran: Call): string | undefined {
  const text = shown(ran);
  const paths = pathsOf(ran).slice(1);
  const own = paths.find((path) => path !== WEB_FOLDER && known.folders.includes(path ?? ''));
  if (own !== undefined)
    return `${text} says what may be done in ${own}, which a copy from another stage would not keep: in a RUN of its own behind the build it could be split`;
  return isRecursive(ran.command) && !paths.every(isCarried(known))
    ? `${text} may leave something that the program needs`
    : undefined;
}
