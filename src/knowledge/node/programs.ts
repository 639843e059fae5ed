/** What containers of Node.js projects start, and what their builds call. */

/** Run sources as they are, or build them again and again (their own documentation). What they need is what development needs. */
export const devPrograms: ReadonlySet<string> = new Set(
  `babel-node concurrently electron esbuild-register esno esr expo forever gatsby-develop grunt gulp jest lerna live-server mocha ng nodemon
  npm-run-all nx parcel pm2-dev react-scripts rollup run-p run-s storybook supervisor swc-node tsc tsc-watch tsimp
  tsm tsnd ts-node ts-node-dev ts-node-esm tsup tsx turbo vite-node vue-cli-service webpack webpack-dev-server wrangler`.split(
    /\s+/,
  ),
);

/** The same, by the module that makes node read sources as they are. */
export const devLoader = /ts-node|\btsx\b|esbuild|@babel\/register|babel-register|swc|sucrase|\bjiti\b|tsimp|\btsm\b/;

/** Of programs that both build and serve, the calls that serve what was built. */
export const servesBuilt: ReadonlyMap<string, RegExp> = new Map([
  ['astro', /^preview$/],
  ['gatsby', /^serve$/],
  ['next', /^start$/],
  ['nuxt', /^(?:start|preview)$/],
  ['nuxi', /^preview$/],
  ['prisma', /^(?:migrate|generate|db)$/],
  ['react-router-serve', /^/],
  ['remix-serve', /^/],
  ['vite', /^preview$/],
  ['knex', /^(?:migrate|seed):/],
  ['node-pg-migrate', /^/],
  ['sequelize', /^db:/],
  ['sequelize-cli', /^db:/],
  ['typeorm', /^migration:/],
]);

/** Settings that such a program reads when it starts, by the names of their files without their endings. */
export const settingsOfPrograms: ReadonlyMap<string, string> = new Map([
  ['astro', 'astro.config'],
  ['knex', 'knexfile'],
  ['next', 'next.config'],
  ['nuxt', 'nuxt.config'],
  ['remix', 'remix.config'],
  ['vite', 'vite.config'],
]);

/** Those among them that read nothing but what a build leaves, the manifest and files that are known by custom. */
export const readsOutputOnly: ReadonlySet<string> = new Set(['next', 'prisma', 'react-router-serve', 'remix-serve']);

/** They start what follows: behind variables, or behind `--`. */
export const passers: ReadonlyMap<string, 'variables' | 'dashes'> = new Map([
  ['cross-env', 'variables'],
  ['cross-env-shell', 'variables'],
  ['dotenv', 'dashes'],
  ['dotenvx', 'dashes'],
  ['env-cmd', 'dashes'],
]);

/** They start programs, and look after them. */
export const managers: ReadonlySet<string> = new Set(['pm2', 'pm2-docker', 'pm2-runtime']);

/** Options that lead to the manifest of another folder. */
export const elsewhere = /^(?:-[CwF]|--(?:cwd|dir|filter|prefix|recursive|workspaces?))(?:=|$)/;

/** Packages that are installed for the whole image, need nothing that is not in every image of Node.js, and are small enough to be installed twice. */
export const plainGlobals: ReadonlySet<string> = new Set([
  'corepack',
  'cross-env',
  'dotenv-cli',
  'env-cmd',
  'http-server',
  'npm',
  'pm2',
  'pnpm',
  'serve',
  'sirv-cli',
  'spa-http-server',
  'yarn',
]);

/** Programs with another name than their package. */
export const programsOf: Readonly<Record<string, readonly string[]>> = {
  '@nestjs/cli': ['nest'],
  'dotenv-cli': ['dotenv'],
  'env-cmd': ['env-cmd'],
  pm2: ['pm2', 'pm2-dev', 'pm2-docker', 'pm2-runtime'],
  prisma: ['prisma'],
  'sirv-cli': ['sirv'],
  typescript: ['tsc', 'tsserver'],
};

/** What builds call, which leaves what it makes in the folder of the project. */
export const buildsInFolder: ReadonlySet<string> = new Set(
  `astro babel babel-node copyfiles corepack cpx cpy cross-env esbuild eslint gatsby grunt gulp husky jest lerna microbundle mocha ncc nest next ng
  node node-gyp node-prune npm npx nuxi nuxt nx parcel patch-package pkg pnpm pnpx postcss prettier prisma react-scripts remix rimraf rollup run-p
  run-s sass swc tailwindcss tsc tsc-alias tsup tsx ts-node turbo vite vitest vue-cli-service webpack yarn yarnpkg`.split(
    /\s+/,
  ),
);

/** They work on files, and leave nothing outside of their folder where no path leads out of it. */
export const worksOnFiles: ReadonlySet<string> = new Set([
  'chmod',
  'cp',
  'ln',
  'mkdir',
  'mv',
  'rm',
  'sed',
  'tee',
  'touch',
]);

/** Of builds: what leaves nothing that a program reads later. */
export const leavesNothing: ReadonlySet<string> = new Set([
  'echo',
  'eslint',
  'husky',
  'jest',
  'mocha',
  'prettier',
  'rimraf',
  'rm',
  'true',
  'tsc-alias',
  'vitest',
]);

/** Of builds: what puts its outcome where an option says, or else into a folder of its own. */
export const outputOption: ReadonlyMap<string, { readonly option: RegExp; readonly folder: string | undefined }> =
  new Map([
    ['babel', { option: /^(?:-[do]|--out-dir|--out-file)$/, folder: undefined }],
    ['esbuild', { option: /^--(?:outdir|outfile)$/, folder: undefined }],
    ['ncc', { option: /^(?:-o|--out)$/, folder: 'dist' }],
    ['swc', { option: /^(?:-[do]|--out-dir|--out-file)$/, folder: undefined }],
    ['tsup', { option: /^(?:-d|--out-dir)$/, folder: 'dist' }],
  ]);

/** Of builds: what copies, with where to as the last word. */
export const copiesFiles: ReadonlySet<string> = new Set(['copyfiles', 'cp', 'cpx', 'cpy', 'mkdir', 'ncp']);

/** They make links among packages, to folders that no lockfile knows. */
export const linksPackages =
  /\b(?:npm|pnpm|yarn)\s+(?:link|ln)\b|\blerna\s+(?:bootstrap|link)\b|\b(?:install-local|link-module-alias|linklocal|relative-deps|yalc)\b/;

/** What puts files where its last word says, or any of its words. */
export const placesFiles: ReadonlyMap<string, 'last' | 'any'> = new Map([
  ...['copyfiles', 'cp', 'cpx', 'cpy', 'install', 'ln', 'mv', 'ncp', 'rsync'].map((name) => [name, 'last'] as const),
  ...['curl', 'git', 'tar', 'tee', 'unzip', 'wget'].map((name) => [name, 'any'] as const),
]);

/** A source that does so: the folder of packages is not what a call begins with. */
export const bringsStrangers =
  /\b(?:copy|cp|ensureLink|ensureSymlink|link|move|rename|symlink)\w*\s*\([^;]{0,200}?,[^;]{0,200}?\bnode_modules(?!\/\.)\b/;

/** What a build leaves that brings along all that it needs of node_modules (nextjs.org/docs/app/api-reference/config/next-config-js/output, nitro.build/deploy/runtimes/node). */
export const completeOutput = /^(?:\.next\/standalone|\.output)(?:\/|$)/;

/**
 * Of these, what begins with `process.chdir(__dirname)`, and has its settings and environment files with it
 * (github.com/vercel/next.js, packages/next/src/build/utils.ts, writeStandaloneDirectory).
 */
export const worksInItsFolder = /\/\.next\/standalone\//;

/** Packages of a manifest that download a browser into the home of their user while they are installed (pptr.dev, docs.cypress.io). */
export const bringsBrowser = /"(?:cypress|playwright-(?:chromium|firefox|webkit)|puppeteer)"\s*:/;

/** Programs that do so when they are told to. */
export const fetchesBrowsers = /\b(?:playwright|puppeteer|cypress|browsers)\b.*\binstall\b/;

/** Files at the root of a project that are data by their kind: whoever names them may do so from outside. */
export const dataAtRoot =
  /\.(?:bin|cer|crt|csv|dat|db|ejs|gql|graphql|hbs|key|mmdb|node|p12|pem|pfx|proto|pug|sql|sqlite3?|wasm|xml)$/;

/** Folders at the root that are for developers, and folders of others that start with a dot. */
export const developersFolder =
  /^(?:\..*|__\w+__|bench\w*|charts?|ci|coverage|cypress|deploy\w*|dist|docker|docs?|documentation|e2e|examples?|helm|infra\w*|k8s|kubernetes|node_modules|playwright|scripts|specs?|terraform|tests?|tools|types|typings)$/;

/** Files at the root of a project that programs or libraries look for by themselves. */
export const impliedAtRoot =
  /^(?:\.env[\w.-]*|\.sequelizerc|ormconfig\.\w+|knexfile\.\w+|prisma\.config\.\w+|next\.config\.\w+|next-i18next\.config\.\w+|newrelic\.[cm]?js|package\.json|serve\.json)$/;
/** What packages read at the root of a project where something loads them, as their read-mes say. */
export const settingsOfPackages: readonly { readonly by: RegExp; readonly file: RegExp }[] = [
  { by: /['"`]applicationinsights['"`]/, file: /^applicationinsights\.json$/ },
  { by: /['"`]bree['"`]/, file: /^jobs$/ },
  {
    by: /['"`](?:c12|cosmiconfig|lilconfig|unconfig)['"`]/,
    file: /^\.[\w-]+rc(?:\.\w+)?$|\.config\.[cm]?[jt]s$|^\.config$/,
  },
  { by: /['"`]db-migrate['"`]/, file: /^(?:database\.json|migrations)$/ },
  { by: /['"`]elastic-apm-node\b/, file: /^elastic-apm-node\.[cm]?js$/ },
  { by: /['"`]@foal\//, file: /^config$/ },
  { by: /['"`]graphile-worker['"`]/, file: /^(?:crontab|tasks)$/ },
  { by: /['"`]graphql-config['"`]/, file: /^(?:\.graphqlrc(?:\.\w+)?|graphql\.config\.\w+)$/ },
  { by: /['"`]migrate-mongo['"`]/, file: /^migrate-mongo-config\.\w+$|^migrations$/ },
  { by: /['"`]@mikro-orm\//, file: /^mikro-orm\.config\.\w+$/ },
  { by: /['"`]rc['"`]/, file: /^\.[\w-]+rc$/ },
  // Express looks for views there unless it is told (expressjs.com/en/4x/api.html#app.settings.table).
  { by: /['"`]view engine['"`]/, file: /^views$/ },
  { by: /\btsconfig-paths\b/, file: /^tsconfig[\w.-]*\.json$/ },
];
export const impliedFolders: readonly string[] = [
  'drizzle',
  'email-templates',
  'emails',
  'fixtures',
  'prisma',
  'proto',
  'protos',
  'seeders',
  'seeds',
];
