import { type Dockerfile, shippedLineage } from '../../../../model/dockerfile.ts';
import type { Declined, Manifests } from '../../../../model/manifests/manifests.ts';
import type { Link } from '../../../../shell/script.ts';
import { contains } from '../../../../syntax/text.ts';
import type { Rewrite } from '../../rewrite/rewrite.ts';
import { firstOther, whyMore } from '../first-installs.ts';
import { fetchFirst } from './fetch-first.ts';
import { type Cut, gapOf, installFirst } from './install-first.ts';
import { linkOf, linksOf, mayFail, shrinks } from './links.ts';
import type { Place } from './place.ts';
import { whyNotFetched } from './why-not-fetched.ts';

/** How an install gets before the COPY of the rest: its RUN moves, or the first part of it does, or another command does its work there. */
export type Plan = {
  readonly files: readonly string[];
  readonly doubt?: string;
  readonly cut?: Cut;
  readonly fetch?: string;
  /** Lines that the ignore list gets. */
  readonly ignores?: readonly string[];
};

export function planFor(file: Dockerfile, place: Place, read: readonly Manifests[]): Plan | Declined {
  const files = [...new Set(read.flatMap((manifests) => manifests.files))];
  const folders = new Set(files.map((path) => path.slice(0, path.lastIndexOf('/') + 1)));
  if (folders.size > MOST_COPIES)
    return { declined: `it reads files of ${folders.size} folders, each of which would need a COPY` };
  const doubt = read.find((manifests) => manifests.doubt !== undefined)?.doubt;
  const plan = { files, ...(doubt !== undefined && { doubt }) };
  const fetches = read.flatMap(({ fetch }) => fetch ?? []);
  const [fetch] = fetches;
  if (fetch !== undefined) {
    const declined = fetches.length < read.length || fetches.length > 1 ? SEVERAL : whyNotFetched(file, place, fetch);
    if (declined !== undefined) return { declined };
    const tools = cutBehindTools(file, place);
    if (tools === undefined) return { ...plan, fetch };
    return typeof tools === 'string' ? { declined: tools } : { files: [], cut: tools };
  }
  const { step, installs } = place;
  const more = whyMore(step, installs);
  if (more === undefined) return plan;
  const cut = cutOf(file, place) ?? more;
  return typeof cut === 'string' ? { declined: cut } : { ...plan, cut };
}

/** An image may have no more than 127 layers. */
const MOST_COPIES = 30;

const SEVERAL = 'its RUN installs more than once, in different ways';

export const rewriteBy = (file: Dockerfile, place: Place, { files, cut, fetch }: Plan): Rewrite =>
  fetch === undefined ? installFirst(file, place, files, cut) : fetchFirst(file, place, files, fetch);

/** Where the first part of a RUN does nothing but install; or why what follows has to stay with it. */
function cutOf(file: Dockerfile, place: Place): Cut | string | undefined {
  const { step, installs } = place;
  const next = firstOther(step, installs);
  const isInstalled = next !== undefined && installs.every(({ call }) => call.command.end <= next.start);
  return isInstalled ? cutBefore(file, place, next) : undefined;
}

/** Where the first part of a RUN installs the tool that fetches, which needs nothing of the project. */
function cutBehindTools(file: Dockerfile, place: Place): Cut | string | undefined {
  const next = linkOf(place);
  if (next === undefined || next === linksOf(place)[0]) return undefined;
  return cutBefore(file, place, next) ?? 'a comment stands before it in its RUN';
}

function cutBefore(file: Dockerfile, place: Place, next: Link): Cut | string | undefined {
  const { stage, step } = place;
  const links = linksOf(place);
  const last = links[links.indexOf(next) - 1];
  if (last === undefined || step.run.isHeredoc || mayFail(place)) return undefined;
  const gap = gapOf(step, { last, next });
  if (step.instruction.comments.some(({ span }) => contains(gap, span))) return undefined;
  const shrinking = shippedLineage(file).has(stage) && links.slice(links.indexOf(next)).find(shrinks);
  if (!shrinking) return { last, next };
  const { text } = step.run.script;
  return `${text.slice(shrinking.start, shrinking.end)} in its RUN takes away what would stay in a layer of its own`;
}
