import { makeVariables } from '../../../knowledge/compiled/build-commands.ts';

/** The shell text of each line that make runs for some targets, in order; undefined where it has no rule for one of them. */
export function makeRecipes(text: string, wanted: readonly string[], told: Told): readonly string[] | undefined {
  const { rules, first, values } = readMakefile(text, told);
  const commands: string[] = [];
  const done = new Set<string>();
  const run = (target: string): boolean => {
    const rule = rules.get(target);
    if (rule === undefined || done.has(target)) return rule !== undefined;
    done.add(target);
    for (const needed of rule.needed) run(needed);
    const own = new Map([...values, ['@', target], ['<', rule.needed[0] ?? ''], ['^', rule.needed.join(' ')]]);
    commands.push(...rule.recipe.map((line) => filled(line, own).replace(/^[\s@+-]+/, '')));
    if (rule.recipe.length === 0 && rule.needed.some((needed) => /\.o$/.test(needed)))
      commands.push(`cc -o ${target} ${rule.needed.join(' ')}`);
    return true;
  };
  const targets = wanted.length === 0 && first !== undefined ? [first] : wanted;
  return targets.length > 0 && targets.every(run) ? commands : undefined;
}

/** What its command line sets (`make PREFIX=/usr`), and what the environment has. */
type Told = {
  readonly given: ReadonlyMap<string, string>;
  readonly variable: (name: string) => string | undefined;
};

type Rule = { readonly needed: string[]; readonly recipe: string[] };

type Makefile = {
  readonly rules: ReadonlyMap<string, Rule>;
  readonly first: string | undefined;
  readonly values: ReadonlyMap<string, string>;
};

const ASSIGNMENT = /^(?:export\s+|override\s+)?([\w.-]+)\s*(\?|\+|:{1,3})?=\s*(.*)$/;
const RULE = /^([^:=#\t][^:=]*):{1,2}(?!=)([^;=]*)(?:;(.*))?$/;

function readMakefile(text: string, told: Told): Makefile {
  const values = new Map([...Object.entries(makeVariables), ...told.given]);
  const rules = new Map<string, Rule>();
  let open: readonly Rule[] = [];
  for (const line of text.replace(/\\\r?\n[ \t]*/g, ' ').split(/\r?\n/)) {
    if (line.startsWith('\t')) {
      for (const { recipe } of open) recipe.push(line.trim());
      continue;
    }
    const plain = line.replace(/(?<!\\)#.*$/, '').trim();
    const [, name = '', operator, value = ''] = ASSIGNMENT.exec(plain) ?? [];
    if (name === '') open = readRule(rules, plain, values) ?? open;
    else assign(values, { name, operator, value: filled(value, values) }, told);
  }
  return { rules, first: [...rules.keys()].find((target) => !/^\.|%/.test(target)), values };
}

/** The rules of the targets that a line names; undefined where it names none. */
function readRule(
  rules: Map<string, Rule>,
  line: string,
  values: ReadonlyMap<string, string>,
): readonly Rule[] | undefined {
  const [, targets, needed = '', recipe] = RULE.exec(line) ?? [];
  if (targets === undefined) return undefined;
  const wordsIn = (text: string): string[] =>
    filled(text, values)
      .split(/[\s|]+/)
      .filter((word) => word !== '');
  return wordsIn(targets).map((target) => {
    const rule = rules.get(target) ?? { needed: [], recipe: [] };
    rule.needed.push(...wordsIn(needed));
    if (recipe !== undefined) rule.recipe.push(recipe.trim());
    rules.set(target, rule);
    return rule;
  });
}

type Assignment = { readonly name: string; readonly operator: string | undefined; readonly value: string };

/** The command line comes before the file, and the environment only where it says `?=`. */
function assign(values: Map<string, string>, { name, operator, value }: Assignment, { given, variable }: Told): void {
  if (given.has(name)) return;
  const known =
    operator === '?' ? (variable(name) ?? (name in makeVariables ? undefined : values.get(name))) : undefined;
  const before = operator === '+' ? `${values.get(name) ?? ''} ` : '';
  values.set(name, known ?? before + value);
}

/** What is not known stays as it is, which a shell then takes for something that only the run knows. */
function filled(text: string, values: ReadonlyMap<string, string>, depth = 0): string {
  return text.replace(/\$(?:\$|\((\w[\w.-]*)\)|\{(\w[\w.-]*)\}|([@<^]))/g, (whole, round, curly, short) => {
    if (whole === '$$') return '$';
    const value = values.get(round ?? curly ?? short);
    return value === undefined || depth > DEEPEST ? whole : filled(value, values, depth + 1);
  });
}

/** Variables that are made of others. */
const DEEPEST = 5;
