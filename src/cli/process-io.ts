import { KnownError, reasonOf } from './errors.ts';
import type { Io, Output } from './io.ts';

export const processIo = (): Io => ({
  cwd: process.cwd(),
  env: process.env,
  stdin: readStdin,
  stdout: outputTo(process.stdout),
  stderr: outputTo(process.stderr),
  finishFilesFirst,
});

async function readStdin(): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** What Unix and Windows report when the other end of a pipe has closed, and Node after that. */
const READER_GONE = ['EPIPE', 'EOF', 'ERR_STREAM_DESTROYED'];

const isReaderGone = (error: NodeJS.ErrnoException): boolean => READER_GONE.includes(error.code ?? '');

function outputTo(stream: NodeJS.WriteStream): Output {
  let closed = false;
  // The callback of `write` reports errors too, but an `error` event that nobody hears ends the process.
  stream.on('error', () => {
    closed = true;
  });
  const write = (text: string): Promise<void> =>
    new Promise((resolve, reject) => {
      if (text === '' || closed) return resolve();
      stream.write(text, (error) => {
        if (error) closed = true;
        if (error && !isReaderGone(error)) reject(new KnownError(`output failed: ${reasonOf(error)}`));
        else resolve();
      });
    });
  return { write, closed: () => closed, terminal: stream.isTTY === true };
}

/** A listener runs between files, never in the middle of a write: so an interrupted run leaves no temporary file behind. */
function finishFilesFirst(): void {
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const) {
    process.once(signal, () => process.exit(code));
  }
}
