/**
 * Makes dist/: types by the compiler, code in a few files (a hundred modules take Node 40 ms to find and load), and a link to the
 * command as an install of the package would make it, so that `npx dockmod` works in this folder.
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

const root = join(import.meta.dirname, '..');
const at = (...parts) => join(root, ...parts);

rmSync(at('dist'), { recursive: true, force: true });
const types = spawnSync(process.execPath, [at('node_modules/typescript/bin/tsc'), '-p', at('tsconfig.build.json')], {
  stdio: 'inherit',
});
if (types.status !== 0) process.exit(types.status ?? 1);
await build({
  absWorkingDir: root,
  entryPoints: ['src/cli/bin.ts', 'src/index.ts'],
  outbase: 'src',
  outdir: 'dist',
  // All code lies two folders below package.json, here as in src/: the command reads its version there.
  chunkNames: 'cli/[name]-[hash]',
  bundle: true,
  splitting: true,
  format: 'esm',
  packages: 'external',
  platform: 'node',
  target: 'node20.19',
});
chmodSync(at('dist/cli/bin.js'), 0o755);

const link = at('node_modules/.bin/dockmod');
mkdirSync(at('node_modules/.bin'), { recursive: true });
if (process.platform === 'win32') {
  writeFileSync(`${link}.cmd`, '@node "%~dp0\\..\\..\\dist\\cli\\bin.js" %*\r\n');
} else {
  rmSync(link, { force: true });
  symlinkSync('../../dist/cli/bin.js', link);
}
