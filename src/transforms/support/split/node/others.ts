import { aptSettings } from '../../../../knowledge/node/images.ts';
import { dependencyLists } from '../../../../knowledge/node/package-json.ts';
import { buildsInFolder, fetchesBrowsers } from '../../../../knowledge/node/programs.ts';
import type { Step } from '../../../../model/dockerfile.ts';
import { part } from '../../../../model/formats/json.ts';
import { within } from '../../../../model/paths.ts';
import { toolOf } from '../../../../shell/invocation.ts';
import { escaped } from '../../../../syntax/text.ts';
import { isRun } from '../../rewrite/rewrite.ts';
import { volumeTargets } from '../../user/services.ts';
import { lineOf } from '../../wording.ts';
import { leftBehind } from '../files/left-behind.ts';
import type { Taken } from '../runtime.ts';
import { staysInside } from '../steps/stays-inside.ts';
import type { Chosen } from './choice.ts';
import { copiedElsewhere } from './copied-elsewhere.ts';
import { bringing, type NodeImage } from './image.ts';
import { whyElsewhere } from './own-scripts.ts';
import type { Project } from './project.ts';
import { isThere } from './read-project.ts';
import { handedOut } from './served.ts';

/** What comes along beside the project: what other steps leave, and what a COPY puts elsewhere. */
export function othersOf(
  project: Project,
  chosen: Chosen,
  image: NodeImage,
): { taken: Taken[]; repeated: readonly Step[] } | string {
  const { build, folder, sources } = project;
  const { place, steps, started } = build;
  const outside = whyOutside(project);
  if (outside !== undefined) return outside;
  const browser = steps.filter(isRun).find(({ run }) => fetchesBrowsers.test(run.script.text));
  if (browser !== undefined)
    return `line ${lineOf(place.file, browser.instruction.span.start)} fetches a browser into the home of its user`;
  const fetched = fetchedByNpx(project);
  if (fetched !== undefined) return fetched;
  const settings = image.brought?.by === 'nodesource' ? aptSettings : [];
  const kept = within([...chosen.taken.map(({ path }) => path), `${folder}/node_modules`, ...settings]);
  const aside = bringing(image);
  const staying = new Set(
    steps
      .filter(isRun)
      .filter(({ state }) => state.workdir === folder)
      .flatMap(({ run }) => run.script.commands),
  );
  const left = leftBehind(
    place,
    steps,
    (command) =>
      aside.has(command) || buildsInFolder.has(toolOf(command)) || (staying.has(command) && staysInside(command)),
    kept,
  );
  if (typeof left === 'string') return left;
  const strays = whyElsewhere(project, within([...chosen.taken, ...left.taken].map(({ path }) => path)));
  if (strays !== undefined) return strays;
  const elsewhere = copiedElsewhere(place, steps, { folder, files: sources.files });
  if (typeof elsewhere === 'string') return elsewhere;
  const scripts = started.scripts
    .map(({ path }) => path)
    .filter((path) => sources.files.some((file) => file.path === path && steps.includes(file.step)))
    .map((path): Taken => ({ path, kind: 'file' }));
  const taken = [...scripts, ...left.taken, ...elsewhere].filter(({ path }) => !kept(path));
  const behind = sources.files.filter(({ step }) => !steps.includes(step));
  const there = [...chosen.taken, ...taken, ...behind].map(({ path }) => path);
  const served = whyServed(project, (path) => within(there)(path) || there.some(within([path])));
  if (served !== undefined) return served;
  return { taken, repeated: left.repeated };
}

/** Only the folder of the project comes along. */
function whyOutside({ folder, outputs, start, sources }: Project): string | undefined {
  if (outputs.outside !== undefined)
    return `its build puts files into ${outputs.outside}, outside of ${folder}, where the project is: below that, it could be split`;
  const entry = start.entries.find((path) => !within([folder])(path) && !isThere(sources, path));
  return entry && `${entry}, which containers start, is outside of ${folder}, where the project is built`;
}

/** Pages outside of what comes along, which a build may have made. */
function whyServed({ start, build: { place } }: Project, isTaken: (path: string) => boolean): string | undefined {
  const isMounted = within(volumeTargets(place.file, place.context));
  const path = start.programs
    .flatMap((program) => handedOut(program) ?? [])
    .find((each) => !isTaken(each) && !isMounted(each));
  return path && `${path}, which containers hand out, is outside of what is known to come along`;
}

/** What npx fetches stays in the home of its user, where it finds it when containers start. */
function fetchedByNpx({ build: { place, steps }, start, globals, manifest }: Project): string | undefined {
  const names = start.programs
    .filter(({ name, sought }) => sought === 'registry' && !globals.some(({ programs }) => programs.has(name)))
    .map(({ name }) => name)
    .filter((name) => dependencyLists.every((field) => part(manifest, field)[name] === undefined));
  const step = steps
    .filter(isRun)
    .find(({ run }) => names.some((name) => new RegExp(`\\bnpx\\b.*\\b${escaped(name)}\\b`).test(run.script.text)));
  return (
    step &&
    `line ${lineOf(place.file, step.instruction.span.start)} may fetch what containers start by npx into the home of its user`
  );
}
