/** Commands that run the command given to them: `sudo -E apt-get …`. `values` lists the options that take a word of their own. */
export type Wrapper = {
  readonly values: readonly string[];
  /** Words of its own after the options, before the command (`timeout 30 …`). */
  readonly operands?: number;
  /** `NAME=value` words may stand before the command. */
  readonly assignments?: boolean;
};

export const wrappers: Readonly<Record<string, Wrapper>> = {
  chronic: { values: [] },
  doas: { values: ['-u', '-C'] },
  'dumb-init': { values: [] },
  command: { values: [] },
  eatmydata: { values: [] },
  env: { values: ['-u', '--unset', '-C', '--chdir'], assignments: true },
  exec: { values: ['-a'] },
  fakeroot: { values: [] },
  flock: { values: ['-w', '-E', '--timeout', '--conflict-exit-code'], operands: 1 },
  gosu: { values: [], operands: 1 },
  ionice: { values: ['-c', '-n', '--class', '--classdata'] },
  linux32: { values: [] },
  linux64: { values: [] },
  nice: { values: ['-n', '--adjustment'] },
  nohup: { values: [] },
  proxychains4: { values: ['-f'] },
  retry: { values: ['-t', '-d', '-n', '-s'] },
  runuser: { values: ['-u', '-g'] },
  setarch: { values: [], operands: 1 },
  setsid: { values: [] },
  stdbuf: { values: ['-i', '-o', '-e'] },
  'su-exec': { values: [], operands: 1 },
  sudo: { values: ['-u', '-g', '-C', '-p', '-U', '--user', '--group'], assignments: true },
  tini: { values: ['-p', '-e'] },
  time: { values: ['-f', '-o'] },
  timeout: { values: ['-k', '-s', '--kill-after', '--signal'], operands: 1 },
  unbuffer: { values: [] },
};

/** Interpreters that run a program as a module: `python3 -m pip`. */
export const moduleRunner = /^(?:python|pypy)[\d.]*$/;
