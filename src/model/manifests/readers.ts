import type { Apart } from '../../knowledge/package-managers/entry.ts';
import { cargoToml } from './cargo-toml.ts';
import { composerJson } from './composer-json.ts';
import { gemfile } from './gemfile.ts';
import { goMod } from './go-mod.ts';
import type { ManifestReader } from './manifests.ts';
import { mixExs } from './mix-exs.ts';
import { packageJson } from './package-json.ts';
import { requirements } from './requirements.ts';

/** What reads the manifests of each format. */
export const readers: Readonly<Record<Apart['format'], ManifestReader>> = {
  'Cargo.toml': cargoToml,
  Gemfile: gemfile,
  'composer.json': composerJson,
  'go.mod': goMod,
  'mix.exs': mixExs,
  'package.json': packageJson,
  'requirements.txt': requirements,
};
