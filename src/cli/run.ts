import type { Transform } from '../model/finding.ts';
import type { FileResult } from '../report/result.ts';
import { summaryLines } from '../report/summary.ts';
import { remarks } from '../report/talk.ts';
import { count, failed, newTally, type Tally } from '../report/tally.ts';
import { findingLines } from '../report/text.ts';
import { paintFor } from './color.ts';
import { EXIT } from './exit-codes.ts';
import type { Io } from './io.ts';
import type { RunOptions } from './options.ts';
import { productOf } from './product.ts';
import { reporterFor } from './reporters.ts';
import { workOnStdin } from './stdin.ts';
import { findTargets, type Miss, type Target } from './targets.ts';
import { equip, type Workshop, workOn } from './work.ts';

/** Works on one file after the other, and keeps none: memory does not grow with their number. */
export async function run(options: RunOptions, io: Io, all: readonly Transform[]): Promise<number> {
  const filters = options.paths.includes('-');
  const targets = filters ? [] : await findTargets(options.paths, io.cwd);
  const workshop = equip(options, io, all, targets);
  if (workshop.write) io.finishFilesFirst();
  const product = productOf(options.output, io, targets);
  const reporter = reporterFor(options, paintFor(product, io, options.color));
  const tally = newTally();
  for await (const result of filters ? workOnStdin(options, io, workshop) : workOnAll(targets, workshop)) {
    count(tally, result);
    await product.write(await reporter.file(result));
    for (const line of remarks(result)) await io.stderr.write(`${line}\n`);
    if (options.verbose && !reporter.tellsFindings) await io.stderr.write(details(result, options, io));
    // Without a reader there is nothing to show. What is to be written is written all the same.
    if (product.closed() && !workshop.write) return exitCode(options, tally);
  }
  await product.write(reporter.end(tally));
  // A filter that failed has no text to put in the place of what is there.
  if (!(filters && options.format === 'text' && failed(tally) > 0)) product.finish();
  // A JSON report holds what `--verbose` says.
  const verbose = options.verbose || options.format === 'json';
  for (const line of summaryLines(tally, { mode: options.mode, verbose })) await io.stderr.write(`${line}\n`);
  return exitCode(options, tally);
}

async function* workOnAll(targets: readonly (Target | Miss)[], workshop: Workshop): AsyncGenerator<FileResult> {
  for (const target of targets) {
    yield workOn(target, workshop);
    // Lets a closed pipe or an interrupt be heard between files.
    await new Promise(setImmediate);
  }
}

function details({ path, status, work }: FileResult, { color }: RunOptions, io: Io): string {
  if (work === undefined || status === 'unwritable') return '';
  return findingLines(path, work.refactored, { verbose: true, paint: paintFor(io.stderr, io, color) });
}

function exitCode({ mode }: RunOptions, tally: Tally): number {
  if (failed(tally) > 0) return EXIT.failed;
  return mode === 'check' && tally.files.changed > 0 ? EXIT.wouldChange : EXIT.done;
}
