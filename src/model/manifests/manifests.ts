import type { BuildContext } from '../../context/build-context.ts';
import { asked } from '../../context/lazily.ts';
import type { PackageManager, Project } from '../../knowledge/package-managers/entry.ts';
import type { Word } from '../../shell/script.ts';
import { once } from '../memo.ts';
import type { PackageCall } from '../package-calls.ts';
import { pathBeside } from '../paths.ts';

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
  /** Paths below its folder; those of folders, which come with all that is in them, end in `/`. */
  readonly files: readonly string[];
  /**
   * A command that gets what it needs from those files alone, for an install that cannot do without the rest of the project: it runs
   * before that is copied, and the install stays where it is and finds the work done. Default: the install itself moves.
   */
  readonly fetch?: string;
  /** Folders of the project that it fills, beside those that its manager always does. */
  readonly fills?: readonly string[];
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

type Asked = Omit<Install, 'project'>;

/**
 * What an install reads, or why that can't be told. It is all said by the call, the folder and what is sent: kept on the last, for calls are
 * those of a script, which passes over a file share.
 */
export function manifestsOf(reader: ManifestReader, install: Asked): Manifests | Declined {
  const known = manifestsIn(install.sent)(install.folder);
  const found = known.get(install.call) ?? readBy(reader, install);
  known.set(install.call, found);
  return found;
}

const manifestsIn = once((_: BuildContext) => asked((_folder) => new Map<PackageCall, Manifests | Declined>()));

/** Which edition of its manager runs, and what may have that read more. */
function readBy(reader: ManifestReader, install: Asked): Manifests | Declined {
  const { call, sent } = install;
  const project = projectOf(call.manager, sent);
  if (project === undefined) return { declined: `nothing shows which ${call.manager.title} runs` };
  if (project.apart === undefined) return { declined: `what ${call.tool.value} reads here is not known well enough` };
  const spoiler = project.apart.spoiledBy?.find((path) => sent.kindOf(path) !== undefined);
  return spoiler === undefined
    ? reader.read({ ...install, project })
    : { declined: `${spoiler} may have it read any file` };
}

/** By what a file of the project says, where there is more than one edition. */
function projectOf({ project, edition }: PackageManager, sent: BuildContext): Project | undefined {
  if (edition === undefined) return project;
  const text = sent.readText(edition.file);
  if (text === undefined) return undefined;
  if (edition.text.test(text)) return project;
  return edition.later.text.test(text) ? edition.later.project : undefined;
}

/** A path that may be written as one of the image. */
export const insideOf = ({ folder }: Install, path: string): string =>
  folder !== '' && path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : path;

/** Those of some names that are files there. */
export const filesAmong = ({ sent }: Install, names: readonly string[]): string[] =>
  names.filter((name) => sent.kindOf(name) === 'file');

/** It takes the lockfile at its word. */
export function isFrozen({ call, project: { frozen } }: Install): boolean {
  if (frozen === undefined || frozen === 'always') return frozen === 'always';
  return call.verb.value === frozen.verb || call.options.some(({ value }) => value === frozen.option);
}

/** A path that a call names, from the folder of the install; undefined where it leads elsewhere. */
export const pathNamed = ({ folder }: Install, written: string): string | undefined =>
  pathBeside('', folder !== '' && `${written}/`.startsWith(`${folder}/`) ? written.slice(folder.length + 1) : written);

/** Words that mean the same in any command. */
const isPlain = ({ literal, value }: Word): boolean => literal && /^[\w@+.,:=/-]+$/.test(value);

export function whyNotPlain(words: readonly Word[]): string | undefined {
  const strange = words.find((word) => !isPlain(word));
  return strange && `${strange.text} may not mean the same in a command of its own`;
}
