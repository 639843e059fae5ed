#!/usr/bin/env node
import { EXIT } from './exit-codes.ts';
import { main } from './main.ts';
import { processIo } from './process-io.ts';

// Not `process.exit`: it would cut off what a pipe has not taken yet. Node's own code for a crash means something else here.
try {
  process.exitCode = await main(process.argv.slice(2), processIo());
} catch (error) {
  process.exitCode = EXIT.failed;
  process.stderr.write(`dockmod: ${(error as Error).message}\n`);
}
