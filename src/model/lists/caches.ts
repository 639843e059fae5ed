import type { PackageManager } from '../../knowledge/package-managers.ts';
import { mountsOf } from '../../syntax/flags.ts';
import { actingOf } from '../../syntax/instruction.ts';
import type { Step } from '../dockerfile.ts';

/** A cache mount covers the lists, or the folder of downloads beside them. */
export const hasListCache = ({ instruction }: Step, manager: PackageManager): boolean =>
  mountsOf(actingOf(instruction).flags).some((mount) => {
    const target = mount.target?.replace(/\/$/, '');
    return (
      mount.type === 'cache' &&
      target !== undefined &&
      (bearsName(target, manager) || manager.lists.cachePaths.some((path) => covers(target, path)))
    );
  });

/** A project's cache, wherever it is: `target=/tmp/pip-cache`. */
const bearsName = (target: string, { scope, title }: PackageManager): boolean =>
  scope === 'project' && new RegExp(`\\b${title}\\b`).test(target);

function covers(target: string, path: string): boolean {
  if (!path.startsWith('~/')) return target === path || target.startsWith(`${path}/`) || path.startsWith(`${target}/`);
  const inHome = path.slice('~'.length);
  const home = target.indexOf(`/${inHome.split('/')[1]}`);
  return home === -1 ? isHome.test(target) : covers(target, target.slice(0, home) + inHome);
}

const isHome = /^(?:\/root|\/home(?:\/[^/]*)?|~|\$\{?HOME\}?)$/;
