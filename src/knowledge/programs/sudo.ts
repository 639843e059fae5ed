/** Options of sudo that, as root, leave who runs the command, and where, as it is (sudo.ws/docs/man/sudo.man). */
export const harmlessSudoOptions = /^(?:-[EHn]+|--(?:preserve-env(?:=\S*)?|set-home|non-interactive))$/;

/** Programs of which shells have one of their own, which may take other options and escapes. */
export const programsOfShells: ReadonlySet<string> = new Set(['[', 'echo', 'kill', 'printf', 'pwd', 'test']);

/** What every distribution has in `secure_path`, which takes the place of PATH. */
export const sudoFolders: readonly string[] = ['/usr/sbin', '/usr/bin', '/sbin', '/bin'];

/** Variables that only sudo sets. */
export const sudoVariables = /\bSUDO_(?:COMMAND|GID|UID|USER)\b/;

/** Programs that environments bring: in folders that PATH names, and sudo does not look in. */
export const broughtByEnvironments =
  /^(?:bundle|cargo|composer|conda|cpanm?|gem|go|gradle|java|mamba|mvn|node|npm|npx|perl|php|pip[\d.]*|pnpm|python[\d.]*|Rscript|ruby|yarn)$/;

/** Images that have an environment of their own in front of what their distribution has. */
export const environmentImages = /conda|mamba|jupyter/;
