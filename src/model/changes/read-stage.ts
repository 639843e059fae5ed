import { parseByBuildKit } from '../../syntax/parse.ts';
import { readDockerfile } from '../dockerfile.ts';
import { COMMENT, type TraceItem, traceOf } from '../trace.ts';
import { fresh, type Items } from './items.ts';

const HAS_SETTINGS = /^(?:ARG|ENV|SHELL|USER|WORKDIR)\b/;

/**
 * A stage as a fresh parse has it: texts become instructions, and what was there keeps its own words and gets the settings that it has
 * in its new place.
 */
export function readStage(
  items: Items,
  from: string,
  parts: readonly (TraceItem | string)[],
  mirrors: readonly string[],
): [from: TraceItem, ...rest: TraceItem[]] {
  const real = parts.filter((part) => typeof part === 'string' || part.head !== COMMENT);
  const texts = real.map((part) => {
    if (typeof part === 'string') return part;
    return HAS_SETTINGS.test(part.head) ? textOf(part) : 'RUN true';
  });
  const parsed = parseByBuildKit(`${[from, ...texts].join('\n')}\n`);
  if ('problem' in parsed) throw new Error(parsed.problem.message);
  const [first, ...found] = traceOf(readDockerfile(parsed.file, { mirrors })).items as [TraceItem, ...TraceItem[]];
  if (found.length !== real.length) throw new Error('the new stage is read in another way');
  let id = Math.min(0, ...items.keys());
  const asNew = (item: TraceItem): TraceItem => ({
    ...item,
    id: --id,
    tokens: item.tokens.map((token) => fresh(token.text)),
  });
  const rest = parts.map((part) => {
    if (typeof part !== 'string' && part.head === COMMENT) return part;
    const read = found.shift() as TraceItem;
    return typeof part === 'string'
      ? asNew(read)
      : { ...part, base: read.base, fingerprint: read.fingerprint, folder: read.folder };
  });
  return [asNew(first), ...rest];
}

/** Without the comments inside. */
export const argsOf = ({ tokens }: TraceItem): string =>
  tokens
    .filter(({ comment }) => comment !== true)
    .map(({ text }) => text)
    .join(' ');

export const textOf = (item: TraceItem): string => `${item.head} ${argsOf(item)}`;
