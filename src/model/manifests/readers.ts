import type { Apart } from '../../knowledge/package-managers/entry.ts';
import { composerJson } from './composer-json.ts';
import { gemfile } from './gemfile.ts';
import { goMod } from './go-mod.ts';
import type { ManifestReader } from './manifests.ts';
import { packageJson } from './package-json.ts';
import { requirements } from './requirements.ts';

/** What reads the manifests of each format. */
export const readers: Readonly<Record<Apart['format'], ManifestReader>> = {
  Gemfile: gemfile,
  'composer.json': composerJson,
  'go.mod': goMod,
  'package.json': packageJson,
  'requirements.txt': requirements,
};
