/** How a user wants fixes to be made, beyond which of them. */
export type Settings = {
  /** Which RUNs become one: those that a careful person would join, or all for which it can be proven that nothing changes. */
  readonly merge: 'careful' | 'all';
  /** A user who is not root may listen on ports below 1024, as engines have let everybody since Docker 20.10. */
  readonly lowPorts: boolean;
  /** Registries, with the folders in them, whose images are those of Docker Hub: `registry.example.com/hub`. */
  readonly mirrors: readonly string[];
};

export const MERGES = ['careful', 'all'] as const satisfies readonly Settings['merge'][];

export const usualSettings: Settings = { merge: 'careful', lowPorts: false, mirrors: [] };
