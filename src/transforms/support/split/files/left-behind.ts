import { addsOwnSource } from '../../../../knowledge/packages/own-sources.ts';
import { toolchainInstallers } from '../../../../knowledge/packages/toolchain-installers.ts';
import type { Step } from '../../../../model/dockerfile.ts';
import { concernsSystem, readPackageCall } from '../../../../model/package-calls.ts';
import { absolutePath, within } from '../../../../model/paths.ts';
import { toolOf } from '../../../../shell/invocation.ts';
import { parseShell } from '../../../../shell/parse.ts';
import type { Command, Link, Script, Word } from '../../../../shell/script.ts';
import { escaped } from '../../../../syntax/text.ts';
import { withValues } from '../../artefact/with-values.ts';
import { isRun, type RunStep } from '../../rewrite/rewrite.ts';
import { asItsLine } from '../../scripts/unread.ts';
import { foldersIn } from '../../user/folders-in.ts';
import { type Place, textAt } from '../../user/place.ts';
import { startingFolder } from '../../user/working-folder.ts';
import { placeOf } from '../../wording.ts';
import type { Taken } from '../runtime.ts';
import type { Call } from '../steps/calls.ts';
import { makesUser } from '../steps/last-of-build.ts';
import { GATHERED_CERTIFICATES, keepsCertificates } from './certificates.ts';
import { settingsChanged } from './edited-settings.ts';
import { downloadedHome } from './home-downloads.ts';
import { type LeftPath, linksAmong } from './links-left.ts';
import { WANTED_LOCALES } from './locales.ts';
import { mayLeaveNothing } from './passed-over.ts';
import { isGoneAtLast } from './removed.ts';
import { unpackedIn } from './unpacked.ts';
import { operands, type Written, writes } from './writes.ts';

/** What steps of the build leave that the program may need beside what the build makes. */
export type Left = { readonly taken: readonly Taken[]; readonly repeated: readonly Step[] };

/** What a word says, where that is known; an ecosystem may know variables of its images. */
export type ValueOf = (word: Word) => string | undefined;
const plainValue: ValueOf = ({ literal, value }) => (literal ? value : undefined);

/** Commands that leave nothing but what they print; whose files are is another question. */
const LEAVES_NOTHING: ReadonlySet<string> = new Set(
  `: [ [[ basename cat cd chgrp chown cmp command cut date df diff dirname du echo env exit export false file find free getconf grep head
  id ldd ls md5sum nproc popd printenv printf ps pushd pwd read realpath set sha1sum sha256sum sha512sum sleep sort tail test time tr true
  type ulimit umask uname uniq unset wait wc which whoami xargs rm rmdir unlink strip`.split(/\s+/),
);

/** Of no use to a program that runs later, wherever it is; but for a folder there which is made, and nothing else is said of. */
const isScratch = within([
  ...['/tmp', '/var/tmp', '/dev', '/root/.cache', '/var/cache', '/var/lib/apt', WANTED_LOCALES],
  // A builder lends them to each RUN, and takes them back.
  ...['/etc/hosts', '/etc/resolv.conf', '/proc', '/sys'],
]);

/**
 * What the steps up to the last of a build leave beside what is kept anyway; or why that is not known. `builds` are the programs of the
 * toolchain, which leave what they make where the ecosystem says.
 */
export function leftBehind(
  place: Place,
  steps: readonly Step[],
  builds: (command: Command) => boolean,
  kept: (path: string) => boolean,
  valueOf: ValueOf = plainValue,
): Left | string {
  const found: LeftPath[] = [];
  const repeated: Step[] = [];
  for (const step of steps.filter(isRun)) {
    const { script } = step.run;
    if (script.opaque !== undefined) return `what ${placeOf(place, step)} leaves is not known: ${script.opaque}`;
    if (isInstaller(script)) continue;
    if (makesUser(step)) {
      repeated.push(step);
      continue;
    }
    const left = leftByRun(place, { step, steps }, builds, valueOf);
    if (typeof left === 'string') return left;
    const isForLater = (one: LeftPath): boolean =>
      !isScratch(one.path) || (one.kind === 'folder' && isNamedOnce(place, one));
    found.push(...left.filter((one) => isForLater(one) && !kept(one.path)));
  }
  const unsure = found.find((one) => one.unsure !== undefined);
  if (unsure?.unsure !== undefined)
    return `${placeOf(place, unsure.step)}: ${JSON.stringify(shown(unsure.step.run.script.text, unsure.unsure))} may fail, where the build goes on, and leave no ${unsure.path}`;
  const changed = found.find((one) => isUnknown(place, one, found));
  if (changed !== undefined)
    return `${placeOf(place, changed.step)} says what may be done in ${changed.path}, and what is there is not known`;
  const linked = linksAmong(place, found, kept);
  if (typeof linked === 'string') return linked;
  const taken = found.filter((one) => !linked.links.includes(one) && !isGoneAtLast(place, steps, one.path));
  const isFirst = ({ path }: Taken, index: number): boolean =>
    taken.findIndex((other) => other.path === path) === index;
  return {
    taken: taken.filter(isFirst).map(({ path, kind, isNobodys }) => ({ path, kind, ...(isNobodys && { isNobodys }) })),
    repeated: steps.filter((step) => repeated.includes(step) || linked.steps.has(step)),
  };
}

/** It may be a folder, and nothing tells of what. */
const isUnknown = (place: Place, { path, kind, isChanged }: LeftPath, found: readonly LeftPath[]): boolean =>
  isChanged === true &&
  kind === 'folder' &&
  textAt(place, path) === undefined &&
  found.every((other) => other.isChanged || !within([other.path])(path));

/** No other step of the stage works there. */
function isNamedOnce({ stage }: Place, { path }: LeftPath): boolean {
  const texts = stage.steps.map(({ instruction: { args } }) => args.text);
  return texts.join('\n').split(new RegExp(`${escaped(path)}(?![\\w.-])`)).length === 2;
}

/** `curl … | sh` of a script that is known to leave nothing but a toolchain, or where packages of one come from. */
const isInstaller = ({ text, commands }: { readonly text: string } & Pick<Link, 'commands'>): boolean =>
  (toolchainInstallers.test(text) || addsOwnSource.test(text)) &&
  commands.every((command) => /^(?:curl|wget|sh|bash|python3?)$/.test(toolOf(command)));

/** The commands of such a pipeline among others. */
const ofInstallers = ({ text, statements }: Script): readonly Command[] =>
  statements
    .flatMap(({ links }) => links)
    .filter(
      ({ commands, start, end }) => commands.length > 1 && isInstaller({ text: text.slice(start, end), commands }),
    )
    .flatMap(({ commands }) => commands);

/** A folder that is made to build in is no folder of the program. */
function leftByRun(
  place: Place,
  { step, steps }: { readonly step: RunStep; readonly steps: readonly Step[] },
  builds: (command: Command) => boolean,
  valueOf: ValueOf,
): LeftPath[] | string {
  const { script } = step.run;
  const folders = foldersIn(script, step.state.workdir ?? startingFolder(place.stage));
  const entered = script.commands.flatMap((command) => (command.name === 'cd' ? operands(command) : []));
  const taken: LeftPath[] = [];
  for (const path of groupTargets(script, valueOf)) {
    if (path?.startsWith('/') !== true)
      return `${placeOf(place, step)} writes what brackets print to a file that is not known`;
    taken.push({ path: absolutePath(path, '/'), kind: 'file', step });
  }
  const installing = ofInstallers(script);
  for (const command of script.commands) {
    if (installing.includes(command)) continue;
    const known = builds(command) ? undefined : knownFolders(place, step, command, folders.get(command));
    if (known !== undefined) {
      taken.push(...known);
      continue;
    }
    const left = leftByCommand(place, { step, steps }, command, { folder: folders.get(command), builds, valueOf });
    if (typeof left === 'string') return left;
    const isWorkedIn = (path: string): boolean =>
      entered.some((each) => path.endsWith(`/${each}`)) || isEntered(place, path, builds);
    // Its rights are said again where it is made anew (`modes.ts`).
    const isOfFolders = /^(?:chmod|mkdir)$/.test(toolOf(command));
    const own = left.filter(({ path }) => !isOfFolders || !isWorkedIn(path));
    taken.push(...leftBy(place, { step, command, folder: folders.get(command) }, own));
  }
  return taken;
}

type Around = {
  readonly folder: string | undefined;
  readonly builds: (command: Command) => boolean;
  readonly valueOf: ValueOf;
};

function leftByCommand(
  place: Place,
  { step, steps }: { readonly step: RunStep; readonly steps: readonly Step[] },
  command: Command,
  { folder, builds, valueOf }: Around,
): Written[] | string {
  const edit = builds(command) ? undefined : place.edits?.get(command);
  if (edit?.why !== undefined) return `${placeOf(place, step)}: ${edit.why}`;
  const left =
    edit === undefined
      ? leavings(withValues(place.file, step, command), folder, () => builds(command), valueOf)
      : settingsChanged(edit)?.map((path): Written => ({ path, kind: 'file' }));
  const isLost = left?.some(({ path }) => path === GATHERED_CERTIFICATES) && !keepsCertificates(place.stage, steps);
  return left === undefined || isLost
    ? `${placeOf(place, step)}: ${JSON.stringify(shown(step.run.script.text, command))} may leave something that the program needs${ofScript(place, command)}`
    : left;
}

/** What comes out of an archive, or is downloaded to a home. */
function knownFolders(
  place: Place,
  step: RunStep,
  command: Command,
  folder: string | undefined,
): LeftPath[] | undefined {
  const unpacked = unpackedIn(command, folder);
  if (unpacked !== undefined)
    return unpacked.map((path): LeftPath => ({ path, kind: 'folder', isNobodys: true, step }));
  const downloaded = downloadedHome(place.stage, step, command);
  return downloaded && [{ ...downloaded, step }];
}

/** Scripts that only build get rights to be called by. */
function leftBy(place: Place, { step, command, folder }: Call, written: readonly Written[]): LeftPath[] {
  const scripts = place.stage.steps.flatMap(({ run }) => run?.scripts ?? []);
  const left = written.filter((one) => !one.isChanged || !scripts.some(({ path }) => path === one.path));
  const isUnsure = left.length > 0 && mayLeaveNothing(place, step, command, folder);
  return left.map((one) => ({ ...one, step, ...(isUnsure && { unsure: command }) }));
}

function ofScript({ unread }: Place, command: Command): string {
  const called = unread?.get(command);
  return called === undefined ? '' : `: ${called.name} is not followed, ${asItsLine(called)}`;
}

/** WORKDIR makes it as well, to build in or to start in. */
const isEntered = ({ stage }: Place, folder: string, builds: (command: Command) => boolean): boolean =>
  [stage.end, ...stage.steps.flatMap(({ run, state }) => (run?.script.commands.some(builds) ? [state] : []))].some(
    ({ workdir }) => workdir !== undefined && within([folder])(workdir),
  );

const shown = (text: string, { start, end }: Command): string =>
  end - start > 40 ? `${text.slice(start, start + 37)}…` : text.slice(start, end);

/** Where several commands in brackets print to, of which none says it. */
function groupTargets({ tokens, commands }: Script, valueOf: ValueOf): (string | undefined)[] {
  return tokens.flatMap(({ text, start }, at) => {
    const isOfCommand = commands.some((command) => command.start <= start && start < command.end);
    if (isOfCommand || !/^(?:\d*|&)>[>|]?$/.test(text)) return [];
    const target = parseShell(tokens[at + 1]?.text ?? '').commands[0]?.words[0];
    return [target && valueOf(target)];
  });
}

/** `poetry --version` */
const asksOnly = ({ words }: Command): boolean =>
  words.length === 2 && /^(?:-V|--version)$/.test(words[1]?.value ?? '');

/** What a command leaves; undefined where that is not known. */
function leavings(
  command: Command,
  folder: string | undefined,
  builds: (command: Command) => boolean,
  valueOf: ValueOf,
): Written[] | undefined {
  const written: Written[] = [];
  for (const { operator, target } of command.redirects) {
    if (!operator.includes('>') || target === undefined || /^(?:\d+|-)$/.test(target.value)) continue;
    const path = valueOf(target);
    if (path === undefined) return undefined;
    written.push({ path, kind: 'file' });
  }
  const tool = toolOf(command);
  const call = readPackageCall(command);
  if (
    tool !== '' &&
    !LEAVES_NOTHING.has(tool) &&
    !asksOnly(command) &&
    !builds(command) &&
    !(call && concernsSystem(call))
  ) {
    const paths = writes(tool, command, folder);
    if (paths === undefined) return undefined;
    written.push(...paths);
  }
  const places = written.map(({ path, ...rest }) => ({
    ...rest,
    path: path.startsWith('/') ? absolutePath(path, '/') : folder && absolutePath(path, folder),
  }));
  return places.every((one): one is Written => one.path !== undefined) ? places : undefined;
}
