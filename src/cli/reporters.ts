import {
  filterReporter,
  jsonReporter,
  nameReporter,
  patchReporter,
  type Reporter,
  type ReporterOptions,
  textReporter,
} from '../report/formats.ts';
import type { Paint } from '../report/paint.ts';
import type { Mode } from '../report/summary.ts';
import type { Format, RunOptions } from './options.ts';
import { version } from './version.ts';

type Make = (options: ReporterOptions) => Reporter;

const FORMATS: Readonly<Record<Format, Make>> = { text: textReporter, json: jsonReporter, patch: patchReporter };

/** Modes that have a product of their own, unless another format was asked for. */
const MODES: Partial<Record<Mode, Make>> = { check: nameReporter, filter: filterReporter };

export function reporterFor({ format, mode, verbose }: RunOptions, paint: Paint): Reporter {
  const make = (format === 'text' ? MODES[mode] : undefined) ?? FORMATS[format];
  return make({ verbose, paint, wrote: mode === 'write', version: version() });
}
