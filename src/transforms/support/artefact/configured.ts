import { folderOfAnyImage } from '../../../knowledge/images/image-folders.ts';
import { within } from '../../../model/paths.ts';
import type { Word } from '../../../shell/script.ts';
import { type BuildCall, optionsOf, wordValue } from './build-call.ts';
import type { Here, Ledger } from './ledger.ts';

/**
 * `./configure --prefix=/opt/shop`, and the `make install` that follows it. All that installs goes below the prefix, unless another option
 * says so (gnu.org/prep/standards: directory variables); which files those are, a Makefile says that is not there before the build.
 */
export function readConfigured(ledger: Ledger, { step, command }: Pick<Here, 'command' | 'step'>, call: Call): void {
  if (call.tool === 'configure') {
    ledger.configured = prefixOf(call);
    if (typeof ledger.configured !== 'string') ledger.unknown ??= `its build installs ${ledger.configured.puts}`;
  } else if (/^g?make$/.test(call.tool) && installs(call)) {
    const { configured: prefix } = ledger;
    if (typeof prefix === 'string') ledger.prefixes.push({ prefix, step, command, folder: call.folder });
    else ledger.strayed ??= { step, puts: prefix?.puts ?? 'what no Makefile of the build context names' };
  }
}

type Call = Pick<BuildCall, 'args' | 'folder' | 'tool' | 'variable'>;

/** One that is nobody else's; or where else it goes. */
function prefixOf(call: Call): string | { readonly puts: string } {
  const { values } = optionsOf(call, ['prefix']);
  const prefix = values
    .get('prefix')
    ?.at(-1)
    ?.replace(/(?<=.)\/$/, '');
  if (prefix?.startsWith('/') !== true || folderOfAnyImage.test(prefix))
    return { puts: 'among the files of the system: with a --prefix of its own it could be split' };
  const isBelow = within([prefix]);
  const isElsewhere = [...values].some(
    ([name, written]) =>
      SAYS_WHERE.test(name) && written.some((path) => path === undefined || (path.startsWith('/') && !isBelow(path))),
  );
  return isElsewhere ? { puts: `into other folders than ${prefix} as well` } : prefix;
}

/** `--sysconfdir`, `--conf-path`; but `--with-openssl-dir` is where something is found. */
const SAYS_WHERE = /^(?!(?:disable|enable|with|without)-).*(?:dir|path|prefix)$/;

function installs({ args, variable }: Call): boolean {
  const words = args.map((word: Word) => wordValue(word, variable));
  return words.some((word) => /^install(?:-strip)?$/.test(word ?? '')) && !words.some((word) => word?.includes('='));
}
