/** Options in a requirements file that name another one (pip.pypa.io/en/stable/reference/requirements-file-format). */
export const nestedFile = /^(?:-r|-c|--requirement|--constraint)(?:[\s=]+|(?=[^\s=-]))(\S+)$/;

/** Options there that have nothing to do with the project. */
export const harmlessOption =
  /^(?:-i|--(?:index-url|extra-index-url|pre|prefer-binary|require-hashes|trusted-host|no-binary|only-binary|use-feature|no-index))\b/;

/** `flask[async]~=3.0 ; python_version > "3.8" --hash=…`, or a name and an address. */
export const requirement =
  /^(?![\w.-]*\.(?:egg|tar\.\w+|tgz|whl|zip)(?:$|[\s;]))[A-Za-z0-9][\w.-]*\s*(?:\[[\w\s,.-]*\])?\s*(?:\(?(?:[=<>!~]=?|===)[^;@/]*|@\s*(?:git\+)?(?:https?|ssh):\/\/[^;\s]+\s*)?(?:;.*?)?(?:\s+--(?:hash|config-settings?|global-option)\b.*)?$/;

/** An address alone. */
export const address = /^(?:git\+)?(?:https?|ssh):\/\/\S+/;

/** Its version is settled. */
export const pinned = /^[A-Za-z0-9][\w.-]*\s*(?:\[[^\]]*\])?\s*(?:\(?===?\s*[^\s*;,)]+\)?(?=\s*(?:;|--|$))|@\s*\S)/;

/** Options of a call with the path of a file. */
export const fileOption = /^(?:-[rc]|--(?:requirement|constraint))$/;
export const fileOptionWithPath = /^(?:-[rc]=?|--(?:requirement|constraint)=)(.+)$/;
export const requirementOption = /^(?:-r|--requirement)/;
