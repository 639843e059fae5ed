import { LOCAL } from '../../../knowledge/images/image-folders.ts';
import { absolutePath, parentOf, within } from '../../../model/paths.ts';
import { type BuildCall, foldersUp, isInstall, optionsOf, wordValue } from './build-call.ts';
import type { BuildCommand, Destination, Ledger, Prefix } from './ledger.ts';

/** A command, and the folder that it works in; where only the run knows that, how it got there. */
export type At = Pick<BuildCommand, 'command' | 'step'> & { readonly at: string };

/**
 * `./configure --prefix=/opt/shop`, and the `make install` that follows it. All that installs goes below the prefix, unless another option
 * says so (gnu.org/prep/standards: directory variables); which files those are, a Makefile says that is not there before the build.
 */
export function readConfigured(ledger: Ledger, { step, command, at }: At, call: BuildCall): void {
  if (isConfigure(call.tool)) {
    const goes = configuredTo(ledger, call);
    ledger.configured.set(at, goes);
    if ('puts' in goes) ledger.unknown ??= `its build installs ${goes.puts}`;
  } else if (INSTALLERS.test(call.tool) && installs(call)) {
    const [goes] = (at.startsWith('/') ? foldersUp(at) : [at]).flatMap((folder) => ledger.configured.get(folder) ?? []);
    const isRead = at.startsWith('/') && isLocalBySources(call);
    fill(
      ledger,
      { step, command, folder: call.folder, isRead },
      goes === undefined ? unread(call) : (elsewhere(call) ?? goes),
    );
  }
}

const INSTALLERS = /^(?:g?make|meson|ninja)$/;

export const UNREAD = { puts: 'what no Makefile of the build context names' } as const satisfies Destination;

const unread = ({ tool }: BuildCall): Destination =>
  /^g?make$/.test(tool) ? UNREAD : { puts: 'what Meson is told to, and its files are not read' };

/** As OpenSSL and Perl call theirs, too. */
export const isConfigure = (tool: string): boolean => /^(?:config|[Cc]onfigure)$/.test(tool);

/** All that is installed is in the prefix by now. */
export function fill(ledger: Ledger, how: Omit<Prefix, 'isSaid' | 'prefix'>, goes: Destination): void {
  if ('prefix' in goes) ledger.prefixes.push({ ...how, ...goes });
  else ledger.strayed ??= { step: how.step, puts: goes.puts };
}

/** A prefix that is nobody else's; or where else it goes. */
function configuredTo({ isOwn }: Ledger, call: BuildCall): Destination {
  const { values } = optionsOf(call, ['prefix']);
  const said = values.get('prefix');
  const others = [...values].flatMap(([name, written]) => (SAYS_WHERE.test(name) ? written : []));
  return destination(isOwn, { said: said === undefined ? undefined : (said.at(-1) ?? ''), others });
}

type Told = { readonly said: string | undefined; readonly others: readonly (string | undefined)[] };

/** What the command line says of the prefix, /usr/local if it says nothing, and of other folders; undefined and empty where only the run knows it. */
export function destination(isOwn: Ledger['isOwn'], { said, others }: Told): Destination {
  const prefix = (said ?? LOCAL).replace(/(?<=.)\/$/, '');
  if (!prefix.startsWith('/'))
    return { puts: 'where only the run knows: with a prefix that is written out it could be split' };
  if (!isOwn(prefix)) return { puts: 'among the files of the system: with a --prefix of its own it could be split' };
  const isBelow = within([prefix]);
  const isElsewhere = others.some((path) => path === undefined || (path.startsWith('/') && !isBelow(path)));
  return isElsewhere ? { puts: `into other folders than ${prefix} as well` } : { prefix, isSaid: said !== undefined };
}

/** `--sysconfdir`, `--conf-path`; but `--with-openssl-dir` is where something is found. */
const SAYS_WHERE = /^(?!(?:disable|enable|with|without)-).*(?:dir|path|prefix)$/;

const installs = ({ args, variable }: BuildCall): boolean => args.some((word) => isInstall(wordValue(word, variable)));

/** `make DESTDIR=/out install`, `make prefix=/usr install`: what it is told comes before what was configured. */
export function elsewhere({ args, variable }: BuildCall): Destination | undefined {
  const told = args.map(({ text }) => text).find((text) => TELLS_WHERE.test(text));
  const isSet = ['DESTDIR', 'INSTALL_ROOT'].some((name) => (variable(name) ?? '') !== '');
  return told === undefined && !isSet
    ? undefined
    : {
        puts: `where ${told ?? 'DESTDIR'} says, and not where it was configured to: with a --prefix of its own it could be split`,
      };
}

const TELLS_WHERE = /^["']?(?:DESTDIR|INSTALL_ROOT|\w*(?:dir|prefix|DIR|PREFIX))=/;

/** The sources can be read, and leave the default as it is. */
function isLocalBySources({ folder, textAt }: BuildCall): boolean {
  const home = FOR_BUILDS.test(folder) ? parentOf(folder) : folder;
  const read = (name: string): string | undefined => textAt(absolutePath(name, home));
  const sources = read('configure.ac') ?? read('configure.in');
  return sources === undefined ? PLAIN_DEFAULT.test(read('configure') ?? '') : !OTHER_DEFAULT.test(sources);
}

/** A folder beside the sources: `cd build && ../configure`. */
const FOR_BUILDS = /\/[._]?(?:build|debug|obj|out|release)[^/]*$/;

/** As autoconf writes it, and how sources say another one (gnu.org/software/autoconf/manual: Default Prefix). */
const PLAIN_DEFAULT = /^ac_default_prefix=\/usr\/local$/m;
const OTHER_DEFAULT =
  /\bAC_PREFIX_DEFAULT\b|\bac_default_prefix=|\b(?:exec_)?prefix=["']?\/|\b(?:bin|data|lib|libexec|localstate|sbin|sysconf)dir=["']?\//;
