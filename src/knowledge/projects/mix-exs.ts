/** Modules and functions that see nothing but their arguments, and the environment. */
export const harmlessCall =
  /^(?:Enum|Integer|Keyword|List|Map|Regex|String|Version)\.|^Mix\.(?:compilers|env|raise|target)$|^System\.(?:fetch_env!?|get_env|otp_release|version)$/;

/** A file that becomes part of what mix.exs says: `File.read!("VERSION")`. */
export const readsFile = /File\.read!\("([\w./-]+)"\)/g;

/** What mix.exs says where it takes dependencies from folders, has its own files elsewhere, or does more than to get them. */
export const namesFolders =
  /\b(?:apps_path|build_path|config_path|deps_path|in_umbrella|lockfile|path)\s*:|"deps\.get"\s*:|^\s*(?:import|require|use)\s+(?!Mix\.Project\b).*/m;
