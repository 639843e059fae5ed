/** Compiles to dist/, and links the command as an install of the package would, so that `npx dockmod` works in this folder. */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const at = (...parts) => join(root, ...parts);

rmSync(at('dist'), { recursive: true, force: true });
const { status } = spawnSync(process.execPath, [at('node_modules/typescript/bin/tsc'), '-p', at('tsconfig.build.json')], {
  stdio: 'inherit',
});
if (status !== 0) process.exit(status ?? 1);
chmodSync(at('dist/cli/bin.js'), 0o755);

const link = at('node_modules/.bin/dockmod');
mkdirSync(at('node_modules/.bin'), { recursive: true });
if (process.platform === 'win32') writeFileSync(`${link}.cmd`, '@node "%~dp0\\..\\..\\dist\\cli\\bin.js" %*\r\n');
else {
  rmSync(link, { force: true });
  symlinkSync('../../dist/cli/bin.js', link);
}
