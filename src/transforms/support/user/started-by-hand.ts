import { engineSocket } from '../../../knowledge/images/platforms.ts';
import { besideIt, mountOption, rootOption, runCall, tellsHow } from '../../../knowledge/programs/started-by-hand.ts';
import { within } from '../../../model/paths.ts';
import { firstReason } from './first-reason.ts';
import type { Place } from './place.ts';

/** Why containers need root the way that pages and scripts of the project start them; `folders`: what would be the user's. */
export function whyStartedByHand({ context }: Place, folders: readonly string[]): string | undefined {
  const names = (context.namesIn('') ?? []).filter((name) => tellsHow.test(name));
  return firstReason(names, (name) =>
    firstReason((context.readText(name) ?? '').matchAll(runCall), ([call]) => whyCall(call, name, folders)),
  );
}

function whyCall(call: string, name: string, folders: readonly string[]): string | undefined {
  const [granted] = rootOption.exec(call) ?? [];
  if (granted !== undefined) return `${name} starts it with ${granted.trim()}, which only root can use`;
  if (besideIt.test(call)) return undefined;
  return firstReason(mountsIn(call), ({ source, target, isRead }) => {
    if (engineSocket.test(source)) return `${name} gives it the Docker socket, which only root may use`;
    const isOwn = folders.some((folder) => within([folder])(target) || within([target])(folder));
    return isOwn && !isRead
      ? `${name} mounts ${source} at ${target}, and who owns that on the host is not known`
      : undefined;
  });
}

type Mounted = { readonly source: string; readonly target: string; readonly isRead: boolean };

/** What the host has: volumes by their names get the owner that the image gives them. */
function mountsIn(call: string): Mounted[] {
  return [...call.matchAll(mountOption)].flatMap(({ groups: { written, fields } = {} }) => {
    const mount = fields === undefined ? shortMount(written ?? '') : longMount(fields);
    return mount === undefined || /^\w[\w.-]*$/.test(mount.source) ? [] : [mount];
  });
}

function shortMount(written: string): Mounted | undefined {
  const [, source, target, mode = ''] = /^(.+?):(\/[^:]*)(?::(\w[\w,]*))?$/.exec(written.replace(/["']/g, '')) ?? [];
  return source === undefined || target === undefined
    ? undefined
    : { source, target: withoutSlash(target), isRead: /\bro\b/.test(mode) };
}

function longMount(fields: string): Mounted | undefined {
  const field = (name: RegExp): string | undefined => name.exec(fields)?.[1]?.replace(/["']/g, '');
  const source = field(/\b(?:source|src)=([^,]+)/);
  const target = field(/\b(?:target|dst|destination)=([^,]+)/);
  return source === undefined || target === undefined
    ? undefined
    : { source, target: withoutSlash(target), isRead: /\breadonly\b|\bro\b/.test(fields) };
}

const withoutSlash = (path: string): string => path.replace(/(?<=.)\/+$/, '');
