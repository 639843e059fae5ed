import { installScripts } from '../../../../knowledge/node/package-json.ts';
import type { Step } from '../../../../model/dockerfile.ts';
import { part } from '../../../../model/formats/json.ts';
import { workingFolder } from '../../user/working-folder.ts';
import { listed } from '../../wording.ts';
import { outermost } from '../files/taken.ts';
import type { Build, Ecosystem, Runtime } from '../runtime.ts';
import type { Chosen } from './choice.ts';
import { chosenOf } from './chosen.ts';
import { type NodeImage, nodeImageOf } from './image.ts';
import { whyKeptElsewhere } from './kept-elsewhere.ts';
import { type Needs, needsOf } from './needs.ts';
import { othersOf } from './others.ts';
import type { Project } from './project.ts';
import type { Pruned } from './prune.ts';
import { prunedWhere, pruneOf, whyStaying } from './pruning.ts';
import { builds, projectOf } from './read-project.ts';
import { systemPackages } from './system.ts';
import { aliasesIn, textsOf } from './texts.ts';

/** Services and pages of Node.js, on its official image. */
export const node: Ecosystem = { builds, followsShells: true, runtime };

function runtime(build: Build): Runtime | string | undefined {
  const { place, steps } = build;
  const image = nodeImageOf(build);
  if (image === undefined || typeof image === 'string') return image;
  const project = projectOf(build, image);
  if (typeof project === 'string') return project;
  const chosen = chosenOf({
    ...project,
    startsIn: workingFolder(place.stage),
    ...{
      place,
      steps,
      scripts: project.sources.scripts,
      files: project.sources.files,
      texts: [...textsOf(build), ...aliasesIn(project.manifest)],
    },
    isBrought: image.brought !== undefined,
    hasScripts: installScripts.some((name) => part(project.manifest, 'scripts')[name] !== undefined),
  });
  const { unread } = project.sources;
  if (unread !== undefined && !chosen.isServed) return `${unread} can not be read`;
  const elsewhere = chosen.needsPackages ? whyKeptElsewhere(project) : undefined;
  if (elsewhere !== undefined) return elsewhere;
  const prune = chosen.needsPackages && project.outputs.hasBuild ? pruneOf(project) : undefined;
  const needs = needsOf(project, { image, chosen, prune });
  if (typeof needs === 'string') return needs;
  const gains =
    image.base !== image.written ||
    image.brought?.by === 'nodesource' ||
    leavesPackages(steps, needs) ||
    leavesGlobals(project, needs);
  const isPruned = prune !== undefined && 'said' in prune;
  if (!gains && !isPruned && chosen.needsPackages)
    return prune === undefined || 'said' in prune
      ? chosen.whyMore
      : `nothing would stay out but sources: ${chosen.whyMore ?? whyStaying(prune)}`;
  const rest = othersOf(project, chosen, image);
  if (typeof rest === 'string') return rest;
  return {
    base: image.base,
    packages: needs.packages,
    taken: outermost([...needs.taken, ...chosen.taken, ...rest.taken]),
    made: needs.made,
    repeated: [...rest.repeated, ...needs.repeated],
    ...(chosen.installed !== undefined && { installed: chosen.installed }),
    ...prunedWhere(build, prune),
    reason: `${reasonOf(project, chosen, prune)}${broughtBy(image)}`,
  };
}

/** Some of what is installed to build with is not there to run, but for package managers, which are small. */
function leavesPackages(steps: readonly Step[], { packages }: Needs): boolean {
  const system = systemPackages(steps);
  return (
    typeof system === 'object' &&
    [...system.forBuild, ...system.development].some((name) => !packages.includes(name) && !isManager.test(name))
  );
}

/** Some of what is installed for the whole image is for builds alone. */
const leavesGlobals = ({ globals }: Project, { repeated }: Needs): boolean =>
  globals.some(({ step, packages }) => !repeated.includes(step) && packages.some((name) => !isManager.test(name)));

const isManager = /^(?:corepack|npm|pnpm|yarn)$/;

const broughtBy = ({ brought }: NodeImage): string =>
  brought === undefined
    ? ''
    : brought.by === 'distribution'
      ? '; both stages are of one release, and so is the Node.js that they install'
      : '; node is one file, and what it is linked with is in the image as apt needs it too, or installed';

function reasonOf({ start }: Project, chosen: Chosen, prune: Pruned | undefined): string {
  const shown = start.entries.length + start.programs.length === 0 ? start.others : start.programs;
  const runs = [
    ...start.entries,
    ...shown.map(({ name, args }) => [name, ...args.map(({ value }) => value)].join(' ')),
  ];
  const what = `containers start ${listed([...new Set(runs)])}`;
  const left =
    prune === undefined || 'isDone' in prune
      ? ''
      : 'said' in prune
        ? `; ${prune.said} leaves out what only development needs`
        : `; ${whyStaying(prune)}`;
  return `${what}; it takes along ${chosen.because}${left}`;
}
