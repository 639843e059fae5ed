import type { Apart } from '../../knowledge/package-managers/entry.ts';
import { composerJson } from './composer-json.ts';
import { environmentYml } from './environment-yml.ts';
import { gemfile } from './gemfile.ts';
import { goMod } from './go-mod.ts';
import type { ManifestReader } from './manifests.ts';
import { packageJson } from './package-json.ts';
import { pdmLock } from './pdm-lock.ts';
import { pipfile } from './pipfile.ts';
import { poetryLock } from './poetry-lock.ts';
import { requirements } from './requirements.ts';
import { uvLock } from './uv-lock.ts';

/** What reads the manifests of each format. */
export const readers: Readonly<Record<Apart['format'], ManifestReader>> = {
  Gemfile: gemfile,
  Pipfile: pipfile,
  'composer.json': composerJson,
  'environment.yml': environmentYml,
  'go.mod': goMod,
  'package.json': packageJson,
  'pdm.lock': pdmLock,
  'poetry.lock': poetryLock,
  'requirements.txt': requirements,
  'uv.lock': uvLock,
};
