/**
 * Package managers. A transform reads from here what a command means and how to write it; it names no package manager
 * itself, so a new one is an entry here and fixtures.
 */
import { apk } from './package-managers/apk.ts';
import { apt } from './package-managers/apt.ts';
import { cargo, dotnet, go, gradle, maven, mix } from './package-managers/compiled.ts';
import { conda } from './package-managers/conda.ts';
import type { PackageManager } from './package-managers/entry.ts';
import { bun, npm, pnpm, yarn } from './package-managers/javascript.ts';
import { composer } from './package-managers/php.ts';
import { pdm, pip, pipenv, poetry, uv } from './package-managers/python.ts';
import { dnf, microdnf, tdnf, yum } from './package-managers/rpm.ts';
import { bundler, gem } from './package-managers/ruby.ts';
import { zypper } from './package-managers/zypper.ts';

export type { CacheFolder, CacheMount, Lean, NoCache, PackageManager, Setup } from './package-managers/entry.ts';

export const packageManagers = {
  apt,
  apk,
  dnf,
  pip,
  microdnf,
  tdnf,
  yum,
  zypper,
  conda,
  npm,
  yarn,
  composer,
  pipenv,
  pdm,
  poetry,
  uv,
  pnpm,
  bun,
  gem,
  bundler,
  cargo,
  go,
  maven,
  gradle,
  dotnet,
  mix,
} as const satisfies Record<string, PackageManager>;
