import type { BuildContext } from '../../context/build-context.ts';
import type { Project } from '../../knowledge/package-managers/entry.ts';
import type { PackageCall } from '../package-calls.ts';

/** An install, and what stands in its folder when it runs. */
export type Install = {
  readonly call: PackageCall;
  readonly project: Project;
  readonly sent: BuildContext;
  /** The path of its folder in the image; empty where that is not known. */
  readonly folder: string;
};

/** What it reads there. */
export type Manifests = {
  /** Paths below its folder. */
  readonly files: readonly string[];
  /** Why it may still come out otherwise without the rest of the project. */
  readonly doubt?: string;
};

/** Why it can not be told what an install reads. */
export type Declined = { readonly declined: string };

/** What is known of one format of manifests. */
export type ManifestReader = {
  /** The call installs what the manifests say. */
  readonly isInstall: (call: PackageCall) => boolean;
  /** The call has nothing to do with the project. */
  readonly isElsewhere: (call: PackageCall) => boolean;
  readonly read: (install: Install) => Manifests | Declined;
};

/** Those of some names that are files there. */
export const filesAmong = ({ sent }: Install, names: readonly string[]): string[] =>
  names.filter((name) => sent.kindOf(name) === 'file');

/** It takes the lockfile at its word. */
export function isFrozen({ call, project: { frozen } }: Install): boolean {
  if (frozen === undefined || frozen === 'always') return frozen === 'always';
  return call.verb.value === frozen.verb || call.options.some(({ value }) => value === frozen.option);
}
