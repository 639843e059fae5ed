import type { Transform } from '../model/finding.ts';
import { catalogue, explanation } from '../report/catalogue.ts';
import { jsonCatalogue } from '../report/json.ts';
import { transformsCalled } from '../transforms/choose.ts';
import { paintFor } from './color.ts';
import { asUsage } from './errors.ts';
import { EXIT } from './exit-codes.ts';
import type { Io } from './io.ts';
import type { Request } from './options.ts';
import { version } from './version.ts';

type Asked<Kind> = Extract<Request, { kind: Kind }>;

export async function list(
  { format, color }: Asked<'list'>,
  io: Io,
  transforms: readonly Transform[],
): Promise<number> {
  const metas = transforms.map(({ meta }) => meta);
  const text = format === 'json' ? jsonCatalogue(metas, version()) : catalogue(metas, paintFor(io.stdout, io, color));
  await io.stdout.write(text);
  return EXIT.done;
}

/** Several transforms may cover one rule of another linter. */
export async function explain(
  { id, format, color }: Asked<'explain'>,
  io: Io,
  transforms: readonly Transform[],
): Promise<number> {
  const metas = asUsage(() => transformsCalled(transforms, id)).map(({ meta }) => meta);
  const paint = paintFor(io.stdout, io, color);
  const text =
    format === 'json' ? jsonCatalogue(metas, version()) : metas.map((meta) => explanation(meta, paint)).join('\n');
  await io.stdout.write(text);
  return EXIT.done;
}
