import type { Apart } from '../../knowledge/package-managers/entry.ts';
import type { ManifestReader } from './manifests.ts';
import { packageJson } from './package-json.ts';

/** What reads the manifests of each format. */
export const readers: Readonly<Record<Apart['format'], ManifestReader>> = {
  'package.json': packageJson,
};
