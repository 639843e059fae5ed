import type { BuildContext } from '../context/build-context.ts';
import type { Dockerfile } from '../model/dockerfile.ts';
import { type Finding, PHASES, type Phase, type Transform, TURNS } from '../model/finding.ts';
import { type Pragma, pragmasOf, speaksOf } from '../model/pragmas.ts';
import type { SourceFile } from '../syntax/parse.ts';
import type { Span } from '../syntax/text.ts';
import type { History } from './history.ts';
import type { EngineOptions } from './options.ts';
import { keyOf } from './report.ts';
import type { Candidate } from './select.ts';

export type PassOptions = EngineOptions & {
  readonly context: BuildContext;
  readonly phases: ReadonlyMap<Phase, readonly Transform[]>;
};

/** A finding that is left alone. Only what is declined to the last is reported, so its place waits until then. */
type Declined = { readonly transform: Transform; readonly finding: Finding; readonly reason: string };

/** What the transforms of a phase say of the file as it was when they were asked. */
export type Round = {
  readonly file: Dockerfile;
  readonly candidates: Candidate[];
  readonly held: Candidate[];
  readonly declines: Declined[];
};

/** The rounds that nothing has changed for since. */
export type Rounds = Map<Phase, Round>;

/** What there is to do: turn by turn, those phases are asked that something has changed for, until one has something to do. */
export function findNext(rounds: Rounds, file: Dockerfile, options: PassOptions, history: History): Candidate[] {
  const asked = { file, options, history, pragmas: pragmasOf(file.source) };
  for (const turn of TURNS) {
    const candidates = turn.flatMap((phase) => {
      const round = rounds.get(phase) ?? ask(phase, asked);
      rounds.set(phase, round);
      return round.candidates;
    });
    if (candidates.length > 0) return candidates;
  }
  return [];
}

/** The phases that fixes may give something to do are to be asked again. */
export function forget(rounds: Rounds, fixes: readonly Candidate[]): void {
  for (const { transform } of fixes) {
    const news = transform.newsFor;
    if (news === undefined) rounds.clear();
    else for (const phase of news) rounds.delete(phase);
  }
}

export const byPhase = (transforms: readonly Transform[]): ReadonlyMap<Phase, readonly Transform[]> =>
  new Map(PHASES.map((phase) => [phase, transforms.filter(({ meta }) => meta.phase === phase)]));

type Asked = {
  readonly file: Dockerfile;
  readonly options: PassOptions;
  readonly history: History;
  readonly pragmas: readonly Pragma[];
};

function ask(phase: Phase, asked: Asked): Round {
  const round: Round = { file: asked.file, candidates: [], held: [], declines: [] };
  for (const transform of asked.options.phases.get(phase) ?? []) findWith(transform, round, asked);
  return round;
}

function findWith(transform: Transform, round: Round, asked: Asked): void {
  const { file, options, pragmas } = asked;
  for (const finding of transform.find(file, options.context, options.settings)) {
    const reason = whyDeclined(pragmas, transform, finding, file.source) ?? whyNotAlone(finding, options);
    if (reason !== undefined) round.declines.push({ transform, finding, reason });
    else if ('fix' in finding) sortIn(round, { transform, finding, fix: finding.fix }, asked);
  }
}

function sortIn(round: Round, candidate: Candidate, { file, options, history }: Asked): void {
  if (history.banned.size > 0 && history.banned.has(keyOf(file, candidate))) return;
  const { safety } = candidate.fix;
  if (safety !== 'manual' && options.accepts(safety)) round.candidates.push(candidate);
  else round.held.push(candidate);
}

function whyNotAlone(finding: Finding, { alone }: EngineOptions): string | undefined {
  if (alone !== true || !('fix' in finding)) return undefined;
  const { ignores, targets } = finding.fix;
  const other = ignores === undefined ? targets?.[0]?.file : '.dockerignore';
  return other && `${other} would have to change with it, and only the Dockerfile can here`;
}

function whyDeclined(
  pragmas: readonly Pragma[],
  transform: Transform,
  finding: Finding,
  file: SourceFile,
): string | undefined {
  const pragma = silencedBy(pragmas, transform, finding, file);
  if (pragma !== undefined) return `the comment ${JSON.stringify(pragma.comment.text)} asks for it`;
  return 'declined' in finding ? finding.declined : undefined;
}

/** The comment that forbids a finding, in any of the instructions that it would touch. */
function silencedBy(
  pragmas: readonly Pragma[],
  { meta }: Transform,
  finding: Finding,
  file: SourceFile,
): Pragma | undefined {
  if (pragmas.length === 0) return undefined;
  const ids = [meta.id, ...meta.covers].map((id) => id.toLowerCase());
  const speaking = pragmas.filter((pragma) => speaksOf(pragma, ids));
  if (speaking.length === 0) return undefined;
  const spans: readonly Span[] = 'fix' in finding ? [finding.at, ...finding.fix.edits] : [finding.at];
  const touched = file.instructions.filter(({ span }) =>
    spans.some(({ start, end }) => start <= span.end && span.start <= end),
  );
  return speaking.find((pragma) => pragma.instruction === undefined || touched.includes(pragma.instruction));
}
