/**
 * Where sources start programs: `program` is its name, `line` what a shell reads, `computed` what is known only at run time.
 * Sources: pkg.go.dev/os/exec, doc.rust-lang.org/std/process, docs.oracle.com (java.lang.ProcessBuilder, Runtime), learn.microsoft.com
 * (System.Diagnostics.Process), and the manual pages of system, popen and exec.
 */
export const runtimeCalls: Readonly<Record<'C' | 'C#' | 'Go' | 'Java' | 'Rust', RegExp>> = {
  C: /\b(?:(?:system|popen)\(\s*(?:"(?<line>[^"\n]+)"|(?<computed>[A-Za-z_][^,)\n]*))|(?:exec[lv]p?e?|posix_spawnp?)\(\s*(?:&\w+,\s*)?(?:"(?<program>[^"\n]+)"|(?<called>[A-Za-z_][^,)\n]*)))/g,
  'C#': /\b(?:Process\.Start\(|new\s+ProcessStartInfo\(|FileName\s*=)\s*(?:@?"(?<program>[^"\n]+)"|(?<computed>[$A-Za-z_][^,;)\n]*))/g,
  Go: /\bexec\.(?:Command\(|CommandContext\([^,]*,|LookPath\()\s*(?:"(?<program>[^"\n]+)"|(?<computed>[A-Za-z_][^,)\n]*))/g,
  Java: /\bProcessBuilder\(\s*(?:(?:List\.of|Arrays\.asList|listOf)\(|new\s+String\s*\[\]\s*\{)?\s*(?:"(?<program>[^"\n]+)"|(?<computed>[A-Za-z_][^,)\n]*))|\bgetRuntime\(\)\s*\.exec\(\s*(?:new\s+String\s*\[\]\s*\{|arrayOf\()?\s*(?:"(?<line>[^"\n]+)"|(?<called>[A-Za-z_][^,)\n]*))/g,
  Rust: /\bCommand::new\(\s*(?:"(?<program>[^"\n]+)"|(?<computed>[&A-Za-z_][^)\n]*))/g,
};
