import type { Apart } from '../../knowledge/package-managers/entry.ts';
import { buildGradle } from './build-gradle.ts';
import { cargoToml } from './cargo-toml.ts';
import { composerJson } from './composer-json.ts';
import { csproj } from './csproj.ts';
import { environmentYml } from './environment-yml.ts';
import { gemfile } from './gemfile.ts';
import { goMod } from './go-mod.ts';
import type { ManifestReader } from './manifests.ts';
import { mixExs } from './mix-exs.ts';
import { packageJson } from './package-json.ts';
import { pdmLock } from './pdm-lock.ts';
import { pipfile } from './pipfile.ts';
import { poetryLock } from './poetry-lock.ts';
import { pomXml } from './pom-xml.ts';
import { requirements } from './requirements.ts';
import { uvLock } from './uv-lock.ts';

/** What reads the manifests of each format. */
export const readers: Readonly<Record<Apart['format'], ManifestReader>> = {
  'Cargo.toml': cargoToml,
  Gemfile: gemfile,
  'build.gradle': buildGradle,
  'composer.json': composerJson,
  csproj,
  Pipfile: pipfile,
  'environment.yml': environmentYml,
  'go.mod': goMod,
  'mix.exs': mixExs,
  'package.json': packageJson,
  'pom.xml': pomXml,
  'pdm.lock': pdmLock,
  'poetry.lock': poetryLock,
  'requirements.txt': requirements,
  'uv.lock': uvLock,
};
