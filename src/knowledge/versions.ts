export type Version = readonly [major: number, minor: number];

export const isAtLeast = ([major, minor]: Version, [wantedMajor, wantedMinor]: Version): boolean =>
  major > wantedMajor || (major === wantedMajor && minor >= wantedMinor);
