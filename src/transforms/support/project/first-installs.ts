import { managesManagers } from '../../../knowledge/node/package-json.ts';
import type { PackageManager, Project } from '../../../knowledge/package-managers/entry.ts';
import { removers } from '../../../knowledge/programs/file-work.ts';
import { type Dockerfile, fromTheBaseUp, type Stage } from '../../../model/dockerfile.ts';
import type { ManifestReader } from '../../../model/manifests/manifests.ts';
import { readers } from '../../../model/manifests/readers.ts';
import { once } from '../../../model/memo.ts';
import {
  concernsSystem,
  hasRole,
  isPackageName,
  type PackageCall,
  packageCalls,
  readPackageCall,
} from '../../../model/package-calls.ts';
import { toolOf } from '../../../shell/invocation.ts';
import { type Command, isPlainChain, type Link, type Script } from '../../../shell/script.ts';
import { isRun, type RunStep } from '../rewrite/rewrite.ts';

/** A call that installs what the manifests of a project say. */
export type ProjectInstall = {
  readonly call: PackageCall;
  readonly project: Project;
  /** Undefined: nobody has written down what it reads. */
  readonly reader: ManifestReader | undefined;
  /** It does something else, and installs what that needs. */
  readonly onTheWay: boolean;
};

/** A RUN that does so, before anything else of its stage and of those that it is built on. */
export type InstallStep = {
  readonly stage: Stage;
  readonly step: RunStep;
  readonly installs: readonly [ProjectInstall, ...ProjectInstall[]];
};

export function* firstInstalls(file: Dockerfile): Iterable<InstallStep> {
  for (const stage of file.stages) {
    const seen = new Set<PackageManager>();
    for (const ancestor of fromTheBaseUp(stage)) {
      for (const step of ancestor.steps.filter(isRun)) {
        const [first, ...others] = installsOf(step.run.script);
        if (first === undefined) continue;
        const managers = [first, ...others].map(({ call }) => call.manager);
        if (ancestor === stage && !managers.some((manager) => seen.has(manager)))
          yield { stage, step, installs: [first, ...others] };
        for (const manager of managers) seen.add(manager);
      }
    }
  }
}

/** What installs on the way finds the work done where another install of its manager stands before it. */
const installsOf = once((script: Script): readonly ProjectInstall[] =>
  packageCalls(script)
    .map(asInstall)
    .filter((install) => install !== undefined)
    .filter(
      ({ call, onTheWay }, index, all) =>
        !onTheWay || all.findIndex((earlier) => earlier.call.manager === call.manager) === index,
    ),
);

function asInstall(call: PackageCall): ProjectInstall | undefined {
  const { project } = call.manager;
  const isInstall = project?.install.includes(call.verb.value) === true;
  const onTheWay =
    !isInstall && [call.verb, ...call.operands].some(({ value }) => project?.apart?.onTheWay?.includes(value));
  if (project === undefined || !(isInstall || onTheWay)) return undefined;
  const reader = project.apart && readers[project.apart.format];
  return reader === undefined || reader.isInstall(call) ? { call, project, reader, onTheWay } : undefined;
}

/** Why a RUN needs more of the project than its installs do. */
export function whyMore(step: RunStep, installs: readonly ProjectInstall[] = []): string | undefined {
  const { script } = step.run;
  if (script.opaque !== undefined) return script.opaque;
  if (!isPlainChain(script)) return 'its RUN is more than one chain of commands';
  const other = firstOther(step, installs);
  return other && `its RUN does more than to install: ${script.text.slice(other.start, other.end)}`;
}

/** The first command of a RUN, if there is one, that may need more of the project than its installs do. */
export const firstOther = (
  { run: { script }, state }: RunStep,
  installs: readonly ProjectInstall[],
): Link | undefined => {
  const installing = installs.map(({ call }) => call.command);
  return script.statements
    .flatMap(({ links }) => links)
    .find(
      ({ command }) =>
        command === undefined ||
        hasOutput(command) ||
        !(installing.includes(command) || needsNothing(command, state.workdir)),
    );
};

const hasOutput = ({ redirects }: Command): boolean => redirects.some(({ target }) => target?.value !== '/dev/null');

/** It does the same whatever is in the folder of the project. */
function needsNothing(command: Command, folder: string | undefined): boolean {
  const call = readPackageCall(command);
  if (call === undefined)
    return managesManagers.test(command.words.map(({ value }) => value).join(' ')) || removesAfar(command, folder);
  if (hasRole(call, 'clean')) return true;
  if (concernsSystem(call)) return call.operands.every(isPackageName);
  const { apart } = call.manager.project ?? {};
  if (apart?.anywhere?.includes(call.verb.value)) return call.operands.length === 0;
  if (apart === undefined || call.options.some(({ value }) => apart.elsewhere.test(value))) return false;
  return hasRole(call, 'configures') || (hasRole(call, 'install') && readers[apart.format].isElsewhere(call));
}

/** It takes away what is neither in the folder of the project nor around it, as far as its own words say. */
function removesAfar(command: Command, folder: string | undefined): boolean {
  if (folder === undefined || !removers.has(toolOf(command))) return false;
  return command.words.slice(1).every(({ value, literal }) => {
    if (value.startsWith('-')) return true;
    const path = value.replace(/^~(?=\/)/, '/root').replace(/[^/]*[*?[].*$/, '');
    return (
      literal &&
      path.startsWith('/') &&
      !value.includes('..') &&
      !`${folder}/`.startsWith(path) &&
      !path.startsWith(folder)
    );
  });
}
