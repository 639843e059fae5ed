import { type Dockerfile, shippedLineage } from '../../../../model/dockerfile.ts';
import { hasListCache } from '../../../../model/lists/caches.ts';
import { firstOther } from '../first-installs.ts';
import { linkOf, mayFail, shrinks } from './links.ts';
import type { Place } from './place.ts';

/** What its own RUN gives an install, and would not give a RUN that fetches for it. */
export function whyNotFetched(file: Dockerfile, place: Place, fetch: string): string | undefined {
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
