import type { ImageFile } from '../../../../model/image-files.ts';
import type { Build } from '../runtime.ts';
import type { Distribution } from '../system/runtime-base.ts';
import type { SystemPackages } from '../system/system-packages.ts';
import type { Bundle } from './bundle.ts';
import type { JavaScript } from './javascript.ts';
import type { Lock } from './lock.ts';
import type { RubySource } from './sources.ts';
import type { RubyStart } from './start.ts';

/** What the parts of the answer go by. */
export type Project = Build & {
  readonly tag: string;
  /** What FROM of the stage that runs says, and whether it is the same image. */
  readonly base: string;
  readonly isSame: boolean;
  readonly distribution: Pick<Distribution, 'family' | 'release'>;
  /** Where containers start. */
  readonly folder: string;
  readonly files: readonly ImageFile[];
  readonly bundle: Bundle;
  /** Undefined where the build context has none. */
  readonly lock: Lock | undefined;
  readonly sources: readonly RubySource[];
  readonly start: RubyStart;
  readonly javaScript: JavaScript;
  readonly system: SystemPackages;
};
