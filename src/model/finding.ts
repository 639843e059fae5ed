import type { BuildContext } from '../context/build-context.ts';
import type { ServiceTarget } from '../context/service-targets.ts';
import type { Span } from '../syntax/text.ts';
import type { Change } from './change.ts';
import type { Dockerfile } from './dockerfile.ts';
import type { Settings } from './settings.ts';

/** New text for a range of the file; an empty range inserts. */
export type Edit = { readonly start: number; readonly end: number; readonly text: string };

/**
 * `safe`: the built image is the same where it matters (files apart from caches, logs and package lists; environment; user;
 * entry point). `review`: the intent is kept, but what is in the image or how it runs changes. `manual`: shown, never applied.
 */
export type Safety = 'safe' | 'review' | 'manual';

export const SAFETIES = ['safe', 'review', 'manual'] as const satisfies readonly Safety[];

/** A fix says the same thing twice, as edits and as changes of the trace; it is applied only where both agree. */
export type Fix = {
  readonly edits: readonly Edit[];
  readonly changes: readonly Change[];
  readonly safety: Safety;
  /** The evidence, not the rule. */
  readonly reason: string;
  /** What the fix rests on besides its own edits: no other fix of the same pass may touch it. */
  readonly scope: readonly Span[];
  /** Lines that the ignore list of the build context gets in the same fix. */
  readonly ignores?: readonly string[];
  /** Services of compose files that build a stage in the same fix. */
  readonly targets?: readonly ServiceTarget[];
};

export type Finding = { readonly at: Span; readonly message: string } & (
  | { readonly fix: Fix }
  /** Why the place is left alone. */
  | { readonly declined: string }
);

/**
 * The order in which fixes get their turn. Words first: what spans several steps then sees them as they will stay. Stages, base and users
 * when nothing else is left to do: what a stage builds has to stand as it will stay, what rests on every step of a stage sees them as they
 * are, and files that have an owner are files that other fixes leave alone.
 */
export const PHASES = ['words', 'steps', 'cleanup', 'layers', 'stages', 'base', 'users'] as const;

export type Phase = (typeof PHASES)[number];

/** Phases that are asked together: each of these groups when those before it have nothing left to do. */
export const TURNS: readonly (readonly Phase[])[] = [
  ['words', 'steps', 'cleanup', 'layers'],
  ['stages'],
  ['base'],
  ['users'],
];

/** What moves commands, or adds some in the words that the others would write. */
export const NEWS_OF_MOVES: readonly Phase[] = PHASES.filter((phase) => phase !== 'words');

/** Users come in the words and steps that others would write, so that only RUNs which lie side by side by then are news. */
export const NEWS_OF_USERS: readonly Phase[] = ['layers', 'users'];

export type TransformMeta = {
  /** Kebab case, named after the outcome: file, fixture folder and doc page bear it too. */
  readonly id: string;
  readonly title: string;
  readonly why: string;
  readonly phase: Phase;
  /** The boldest safety that its fixes may have. */
  readonly maxSafety: Safety;
  /** A matter of taste: it is done only where `only` names it. */
  readonly onlyWhenAsked?: true;
  /** Rule ids of other tools that it takes care of. */
  readonly covers: readonly string[];
  readonly references: readonly string[];
  readonly since: string;
};

/** A pure function from a file, its build context and settings to findings: no file system, clock or network. */
export type Transform = {
  readonly meta: TransformMeta;
  /** The phases that its fixes may give something to do; all of them where it is not said. */
  readonly newsFor?: readonly Phase[];
  readonly find: (file: Dockerfile, context: BuildContext, settings: Settings) => Iterable<Finding>;
};
