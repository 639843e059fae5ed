/** Commands that run the command given to them: `sudo -E apt-get …`. `values` lists the options that take a word of their own. */
export type Wrapper = {
  readonly values: readonly string[];
  /** Words of its own after the options, before the command (`timeout 30 …`). */
  readonly operands?: number;
  /** `NAME=value` words may stand before the command. */
  readonly assignments?: boolean;
};

export const wrappers: Readonly<Record<string, Wrapper>> = {
  command: { values: [] },
  eatmydata: { values: [] },
  env: { values: ['-u', '--unset', '-C', '--chdir'], assignments: true },
  exec: { values: ['-a'] },
  fakeroot: { values: [] },
  ionice: { values: ['-c', '-n', '--class', '--classdata'] },
  nice: { values: ['-n', '--adjustment'] },
  nohup: { values: [] },
  sudo: { values: ['-u', '-g', '-C', '-p', '-U', '--user', '--group'], assignments: true },
  time: { values: ['-f', '-o'] },
  timeout: { values: ['-k', '-s', '--kill-after', '--signal'], operands: 1 },
};
