import type { Apart } from '../../knowledge/package-managers/entry.ts';
import { buildGradle } from './build-gradle.ts';
import { composerJson } from './composer-json.ts';
import { csproj } from './csproj.ts';
import { gemfile } from './gemfile.ts';
import { goMod } from './go-mod.ts';
import type { ManifestReader } from './manifests.ts';
import { packageJson } from './package-json.ts';
import { pomXml } from './pom-xml.ts';
import { requirements } from './requirements.ts';

/** What reads the manifests of each format. */
export const readers: Readonly<Record<Apart['format'], ManifestReader>> = {
  Gemfile: gemfile,
  'build.gradle': buildGradle,
  'composer.json': composerJson,
  csproj,
  'go.mod': goMod,
  'package.json': packageJson,
  'pom.xml': pomXml,
  'requirements.txt': requirements,
};
