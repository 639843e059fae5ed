import type { PackageManager } from '../../../knowledge/package-managers.ts';
import { isAtLeast, type Version } from '../../../knowledge/versions.ts';
import { type Dockerfile, rootReference } from '../../../model/dockerfile.ts';
import { hasOption, hasRole, readPackageCall } from '../../../model/package-calls.ts';
import type { Command } from '../../../shell/script.ts';
import { isConfiguredBefore } from './configured.ts';
import { type CommandInStep, commandsBefore } from './tool-calls.ts';

/**
 * The oldest version of a manager that may run at some place: by the image, and by the versions that were installed on it.
 * Undefined where that can not be told.
 */
export function versionHere(file: Dockerfile, place: CommandInStep, manager: PackageManager): Version | undefined {
  const { release } = manager;
  if (release === undefined || isConfiguredBefore(file, place.stage, place.step, place.command, release.exchangedBy))
    return undefined;
  const { name = '', tag = '', digest } = rootReference(place.stage) ?? {};
  let version = release.inImage(name, tag, digest !== undefined);
  for (const { command, certain } of commandsBefore(place)) {
    const installed = installedVersion(command, manager);
    if (installed === undefined) continue;
    const named = release.named(installed);
    if (certain || (version !== undefined && !isAtLeast(named, version))) version = named;
  }
  return version;
}

/** What is installed of it for the whole image, by itself or by another manager: the version in `npm install -g npm@8`. */
function installedVersion(command: Command, manager: PackageManager): string | undefined {
  const brought = manager.release?.broughtBy?.exec(command.words.map(({ value }) => value).join(' '));
  if (brought != null) return brought[1] ?? '';
  const call = readPackageCall(command);
  if (call === undefined || !hasRole(call, 'install')) return undefined;
  const isGlobal = hasOption(call, call.manager.project?.leavesAlone?.options ?? []);
  const itself = call.operands.find(({ value }) => manager.tools.includes(value.replace(/@.*$/, '')));
  return isGlobal && itself !== undefined ? (itself.value.split('@')[1] ?? '') : undefined;
}
