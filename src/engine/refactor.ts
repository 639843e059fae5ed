import type { BuildContext } from '../context/build-context.ts';
import { type Beside, besideOf, type ChangedCompose, changedCompose, isNothing, withBeside } from '../model/beside.ts';
import { type Dockerfile, type GivenAt, readDockerfile } from '../model/dockerfile.ts';
import { type Finding, LATE_PHASES, type Phase, type Safety, type Transform } from '../model/finding.ts';
import { type IgnoreList, ignoreListOf } from '../model/ignores.ts';
import { foreignPlatform } from '../model/platform.ts';
import { type Pragma, pragmasOf, speaksOf } from '../model/pragmas.ts';
import type { Settings } from '../model/settings.ts';
import { type ParseResult, parseByBuildKit, type SourceFile } from '../syntax/parse.ts';
import { parseDockerfile, whyAmbiguous, whyAmbiguousBefore } from '../syntax/second-opinion.ts';
import { lineStarts, type Place, placeAt, type Span } from '../syntax/text.ts';
import { whyUnproven } from './prove.ts';
import { type Candidate, select } from './select.ts';
import { beforeEdits, inOrder, splice, whyNotSplice } from './splice.ts';

/** A place of the file as it was given, before any fix. */
export type Range = { readonly start: Place; readonly end: Place };

type Reported = { readonly transform: string; readonly at: Range; readonly message: string };

/** A change that was made, and is proven. */
export type AppliedFix = Reported & { readonly safety: Safety; readonly reason: string };
/** A change that the caller's choice of safety kept back. */
export type HeldFix = AppliedFix;
/** A pattern that was found and left alone. */
export type Decline = Reported & { readonly reason: string };
/** A fix whose edits do not do what it says: a bug of the transform. The file is as if it had not been found. */
export type WithheldFix = Reported & { readonly reason: string };

/** Anything that a transform had to say about a place, and what became of it. */
export type ReportedFinding = Reported & { readonly outcome: 'fixed' | 'held' | 'declined' | 'withheld' };

export type Refactored = {
  /** `ok`: worked on. `left`: nothing can be proven for this file, `problem` says why. `invalid`: no builder would take it. */
  readonly status: 'ok' | 'left' | 'invalid';
  readonly text: string;
  /** The ignore list of the build context, where fixes have changed that as well. */
  readonly ignores?: IgnoreList;
  /** Compose files that fixes have changed as well; absent where there are none. */
  readonly composeFiles?: readonly ChangedCompose[];
  readonly problem?: { readonly message: string; readonly at: Place };
  /** All of the lists below as one, in the order of the file. */
  readonly findings: readonly ReportedFinding[];
  readonly fixes: readonly AppliedFix[];
  readonly held: readonly HeldFix[];
  readonly declines: readonly Decline[];
  readonly withheld: readonly WithheldFix[];
};

/** The build context of a file, which may go by what the file asks of it. */
export type ContextFor = (file: Dockerfile) => BuildContext;

export type EngineOptions = {
  readonly transforms: readonly Transform[];
  readonly context: BuildContext | ContextFor;
  readonly settings: Settings;
  readonly accepts: (safety: Safety) => boolean;
  /** Only the text counts: what would have to change another file as well is left alone. */
  readonly alone?: boolean;
};

/** Passes on top of one per instruction: fixes that rest on much of the file come one per pass. */
const SPARE_PASSES = 10;

/** Runs transforms over a text until nothing changes. Every intermediate text is proven; a text seen before ends the work. */
export function refactorText(text: string, { context, ...others }: EngineOptions): Refactored {
  const parsed = parseByBuildKit(text);
  if ('problem' in parsed) {
    return unworkable(text, parsed.problem.kind === 'invalid' ? 'invalid' : 'left', parsed.problem);
  }
  const file = readDockerfile(parsed.file, others.settings.mirrors);
  const foreign = foreignPlatform(file);
  if (foreign !== undefined) return unworkable(text, 'left', { message: foreign.reason, offset: foreign.offset });
  const turns = turnsOf(others.transforms);
  const options = { ...others, turns, context: typeof context === 'function' ? context(file) : context };
  const settled = settle(file, options, parseByBuildKit);
  if (settled?.text === text) return settled;
  const doubt = settled === undefined ? whyAmbiguous(file.source) : whyAmbiguousBefore(file.source, settled.text);
  if (doubt !== undefined) return unworkable(text, 'left', doubt);
  return settled ?? settle(file, options, parseDockerfile) ?? outcome('ok', text, {});
}

type PassOptions = EngineOptions & {
  readonly context: BuildContext;
  /** The transforms that are asked together, one group after the other. */
  readonly turns: readonly (readonly Transform[])[];
};

type Parse = (text: string) => ParseResult;

/**
 * Pass after pass, until nothing changes. The second parser is asked only where something changes, and about the outcome only, which
 * is most of the time saved; where the two then disagree there is no result, and it is asked after every pass to find the fix that
 * they disagree about.
 */
function settle(file: Dockerfile, options: PassOptions, parse: Parse): Refactored | undefined {
  const { text, instructions } = file.source;
  const whole: Whole = { text, parse, fixes: [], withheld: [], banned: new Set() };
  const seen = new Set([text]);
  let current: Current = { file, context: options.context, beside: besideOf([]) };
  const passes = instructions.length + SPARE_PASSES;
  for (let pass = 0; pass < passes; pass++) {
    const round = findAll(current, { ...options, context: current.context }, whole);
    const chosen = select(round.candidates);
    if (chosen.length === 0) {
      const { source } = current.file;
      const isClear = source.text === text || whyAmbiguous(source) === undefined;
      return isClear ? { ...finish(whole, current, round), ...alsoChanged(options.context, current) } : undefined;
    }
    const { next, applied } = advance(current, chosen, whole);
    if (applied.length === 0) continue;
    whole.fixes.push(...applied.map((candidate) => reportFix(current.file, candidate)));
    const state = next.file.source.text + (isNothing(next.beside) ? '' : `\0${JSON.stringify(next.beside)}`);
    if (seen.has(state)) break;
    seen.add(state);
    current = next;
  }
  return circular(whole);
}

/** The file after a pass, and the context with what has changed beside it by then. */
type Current = {
  readonly file: Dockerfile;
  readonly context: BuildContext;
  readonly beside: Beside;
};

/** What is carried from pass to pass. */
type Whole = {
  readonly text: string;
  readonly parse: Parse;
  readonly fixes: AppliedFix[];
  readonly withheld: WithheldFix[];
  /** Fixes that could not be proven; they are not tried again. */
  readonly banned: Set<string>;
};

function unworkable(
  text: string,
  status: 'left' | 'invalid',
  problem: { message: string; offset: number },
): Refactored {
  const at = placeAt(lineStarts(text), problem.offset);
  return { ...outcome(status, text, {}), problem: { message: problem.message, at } };
}

/** A finding that is left alone. Only what the last pass declines is reported, so its place waits until then. */
type Declined = { readonly transform: Transform; readonly finding: Finding; readonly reason: string };

type Round = { readonly candidates: Candidate[]; readonly held: Candidate[]; readonly declines: Declined[] };

/** Late phases are for what takes a file as it stands in the end: each is asked when those before it have nothing left to do. */
function findAll(current: Current, options: PassOptions, whole: Whole): Round {
  const round: Round = { candidates: [], held: [], declines: [] };
  const pragmas = pragmasOf(current.file.source);
  const asked = { current, options, whole, pragmas };
  for (const turn of options.turns) {
    if (round.candidates.length > 0) break;
    for (const transform of turn) findWith(transform, round, asked);
  }
  return round;
}

const turnsOf = (transforms: readonly Transform[]): Transform[][] =>
  [undefined, ...LATE_PHASES].map((turn) => transforms.filter((transform) => turnOf(transform) === turn));

const turnOf = ({ meta }: Transform): Phase | undefined => LATE_PHASES.find((phase) => phase === meta.phase);

type Asked = {
  readonly current: Current;
  readonly options: PassOptions;
  readonly whole: Whole;
  readonly pragmas: readonly Pragma[];
};

function findWith(transform: Transform, round: Round, asked: Asked): void {
  const { options, pragmas } = asked;
  const { file } = asked.current;
  for (const finding of transform.find(file, options.context, options.settings)) {
    const reason = whyDeclined(pragmas, transform, finding, file.source) ?? whyNotAlone(finding, options);
    if (reason !== undefined) round.declines.push({ transform, finding, reason });
    else if ('fix' in finding) sortIn(round, { transform, finding, fix: finding.fix }, asked);
  }
}

function sortIn(round: Round, candidate: Candidate, { current, options, whole }: Asked): void {
  if (whole.banned.size > 0 && whole.banned.has(keyOf(current.file, candidate))) return;
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

type Advance = { readonly next: Current; readonly applied: readonly Candidate[] };

/** Applies the fixes of a pass with one proof for all of them; only when that fails is the offender looked for. */
function advance(current: Current, chosen: readonly Candidate[], whole: Whole): Advance {
  const all = attempt(current, chosen, whole.parse);
  if ('next' in all) return { next: all.next, applied: chosen };
  let kept: Candidate[] = [];
  let next = current;
  for (const candidate of chosen) {
    const attempted = attempt(current, [...kept, candidate], whole.parse);
    if ('next' in attempted) {
      kept = [...kept, candidate];
      next = attempted.next;
      continue;
    }
    // What is right by itself waits for a pass of its own.
    if (kept.length > 0 && 'next' in attempt(current, [candidate], whole.parse)) continue;
    whole.banned.add(keyOf(current.file, candidate));
    whole.withheld.push({ ...report(current.file, candidate.transform, candidate.finding), reason: attempted.failure });
  }
  return { next, applied: kept };
}

function attempt(
  current: Current,
  candidates: readonly Candidate[],
  parse: Parse,
): { next: Current } | { failure: string } {
  const edits = candidates.flatMap(({ fix }) => fix.edits);
  const unfit = whyNotSplice(current.file.source.text, edits);
  if (unfit !== undefined) return { failure: unfit };
  const text = splice(current.file.source.text, edits);
  const beside = besideOf(candidates.map(({ fix }) => fix));
  if (text === current.file.source.text && isNothing(beside)) return { failure: 'its edits change nothing' };
  const parsed = parse(text);
  if ('problem' in parsed) return { failure: parsed.problem.message };
  const inText = inOrder(edits);
  const givenAt: GivenAt = (offset) => current.file.givenAt(beforeEdits(offset, inText));
  const file = readDockerfile(parsed.file, current.file.mirrors, givenAt);
  const context = withBeside(current.context, file, beside);
  if (typeof context === 'string') return { failure: context };
  const next: Current = { file, context, beside: joined(current.beside, beside) };
  const failure = whyUnproven(
    current.file,
    file,
    candidates.flatMap(({ fix }) => fix.changes),
  );
  return failure === undefined ? { next } : { failure };
}

const joined = (one: Beside, other: Beside): Beside => ({
  ignores: [...one.ignores, ...other.ignores],
  targets: [...one.targets, ...other.targets],
});

function alsoChanged(before: BuildContext, { context, beside }: Current): Pick<Refactored, 'ignores' | 'composeFiles'> {
  const ignores = ignoreListOf(before, beside.ignores);
  return {
    ...(ignores !== undefined && { ignores }),
    ...(beside.targets.length > 0 && { composeFiles: changedCompose(before, context) }),
  };
}

function finish(whole: Whole, current: Current, round: Round): Refactored {
  const { file } = current;
  const held = round.held.map((candidate) => reportFix(file, candidate));
  const declines = round.declines.map(({ transform, finding, reason }) => ({
    ...report(file, transform, finding),
    reason,
  }));
  const { fixes, withheld } = whole;
  return outcome('ok', file.source.text, { fixes, held, declines, withheld });
}

/** Fixes that undo each other would never end; then the file stays as it was. */
function circular({ text, fixes, withheld }: Whole): Refactored {
  const restless = fixes.map((fix) => ({ ...fix, reason: 'the fixes of this file do not come to rest' }));
  return outcome('ok', text, { withheld: [...withheld, ...restless] });
}

type Lists = Partial<Pick<Refactored, 'fixes' | 'held' | 'declines' | 'withheld'>>;

function outcome(status: Refactored['status'], text: string, lists: Lists): Refactored {
  const { fixes = [], held = [], declines = [], withheld = [] } = lists;
  const findings = [
    ...fixes.map((fix) => foundAs('fixed', fix)),
    ...held.map((fix) => foundAs('held', fix)),
    ...declines.map((decline) => foundAs('declined', decline)),
    ...withheld.map((fix) => foundAs('withheld', fix)),
  ].sort((a, b) => a.at.start.line - b.at.start.line || a.at.start.column - b.at.start.column);
  return { status, text, findings, fixes, held, declines, withheld };
}

const foundAs = (became: ReportedFinding['outcome'], { transform, at, message }: Reported): ReportedFinding => ({
  transform,
  at,
  message,
  outcome: became,
});

const reportFix = (file: Dockerfile, { transform, finding, fix }: Candidate): AppliedFix => ({
  ...report(file, transform, finding),
  safety: fix.safety,
  reason: fix.reason,
});

function report(file: Dockerfile, transform: Transform, { at, message }: Finding): Reported {
  return { transform: transform.meta.id, at: { start: file.givenAt(at.start), end: file.givenAt(at.end) }, message };
}

function keyOf(file: Dockerfile, { transform, finding }: Candidate): string {
  const { start } = report(file, transform, finding).at;
  return `${transform.meta.id}:${start.line}:${start.column}:${finding.message}`;
}
