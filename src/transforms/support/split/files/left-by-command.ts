import { makesUsersOrGroups } from '../../../../knowledge/programs/file-work.ts';
import type { Step } from '../../../../model/dockerfile.ts';
import { concernsSystem, readPackageCall } from '../../../../model/package-calls.ts';
import { absolutePath } from '../../../../model/paths.ts';
import { toolOf } from '../../../../shell/invocation.ts';
import type { Command, Word } from '../../../../shell/script.ts';
import { withValues } from '../../artefact/with-values.ts';
import type { RunStep } from '../../rewrite/rewrite.ts';
import { asItsLine } from '../../scripts/unread.ts';
import type { Place } from '../../user/place.ts';
import { placeOf } from '../../wording.ts';
import { GATHERED_CERTIFICATES, keepsCertificates } from './certificates.ts';
import { settingsChanged } from './edited-settings.ts';
import { type Written, writes } from './writes.ts';

/** What a word says, where that is known; an ecosystem may know variables of its images. */
export type ValueOf = (word: Word) => string | undefined;

/** Commands that leave nothing but what they print, or caches that are made anew; whose files are is another question. */
const LEAVES_NOTHING: ReadonlySet<string> = new Set(
  `: [ [[ basename cat cd chgrp chown cmp command cut date df diff dirname du echo env exit export false fc-cache fc-list file find free getconf grep head
  id ldd ls md5sum nproc pkg-config pkgconf popd printenv printf ps pushd pwd read realpath set sha1sum sha256sum sha512sum sleep sort tail test time tr true
  type ulimit umask uname uniq unset wait wc which whoami xargs rm rmdir unlink strip`.split(/\s+/),
);

type Around = {
  readonly folder: string | undefined;
  readonly builds: (command: Command) => boolean;
  readonly valueOf: ValueOf;
};

/** What a command leaves; or why that is not known. */
export function leftByCommand(
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
  if (left === undefined && makesUsersOrGroups.has(toolOf(command)))
    return `${placeOf(place, step)} makes a user or a group among what else it does: in a RUN of its own for that, it could be split`;
  return left === undefined || isLost
    ? `${placeOf(place, step)}: ${JSON.stringify(shown(step.run.script.text, command))} may leave something that the program needs${ofScript(place, command)}`
    : left;
}

function ofScript({ unread }: Place, command: Command): string {
  const called = unread?.get(command);
  return called === undefined ? '' : `: ${called.name} is not followed, ${asItsLine(called)}`;
}

/** A command as a reason quotes it. */
export const shown = (text: string, { start, end }: Command): string =>
  end - start > 40 ? `${text.slice(start, start + 37)}…` : text.slice(start, end);

/** `poetry --version`, `go version` */
const asksOnly = ({ words }: Command): boolean =>
  words.length === 2 && /^(?:-[Vv]|--?version|version)$/.test(words[1]?.value ?? '');

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
