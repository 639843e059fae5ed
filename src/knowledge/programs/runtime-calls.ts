/** As C#, VB and F# write them; the last is that of github.com/Tyrrrz/CliWrap. */
const STARTS_OF_DOTNET: readonly string[] = [
  String.raw`Process\.Start\((?!\s*new\s+\w)(?:\s*new\s*\()?`,
  // `new ProcessStartInfo("x")`, but `ProcessStartInfo(FileName = "x")`
  String.raw`ProcessStartInfo\((?!\s*FileName\s*=)`,
  // `ProcessStartInfo info = new("x")`, and what gives one back
  String.raw`ProcessStartInfo\??\s+\w+\s*(?:\{[^}]*\}\s*|\([^)]*\)\s*)?=>?\s*new\s*\(`,
  // `FileName = "x"`, `info.FileName <- "x"`
  String.raw`FileName\s*(?:=(?!>)|<-)`,
  String.raw`Cli\.Wrap\(`,
];

/** What begins neither with a text nor with what only comments write (`exec.Command(...)`): `name`, `*flag`, `("a " + b)`, `"""…`. */
const COMPUTED = String.raw`(?:""|[^\s").])[^,)\n]*`;

/** An argument of a call, with calls in it. */
const ARGUMENT = String.raw`(?:[^,()]|\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\))*`;

/**
 * Where sources start programs: `program` is its name, `line` what a shell reads, `computed` what is known only at run time.
 * Sources: pkg.go.dev/os/exec, doc.rust-lang.org/std/process, docs.oracle.com (java.lang.ProcessBuilder, Runtime), learn.microsoft.com
 * (System.Diagnostics.Process), scala-lang.org (scala.sys.process), groovy-lang.org (String.execute), commons.apache.org/exec, and the
 * manual pages of system, popen and exec.
 */
export const runtimeCalls: Readonly<Record<'C' | 'C#' | 'Clojure' | 'Go' | 'Java' | 'Rust', RegExp>> = {
  C: new RegExp(
    String.raw`\b(?:(?:system|popen)\(\s*(?:"(?<line>[^"\n]+)"|(?<computed>${COMPUTED}))|(?:exec[lv]p?e?|posix_spawnp?)\(\s*(?:&\w+,\s*)?(?:"(?<program>[^"\n]+)"|(?<called>${COMPUTED})))`,
    'g',
  ),
  'C#': new RegExp(
    String.raw`\b(?:${STARTS_OF_DOTNET.join('|')})\s*(?:\w+\s*:=?\s*)?(?:@?"(?<program>[^"\n]+)"|(?<computed>(?:[$(A-Za-z_]|"{3})[^,;)\n]*))`,
    'gi',
  ),
  Clojure: /(?!)/g,
  Go: new RegExp(
    String.raw`\bexec\.(?:Command\(|CommandContext\((?:${ARGUMENT},)?|LookPath\()\s*(?:["\x60](?<program>[^"\x60\n]+)["\x60]|(?<computed>${COMPUTED}))`,
    'g',
  ),
  Java: new RegExp(
    String.raw`\bProcessBuilder\(\s*(?:(?:List\.of|Arrays\.asList|listOf)\(|new\s+String\s*\[\]\s*\{)?\s*(?:"(?<program>[^"\n]+)"|(?<computed>${COMPUTED}))|\bgetRuntime\(\)\s*\.exec\(\s*(?:new\s+String\s*\[\]\s*\{|arrayOf\()?\s*(?:"(?<line>[^"\n]+)"|(?<called>${COMPUTED}))`,
    'g',
  ),
  Rust: new RegExp(String.raw`\bCommand::new\(\s*(?:"(?<program>[^"\n]+)"|(?<computed>${COMPUTED}))`, 'g'),
};

/** Ways to start programs in which their names stand elsewhere, or that have another name in a source. */
export const hiddenCalls: Readonly<Record<keyof typeof runtimeCalls, RegExp>> = {
  C: /\bexecve?at\s*\(/,
  'C#': /\bUseShellExecute\s*=\s*true|\busing\s+(?:static\s+|\w+\s*=\s*)(?:[\w.]+\.)?Process(?:StartInfo)?\s*;|\busing\s+(?:static\s+)?(?:Medallion\.Shell|SimpleExec)\b|\bextern\s+\w+\s+(?:exec[lv]\w*|popen|system)\s*\(/,
  // clojure.github.io/clojure (clojure.java.shell), github.com/babashka/process, and the classes of Java.
  Clojure:
    /\bclojure\.java\.(?:process|shell)\b|\bbabashka\.process\b|\bme\.raynes\.conch\b|\bProcessBuilder\b|\bRuntime\/getRuntime\b/,
  Go: /\b(?:syscall|unix)\.(?:Exec|ForkExec)\(|\bcgi\.Handler\s*\{|\bos\.StartProcess\(|\bexec\.Cmd\s*\{|^\s*(?:import\s+)?(?!exec\b|import\b)(?:\w+|\.)\s+"os\/exec"|\bexec\.(?:Command(?:Context)?|LookPath)\b(?!\s*\()|"(?:github\.com\/(?:bitfield\/script|codeskyblue\/go-sh|go-cmd\/cmd|magefile\/mage\/sh)|mvdan\.cc\/sh\/(?:v\d\/)?interp)"/m,
  Java: /\bRuntime\s+\w+\s*=|\bval\s+\w+\s*=\s*Runtime\.getRuntime\(\)\s*$|\.command\(\s*[^)\s]|\bProcessBuilder\s*\(\s*\)|\bProcessBuilder\s*::|\bProcessHandle\b.*\bstart\b|\bProcessBuilder\(\s*\*|\b(?:sys|scala\.sys)\.process\b|["']\s*\]?\.execute\(|\bcommons\.exec\b/m,
  Rust: /\b(?:cmd_lib|duct|run_script|subprocess|xshell)::|\bprocess::(?:\{[^}]*\b)?Command\s+as\b|\blibc::(?:exec\w+|system)\b|\bnix::unistd::exec\w*/,
};

/** Sources in which nothing of this stands start no program, whatever else in them is called like that. */
export const mayStart: Readonly<Partial<Record<keyof typeof runtimeCalls, RegExp>>> = {
  // A `new()` goes by the type of what gets it, which may stand elsewhere.
  'C#': /\bProcess\.Start\b|StartInfo\b|\bDiagnostics\.Process\b|\bCli\.Wrap\b|\bSimpleExec\b|\bMedallion\b|\bextern\b|\bnew\s*\(\s*\)\s*\{/,
  // docs.rs/clap: a `Command` of a command line is none of the system.
  Rust: /^(?![\s\S]*\bclap\b)|process|\b(?:cmd_lib|duct|libc|nix|run_script|xshell)\b/,
};

/** A name that is given to nothing but what starts the program itself again, and by nobody else; nothing makes another path of it. */
const onlyFor = (itself: string, declared: string, name: string): RegExp =>
  new RegExp(
    String.raw`^(?![\s\S]*\b${name}\.(?:pop|push|set_\w+)\()(?![\s\S]*\b${name}\b[^\n;=]*=[^\n;]*\.${OTHER_PATH})(?![\s\S]*\b${name}\b\s*(?:,\s*\w+\s*|:[^=\n]*)?:?=(?![=>]|\s*${itself}))(?![\s\S]*\b${declared}\b[^{\n]*\b${name}\b)[\s\S]*\b${name}\b\s*(?:,\s*\w+\s*|:[^=\n]*)?:?=\s*${itself}`,
  );

/** Beside it, or above (doc.rust-lang.org/std/path/struct.Path.html). */
const OTHER_PATH = String.raw`(?:join|parent|with_\w+)\(`;

const ITSELF_IN_GO = String.raw`os\.(?:Executable\(\)|Args\[0\])`;
const ITSELF_IN_RUST = String.raw`(?:std::)?env::current_exe\(`;

/** The program itself, where a source has it start again (pkg.go.dev/os#Executable, doc.rust-lang.org/std/env/fn.current_exe.html, proc(5)). */
export const startsItselfAgain = new RegExp(
  String.raw`^(?:&?(?:${ITSELF_IN_GO}\s*$|${ITSELF_IN_RUST})|argv\[0\]\s*$|/proc/self/exe$)`,
);

/** What stands behind a call that starts the program itself, and has another one started. */
export const startsBesideItself = new RegExp(String.raw`^[^;\n]*?\.${OTHER_PATH}`);

/**
 * What describes a call that is made elsewhere, where the program is named in the description; and what names the program itself.
 */
export const describesCall: Readonly<Partial<Record<keyof typeof runtimeCalls, (name: string) => RegExp>>> = {
  Go: (name) => onlyFor(ITSELF_IN_GO, 'func', name),
  Rust: (name) => onlyFor(ITSELF_IN_RUST, 'fn', name),
  'C#': (name) =>
    new RegExp(
      `\\bProcessStartInfo\\??\\s+${name}\\b|\\b${name}\\s*(?:=|:|\\bAs\\b)\\s*(?:new\\s+)?(?:[\\w.]+\\.)?ProcessStartInfo\\b`,
      'i',
    ),
};
