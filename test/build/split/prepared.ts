import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { wheelOf } from './wheel.ts';

/** A copy of a program in a temporary folder, its folder `packages` made into wheels; whoever asks for it removes it. */
export function prepared(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'dockmod-split-'));
  cpSync(join(import.meta.dirname, name), folder, { recursive: true });
  const packages = join(folder, 'packages');
  if (!existsSync(packages)) return folder;
  mkdirSync(join(folder, 'wheels'));
  for (const wheel of readdirSync(packages))
    writeFileSync(join(folder, 'wheels', `${wheel}-0.1-py3-none-any.whl`), wheelOf(join(packages, wheel), wheel));
  rmSync(packages, { recursive: true });
  return folder;
}
