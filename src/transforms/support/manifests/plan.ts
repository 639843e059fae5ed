import { type Dockerfile, shippedLineage } from '../../../model/dockerfile.ts';
import type { Declined, Manifests } from '../../../model/manifests/manifests.ts';
import { hasRole, readPackageCall } from '../../../model/package-calls.ts';
import { hasListCache } from '../../../model/package-lists.ts';
import type { Command, Link } from '../../../shell/script.ts';
import { contains } from '../../../syntax/text.ts';
import { firstOther, whyMore } from '../first-installs.ts';
import type { Rewrite } from '../rewrite.ts';
import { takesAway } from '../undone.ts';
import { fetchFirst } from './fetch-first.ts';
import { type Cut, gapOf, installFirst } from './install-first.ts';
import type { Place } from './place.ts';

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

const linksOf = ({ step }: Place): readonly Link[] => step.run.script.statements[0]?.links ?? [];

/** A `||` catches the failure of what stands before it, which would end the build in a RUN of its own. */
const mayFail = (place: Place): boolean => linksOf(place).some(({ operator }) => operator === '||');

/** The link that is the install. */
const linkOf = (place: Place): Link | undefined =>
  linksOf(place).find(({ command }) => command === place.installs[0].call.command);

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

/** It takes away files, packages or downloads, which stay in an earlier layer. */
const shrinks = ({ commands }: Link): boolean => commands.some(takesAway) || commands.some(cleansUp);

function cleansUp(command: Command): boolean {
  const call = readPackageCall(command);
  return call !== undefined && (hasRole(call, 'clean') || hasRole(call, 'remove') || hasRole(call, 'autoremove'));
}

/** What its own RUN gives an install, and would not give another command. */
function whyNotFetched(file: Dockerfile, place: Place, fetch: string): string | undefined {
  const { stage, step, installs } = place;
  const { run, instruction, state } = step;
  const [{ call, project }] = installs;
  if (run.script.opaque !== undefined) return run.script.opaque;
  const lost = installs.map(({ project }) => project.apart?.lost).find((spared) => spared?.text.test(file.source.text));
  if (lost !== undefined) return lost.because;
  if (run.isHeredoc) return 'its RUN is a heredoc';
  const flag = instruction.flags.find(({ text }) => !SHARED_MOUNT.test(text));
  if (flag !== undefined) return `${flag.text} may mean something else for another RUN`;
  if (project.apart?.fills === undefined && hasListCache(step, call.manager))
    return 'a cache mount keeps what it downloads already';
  if (/^mkdir\b/.test(fetch) && !['root', '0', undefined].includes(state.user))
    return `USER ${state.user} may not be allowed to make files there`;
  if (linkOf(place) === undefined) return 'it stands inside of another command';
  if (mayFail(place)) return 'its RUN goes on where it fails, and that of another command would not';
  const setting = call.command.assignments.find(({ text }) => !SETS_OUTPUT.test(text));
  const [before] = [...call.wrapper, ...(setting === undefined ? [] : [setting])];
  if (before !== undefined) return `${before.text} stands before it, and it may need that to download anything`;
  const other = firstOther(step, installs);
  if (other !== undefined && other.end <= call.command.start)
    return `${run.script.text.slice(other.start, other.end)} stands before it, and it may need that to download anything`;
  const isShrunk = shippedLineage(file).has(stage) && run.script.statements.some(({ links }) => links.some(shrinks));
  return isShrunk ? 'its RUN takes away what it leaves behind, which no other RUN can do for it' : undefined;
}

const SHARED_MOUNT = /^--mount=type=(?:cache|secret|ssh)(?:,|$)/;

/** They are about what is made, not about what is downloaded. */
const SETS_OUTPUT = /^(?:CARGO_INCREMENTAL|CGO_ENABLED|GOAMD64|GOARCH|GOARM|GOOS|RUSTFLAGS)=/;
