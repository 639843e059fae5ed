import type { Family } from '../../../../knowledge/images/base-images.ts';
import { needsLibatomic, nodePackage, nodesourceFiles } from '../../../../knowledge/node/images.ts';
import type { Step } from '../../../../model/dockerfile.ts';
import { packageName } from '../../../../model/package-calls.ts';
import { baseName } from '../../../../shell/invocation.ts';
import type { Word } from '../../../../shell/script.ts';
import { buildText } from '../../scripts/build-text.ts';
import type { Taken } from '../runtime.ts';
import type { Program } from '../starts/program.ts';
import { systemInstalls } from '../steps/system-calls.ts';
import type { NodeImage } from './image.ts';
import type { Project } from './project.ts';

/** How Node.js itself comes along: as packages, or as files and the links that lead to them. */
export type Along = {
  readonly packages: readonly string[];
  readonly taken: readonly Taken[];
  readonly made: readonly string[];
};

type Needed = {
  readonly image: NodeImage;
  readonly family: Family;
  readonly wanted: readonly Program[];
  /** Steps that npm takes part in. */
  readonly repeated: readonly Step[];
};

/** What brings node, and npm where containers start that as well; or why the stage that runs would have to have more. */
export function broughtAlong(
  { build, start }: Project,
  { image: { brought }, family, wanted, repeated }: Needed,
): Along | string {
  if (brought === undefined) return { packages: [], taken: [], made: [] };
  const called = new Set([...start.called, ...wanted.map(({ name }) => baseName(name))]);
  if (!called.has('node') && !called.has('nodejs') && start.programs.length === 0)
    return 'what containers start is no program of Node.js';
  const other = ['yarn', 'yarnpkg', 'pnpm', 'corepack', 'bun'].find((name) => called.has(name));
  if (other !== undefined)
    return `containers start ${other}, which the stage that runs would have to install with npm: started with node itself, it could be split`;
  if (repeated.length > 0)
    return 'containers start what npm installs for the whole image, which the stage that runs would have to do again';
  const managers = (['npm', 'npx'] as const).filter((name) => called.has(name));
  if (brought.by === 'distribution') {
    const packages = [nodePackageOf(build.steps), ...(managers.length > 0 ? npmPackageOf(build.steps) : [])];
    // Node.js of Debian goes by the certificates of the system, which it recommends.
    return { packages: family === 'alpine' ? packages : [...packages, 'ca-certificates'], taken: [], made: [] };
  }
  const { node, npm, links } = nodesourceFiles;
  const isArm = /\barm(?:hf|32|\/?v[67])/i.test(buildText(build.place.file));
  const needed = [...managers, ...(called.has('nodejs') ? (['nodejs'] as const) : [])];
  return {
    packages: needsLibatomic(brought.version, isArm) ? ['libatomic1'] : [],
    taken: [{ path: node, kind: 'file' }, ...managers.slice(0, 1).map((): Taken => ({ path: npm, kind: 'folder' }))],
    made: needed.map((name) => `ln -s ${links[name].join(' ')}`),
  };
}

/** As it is written, with the version that it may name. */
function nodePackageOf(steps: readonly Step[]): string {
  const written = installed(steps).findLast((word) => nodePackage.test(packageName(word)))?.value;
  return written !== undefined && /^[\w@+.,:=*/~-]+$/.test(written) ? written : 'nodejs';
}

/** None where it is part of the other one. */
const npmPackageOf = (steps: readonly Step[]): string[] => [
  ...new Set(installed(steps).flatMap((word) => /^(?:nodejs-)?npm$/.exec(packageName(word)) ?? [])),
];

const installed = (steps: readonly Step[]): Word[] => systemInstalls(steps).flatMap((call) => call.operands);
