import { Argument, Command, CommanderError, Option } from 'commander';
import { MERGES, type Settings, usualSettings } from '../model/settings.ts';
import { KnownError } from './errors.ts';
import { FORMATS, type Format, type Request, type RunOptions } from './options.ts';
import { version } from './version.ts';

/** The options as commander delivers them. */
type Flags = {
  write?: true;
  check?: true;
  safe?: true;
  merge: Settings['merge'];
  lowPorts: boolean;
  mirror?: string[];
  only?: string[];
  skip?: string[];
  format: Format;
  output?: string;
  verbose?: true;
  context?: string;
  stdinFilename?: string;
  color: boolean;
};

const EXAMPLES = `
Examples:
  dockmod                          show what would change below the current folder, as a diff with reasons
  dockmod --write services/        change the files
  dockmod --check --safe           fail when there are safe fixes to make
  dockmod --format patch | git apply
  dockmod explain DL3009           what covers a rule of another linter

Exit codes: 0 done or nothing to do, 1 --check found changes, 2 wrong usage or a file that could not be worked on.
`;

/** @throws {KnownError} */
export function parseArguments(argv: readonly string[]): Request {
  let request: Request | undefined;
  const answers: string[] = [];
  const complaints: string[] = [];
  const program = describe((made) => {
    request = made;
  });
  for (const command of [program, ...program.commands]) {
    command.exitOverride().configureOutput({
      writeOut: (text) => answers.push(text),
      writeErr: (text) => complaints.push(text),
    });
  }
  try {
    program.parse([...argv], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode !== 0) throw new KnownError(inOneLine(complaints.join('') || error.message));
  }
  return request ?? { kind: 'answer', out: answers.join('') };
}

const inOneLine = (complaint: string): string =>
  complaint
    .replace(/^error: /, '')
    .trim()
    .replace(/\s*\n\s*/g, ' ');

function describe(request: (made: Request) => void): Command {
  const program = new Command('dockmod')
    .description('Rewrites Dockerfiles: shows what would change as a diff with reasons, and writes it when asked to.')
    .argument('[paths...]', 'files, folders or globs; - is the standard input (default: the current folder)')
    .option('-w, --write', 'change the files, exactly as the preview shows')
    .addOption(
      new Option('--check', 'only name the files that would change; exit 1 if there are any').conflicts('write'),
    )
    .option('--safe', 'only fixes after which the built image is the same where it matters')
    .option(
      '--only <ids>',
      'only these transforms, by their ids or by rules of other linters (DL3009), with commas',
      ids,
    )
    .option('--skip <ids>', 'all transforms but these', ids)
    .addOption(
      new Option('--merge <which>', 'which RUNs become one: where it costs no cache, or all that can be proven')
        .choices(MERGES)
        .default(usualSettings.merge),
    )
    .option(
      '--low-ports',
      'let users who are not root listen on ports below 1024 (engines older than Docker 20.10 do not)',
    )
    .option(
      '--mirror <registries>',
      'registries, with the folders in them, whose images are those of Docker Hub, with commas',
      registries,
    )
    .addOption(new Option('--format <format>', 'what to print').choices(FORMATS).default('text'))
    .option('--output <file>', 'print to this file')
    .option('--verbose', 'also what was not done, and why')
    .option('--context <dir>', 'the build context (default: looked for, file by file)')
    .option('--stdin-filename <path>', 'the name of what - reads, by which its build context is found')
    .option('--no-color', 'no colours, also on a terminal')
    .version(version(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .addHelpText('after', EXAMPLES)
    .action((paths: string[], flags: Flags) => request({ kind: 'run', options: runOptions(paths, flags) }));
  const common = () => program.opts<Flags>();
  program
    .command('list')
    .description('all transforms')
    .action(() => request({ kind: 'list', ...presentation(common()) }));
  program
    .command('explain')
    .description('what a transform does and why')
    .addArgument(new Argument('<id>', 'its id, or a rule of another linter that it covers'))
    .action((id: string) => request({ kind: 'explain', id, ...presentation(common()) }));
  return program;
}

const presentation = ({ format, color }: Flags) => ({ format, color });

/** Adds the words of a list to those of earlier ones, as options may stand several times. */
const listOf =
  (what: string) =>
  (list: string, earlier: readonly string[] = []): string[] => {
    const named = list
      .split(',')
      .map((word) => word.trim())
      .filter((word) => word !== '');
    if (named.length === 0) throw new KnownError(`${JSON.stringify(list)} names no ${what}`);
    return [...earlier, ...named];
  };

const ids = listOf('transform');

/** As FROM has them in front of a name. */
function registries(list: string, earlier?: readonly string[]): string[] {
  const named = listOf('registry')(list, earlier);
  const odd = named.find((registry) => !/^[\w.-]+(?::\d+)?(?:\/[\w.-]+)*\/?$/.test(registry));
  if (odd !== undefined)
    throw new KnownError(
      `--mirror ${odd}: no registry as FROM has it in front of a name, such as registry.example.com/hub`,
    );
  return named.map((registry) => registry.replace(/\/$/, ''));
}

function runOptions(paths: readonly string[], { write, check, safe, verbose, mirror, ...rest }: Flags): RunOptions {
  const filters = paths.includes('-');
  const mode = check ? 'check' : write ? 'write' : filters ? 'filter' : 'preview';
  if (filters && paths.length > 1) throw new KnownError('- is the standard input; it goes with no other path');
  if (filters && mode === 'write')
    throw new KnownError('--write has no file to write for -, which prints the rewritten text');
  if (!filters && rest.stdinFilename !== undefined)
    throw new KnownError('--stdin-filename names what - reads, and there is no -');
  if (paths.includes('')) throw new KnownError('an empty path');
  return {
    ...rest,
    paths: paths.length === 0 ? ['.'] : paths,
    mode,
    safe: safe === true,
    verbose: verbose === true,
    mirrors: mirror ?? usualSettings.mirrors,
  };
}
