import { nativeHelpers } from '../../../../knowledge/node/packages.ts';
import { asObject, type Json, parsedJson, part } from '../../../../model/formats/json.ts';
import { developedWith, peersOf, rangesOf } from '../../../../model/lockfiles/agreement.ts';

/** A package that a lockfile has. */
export type Locked = {
  readonly name: string;
  /** Only development needs it; undefined where the lockfile does not say so. */
  readonly isDevelopment: boolean | undefined;
  /** It has a script of its own, or compiles code. */
  readonly isNative: boolean;
  /** Packages that it works with where they are there. */
  readonly peers: readonly string[];
  readonly programs: readonly string[];
};

/** The packages of a lockfile; undefined for one that is not read here. */
export function lockedIn(name: string, text: string): readonly Locked[] | undefined {
  if (/^(?:package-lock|npm-shrinkwrap)\.json$/.test(name)) return ofNpm(parsedJson(text));
  if (name === 'yarn.lock')
    return ofLines(text, { head: /^"?(@?[^@"\s]+)@/, needs: /^ {4}"?([^\s":]+)"?:?\s/, script: /(?!)/ });
  if (name === 'pnpm-lock.yaml')
    return ofLines(text, {
      head: /^ {2}'?\/?(@?[^@'\s/]+(?:\/[^@'\s/]+)?)[@/]\d/,
      needs: /^ {6}'?([^\s':]+)'?:\s/,
      script: /^ {4}requiresBuild: true/,
    });
  return undefined;
}

function ofNpm(lock: Json | undefined): Locked[] | undefined {
  const packages = asObject(lock?.['packages']);
  if (packages === undefined) {
    const tree = asObject(lock?.['dependencies']);
    return tree && ofTree(tree);
  }
  const askedFor = developedWith(packages);
  return Object.entries(packages).flatMap(([path, value]) => {
    const entry = asObject(value) ?? {};
    if (path === '' || entry['link'] === true) return [];
    return {
      name: path.slice(
        path.lastIndexOf('node_modules/') + (path.includes('node_modules/') ? 'node_modules/'.length : 1),
      ),
      isDevelopment: entry['dev'] === true,
      isNative: entry['hasInstallScript'] === true || isHelped(rangesOf(entry['dependencies'])),
      peers: peersOf(entry, askedFor),
      programs: Object.keys(asObject(entry['bin']) ?? {}),
    };
  });
}

const ofTree = (tree: Json): Locked[] =>
  Object.entries(tree).flatMap(([name, value]) => {
    const entry = asObject(value) ?? {};
    const own = { name, isDevelopment: entry['dev'] === true, isNative: isHelped(rangesOf(entry['requires'])) };
    return [{ ...own, peers: [], programs: [] }, ...ofTree(asObject(entry['dependencies']) ?? {})];
  });

const isHelped = (needs: Readonly<Record<string, string>>): boolean =>
  Object.keys(needs).some((name) => nativeHelpers.has(name));

type Lines = { readonly head: RegExp; readonly needs: RegExp; readonly script: RegExp };

function ofLines(text: string, { head, needs, script }: Lines): Locked[] {
  const native = new Map<string, boolean>();
  let at: string | undefined;
  for (const line of text.split(/\r?\n/)) {
    const name = head.exec(line)?.[1];
    if (name !== undefined) {
      at = name;
      native.set(name, native.get(name) ?? false);
    } else if (/^\S/.test(line)) at = undefined;
    else if (at !== undefined && (script.test(line) || nativeHelpers.has(needs.exec(line)?.[1] ?? '')))
      native.set(at, true);
  }
  return [...native].map(([name, isNative]) => ({ name, isDevelopment: undefined, isNative, peers: [], programs: [] }));
}

/** The one version of a package that a project asks for by a range; undefined where the lockfile has another range, or is not read here. */
export function lockedVersion(
  lockfile: { readonly name: string; readonly text: string },
  { name, range }: { readonly name: string; readonly range: string },
): string | undefined {
  if (!/^[\^~]?\d[\w.-]*$/.test(range)) return undefined;
  const version =
    lockfile.name === 'yarn.lock' ? ofYarn(lockfile.text, name, range) : ofPackages(lockfile.text, name, range);
  return version !== undefined && /^\d+\.\d+\.\d+[\w.-]*$/.test(version) ? version : undefined;
}

function ofPackages(text: string, name: string, range: string): string | undefined {
  const packages = part(parsedJson(text) ?? {}, 'packages');
  const own = asObject(packages['']) ?? {};
  const isAsked = ['dependencies', 'devDependencies'].some((field) => rangesOf(own[field])[name] === range);
  const version = asObject(packages[`node_modules/${name}`])?.['version'];
  return isAsked && typeof version === 'string' ? version : undefined;
}

function ofYarn(text: string, name: string, range: string): string | undefined {
  const lines = text.split(/\r?\n/);
  if (!lines.includes('# yarn lockfile v1')) return undefined;
  const at = lines.findIndex(
    (line) => /^\S.*:$/.test(line) && line.slice(0, -1).replaceAll('"', '').split(', ').includes(`${name}@${range}`),
  );
  return at === -1 ? undefined : /^ {2}version "(.+)"$/.exec(lines[at + 1] ?? '')?.[1];
}
