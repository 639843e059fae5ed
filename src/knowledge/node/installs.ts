/** What an install of one package goes by, beside its name. */

/** Options with which it installs the same in an empty folder. */
export const keptOptions =
  /^--(?:force|ignore-engines|legacy-peer-deps|loglevel|network-concurrency|network-timeout|no-audit|no-fund|no-optional|no-progress|non-interactive|prefer-offline|quiet|registry|silent|verbose)(?:=|$)/;

/** Options that say how package.json and the lockfile list it, which is nothing to who runs it. */
export const savingOptions = /^(?:-[DEOPS]|--(?:dev|exact|no-lockfile|no-package-lock|no-save|save|save-\w+|tilde))$/;

/** Commands that set where packages come from, or where they go (docs.npmjs.com/cli/v11/using-npm/config). */
export const setsRegistry =
  /\b(?:npm|pnpm|yarn) (?:config )?set\b[^&|;]*(?:\/\/|\b_?auth|\bca(?:file)?\b|\bcert\b|prefix|proxy|registry|strict-ssl|npmRegistry)|\b(?:npm|yarn) login\b/i;

/** Files that say so, and those that do for a whole user. */
export const settingsFiles = /(?:^|[\s/'"])\.(?:npmrc|yarnrc)\b/;
export const settingsOfUser = /(?:~|\/root|\/home\/\w+|\$\{?HOME\}?)\/\.(?:npmrc|yarnrc)\b/;
export const registryFiles: readonly string[] = ['.npmrc', '.yarnrc', '.yarnrc.yml'];

/** Arguments of a build that say so: steps of another stage do not have them. */
export const argumentsOfNpm = /^(?:npm_config_|yarn_(?!version\b)|NODE_(?:AUTH|EXTRA|OPTIONS|TLS)|NPM_TOKEN)/i;

/** Variables that name files, or change what an install does: a later step may set them for what comes behind the install alone. */
export const variablesOfNpm =
  /^(?:npm_config_(?!(?:audit|cache|color|fetch\w*|fund|loglevel|maxsockets|progress|registry|strict_ssl|unsafe_perm|update_notifier|yes)\b)|yarn_(?!(?:cache_folder|version)\b)|NODE_(?:AUTH|EXTRA)|NODE_OPTIONS.*(?:-r\b|--require|--import|loader))/i;

/** Settings that have packages put outside of node_modules (pnpm.io/settings, classic.yarnpkg.com/en/docs/cli/install). */
export const keepsElsewhere =
  /(?:modules-folder|\b(?:modules|virtual[-_]?store)[-_]?dir)["']?\s*[=: ]\s*["']?(?!\.?\/?node_modules\b)[\w./~$]|enable-?global-?virtual-?store["']?\s*[=:]\s*["']?true/i;
