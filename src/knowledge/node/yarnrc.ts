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

/** Files of a project of yarn 2 and later, by their texts; empty where there is none. */
export type YarnFiles = { readonly lockfile: string; readonly settings: string; readonly manifest: string };

/** It loads packages from where it has downloaded them, as its settings do not say otherwise (yarnpkg.com/features/pnp). */
export const plugsPackages = ({ lockfile, settings }: Pick<YarnFiles, 'lockfile' | 'settings'>): boolean =>
  /^__metadata:/m.test(lockfile) && !/^nodeLinker:\s*["']?(?:node-modules|pnpm)/m.test(settings);

/** That is in the home of who installs them, unless it is told otherwise, since 4.0 (yarnpkg.com/configuration/yarnrc#enableGlobalCache). */
export function plugsPackagesOfHome(files: YarnFiles): boolean {
  const { lockfile, settings, manifest } = files;
  const [, isGlobal] = /^enableGlobalCache:\s*["']?(true|false)/m.exec(settings) ?? [];
  const [, version = '0'] = /^__metadata:\r?\n\s+version:\s*["']?(\d+)/m.exec(lockfile) ?? [];
  const isLater = Number(version) > LAST_OF_YARN_3 || LATER.test(settings) || LATER.test(manifest);
  return plugsPackages(files) && (isGlobal === undefined ? isLater : isGlobal === 'true');
}

/** github.com/yarnpkg/berry, packages/yarnpkg-core/sources/Project.ts, LOCKFILE_VERSION. */
const LAST_OF_YARN_3 = 6;
const LATER = /\byarn[@-](?:[4-9]|[1-9]\d)\./;
