/**
 * Makes dist/: types by the compiler, and code in a few files, because a hundred modules take Node 40 ms to find and load. What every run
 * needs of other packages is among it, with their licences beside it; the rest is loaded from where it is installed, when it is needed first.
 * What many runs do without is a file of its own, which is loaded when it is called first.
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

const root = join(import.meta.dirname, '..');
const at = (...parts) => join(root, ...parts);

rmSync(at('dist'), { recursive: true, force: true });
const types = spawnSync(process.execPath, [at('node_modules/typescript/bin/tsc'), '-p', at('tsconfig.build.json')], {
  stdio: 'inherit',
});
if (types.status !== 0) process.exit(types.status ?? 1);

/** What many runs do without, a third of all code: what is known of building programs. */
const SPLIT = 'transforms/support/split/split-aside';

/**
 * Who asks for a split gets a function that loads what makes it, which Node does at once from 20.19 and 22.12 on (nodejs.org/api/modules.html,
 * "Loading ECMAScript modules using require()"). Where Node can't, and for who uses the library, it is there from the start.
 */
const splitWhenAsked = {
  name: 'split-when-asked',
  setup({ onResolve, onLoad }) {
    const later = { path: 'later', namespace: 'split' };
    onResolve({ filter: /\/split-aside\.ts$/ }, ({ importer }) =>
      importer === at('src/transforms/split-build-stage.ts') ? later : undefined,
    );
    onResolve({ filter: /^split:later$/ }, () => later);
    onLoad({ filter: /./, namespace: 'split' }, () => ({
      contents: `import { load } from './load.ts';
        let made;
        export const make = (split) => { made = split; };
        export const splitAside = (place) => (made ??= load('../${SPLIT}.js').splitAside)(place);`,
      resolveDir: at('src'),
    }));
    const eager = `import('${at('src', SPLIT)}.ts').then(({ splitAside }) => make(splitAside))`;
    const add = (file, code) =>
      onLoad({ filter: new RegExp(`${file}$`) }, ({ path }) => ({
        contents: `${readFileSync(path, 'utf8')}\nimport { make } from 'split:later';\n${code}`,
        loader: 'ts',
      }));
    add('src/index.ts', `import { splitAside } from '${at('src', SPLIT)}.ts';\nmake(splitAside);`);
    add('src/cli/commands.ts', `if (process.features.require_module !== true) await ${eager};`);
  },
};

const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: ['src/cli/bin.ts', 'src/index.ts', `src/${SPLIT}.ts`],
  plugins: [splitWhenAsked],
  outbase: 'src',
  outdir: 'dist',
  // All code lies two folders below package.json, here as in src/: the command reads its version there.
  chunkNames: 'cli/[name]-[hash]',
  bundle: true,
  splitting: true,
  format: 'esm',
  external: [
    'ignore',
    'tinyglobby',
    '@balena/dockerignore',
    '@xmldom/xmldom',
    'dockerfile-ast',
    'json5',
    'smol-toml',
    'yaml',
  ],
  // For packages that are no modules of the language: they ask for those of Node by `require`.
  banner: { js: "import{createRequire as requireIn}from'node:module';const require=requireIn(import.meta.url);" },
  metafile: true,
  platform: 'node',
  target: 'node20.19',
  // Half the bytes to read at every start; names stay, for whoever reads a stack trace.
  minifySyntax: true,
  minifyWhitespace: true,
});
chmodSync(at('dist/cli/bin.js'), 0o755);

const bundled = new Set(
  Object.keys(metafile.inputs).flatMap((path) => /^node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? []),
);
writeFileSync(at('dist/THIRD-PARTY-LICENSES'), [...bundled].sort().map(licenceOf).join('\n\n'));

/** The text that has to come with every copy. */
function licenceOf(folder) {
  const { name, version, license } = JSON.parse(readFileSync(at(folder, 'package.json'), 'utf8'));
  const file = readdirSync(at(folder)).find((entry) => /^licen[cs]e/i.test(entry));
  if (file === undefined) throw new Error(`${name} has no licence that could come with it`);
  return `${name} ${version} (${license})\n\n${readFileSync(at(folder, file), 'utf8').trim()}\n`;
}
