import { type BuildContext, memoryContext, unknownContext } from './context/build-context.ts';
import { refactorText } from './engine/refactor.ts';
import type { Refactored } from './engine/result.ts';
import { type Settings, usualSettings } from './model/settings.ts';
import { chooseTransforms } from './transforms/choose.ts';
import { transforms } from './transforms/index.ts';

export type { BuildContext } from './context/build-context.ts';
export type {
  AppliedFix,
  Decline,
  HeldFix,
  Range,
  Refactored,
  ReportedFinding,
  WithheldFix,
} from './engine/result.ts';
export type { Phase, Safety, TransformMeta } from './model/finding.ts';
export type { Place } from './syntax/text.ts';
export { memoryContext, unknownContext };

export type RefactorOptions = {
  /** Ids of transforms, or of rules of other tools that they cover. Default: all but those with `onlyWhenAsked`. */
  readonly only?: readonly string[];
  readonly skip?: readonly string[];
  /** Only fixes after which the built image is the same where it matters. */
  readonly safe?: boolean;
  /** Which RUNs become one: `careful` (the default) or all that can be proven. */
  readonly merge?: Settings['merge'];
  /** Users who are not root may listen on ports below 1024. Default: false. */
  readonly lowPorts?: boolean;
  /** Registries whose images are those of Docker Hub, by the same names: `registry.example.com/hub`. Default: none is known. */
  readonly mirrors?: Settings['mirrors'];
  /** Files of the build context. Default: nothing is known of it. */
  readonly context?: BuildContext;
};

/** What the transforms are, without running them. */
export const listTransforms = () => transforms.map(({ meta }) => meta);

/**
 * Rewrites the text of a Dockerfile. Pure: reads nothing but what `context` gives it.
 * @throws {Error} when `only` or `skip` names nothing that exists.
 */
export function refactor(text: string, options: RefactorOptions = {}): Refactored {
  return refactorText(text, {
    transforms: chooseTransforms(transforms, options),
    context: options.context ?? unknownContext,
    settings: {
      merge: options.merge ?? usualSettings.merge,
      lowPorts: options.lowPorts ?? usualSettings.lowPorts,
      mirrors: options.mirrors ?? usualSettings.mirrors,
    },
    accepts: (safety) => safety === 'safe' || options.safe !== true,
  });
}
