import { load } from './load.ts';

/** How a compose or bake file says that an image is built: a folder from where that file is, and a file from that folder. */
export type Build = { readonly context: string; readonly dockerfile: string };

type Fields = Readonly<Record<string, unknown>>;

/**
 * What the services of a compose file build. `whole`: the file stands for itself; one that is laid over another may leave out
 * the context because the other one has it.
 * @throws {Error} when the file is no YAML.
 */
export function composeBuilds(text: string, whole: boolean): Build[] {
  if (!/\bbuild\b/.test(text)) return [];
  const { parse } = load('yaml') as typeof import('yaml');
  const { services } = fields(parse(text, { merge: true, logLevel: 'error' }));
  return Object.values(fields(services)).flatMap((service) => {
    const { build, extends: other } = fields(service);
    if (typeof build === 'string') return local({ context: build });
    const { dockerfile_inline: inline, ...said } = fields(build);
    const isComplete = said['context'] !== undefined || (whole && other === undefined);
    return build == null || inline !== undefined || !isComplete ? [] : local(said);
  });
}

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
    return speaks && said['dockerfile-inline'] === undefined ? local(said) : [];
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
function local({ context = '.', dockerfile = 'Dockerfile' }: Fields): Build[] {
  if (typeof context !== 'string' || typeof dockerfile !== 'string') return [];
  if (/\$/.test(context + dockerfile) || /^[\w+.-]+:\/\/|^git@|^github\.com\/|^\w{2,}:/.test(context)) return [];
  return [{ context, dockerfile }];
}

const fields = (value: unknown): Fields => (typeof value === 'object' && value !== null ? (value as Fields) : {});
