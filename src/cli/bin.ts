#!/usr/bin/env node
import module from 'node:module';
import { EXIT } from './exit-codes.ts';
import { main } from './main.ts';
import { processIo } from './process-io.ts';

// Most of a start is compiling: from Node.js 22.1 on, what came of that is kept for the next one (nodejs.org/api/module.html).
(module as { readonly enableCompileCache?: () => unknown }).enableCompileCache?.();

// Not `process.exit`: it would cut off what a pipe has not taken yet. Node's own code for a crash means something else here.
try {
  process.exitCode = await main(process.argv.slice(2), processIo());
} catch (error) {
  process.exitCode = EXIT.failed;
  process.stderr.write(`dockmod: ${(error as Error).message}\n`);
}
