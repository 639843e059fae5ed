/** A stream that a run writes to. */
export type Output = {
  readonly write: (text: string) => Promise<void>;
  /** The reader has gone, as `head` does; what is written from now on is lost. */
  readonly closed: () => boolean;
  readonly terminal: boolean;
};

/** All that a run sees of its process, so that tests can stand in for it. */
export type Io = {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: () => Promise<Uint8Array>;
  readonly stdout: Output;
  readonly stderr: Output;
  /** From now on, an interrupt waits until the file at hand is done. */
  readonly finishFilesFirst: () => void;
};
