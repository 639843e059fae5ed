import { isDeepStrictEqual } from 'node:util';
import type { CST, Pair, Scalar, YAMLMap } from 'yaml';
import { load } from '../load.ts';
import { indentAt, lineAround, lineEnding } from '../syntax/text.ts';
import type { BuildContext } from './build-context.ts';
import { asFields } from './builds.ts';
import type { ComposeFile } from './compose-file.ts';
import { type Fields, fields } from './fields.ts';

/** A service of a compose file builds a stage, rather than the last one. */
export type ServiceTarget = { readonly file: string; readonly service: string; readonly target: string };

/** The context in which services have their targets; or why they can't have them. */
export function withTargets(context: BuildContext, targets: readonly ServiceTarget[]): BuildContext | string {
  if (targets.length === 0) return context;
  const composeFiles = context.composeFiles?.() ?? [];
  const lost = targets.find(({ file }) => composeFiles.every((compose) => compose.file !== file));
  if (lost !== undefined) return `${lost.file} is not known`;
  const changed: ComposeFile[] = [];
  for (const compose of composeFiles) {
    const own = targets.filter(({ file }) => file === compose.file);
    const text = withOwnTargets(compose.text, own);
    if (typeof text !== 'string') return `${compose.file} can not be changed: ${text.why}`;
    changed.push({ ...compose, text });
  }
  const services = (context.services?.() ?? []).map((service) => {
    const own = targets.find((one) =>
      service.builds
        ? one.file === service.file && one.service === service.name
        : one.service === service.name && folderOf(one.file) === folderOf(service.file),
    );
    return own === undefined ? service : { ...service, target: service.target ?? own.target };
  });
  return {
    ...context,
    composeFiles: () => changed,
    services: () => services,
    images: () =>
      (context.images?.() ?? []).map(({ name, target }) => ({
        name,
        target: target ?? services.find(({ image, builds }) => builds && image === name)?.target,
      })),
  };
}

const folderOf = (file: string): string => file.slice(0, Math.max(file.lastIndexOf('/'), 0));

function withOwnTargets(before: string, targets: readonly ServiceTarget[]): string | { readonly why: string } {
  let after = before;
  for (const { service, target } of targets) {
    const text = targeted(after, service, target);
    if (text === undefined) return { why: `what ${service} builds is not written in lines of its own` };
    after = text;
  }
  const why = targets.length === 0 ? undefined : whyNotTargets(before, after, targets);
  return why === undefined ? after : { why };
}

/** The text in which a service has a target; undefined where that is more than a line, or may be more than its own. */
export function targeted(text: string, service: string, target: string): string | undefined {
  const { parseDocument } = load('yaml') as typeof import('yaml');
  const { contents, errors } = parseDocument(text, { logLevel: 'error' });
  if (errors.length > 0) return undefined;
  const own = pairIn(pairIn(contents, 'services')?.value, service);
  const build = pairIn(own?.value, 'build');
  if (own === undefined || build === undefined || isNamed(build.value)) return undefined;
  if (!isScalarNode(build.value)) {
    const last = pairIn(build.value, 'dockerfile') ?? pairIn(build.value, 'context');
    if (last === undefined || pairIn(build.value, 'target') !== undefined) return undefined;
    const line = lineOf(text, last);
    return line === undefined ? undefined : inserted(text, line.end, `${line.indent}target: ${target}`);
  }
  const [line, above] = [lineOf(text, build), indentAt(text, startOf(own))];
  if (line === undefined || line.indent.length <= above.length) return undefined;
  const inner = line.indent + line.indent.slice(above.length);
  const longer = inserted(text, line.end, `${inner}target: ${target}`);
  const [from, to] = [endOfKey(build), startOf(build.value as Node)];
  return `${longer.slice(0, from)}:${endingAt(text, line.end)}${inner}context: ${longer.slice(to)}`;
}

/** What the parser knows of a node. */
type Node = { readonly range?: readonly number[] | null; readonly anchor?: string; readonly tag?: string };
type Entry = Pair<Scalar, Node | null>;

/** An entry of a map that has lines of its own. */
function pairIn(map: unknown, key: string): Entry | undefined {
  const { isMap, isScalar } = load('yaml') as typeof import('yaml');
  if (!isMap(map) || (map as YAMLMap).flow === true) return undefined;
  return map.items.find((pair) => isScalar(pair.key) && pair.key.value === key) as Entry | undefined;
}

const isScalarNode = (node: unknown): boolean => (load('yaml') as typeof import('yaml')).isScalar(node);

/** Others may take it from there, or it is something else than it looks. */
const isNamed = (node: Node | null): boolean => node?.anchor !== undefined || node?.tag !== undefined;

const startOf = (of: Entry | Node): number => ('key' in of ? of.key.range?.[0] : of.range?.[0]) ?? -1;
const endOfKey = ({ key }: Entry): number => key.range?.[1] ?? -1;

/** The line of an entry that is all on one: what it begins with, and where it ends. */
function lineOf(text: string, entry: Entry): { readonly indent: string; readonly end: number } | undefined {
  const { value } = entry;
  const line = lineAround(text, startOf(entry));
  const indent = text.slice(line.start, startOf(entry));
  const isPlain =
    isScalarNode(value) && !isNamed(value) && /^: +$/.test(text.slice(endOfKey(entry), startOf(value as Node)));
  const isWhole = isPlain && (value?.range?.[1] ?? Number.POSITIVE_INFINITY) <= line.end;
  return isWhole && /^ *$/.test(indent) ? { indent, end: line.end } : undefined;
}

const inserted = (text: string, end: number, line: string): string =>
  text.slice(0, end) + endingAt(text, end) + line + text.slice(end);

/** As this line ends, or the others where it is the last one. */
function endingAt(text: string, end: number): string {
  if (text.startsWith('\r\n', end)) return '\r\n';
  return text[end] === '\n' ? '\n' : lineEnding(text);
}

/**
 * Why the text of a compose file after a change says something else than the one before with these targets, or says it in another way;
 * undefined where it does not. Both are parsed afresh.
 */
export function whyNotTargets(before: string, after: string, targets: readonly ServiceTarget[]): string | undefined {
  try {
    if (!isDeepStrictEqual(promised(valueOf(before), targets), valueOf(after)))
      return 'something else in it would change';
  } catch (error) {
    return (error as Error).message.split('\n', 1)[0];
  }
  const [old, now] = [tokensOf(before), tokensOf(after)];
  if (!isDeepStrictEqual(commentsIn(old), commentsIn(now))) return 'its comments would change';
  if (!isWithin(old, now)) return 'other words in it would change';
  return frameOf(before) === frameOf(after) ? undefined : 'its line endings would change';
}

function valueOf(text: string): Fields {
  const { parse } = load('yaml') as typeof import('yaml');
  return fields(parse(text, { merge: true, logLevel: 'error' }));
}

function promised(value: Fields, targets: readonly ServiceTarget[]): Fields {
  const services = { ...fields(value['services']) };
  for (const { service, target } of targets) {
    const own = fields(services[service]);
    services[service] = { ...own, build: { ...asFields(own['build']), target } };
  }
  return { ...value, services };
}

/** What is written, without the blanks between. */
function tokensOf(text: string): string[] {
  const { Lexer } = load('yaml') as typeof import('yaml');
  return [...new Lexer().lex(text)].filter((token) => token.trim() !== '');
}

const SCALAR: typeof CST.SCALAR = '\u001f';

/** Text behind the mark of a scalar is no comment, whatever it looks like. */
const commentsIn = (tokens: readonly string[]): string[] =>
  tokens.filter((token, index) => token.startsWith('#') && tokens[index - 1] !== SCALAR);

/** Whether all that was there is there, in its order. */
function isWithin(old: readonly string[], now: readonly string[]): boolean {
  let at = 0;
  for (const token of now) if (token === old[at]) at++;
  return at === old.length;
}

const frameOf = (text: string): string =>
  `${text.startsWith('\ufeff')} ${text.endsWith('\n')} ${text.includes('\r\n')} ${/(?<!\r)\n/.test(text)}`;
