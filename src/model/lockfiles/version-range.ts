/** Whether a version is in a range as npm and yarn write them; undefined for what is no range (tags, addresses, links). */
export function isInRange(version: string, range: string): boolean | undefined {
  const own = readVersion(version);
  if (own === undefined) return undefined;
  const results = range.split('||').map((part) => isInAll(own, part.trim()));
  if (results.includes(undefined)) return undefined;
  return results.includes(true);
}

type Numbers = readonly [major: number, minor: number, patch: number];

/** A version before its release (`1.0.0-rc.1`) is in few ranges, by rules of their own: it is not read here. */
function readVersion(text: string): Numbers | undefined {
  const [, major, minor, patch] = /^v?(\d+)\.(\d+)\.(\d+)(?:\+[\w.-]+)?$/.exec(text) ?? [];
  return major === undefined ? undefined : [Number(major), Number(minor), Number(patch)];
}

const COMPARATOR = /^(\^|~>?|>=?|<=?|=)?\s*v?(\d+|[xX*])(?:\.(\d+|[xX*]))?(?:\.(\d+|[xX*]))?(?:\+[\w.-]+)?$/;

function isInAll(version: Numbers, text: string): boolean | undefined {
  if (text === '') return true;
  const [, from, to] = /^(\S+)\s+-\s+(\S+)$/.exec(text) ?? [];
  const comparators = from === undefined ? text.replace(/([<>=^~])\s+/g, '$1').split(/\s+/) : [`>=${from}`, `<=${to}`];
  const results = comparators.map((comparator) => isIn(version, comparator));
  if (results.includes(undefined)) return undefined;
  return !results.includes(false);
}

function isIn(version: Numbers, comparator: string): boolean | undefined {
  const read = COMPARATOR.exec(comparator);
  if (read === null) return undefined;
  const operator = read[1] ?? '=';
  const given = read.slice(2).map((part) => (part === undefined || /[xX*]/.test(part) ? undefined : Number(part)));
  const open = given.indexOf(undefined);
  const parts = open === -1 ? (given as number[]) : (given.slice(0, open) as number[]);
  if (parts.length === 0) return operator === '<' || operator === '>' ? undefined : true;
  const lowest: Numbers = [parts[0] ?? 0, parts[1] ?? 0, parts[2] ?? 0];
  /** The first version that is no longer meant by what is written: `1.2` is everything below `1.3`. */
  const next = above(lowest, parts.length - 1);
  switch (operator) {
    case '>':
      return compare(version, parts.length === 3 ? lowest : next) >= (parts.length === 3 ? 1 : 0);
    case '>=':
      return compare(version, lowest) >= 0;
    case '<':
      return compare(version, lowest) < 0;
    case '<=':
      return parts.length === 3 ? compare(version, lowest) <= 0 : compare(version, next) < 0;
    case '=':
      return parts.length === 3 ? compare(version, lowest) === 0 : isBetween(version, lowest, next);
    case '^':
      return isBetween(version, lowest, above(lowest, firstThatCounts(parts)));
    default:
      return isBetween(version, lowest, above(lowest, Math.min(parts.length - 1, 1)));
  }
}

/** `^` keeps the first number that is not zero: of those written, else the last one. */
function firstThatCounts(parts: readonly number[]): number {
  const at = parts.findIndex((part) => part > 0);
  return at === -1 ? parts.length - 1 : at;
}

const above = (version: Numbers, at: number): Numbers =>
  version.map((part, index) => (index < at ? part : index === at ? part + 1 : 0)) as unknown as Numbers;

const isBetween = (version: Numbers, from: Numbers, to: Numbers): boolean =>
  compare(version, from) >= 0 && compare(version, to) < 0;

function compare(one: Numbers, other: Numbers): number {
  const at = one.findIndex((part, index) => part !== other[index]);
  return at === -1 ? 0 : (one[at] as number) - (other[at] as number);
}
