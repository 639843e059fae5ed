import type { Transform } from '../model/finding.ts';
import { oneLine } from '../report/words.ts';
import { KnownError } from './errors.ts';
import { EXIT } from './exit-codes.ts';
import type { Io } from './io.ts';
import { parseArguments } from './program.ts';

export type LoadTransforms = () => Promise<readonly Transform[]>;

const loadCommands = () => import('./commands.ts');

const loadTransforms: LoadTransforms = async () => (await loadCommands()).transforms;

/** The command line: arguments in, exit code out. What it needs is loaded when it is needed, so that `--help` is quick. */
export async function main(argv: readonly string[], io: Io, load: LoadTransforms = loadTransforms): Promise<number> {
  try {
    const request = parseArguments(argv);
    switch (request.kind) {
      case 'answer':
        await io.stdout.write(request.out);
        return EXIT.done;
      case 'run':
        return await (await loadCommands()).run(request.options, io, await load());
      case 'list':
        return await (await loadCommands()).list(request, io, await load());
      case 'explain':
        return await (await loadCommands()).explain(request, io, await load());
    }
  } catch (error) {
    const known = error instanceof KnownError;
    const message = known ? oneLine(error.message) : `this is a bug of dockmod: ${(error as Error).stack}`;
    await io.stderr.write(`dockmod: ${message}\n`);
    return EXIT.failed;
  }
}
