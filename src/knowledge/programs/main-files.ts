/** What the text of a program says of who may run it. */

/** Files that an interpreter is given. */
export const sourceFile = /\.(?:[cm]?[jt]sx?|exs?|jl|lua|php|pl|psgi|py|[rR]|rb|ru)$/;

/** Calls that become another user (POSIX setuid and its names in Node.js, Python, Ruby and PHP). */
export const changesUser =
  /\bprocess\.set(?:e?[ug]id|groups)\(|\bos\.set(?:e|re|res)?[ug]id\(|\bposix_set(?:e)?[ug]id\(|\bProcess::(?:UID|GID|Sys)\b|\bProcess\.(?:[ug]id|daemon)\s*=/;

/** A port below 1024 where a server listens, as people write it: `listen(80`, `PORT || 80`, `port=80`, `"0.0.0.0:80"`, `Server(("", 80)`, `.bind(("", 80)`. */
export const listensLow =
  /(?:\blisten\(\s*|\b(?:port|PORT)["']?\]?\)?\s*(?:=|:|\|\||\?\?|,|or\b)\s*|["'](?:0\.0\.0\.0|\[::\]|\*)?:|(?:Server|\.bind)\(\s*\(["'][^"']*["'],\s*)["']?([1-9]\d{0,2}|10(?:[01]\d|2[0-3]))(?![\d.])/;
