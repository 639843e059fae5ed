import type { BuildContext } from '../../context/build-context.ts';
import { targetFolders } from '../../knowledge/compiled/cargo-toml.ts';
import { isObject, type Json, part } from '../formats/json.ts';
import { pathBeside } from '../paths.ts';
import type { Declined } from './manifests.ts';

/** The path of a Cargo.toml, and what that says. */
export type Crate = { readonly path: string; readonly manifest: Json };

/** Files that have to be there before cargo takes a manifest, empty as they may be. */
export function targetsOf(sent: BuildContext, { path, manifest }: Crate): readonly string[] | Declined {
  if (manifest['package'] === undefined) return [];
  const { name, links, 'default-run': started } = part(manifest, 'package');
  const there = (...files: string[]): string[] =>
    files.map((file) => pathBeside(path, file) ?? '').filter((file) => sent.kindOf(file) === 'file');
  const lib = there('src/lib.rs');
  const main = there('src/main.rs');
  if (manifest['lib'] !== undefined && lib.length === 0 && part(manifest, 'lib')['path'] === undefined)
    return { declined: `the library of ${path} is not where cargo looks for it` };
  const files = [...lib, ...main, ...(links === undefined ? [] : there('build.rs'))];
  const targets = listed(manifest);
  const wanted = started === undefined ? targets : [...targets, { kind: 'bin', name: started }];
  for (const target of wanted) {
    if (isFound(targets, target) || (main.length > 0 && target.kind === 'bin' && target.name === name)) continue;
    const found = there(...placesOf(target));
    if (found.length === 0)
      return { declined: `the ${target.kind} ${target.name} of ${path} is not where cargo looks for it` };
    files.push(...found);
  }
  const isEnough =
    lib.length + main.length > 0 || [manifest['lib'], manifest['bin'], started].some((said) => said !== undefined);
  return [...new Set(isEnough ? files : [...files, ...there(...discovered(sent, path)).slice(0, 1)])];
}

type Target = { readonly kind: string; readonly name: unknown; readonly path?: unknown };

const listed = (manifest: Json): Target[] =>
  Object.keys(targetFolders).flatMap((kind) =>
    [manifest[kind] ?? []]
      .flat()
      .filter(isObject)
      .map(({ name, path }) => ({ kind, name, path })),
  );

/** Cargo takes the path that is written at its word. */
const isFound = (targets: readonly Target[], { kind, name }: Target): boolean =>
  targets.some((target) => target.kind === kind && target.name === name && target.path !== undefined);

const placesOf = ({ kind, name }: Target): string[] =>
  [`${name}.rs`, `${name}/main.rs`].map((file) => `${targetFolders[kind]}/${file}`);

/** Programs that no manifest lists. */
const discovered = (sent: BuildContext, path: string): string[] =>
  (sent.namesIn(pathBeside(path, 'src/bin') ?? '') ?? []).map((name) =>
    name.endsWith('.rs') ? `src/bin/${name}` : `src/bin/${name}/main.rs`,
  );
