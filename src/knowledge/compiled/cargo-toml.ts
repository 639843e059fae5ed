// What cargo reads of a project before it compiles any of it, as `cargo fetch --offline` of 1.95 shows on manifests of each kind, and
// https://doc.rust-lang.org/cargo/reference/cargo-targets.html says.

/** Tables of a manifest that hold dependencies. */
export const dependencyTables: readonly string[] = ['build-dependencies', 'dependencies', 'dev-dependencies'];

/** Where cargo looks for a target that is listed without its path. It looks for no file that has one. */
export const targetFolders: Readonly<Record<string, string>> = {
  bench: 'benches',
  bin: 'src/bin',
  example: 'examples',
  test: 'tests',
};

/** A setting of cargo or of rustup that names files, or has the dependencies in a folder or nowhere else. */
export const namesFiles =
  /(?:^|[\s{.,])"?(?:cainfo|credential-provider|directory|global-credential-providers|include|local-registry|offline|paths?|rustc(?:-workspace)?(?:-wrapper)?)"?\s*=|\.json\b/m;
