import type { BuildContext } from '../context/build-context.ts';
import type { Dockerfile } from '../model/dockerfile.ts';
import { type Finding, LATE_PHASES, type Phase, type Transform } from '../model/finding.ts';
import { type Pragma, pragmasOf, speaksOf } from '../model/pragmas.ts';
import type { SourceFile } from '../syntax/parse.ts';
import type { Span } from '../syntax/text.ts';
import type { History } from './history.ts';
import type { EngineOptions } from './options.ts';
import { keyOf } from './report.ts';
import type { Candidate } from './select.ts';

export type PassOptions = EngineOptions & {
  readonly context: BuildContext;
  /** The transforms that are asked together, one group after the other. */
  readonly turns: readonly (readonly Transform[])[];
};

/** A finding that is left alone. Only what the last pass declines is reported, so its place waits until then. */
type Declined = { readonly transform: Transform; readonly finding: Finding; readonly reason: string };

export type Round = { readonly candidates: Candidate[]; readonly held: Candidate[]; readonly declines: Declined[] };

/** Late phases are for what takes a file as it stands in the end: each is asked when those before it have nothing left to do. */
export function findAll(file: Dockerfile, options: PassOptions, history: History): Round {
  const round: Round = { candidates: [], held: [], declines: [] };
  const asked = { file, options, history, pragmas: pragmasOf(file.source) };
  for (const turn of options.turns) {
    if (round.candidates.length > 0) break;
    for (const transform of turn) findWith(transform, round, asked);
  }
  return round;
}

/** Transforms by when they are asked. */
export const turnsOf = (transforms: readonly Transform[]): Transform[][] =>
  [undefined, ...LATE_PHASES].map((turn) => transforms.filter((transform) => turnOf(transform) === turn));

const turnOf = ({ meta }: Transform): Phase | undefined => LATE_PHASES.find((phase) => phase === meta.phase);

type Asked = {
  readonly file: Dockerfile;
  readonly options: PassOptions;
  readonly history: History;
  readonly pragmas: readonly Pragma[];
};

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
