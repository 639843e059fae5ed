/** A script that a RUN calls, and why its commands are not read in place of the call. */
export type UnreadScript = {
  readonly name: string;
  readonly text: string;
  readonly why: string;
  readonly line?: number;
};

/** `as its line 7 goes by $1` */
export const asItsLine = ({ why, line }: UnreadScript): string =>
  `as ${line === undefined ? 'it' : `its line ${line}`} ${why}`;
