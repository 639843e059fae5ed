import type { BuildContext } from '../context/build-context.ts';
import { bareVersion, rarePlatform, slimVariant } from '../knowledge/images/slim-images.ts';
import { programsOfDebian } from '../knowledge/images/slim-programs.ts';
import { type Dockerfile, fromParts, type Stage } from '../model/dockerfile.ts';
import type { Finding, Fix, Transform } from '../model/finding.ts';
import { isSlimOf } from '../model/image-reference.ts';
import type { Settings } from '../model/settings.ts';
import { toSource } from '../syntax/joined.ts';
import { whyLacking } from './support/slim/lacking.ts';
import type { Slim } from './support/slim/slim.ts';
import { listed } from './support/wording.ts';

const meta = {
  id: 'slim-base',
  title: 'The base image is its slim variant',
  why: 'A full image has compilers, headers and tools for a few hundred megabytes more. What ships and does not use them is pulled slower, and has more that can have holes.',
  phase: 'base',
  maxSafety: 'review',
  covers: [],
  references: [
    'https://docs.docker.com/build/building/best-practices/#choose-the-right-base-image',
    'https://github.com/docker-library/docs/blob/master/python/README.md#pythonversion-slim',
  ],
  since: '0.1.0',
} as const satisfies Transform['meta'];

function* find(file: Dockerfile, context: BuildContext, settings: Settings): Iterable<Finding> {
  const stage = file.stages.at(-1);
  if (stage?.base.kind !== 'image' || stage.base.image.digest !== undefined) return;
  const { name, tag } = stage.base.image;
  const variant = slimVariant(name, tag);
  if (variant === undefined) return;
  const at = stage.from.span;
  const slim: Slim = {
    ...{ file, context, stage, settings, variant },
    installed: new Set(variant.image.packages),
    needed: new Map(),
    used: new Set(),
    own: new Set(),
  };
  const result = asSlim(slim, tag);
  if (typeof result === 'string') yield { at, message: `${name}:${tag} has a slim variant`, declined: result };
  else yield { at, message: variant.image.samePackages ? DOCUMENTATION : TOOLS, fix: result };
}

const DOCUMENTATION = 'the full image has documentation and translations that nothing here reads';
const TOOLS = 'the full image has compilers and tools that nothing here uses';

/** The fix, or why there is none. */
function asSlim(slim: Slim, tag: string): Fix | string {
  const { file, stage, variant } = slim;
  const from = fromParts(stage.from).base;
  const end = from.length - variant.end.length;
  const start = toSource(stage.from.args, end - 1) + 1;
  const to = `${from.slice(0, end)}-slim${variant.end}`;
  const isWhole = file.source.text.slice(start - end, start) === from.slice(0, end);
  if (!isWhole || !from.endsWith(variant.end) || !isSlimOf(to, from)) return 'its name is not written in one piece';
  const variable = variableIn(from);
  if (variable !== undefined && !bareVersion.test(tag.slice(0, tag.length - variable.rest.length)))
    return 'a variable decides on its variant: say slim where that is set';
  const platform = stage.from.flags.find((flag) => flag.name === 'platform')?.value ?? '';
  if (variant.image.samePackages === undefined && rarePlatform.test(platform))
    return `packages that are not compiled on the spot are rare for ${platform}`;
  const why = whyLacking(slim);
  if (why !== undefined) return why;
  return {
    edits: [{ start, end: start, text: '-slim' }],
    changes: [{ kind: 'slimBase', step: stage.from.span.start, from, to }],
    safety: 'review',
    reason: `${reasonOf(slim)}${variable === undefined ? '' : `; ${variable.name} has to stay a bare version`}`,
    scope: [{ start: stage.from.span.start, end: stage.steps.at(-1)?.instruction.span.end ?? stage.from.span.end }],
  };
}

/** The variable of a tag, and what is written behind it. */
function variableIn(from: string): { readonly name: string; readonly rest: string } | undefined {
  const [, name, rest = ''] = /\$\{?(\w+)\}?([^$]*)$/.exec(from.slice(from.lastIndexOf(':'))) ?? [];
  return name === undefined ? undefined : { name, rest };
}

/** Names that say more than that there is a shell. */
const MOST_NAMES = 6;

function reasonOf({ variant, used, own, stage }: Slim): string {
  if (variant.image.samePackages)
    return 'it has the same packages, without what is in /usr/share/doc, man and locale, which no step here names';
  const names = [...used].filter((name) => !programsOfDebian.has(name));
  const more = names.length > MOST_NAMES ? [...names.slice(0, MOST_NAMES), `${names.length - MOST_NAMES} more`] : names;
  const what = names.length === 0 ? [...own].slice(0, 1) : more;
  const uses = what.length === 0 ? 'what it starts' : listed(what);
  return `it uses ${uses}: none of them needs a compiler or program that only the full image has${built(stage)}`;
}

const built = ({ steps }: Stage): string =>
  steps.some(({ run }) => run !== undefined) ? '' : '; no RUN of this stage installs anything';

export const slimBase: Transform = { meta, find };
