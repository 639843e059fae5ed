import { compilesLater, mayStartPrograms, usesTk } from '../python/calls.ts';

/** How sources start programs of the system, by the endings of their files. */
export type Spawning = {
  readonly files: RegExp;
  /** The file may start programs at all. */
  readonly mayStart: RegExp;
  /** Names of the calls that do. */
  readonly call?: string;
  /** What it can not be told of. */
  readonly hidden: RegExp;
  /** What it loads that slim images have not. */
  readonly loads: readonly { readonly text: RegExp; readonly what: string }[];
};

/** The first argument, or the first of a list of them, in quotes. */
const QUOTED = /\(\s*\[?\s*[rb]?(['"`])([^'"`\\\n]*)\1/.source;

const SYSTEM_FILE = /['"`/]\/?usr\/(?:include|lib|share)\/|\/etc\/(?:mime\.types|ssl)\b/;

/** Source: nodejs.org/api/child_process.html, docs.python.org/3/library/subprocess.html, docs.ruby-lang.org/en/master/Process.html. */
export const spawning: readonly Spawning[] = [
  {
    files: /\.(?:[cm]?[jt]sx?|vue|svelte)$/,
    mayStart:
      /['"`](?:node:)?child_process['"`]|['"`](?:execa|shelljs|zx|cross-spawn|simple-git)['"`/]|\bBun\.(?:spawn|\$)|\bDeno\.Command\b/,
    call: 'exec|execFile|execFileSync|execSync|fork|spawn|spawnSync',
    hidden:
      /['"`](?:execa|shelljs|zx|cross-spawn|simple-git)['"`/]|\bBun\.|\bDeno\.|\bpromisify\b|\bas\s+\w*(?:exec|spawn)|(?:exec|spawn)\w*\s*(?:as|:)\s/i,
    loads: [{ text: SYSTEM_FILE, what: 'names a file of the system' }],
  },
  {
    files: /\.py$/,
    mayStart: new RegExp(`${mayStartPrograms.source}|\\bpexpect\\b|\\bplumbum\\b|\\b(?:import|from) sh\\b`, 'm'),
    call: 'call|check_call|check_output|create_subprocess_exec|create_subprocess_shell|getoutput|getstatusoutput|Popen|popen|run|system|which',
    hidden:
      /\bos\.(?:exec|posix_spawn|spawn)|\bpexpect\b|\bplumbum\b|\b(?:import|from) sh\b|\bpty\b|\b(?:spawnProcess|subprocess_(?:exec|shell)|(?:open|run)_process)\b|\bimport\b.*\bsubprocess as\b|\bfrom subprocess import\b(?:\s*\([^)]*|.*)\bas\b|(?<=[=(,[:]\s*)(?:os|subprocess)\.(?:call|check_call|check_output|getoutput|popen|run|system)\b(?!\s*\()/,
    loads: [
      { text: SYSTEM_FILE, what: 'names a file of the system' },
      { text: /\bImageFont\.truetype\(\s*['"][^/'"]+['"]/, what: 'loads a font' },
      {
        text: /^\s*(?:import|from) mimetypes\b/m,
        what: 'asks for types of files, most of which are told by media-types',
      },
      { text: usesTk, what: 'loads Tk' },
      { text: /\b(?:dlopen|find_library)\(|\b(?:CDLL|cdll|LoadLibrary)\b/, what: 'loads a library of the system' },
      { text: compilesLater, what: 'compiles while it runs' },
    ],
  },
  {
    files: /\.(?:rb|rake|ru|erb)$|(?:^|\/)(?:Rakefile|Gemfile|bin\/[^/.]+)$/,
    mayStart: /`|%x|\b(?:exec|fork|spawn|system)\b|\bOpen3\b|\bIO\.popen\b|\bFiddle\b|\bFFI\b/,
    hidden: /(?:)/,
    loads: [],
  },
  {
    files: /\.(?:pl|pm|t|psgi|cgi)$/,
    mayStart: /`|\bqx\b|\b(?:exec|fork|open|system)\b|\bIPC::/,
    hidden: /(?:)/,
    loads: [],
  },
];

/** Folders that hold no sources of the project's own. */
export const foreignFolders: ReadonlySet<string> = new Set([
  '.git',
  'node_modules',
  '.venv',
  'venv',
  '__pycache__',
  '.tox',
  '.hg',
  '.svn',
]);

/** Calls of a language, each with what it is told first where that is in quotes. */
export const startingCalls = (call: string): { readonly all: RegExp; readonly named: RegExp } => ({
  all: new RegExp(`\\b(?:${call})\\s*\\(`, 'g'),
  named: new RegExp(`\\b(?:${call})\\s*${QUOTED}`, 'g'),
});

/** Programs that take a text of their language for a program, with the ending that its files have. */
export const inlineEndings: ReadonlyMap<string, string> = new Map([
  ['node', '.js'],
  ['nodejs', '.js'],
  ['perl', '.pl'],
  ['ruby', '.rb'],
]);

/** Words with which an interpreter runs no file of a project. */
export const standsAlone = /^(?:-[ce]|--eval|--help|--version|-[vV]|http\.server)$/;
