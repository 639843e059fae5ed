import { servesLow, settingsLow } from '../../../knowledge/programs/main-files.ts';
import { rootPrograms } from '../../../knowledge/programs/root-programs.ts';
import { rootSources, startsRootProgram } from '../../../knowledge/programs/root-sources.ts';
import {
  callBefore,
  callBehind,
  changingFolder,
  goesOn,
  isSource,
  modeBehind,
  nameBefore,
  namesPaths,
  namesWhatIsRead,
  namesWhatIsWritten,
  openBefore,
  readFolder,
  runsNever,
  variableBefore,
  wholePath,
} from '../../../knowledge/programs/written-paths.ts';
import { broughtTo } from '../../../model/brought-files.ts';
import { contextSources } from '../../../model/copied-files.ts';

import { environment, variableValue } from '../../../model/state.ts';
import { sourceFiles } from '../project/source-files.ts';
import { firstReason } from './first-reason.ts';
import type { Place } from './place.ts';
import type { MayWrite } from './program-itself.ts';
import { servicesOf } from './services.ts';
import { isWrittenByName, LOOKED_AT, mayHaveToWrite, whyWritesAbove } from './writes-above.ts';
import { whyWritesBeside } from './writes-beside.ts';

/** More files than this are not read: the largest applications have some thousands of sources. */
const MOST_FILES = 5000;

/** Why what runs may have to write to where only root may, as far as its sources and its variables name whole paths. */
export function whyWritesElsewhere(place: Place, mayWrite: MayWrite): string | undefined {
  return whyVariables(place, mayWrite) ?? whySources(place, mayWrite);
}

function whyVariables(place: Place, mayWrite: MayWrite): string | undefined {
  const { file, context, stage } = place;
  const own = [...environment(stage.end)].flatMap((name) => {
    const value = variableValue(stage.end, name);
    return value?.includes('/') ? `${name}=${value}` : [];
  });
  return (
    (own.length > 0 ? whyText(own.join('\n'), 'a variable of it', place, mayWrite) : undefined) ??
    firstReason(servicesOf(file, context), (service) =>
      whyText(service.values.join('\n'), `a variable in ${service.file}`, place, mayWrite),
    )
  );
}

function whySources(place: Place, mayWrite: MayWrite): string | undefined {
  const { context } = place;
  if (!context.known) return undefined;
  const isWanted = (path: string): boolean => namesPaths.test(path) && !runsNever.test(path);
  const roots = new Set(contextSources(place.file).map(({ path }) => path));
  for (const root of roots) {
    const isFile = context.kindOf(root) === 'file';
    const { paths, isAll } = isFile
      ? { paths: [root].filter(isWanted), isAll: true }
      : sourceFiles(context, root, isWanted, MOST_FILES);
    if (!isAll) return `where it writes to is not known: it has more than ${MOST_FILES} files`;
    const why = firstReason(paths, (path) => whySource(path, place, mayWrite));
    if (why !== undefined) return why;
  }
  return undefined;
}

function whySource(path: string, place: Place, mayWrite: MayWrite): string | undefined {
  const text = place.context.readText(path) ?? '';
  const root = isSource.test(path) ? whyRootSource(text) : undefined;
  if (root !== undefined) return `${path} ${root}`;
  return (
    (place.settings.lowPorts ? undefined : whyLow(path, text)) ??
    whyText(text, path, place, mayWrite) ??
    whyWritesAbove(text, path, place, mayWrite) ??
    whyWritesBeside(text, path, place)
  );
}

function whyLow(path: string, text: string): string | undefined {
  const ofSettings = isSource.test(path) ? undefined : settingsLow.exec(text)?.[1];
  const port = ofSettings ?? Object.values(servesLow.exec(text)?.groups ?? {}).find((each) => each !== undefined);
  return port && `${path} has it listen on port ${port}, which older engines keep for root (--low-ports allows it)`;
}

function whyRootSource(text: string): string | undefined {
  const [, program] = startsRootProgram.exec(text) ?? [];
  return program === undefined
    ? rootSources.find((row) => row.text.test(text))?.because
    : `starts ${program}, which ${rootPrograms.get(program) ?? 'needs root'}`;
}

function whyText(text: string, who: string, place: Place, mayWrite: MayWrite): string | undefined {
  for (const { 0: path, index } of text.matchAll(wholePath)) {
    const before = text.slice(Math.max(0, index - LOOKED_AT), index);
    const behind = text.slice(index + path.length, index + path.length + LOOKED_AT);
    if (mayWrite(path) || isBrought(place, path)) continue;
    if (isWritten(path, before, behind) || isWrittenByName(before, text)) return mayHaveToWrite(who, path);
  }
  return undefined;
}

function isWritten(path: string, before: string, behind: string): boolean {
  if (changingFolder.test(path) || callBefore.test(before) || callBehind.test(behind)) return true;
  if (variableBefore.test(before)) return !readFolder.test(path);
  if (openBefore.test(before)) return modeBehind.test(behind);
  const { 0: named = '', groups: { gap = '' } = {} } = nameBefore.exec(before) ?? {};
  if (named === '' || namesWhatIsRead.test(named) || goesOn.test(gap)) return false;
  return !readFolder.test(path) || (path.startsWith('/etc/') && namesWhatIsWritten.test(named));
}

/** A file that a COPY brings is there to be read. */
const isBrought = ({ file, context, stage }: Place, path: string): boolean =>
  broughtTo(file, context, stage, undefined, path) !== undefined;
