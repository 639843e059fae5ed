import { LOCAL } from '../../../knowledge/images/image-folders.ts';
import type { BuildCall } from './build-call.ts';
import { type CmakeCall, cmakeCall, cmakeTargets } from './c-build.ts';
import { cmakeInstalls } from './cmake-installs.ts';
import { type At, destination, elsewhere, fill, UNREAD } from './configured.ts';
import { add, type Destination, type Here, type Ledger } from './ledger.ts';

export function readCmake(ledger: Ledger, here: Here): void {
  const does = cmakeCall(here.call);
  if (does?.does === 'configure') ledger.trees.set(does.build, { ...does, installs: configuredTo(ledger, does) });
  else if (does?.does === 'build') readTree(ledger, here, does.build, does.installs);
  else if (does !== undefined) install(ledger, here, does.build, does.prefix);
}

/** The same, in a folder that only the run knows. */
export function readCmakeSomewhere(ledger: Ledger, { step, command, at }: At, call: BuildCall): void {
  const does = cmakeCall(call);
  if (does?.does === 'configure') ledger.configured.set(at, configuredTo(ledger, does));
  else if (does?.does === 'install' || does?.installs === true) {
    const told = does.does === 'install' ? does.prefix : undefined;
    const goes = installedTo(ledger, call, told) ?? ledger.configured.get(at) ?? UNREAD;
    fill(ledger, { step, command, folder: call.folder, isRead: false }, goes);
  }
}

type Configure = CmakeCall & { readonly does: 'configure' };

const configuredTo = ({ isOwn }: Ledger, { prefix, others }: Configure): Destination =>
  destination(isOwn, { said: prefix, others });

/** Where the install itself is told to go. */
const installedTo = ({ isOwn }: Ledger, call: BuildCall, prefix: string | undefined): Destination | undefined =>
  elsewhere(call) ?? (prefix === undefined ? undefined : destination(isOwn, { said: prefix, others: [] }));

/** What a build folder of cmake is told to build, and to install. */
export function readTree(ledger: Ledger, here: Here, build: string, installs: boolean): void {
  const targets = targetsIn(ledger, here, build);
  if ('unknown' in targets) ledger.unknown ??= `which program cmake builds is not known: ${targets.unknown}`;
  else
    add(
      ledger,
      here,
      'C',
      targets.built.map((name) => `${build}/${name}`),
    );
  if (installs) install(ledger, here, build, undefined);
}

function targetsIn({ trees }: Ledger, { call }: Here, build: string): ReturnType<typeof cmakeTargets> {
  const tree = trees.get(build);
  return tree === undefined
    ? { unknown: `no call of cmake that can be read makes ${build}` }
    : cmakeTargets(call, tree.source);
}

/** Its programs alone, where nothing else is installed; else all of the prefix. */
function install(ledger: Ledger, here: Here, build: string, prefix: string | undefined): void {
  const { step, command, call } = here;
  const tree = ledger.trees.get(build);
  const goes = installedTo(ledger, call, prefix) ?? tree?.installs ?? UNREAD;
  const targets = targetsIn(ledger, here, build);
  if (!('unknown' in targets) && elsewhere(call) === undefined) {
    const into = prefix ?? tree?.prefix ?? LOCAL;
    add(
      ledger,
      here,
      'C',
      targets.installed.map((name) => `${into}/bin/${name}`),
    );
    if (targets.others === undefined) return;
  }
  if ('unknown' in targets) ledger.unknown ??= `what cmake installs is not known: ${targets.unknown}`;
  const installs = tree === undefined ? 'unread' : cmakeInstalls(call, tree.source);
  if ('prefix' in goes && installs === 'anywhere')
    ledger.strayed ??= { step, puts: 'into folders that do not go by its prefix alone' };
  else fill(ledger, { step, command, folder: call.folder, isRead: installs === 'below' }, goes);
}
