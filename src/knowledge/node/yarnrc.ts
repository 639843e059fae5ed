/** What .yarnrc.yml of yarn 2 and later says without having an install read further files (yarnpkg.com/configuration/yarnrc). */
export const plainSetting =
  /^(?:approvedGitRepositories|catalogs?|changeset\w+|checksumBehavior|compressionLevel|defaultProtocol|defaultSemverRangePrefix|enable(?!ConstraintsChecks|Network$|OfflineMode)\w+|httpRetry|httpTimeout|logFilters|networkConcurrency|networkSettings|nmHoistingLimits|nmMode|nmSelfReferences|nodeLinker|npm(?:AlwaysAuth|Audit\w*|AuthIdent|AuthToken|MinimalAgeGate|PreapprovedPackages|Publish\w+|Registries|RegistryServer|Scopes)|packageExtensions|plugins|pnpEnableEsmLoader|pnpFallbackMode|pnpIgnorePatterns|pnpMode|prefer\w+|supportedArchitectures|telemetry\w+|tsEnableAutoTypes|unsafeHttpWhitelist|winLinkType|yarnPath)$/;

/** Plugins of yarn itself that add commands, and nothing to an install. */
export const plainPlugin =
  /^@yarnpkg\/plugin-(?:constraints|deduplicate|essentials|init|interactive-tools|npm-cli|pack|stage|typescript|version|workspace-tools)$/;

/** What a project may bring along of an earlier install, which a new one writes anew. */
export const broughtAlong: readonly string[] = ['.pnp.cjs', '.pnp.js', '.yarn/cache', '.yarn/install-state.gz'];

/** What an install fills that links nothing into node_modules. */
export const pnpFills: readonly string[] = ['.pnp.cjs', '.pnp.loader.mjs', '.yarn/unplugged'];

/** The next release of yarn, or of a plugin, is a file of another name in the same folder. */
export const partFolder = /^\.yarn\/(?:releases|plugins)\//;
