import { type Fields, fields, listOf, textOf } from './fields.ts';

/** How a compose or bake file says that an image is built: a folder from where that file is, and a file from that folder. */
export type Build = {
  /** Of the service or target. */
  readonly name: string;
  readonly context: string;
  readonly dockerfile: string;
  /** The stage that is built; undefined where it is the last one. */
  readonly target: string | undefined;
  /** What the image is called. */
  readonly images: readonly string[];
  /** What the Dockerfile may call other images: `{ base: 'service:base' }` in a compose file, `target:base` in a bake file. */
  readonly calls: Fields;
};

/**
 * What a service of a compose file builds. `whole`: the file stands for itself; one that is laid over another may leave out the
 * context because the other one has it.
 */
export function composeBuild(name: string, service: Fields, whole: boolean): Build | undefined {
  const { build, extends: other, image } = service;
  if (build == null) return undefined;
  const { dockerfile_inline: inline, additional_contexts: calls, ...said } = asFields(build);
  const isComplete = said['context'] !== undefined || (whole && other === undefined);
  return inline !== undefined || !isComplete ? undefined : local(name, said, listOf(image), calls);
}

/** `build: folder` is short for its context alone. */
export const asFields = (build: unknown): Fields => (typeof build === 'string' ? { context: build } : fields(build));

/**
 * What the targets of a bake file in JSON build. Bake takes paths from where it is started; that this is where its file is, is
 * the custom.
 * @throws {Error} when the file is no JSON.
 */
export const bakeJsonBuilds = (text: string): Build[] => bakeBuilds(fields(fields(JSON.parse(text))['target']));

/**
 * What the targets of a bake file in HCL build, as far as plain lines `context = "…"` tell: anything that would have to be
 * evaluated is not known.
 */
export function bakeHclBuilds(text: string): Build[] {
  if (/<<|[$%]\{[^}]*"/.test(text)) return [];
  const targets: Record<string, Record<string, unknown>> = {};
  let target: Record<string, unknown> | undefined;
  let depth = 0;
  for (const line of text.replace(/("(?:[^"\\\n]|\\.)*")|#.*|\/\/.*|\/\*[\s\S]*?\*\//g, '$1').split('\n')) {
    if (depth === 0) {
      const name = /^\s*target\s+"([^"]+)"\s*\{\s*$/.exec(line)?.[1];
      target = name === undefined ? undefined : {};
      if (name !== undefined && target !== undefined) targets[name] = target;
    }
    const [, attribute, value] = (depth === 1 && /^\s*([\w-]+)\s*=\s*(.+?)\s*$/.exec(line)) || [];
    if (target !== undefined && attribute !== undefined) target[attribute] = hclValue(value as string);
    const bare = line.replace(/"(?:[^"\\]|\\.)*"/g, '');
    depth += (bare.match(/[{[(]/g)?.length ?? 0) - (bare.match(/[}\])]/g)?.length ?? 0);
  }
  return bakeBuilds(targets);
}

/** An expression is what a template of it alone says. */
function hclValue(value: string): unknown {
  const text = /^"([^"\\]*)"$/.exec(value)?.[1];
  if (text !== undefined) return text;
  return /^\[\s*("[^"\\]*"\s*,?\s*)*\]$/.test(value)
    ? [...value.matchAll(/"([^"]*)"/g)].map(([, item]) => item)
    : `\${${value}}`;
}

function bakeBuilds(targets: Fields): Build[] {
  return Object.keys(targets).flatMap((name) => {
    const said = inherited(targets, name, []);
    const speaks = said['context'] !== undefined || said['dockerfile'] !== undefined;
    if (!speaks || said['dockerfile-inline'] !== undefined) return [];
    return local(name, said, listOf(said['tags']), said['contexts']) ?? [];
  });
}

/** A target with what it has from others: the last one has the say, and itself above all. */
function inherited(targets: Fields, name: string, heirs: readonly string[]): Fields {
  if (heirs.includes(name)) return {};
  const own = fields(targets[name]);
  const parents = own['inherits'] === undefined ? [] : [own['inherits']].flat();
  const all = parents.map((parent) => inherited(targets, String(parent), [...heirs, name]));
  // One that cannot be read may say anything.
  return Object.assign({}, ...all, parents.some((parent) => !Object.hasOwn(targets, String(parent))) && UNREAD, own);
}

const UNREAD: Fields = { context: '${}', dockerfile: '${}' };

/** Paths of this disk that can be read as they stand: no variables, repositories, or things that only the builder has. */
function local(name: string, said: Fields, images: readonly string[], calls: unknown): Build | undefined {
  const { context = '.', dockerfile = 'Dockerfile', target } = said;
  if (typeof context !== 'string' || typeof dockerfile !== 'string') return undefined;
  if (/\$/.test(context + dockerfile) || /^[\w+.-]+:\/\/|^git@|^github\.com\/|^\w{2,}:/.test(context)) return undefined;
  return { name, context, dockerfile, target: textOf(target), images, calls: pairs(calls) };
}

/** `a=b` in a list is `a: b`. */
const pairs = (calls: unknown): Fields =>
  Array.isArray(calls) ? Object.fromEntries(listOf(calls).map((pair) => pair.split(/=(.*)/s))) : fields(calls);
