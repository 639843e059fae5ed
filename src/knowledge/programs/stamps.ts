/** Variables that hold a version, a date or a number, by custom: nothing that is a path, a program or a package. */
export const holdsStamp =
  /(?:^|_)(?:BUILD(?:_?(?:ID|NO|NUM|NUMBER))?|COMMIT|DATE|GIT_?(?:HASH|REV|TAG)|HASH|PORT|RELEASE|REV|REVISION|SHA1?|TAG|TIME|TIMESTAMP|VERSION|YEAR)$/i;

/** Commands that print such a one. */
export const printsStamp = /\$\(\s*(?:date|git\s+(?:describe|log|rev-list|rev-parse|show))\b[^()`]*\)/g;
