import { isBuildPackage } from '../../../../knowledge/packages/build-packages.ts';
import { fromParts, rootImage } from '../../../../model/dockerfile.ts';
import { toolOf } from '../../../../shell/invocation.ts';
import { isRun, type RunStep } from '../../rewrite/rewrite.ts';
import { packagesLeft } from '../steps/installed-packages.ts';
import { distributionOf } from '../system/runtime-base.ts';
import type { Language } from './language.ts';
import type { ReadProject } from './project.ts';

/** Why two stages would be no smaller than one: each RUN takes away what it builds with, and what it is built from, and the image is a small one. */
export function whyNoSmaller({ place: { stage }, steps, read }: ReadProject, { name }: Language): string | undefined {
  const distribution = distributionOf(stage);
  const isSmall = typeof distribution !== 'string' && distribution.slim === fromParts(stage.from).base;
  const hasTools = rootImage(stage)?.packages.some(isBuildPackage) === true;
  // Toolchains of other languages are in no package.
  const isClean = name === 'C' && typeof read === 'string' && steps.filter(isRun).every((step) => takesToolsAway(step));
  return isSmall && !hasTools && isClean
    ? 'the RUN that builds it removes what that needs, so an image of two stages would be no smaller'
    : undefined;
}

/** Of a RUN that installs none, nothing is left either. */
function takesToolsAway(step: RunStep): boolean {
  const { commands } = step.run.script;
  const leaves = packagesLeft([step]).packages.some(({ name }) => isBuildPackage(name));
  const isBuilding = commands.some((command) => /^(?:cmake|configure|make)$/.test(toolOf(command)));
  return (
    !leaves &&
    (!isBuilding ||
      commands.some(({ name, words }) => name === 'rm' && words.some(({ value }) => /^-\w*[rR]/.test(value))))
  );
}
