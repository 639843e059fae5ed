import { programsOfAdduser, releasesWithAdduser } from '../../../../knowledge/images/slim-programs.ts';
import { fromParts, rootImage, type Step } from '../../../../model/dockerfile.ts';
import { toolOf } from '../../../../shell/invocation.ts';
import type { Place } from '../../user/place.ts';

/** The package that makes users as the steps of the stage that runs do it, where a full image has that and a slim one may not. */
export function userPackages({ stage }: Place, base: string, steps: readonly Step[]): readonly string[] {
  const root = rootImage(stage);
  const isSmaller = /slim|^debian:/.test(base) && base !== fromParts(stage.from).base;
  const isCalled = steps.some(({ run }) =>
    run?.script.commands.some((command) => programsOfAdduser.has(toolOf(command))),
  );
  const isThere = root?.family !== 'debian' || releasesWithAdduser.has(root.release ?? '');
  return isSmaller && isCalled && !isThere ? ['adduser'] : [];
}
