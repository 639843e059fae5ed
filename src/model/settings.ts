/** How a user wants fixes to be made, beyond which of them. */
export type Settings = {
  /** Which RUNs become one: those that a careful person would join, or all for which it can be proven that nothing changes. */
  readonly merge: 'careful' | 'all';
};

export const MERGES = ['careful', 'all'] as const satisfies readonly Settings['merge'][];

export const usualSettings: Settings = { merge: 'careful' };
