/** Programs that start the scripts of package.json, which those that take programs as well want a `run` before. */
export const scriptRunners: ReadonlyMap<string, 'bare' | 'run'> = new Map([
  ['npm', 'run'],
  ['yarn', 'bare'],
  ['pnpm', 'bare'],
  ['bun', 'run'],
]);

/** The word before the name of a script. */
export const runsScript = /^(?:run|run-script)$/;

/** Scripts that need no `run` before their names (docs.npmjs.com/cli/v11/commands/npm-start). */
export const bareScripts = /^(?:start|stop|restart|test)$/;

/** Where package.json has no such script, these start a file that is called so (docs.npmjs.com/cli/v11/commands/npm-start, pnpm.io/cli/start). */
export const impliedStart = /^(?:npm|pnpm) (?:run(?:-script)? )?start$/;
export const impliedServer = 'server.js';

/** They run a program of the project's packages. */
export const packageRunners: ReadonlySet<string> = new Set([
  'npx',
  'bunx',
  'bundle',
  'poetry',
  'pipenv',
  'pdm',
  'dotenv',
  'cross-env',
  'concurrently',
  'dotenvx',
  'env-cmd',
]);

/**
 * Programs of packages that start scripts of package.json by their names, or what an option says (github.com/mysticatea/npm-run-all,
 * github.com/remy/nodemon, github.com/foreversd/forever, github.com/petruisfan/node-supervisor).
 */
export const startsOthers: ReadonlyMap<string, 'scripts' | RegExp> = new Map<string, 'scripts' | RegExp>([
  ['npm-run-all', 'scripts'],
  ['run-p', 'scripts'],
  ['run-s', 'scripts'],
  ['forever', /^(?:-c|--command)$/],
  ['nodemon', /^(?:-x|--exec)$/],
  ['supervisor', /^(?:-x|--exec)$/],
]);

/** Settings of nodemon that say what it starts: a file of its own, and a part of package.json. */
export const nodemonSettings = { file: 'nodemon.json', part: 'nodemonConfig', command: /^exec(?:Map)?$/ } as const;

/** Those of them that need a word for it, and else do something of their own. */
export const runsByWord: ReadonlySet<string> = new Set(['bundle', 'poetry', 'pipenv', 'pdm']);
