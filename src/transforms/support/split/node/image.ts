import { hasPackages } from '../../../../knowledge/images/runtime-images.ts';
import { nodePackage, nodesource, nodesourceVersion, slimNode } from '../../../../knowledge/node/images.ts';
import { fromParts, rootBase, type Step } from '../../../../model/dockerfile.ts';
import { toolOf } from '../../../../shell/invocation.ts';
import { type Command, linkAround, type Script } from '../../../../shell/script.ts';
import { isRun } from '../../rewrite/rewrite.ts';
import type { Build } from '../runtime.ts';
import { installedPackages } from '../steps/installed-packages.ts';
import { distributionOf } from '../system/runtime-base.ts';
import { whyPlatform } from '../system/written-image.ts';

/** How Node.js gets into an image that has none. */
export type Brought =
  | { readonly by: 'distribution' }
  /** `commands` are those that make apt know the repository. */
  | { readonly by: 'nodesource'; readonly version: number | undefined; readonly commands: ReadonlySet<Command> };

/** The image of the stage that builds and of the one that runs, as FROM says them. */
export type NodeImage = {
  readonly written: string;
  readonly base: string;
  /** Undefined where they are made of it. */
  readonly brought: Brought | undefined;
};

/** Commands that bring Node.js, and leave nothing beside. */
export const bringing = ({ brought }: NodeImage): ReadonlySet<Command> =>
  brought?.by === 'nodesource' ? brought.commands : new Set();

/** What a project of Node.js is built on; or why what a smaller one lacks is not known; undefined where it is an image of something else. */
export function nodeImageOf(build: Build): NodeImage | string | undefined {
  const { stage } = build.place;
  const root = rootBase(stage);
  if (root.kind !== 'image' || !/^(?:node|alpine|debian|ubuntu)$/.test(root.image.name)) return undefined;
  const why = whyPlatform(stage.from);
  if (why !== undefined) return why;
  if (root.image.digest !== undefined)
    return 'FROM names the digest of one image, so the smaller one of the same kind is not known';
  const written = fromParts(stage.from).base;
  if (root.image.name !== 'node') return onDistribution(build, written);
  const base = slimNode(written, root.image.tag);
  return base === undefined
    ? `no smaller image for the tag of ${written} is known`
    : { written, base, brought: undefined };
}

/** Both stages are of the same release, so that both have the same Node.js. */
function onDistribution({ place, steps }: Build, written: string): NodeImage | string {
  const distribution = distributionOf(place.stage);
  if (typeof distribution === 'string') return distribution;
  const names = installedPackages(steps);
  if (typeof names === 'string') return names;
  const isThere = names.some((name) => nodePackage.test(name) || name === 'npm');
  if (!isThere) return 'it is built on no image of Node.js, and what brings that to it is not known';
  if (!hasPackages(distribution.release))
    return `${distribution.slim} would need packages, and those of ${distribution.release} are no longer where it looks for them`;
  return { written, base: distribution.slim, brought: nodesourceIn(steps) ?? { by: 'distribution' } };
}

/** Node.js of its makers' repository, where steps install that. */
export function nodesourceIn(steps: readonly Step[]): Extract<Brought, { by: 'nodesource' }> | undefined {
  const scripts = steps.filter(isRun).map(({ run }) => run.script);
  const [text] = scripts.map((script) => script.text).filter((script) => nodesource.test(script));
  if (text === undefined) return undefined;
  const [, version] = nodesourceVersion.exec(text) ?? [];
  return {
    by: 'nodesource',
    version: version === undefined ? undefined : Number(version),
    commands: new Set(commandsOf(scripts)),
  };
}

/** What is piped from it, and what runs a script that is fetched from there first. */
function commandsOf(scripts: readonly Script[]): Command[] {
  const own = scripts.flatMap((script) =>
    script.commands.filter((command) => {
      const { start = 0, end = 0 } = linkAround(script, command) ?? {};
      return nodesource.test(script.text.slice(start, end)) && HANDLES_SOURCES.has(toolOf(command));
    }),
  );
  const fetched = new Set(
    own
      .filter((command) => FETCHES.has(toolOf(command)))
      .flatMap(({ words }) => words.slice(1).map(({ value }) => value))
      .filter((value) => !value.startsWith('-')),
  );
  const runs = scripts
    .flatMap(({ commands }) => commands)
    .filter((command) => SHELLS.has(toolOf(command)) && command.words.some(({ value }) => fetched.has(value)));
  return [...own, ...runs];
}

const FETCHES: ReadonlySet<string> = new Set(['curl', 'wget']);
const SHELLS: ReadonlySet<string> = new Set(['bash', 'sh']);
const HANDLES_SOURCES: ReadonlySet<string> = new Set([
  ...SHELLS,
  ...FETCHES,
  ...['apt-key', 'cat', 'echo', 'gpg', 'printf', 'tee'],
]);
