/** How sources and settings name the files and folders that a program writes to, by their whole paths. */

/** Sources of programs, and settings that these read. */
export const namesPaths =
  /\.(?:[cm]?[jt]sx?|clj|cr|cs|exs?|fs|go|java|jl|kts?|lua|p[lmy]|php|psgi|[rR]|rb|rs|ru|scala|swift)$|(?:^|\/)\.env$|(?:^|\/)(?:app|bootstrap|config|database|log|parameters|production|settings|storage|uwsgi)[\w.-]*\.(?:cfg|conf|ini|json|properties|toml|xml|ya?ml)$|(?:^|\/)(?:conf|default|server)\.(?:ini|json|properties|toml|ya?ml)$/;

/** Tests, examples and pages about a program are none of what runs. */
export const runsNever =
  /(?:^|\/)(?:__tests__|benchmarks?|docs?|e2e|examples?|spec|testdata|tests?)\/|[._](?:spec|test)\.\w+$|(?:^|\/)(?:conftest|test_\w+)\.py$|\.d\.ts$/;

/** A whole path in a source, in a setting or in the address of a database. */
export const wholePath = /(?<=["'`=:>\s,(]|\bsqlite[\w+]*:\/{3}|\bfile:\/\/)\/[\w.@-][\w.@/-]*/g;

/** Folders of the system for what changes, but for what clusters put there to be read (kubernetes.io, service accounts). */
export const changingFolder = /^\/(?:mnt|root|run|var\/(?:cache|lib|lock|log|opt|run|spool))\/(?!secrets\/)/;

/** Folders whose files are read, unless a call says otherwise. */
export const readFolder = /^\/(?:bin|boot|dev|etc|lib\w*|proc|sbin|sys|usr)(?:\/|$)/;

/** A name of what is written wherever it is: the example of docs.docker.com/get-started keeps its database in /etc. */
export const namesWhatIsWritten = /db|database|log(?!in)|pid|sqlite/i;

/** Calls that make a file or a folder, or write to one. */
const CALLS =
  /\b(?:(?:File|Rotating|Watched|Timed)\w*Handler|Database|DatabaseSync|File(?:Async|Sync)|JSONFile(?:Sync)?|SonicBoom|basicConfig|append_?file(?:sync)?|append_to_file|(?:duckdb|sqlite3?)\.connect|copy_?file(?:sync)?|create_dir(?:_all)?|createDirector(?:y|ies)|create_?write_?stream|ensure_?(?:dir|file)(?:sync)?|file_put_contents|make_?dirs?|mkdir(?:_?p|_all|All|Sync|s)?|os\.(?:Create|WriteFile)|output_?file(?:sync)?|pino\.destination|write_?(?:file|text|bytes|json)(?:sync)?|writeAll(?:Text|Bytes|Lines))/
    .source;

/** What stands before a path that is made, or written to. */
export const callBefore = new RegExp(
  `(?:${CALLS}\\s*\\(?\\s*(?:\\[\\s*)?["'\`]|\\b(?:cb|callback)\\(\\s*null\\s*,\\s*["'\`]|\\bsqlite[\\w+]*:(?:\\/{3})?|\\bjdbc:(?:derby|h2|hsqldb):(?:file:)?)$`,
  'i',
);

/** The same before a path that is put together in its call: `mkdirSync(path.join(__dirname, "`, `dest: path.join(__dirname, "`. */
export const callAround = new RegExp(
  `(?:${CALLS}\\s*\\(|\\b(?:database|dest(?:ination)?|dirname|filename)\\s*:)[^;\\n]{0,80}$`,
  'i',
);

/** What a path is called: `BASE = "`, `const dir = path.join(__dirname, "`, `DATA = Path(__file__)`. */
export const calledBefore =
  /(?:^|[\s;,({])(?<name>[A-Za-z_]\w*)(?:\s*:\s*\w+)?\s*:?=\s*(?:[\w.]*[Pp]ath[\w.]*\([^;\n]{0,80}|\$?f?)["'`]?$/;

/** Whether what has a name is made, or written to. */
export const writesTo = (name: string): RegExp =>
  new RegExp(
    `\\b${name}\\s*\\.(?:mkdir|touch|write_\\w+)\\(|(?:${CALLS}\\s*\\(|\\bdest(?:ination)?\\s*:)[^;\\n]{0,60}\\b${name}\\b|\\bopen\\([^;\\n]{0,60}\\b${name}\\b[^;\\n]{0,60},\\s*(?:mode\\s*=\\s*)?["'][rb]*[wax+]`,
    'i',
  );

/** What stands behind a path that is made, or written to: `Path("/data").mkdir()`, `new File("logs").mkdirs()`. */
export const callBehind = /^["']\s*\)\s*\.(?:createNewFile|mkdirs?|touch|write_\w+)\(/;

/** A path that leaves the folder that it begins in: `"../logs"`, `"..", "logs"`, `"/../logs"`; and `Path(__file__).parent.parent / "logs"`. */
export const pathAbove = /(?<=["'`}])\/?\.\.(?:\/[\w.@/-]*|["'`]\s*,\s*["'`][\w.@/-]+)/g;
/** What stands before one that begins with a slash: `__dirname + "/../logs"`. */
export const folderBefore = /(?:__DIR__\s*\.|__dirname\s*\+|dirname\(__FILE__\)\s*\.)\s*["'`]$|\{__dir(?:name|__)\}$/;
export const parentPath = /\bPath\(__file__\)(?:\.(?:absolute|resolve)\(\))?((?:\.parent)+)\s*\/\s*["']([\w.@/-]+)/g;

/** The path begins in the folder of its source, and not where the program starts. */
export const besideSource = /__dir(?:name|__)|__(?:FILE|file|DIR)__|import\.meta|File\.dirname/;

/** A path in the folder of a source of Node.js: `path.join(__dirname, "uploads")`, `__dirname + "/uploads"`. */
export const pathBeside =
  /(?<=(?:__dirname|import\.meta\.dirname)\s*[,+]\s*["'`]\/?|\$\{(?:__dirname|import\.meta\.dirname)\}\/)[\w@][\w.@/-]*/g;

/** Sources that may be compiled before they run; what starts them as they are; and what is called as their outcome is. */
export const isCompiledSource = /\.[cm]?[jt]sx?$/;
export const startsSources = /\b(?:bun|deno|esno|jiti|nest start|nodemon|swc-node|ts-node(?:-\w+)?|tsx)\b/;
export const namesOutputs = /(?:^|[\s"'/.=])(?:\.output|build|dist|lib|out)\//;

/** Sources, among the files that name paths. */
export const isSource =
  /\.(?:[cm]?[jt]sx?|clj|cr|cs|exs?|fs|go|java|jl|kts?|lua|p[lmy]|php|psgi|[rR]|rb|rs|ru|scala|swift)$/;

/** `open("/x", "a")`: the mode stands behind the path. */
export const openBefore = /\bf?open\s*\(\s*["'`]$/i;
export const modeBehind = /^["'`]\s*,\s*(?:mode\s*=\s*)?["'][rb]*[wax+]/;

/** What a name says that is given such a path: `DATA_DIR`, `logFile`, `upload.path`. */
const NAME =
  /[\w.-]*(?:dest|destination|dir|directory|dirname|folder|file|filename|(?:attach|backup|cache|config|data|database|db|download|export|file|instance|library|log|media|metadata|output|report|save|session|state|storage|store|te?mp|upload|work)s?[._-]?(?:base|home|location|name|paths?|root)|database|db|log|sqlite|volume)s?/
    .source;

/** `name = "`, `name: str = "`, `getenv("name", "`, `env.name || "`. */
export const nameBefore = new RegExp(
  `(?:\\b${NAME}["'\`]?\\]?\\)?\\s*(?::|=(?!=)|\\|\\||\\?\\?|\\bor\\b)|["'\`]${NAME}["'\`]\\s*,|<${NAME}>)(?<gap>[^"'\`;+{}]{0,40})["'\`]?$`,
  'i',
);

const DATA =
  /(?:GNUPGHOME|(?:HF|PM2|TORCH|XDG_(?:CACHE|CONFIG|DATA|STATE))_HOME|(?:[A-Z\d]+_)*(?:BACKUPS?|CACHE|DATA|DOWNLOADS?|EXPORTS?|LOGS|MEDIA|OUTPUT|REPORTS?|SPOOL|STATE|STORAGE|STORE|TE?MP|UPLOADS?|WORK(?:SPACE)?))/
    .source;

/** A variable of the environment that is called so is given a path: `STORAGE=/storage`, `os.getenv("STORE", "/files")`, `process.env.UPLOADS || "/uploads"`. */
export const variableBefore = new RegExp(
  `(?:^|\\n)(?:export\\s+)?${DATA}=["']?$|env(?:iron)?(?:\\.get)?[.[(]\\s*["'\`]?${DATA}["'\`]?\\s*[\\])]?\\s*(?:,|\\|\\||\\?\\?|\\bor\\b)\\s*["'\`]$`,
);

/** A name of what is only read. */
export const namesWhatIsRead =
  /asset|cert|font|index|input|key|locale|migration|public|secret|source|src|static|template|token|views?\b/i;

/** The path goes on from what stands before it: `path.join(__dirname, "/uploads")`. */
export const goesOn = /\bjoin\(\s*[^\s"'`]/;
