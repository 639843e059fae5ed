import { type ForeignRule, foreignRuleCalled } from '../knowledge/foreign-rules.ts';
import type { Transform, TransformMeta } from '../model/finding.ts';
import { catalogue, explanation, ruleExplanation } from '../report/catalogue.ts';
import { jsonCatalogue } from '../report/json.ts';
import type { Paint } from '../report/paint.ts';
import { transformsCalled, transformsFor } from '../transforms/choose.ts';
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

/** Several transforms may cover one rule of another linter, or none, for which there is a reason. */
export async function explain(
  { id, format, color }: Asked<'explain'>,
  io: Io,
  transforms: readonly Transform[],
): Promise<number> {
  const rule = transformsFor(transforms, id).length === 0 ? foreignRuleCalled(id) : undefined;
  const metas = rule === undefined ? asUsage(() => transformsCalled(transforms, id)).map(({ meta }) => meta) : [];
  const text =
    format === 'json' ? jsonCatalogue(metas, version(), rule) : explained(metas, rule, paintFor(io.stdout, io, color));
  await io.stdout.write(text);
  return EXIT.done;
}

const explained = (metas: readonly TransformMeta[], rule: ForeignRule | undefined, paint: Paint): string =>
  rule === undefined ? metas.map((meta) => explanation(meta, paint)).join('\n') : ruleExplanation(rule, paint);
