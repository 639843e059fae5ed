import type { Taken } from '../runtime.ts';
import type { Installed } from './server.ts';

/** What comes along: named parts, or all of the folder and why. `needsPackages`: node_modules is among them. */
export type Chosen = {
  readonly taken: readonly Taken[];
  readonly because: string;
  readonly needsPackages: boolean;
  /** A server of pages, which is installed again. */
  readonly installed?: Installed | undefined;
  /** Pages and what hands them out, so nothing of the project runs. */
  readonly isServed?: true;
  /** Why pages do not come alone. */
  readonly whyMore?: string;
};
