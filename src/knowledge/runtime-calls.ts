/**
 * Where sources start programs: `program` is its name, `line` what a shell reads, `computed` what is known only at run time.
 * Sources: pkg.go.dev/os/exec, doc.rust-lang.org/std/process, docs.oracle.com (java.lang.ProcessBuilder, Runtime), learn.microsoft.com
 * (System.Diagnostics.Process), scala-lang.org (scala.sys.process), groovy-lang.org (String.execute), commons.apache.org/exec, and the
 * manual pages of system, popen and exec.
 */
export const runtimeCalls: Readonly<Record<'C' | 'C#' | 'Clojure' | 'Go' | 'Java' | 'Rust', RegExp>> = {
  C: /\b(?:(?:system|popen)\(\s*(?:"(?<line>[^"\n]+)"|(?<computed>[A-Za-z_][^,)\n]*))|(?:exec[lv]p?e?|posix_spawnp?)\(\s*(?:&\w+,\s*)?(?:"(?<program>[^"\n]+)"|(?<called>[A-Za-z_][^,)\n]*)))/g,
  'C#': /\b(?:Process\.Start\(|new\s+ProcessStartInfo\(|FileName\s*=)\s*(?:@?"(?<program>[^"\n]+)"|(?<computed>[$A-Za-z_][^,;)\n]*))/g,
  Clojure: /(?!)/g,
  Go: /\bexec\.(?:Command\(|CommandContext\([^,]*,|LookPath\()\s*(?:"(?<program>[^"\n]+)"|(?<computed>[A-Za-z_][^,)\n]*))/g,
  Java: /\bProcessBuilder\(\s*(?:(?:List\.of|Arrays\.asList|listOf)\(|new\s+String\s*\[\]\s*\{)?\s*(?:"(?<program>[^"\n]+)"|(?<computed>[A-Za-z_][^,)\n]*))|\bgetRuntime\(\)\s*\.exec\(\s*(?:new\s+String\s*\[\]\s*\{|arrayOf\()?\s*(?:"(?<line>[^"\n]+)"|(?<called>[A-Za-z_][^,)\n]*))/g,
  Rust: /\bCommand::new\(\s*(?:"(?<program>[^"\n]+)"|(?<computed>[&A-Za-z_][^)\n]*))/g,
};

/** Ways to start programs in which their names stand elsewhere, or that have another name in a source. */
export const hiddenCalls: Readonly<Record<keyof typeof runtimeCalls, RegExp>> = {
  C: /\bexecve?at\s*\(/,
  'C#': /\bUseShellExecute\s*=\s*true/,
  // clojure.github.io/clojure (clojure.java.shell), github.com/babashka/process, and the classes of Java.
  Clojure:
    /\bclojure\.java\.(?:process|shell)\b|\bbabashka\.process\b|\bme\.raynes\.conch\b|\bProcessBuilder\b|\bRuntime\/getRuntime\b/,
  Go: /\b(?:syscall|unix)\.(?:Exec|ForkExec)\(|\bos\.StartProcess\(|\bexec\.Cmd\s*\{|^\s*(?:import\s+)?(?!exec\b|import\b)(?:\w+|\.)\s+"os\/exec"|\bexec\.(?:Command(?:Context)?|LookPath)\b(?!\s*\()/m,
  Java: /\bRuntime\s+\w+\s*=|\bval\s+\w+\s*=\s*Runtime\.getRuntime\(\)\s*$|\.command\(\s*[^)\s]|\bProcessBuilder\s*\(\s*\)|\bProcessBuilder\s*::|\bProcessHandle\b.*\bstart\b|\bProcessBuilder\(\s*\*|\b(?:sys|scala\.sys)\.process\b|["']\s*\]?\.execute\(|\bcommons\.exec\b/m,
  Rust: /\bprocess::(?:\{[^}]*\b)?Command\s+as\b|\blibc::(?:exec\w+|system)\b|\bnix::unistd::exec\w*/,
};
