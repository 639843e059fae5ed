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

/** `-e ./libs/a[b]`, `a @ file:///app/libs/a`, `./wheels/a.whl --hash=…`: something of the disk; the groups hold whether it is linked to, and where it is. */
export const localPackage =
  /^(?:(-e|--editable)[\s=]+)?(?:[\w.-]+\s*(?:\[[\w\s,.-]*\])?\s*@\s*)?(?:file:(?:\/\/(?=\/))?)?([\w@+./-]+)(?:\[[\w\s,.-]*\])?(?:#egg=\S*)?(?:\s*;.*|(?:\s+--hash[=\s]\S+)*)$/;

/** Packages that are one file. */
export const archive = /\.(?:whl|zip|tar\.\w+|tgz)$/;

/** A folder of packages, or a page that lists them. */
export const findLinks = /^(?:-f|--find-links)[\s=]+(\S+)$/;

/** Options of a call with the path of a file; those of uv may be written as plurals. */
export const fileOption = /^(?:-[rc]|--(?:requirement|constraint)s?)$/;
export const fileOptionWithPath = /^(?:-[rc]=?|--(?:requirement|constraint)s?=)(.+)$/;
export const requirementOption = /^(?:-r|--requirements?(?:=|$))/;
export const findLinksOption = /^(?:-f|--find-links)$/;
export const findLinksOptionWithPath = /^(?:-f=?|--find-links=)(.+)$/;
