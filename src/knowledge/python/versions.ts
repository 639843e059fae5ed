type Numbers = readonly number[];

const numbersOf = (text: string): number[] => text.split('.').map(Number);

function compare(a: Numbers, b: Numbers): number {
  const at = [0, 1, 2].find((index) => (a[index] ?? 0) !== (b[index] ?? 0));
  return at === undefined ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}

const startsWith = (version: Numbers, start: Numbers): boolean => start.every((number, at) => version[at] === number);

/** The version that a tag of the official image names; what it leaves open is the newest there is. */
function versionOf(tag: string): Numbers {
  const [named = '3'] = /^3(?:\.\d+)*/.exec(tag) ?? [];
  return [...numbersOf(named), Infinity, Infinity].slice(0, 3);
}

type Holds = (version: Numbers, bound: Numbers) => boolean;
const isEqual: Holds = (version, bound) => compare(version, bound) === 0;
const isAtLeast: Holds = (version, bound) => compare(version, bound) >= 0;

/** How a version compares with a bound (peps.python.org/pep-0440, python-poetry.org/docs/dependency-specification). */
const OPERATORS: Readonly<Record<string, Holds>> = {
  '': isEqual,
  '!=': (version, bound) => !isEqual(version, bound),
  '<': (version, bound) => compare(version, bound) < 0,
  '<=': (version, bound) => compare(version, bound) <= 0,
  '==': isEqual,
  '>': (version, bound) => compare(version, bound) > 0,
  '>=': isAtLeast,
  '^': (version, bound) => isAtLeast(version, bound) && version[0] === bound[0],
  '~': (version, bound) => isAtLeast(version, bound) && startsWith(version, bound.slice(0, 2)),
  '~=': (version, bound) => isAtLeast(version, bound) && startsWith(version, bound.slice(0, -1)),
};

/** `>=3.9,<4`, `^3.11`, `3.12.*`: the Python of an official image is one that a project asks for. */
export function fitsPython(tag: string, wanted: string): boolean {
  const version = versionOf(tag);
  return wanted.split('||').some((all) =>
    all
      .trim()
      .split(/[,\s]+(?![\d*])/)
      .every((part) => holds(version, part.replace(/\s/g, ''))),
  );
}

function holds(version: Numbers, part: string): boolean {
  if (part === '' || part === '*') return true;
  const [, operator = '', bound, any] = /^([<>=!~^]*)(\d+(?:\.\d+)*)(\.\*)?$/.exec(part) ?? [];
  if (bound === undefined) return false;
  const numbers = numbersOf(bound);
  if (any === undefined) return OPERATORS[operator]?.(version, numbers) === true;
  return /^=*$/.test(operator) ? startsWith(version, numbers) : operator === '!=' && !startsWith(version, numbers);
}

/** `3`, `3.12`: a version that is asked for by its beginning. */
export const isPython = (tag: string, asked: string): boolean =>
  /^\d+(?:\.\d+)*$/.test(asked) && startsWith(versionOf(tag), numbersOf(asked));
