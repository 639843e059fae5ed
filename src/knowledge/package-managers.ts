/**
 * Package managers. A transform reads from here what a command means and how to write it; it names no package manager
 * itself, so a new one is an entry here and fixtures.
 */
import { apk } from './package-managers/apk.ts';
import { apt } from './package-managers/apt.ts';
import type { PackageManager } from './package-managers/entry.ts';
import { pip } from './package-managers/python.ts';
import { dnf, microdnf, tdnf, yum } from './package-managers/rpm.ts';
import { zypper } from './package-managers/zypper.ts';

export type { Lean, NoCache, PackageManager } from './package-managers/entry.ts';

export const packageManagers = { apt, apk, dnf, pip, microdnf, tdnf, yum, zypper } as const satisfies Record<
  string,
  PackageManager
>;
