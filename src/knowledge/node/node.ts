/** Programs that run a JavaScript file. */
export const nodePrograms: readonly string[] = ['node', 'nodejs'];

/** Options of node whose value, in the same word or the next one, names a module to load first (nodejs.org/api/cli.html). */
export const nodeLoads: readonly string[] = ['--experimental-loader', '--import', '--loader', '--require', '-r'];

/** Where options of node stand that no command line shows, and the modules and files that they load before the program. */
const hidesOptions = /\b(?:NODE_OPTIONS|node-options|node_?args|interpreter_?args)\b/i;
const loadedBefore =
  /(?<![\w-])(?:-r|--require|--import|--(?:experimental-)?loader)(?:\\?["'=,]|\s)+(?<name>[\w@./-]+)/g;
export const loadedFirst = (text: string): string[] =>
  hidesOptions.test(text) ? [...text.matchAll(loadedBefore)].map(({ groups }) => groups?.['name'] ?? '') : [];

/** Options of node that change nothing about which modules are loaded, and have no word of their own for a value. */
export const nodePlain =
  /^--(?:enable-source-maps|expose-gc|inspect(?:-brk)?(?:=\S+)?|max-[\w-]+=\S+|no-[\w-]+|trace-[\w-]+|unhandled-rejections=\w+|use-[\w-]+|dns-result-order=\w+)$/;

/** What `node name` and `require('./name')` try, in this order. */
export const moduleEndings: readonly string[] = ['', '.js', '.json', '.mjs', '.cjs', '/index.js'];

/** What JavaScript says where a program loads what no reader can name, or starts another program. */
export const loadsUnnamed: readonly { readonly text: RegExp; readonly what: string }[] = [
  { text: /\b(?:require|import)\s*\((?!\s*['"`)])/, what: 'a module by a name that it works out' },
  { text: /\b(?:require|import)\s*\(\s*`[^`]*\$\{/, what: 'a module by a name that it works out' },
  {
    text: /\brequire\b(?!\s*[(.'"`:])|\bcreateRequire\b|\brequire\.(?!main|cache)/,
    what: 'modules in a way of its own',
  },
  { text: /['"`](?:node:)?(?:child_process|cluster|vm|worker_threads)['"`]/, what: 'other programs' },
  { text: /['"`]#[\w/]/, what: 'modules by names that package.json gives them' },
];

/** Comments that begin a line: others may be text in quotes. */
export const lineComments = /^[ \t]*(?:\/\/.*$|\/\*[\s\S]*?\*\/)/gm;

/** `from './x'`, `import './x'`, `import('./x')` and `require('./x')`. */
export const namedModule = /\b(?:from|import|require)\s*\(?\s*(['"`])([^'"`\n]+)\1/g;

/** Anything in quotes that may be the name of a package, or of something in it. */
export const quotedName = /(['"`])((?:@[\w.~-]+\/)?[\w.~-]+)(?:\/[^'"`\n]*)?\1/g;

/** `node_modules/bootstrap/dist`: files of a package, by their path. */
const PACKAGE_PATH = /\bnode_modules\/((?:@[\w.~-]+\/)?[\w~-][\w.~-]*)/g;
export const packagesByPath = (text: string): string[] => [...text.matchAll(PACKAGE_PATH)].map(([, name = '']) => name);

/** Pages and templates of pages, in which files of packages go by their paths. */
export const pageFile = /\.(?:ejs|eta|handlebars|hbs|html?|jade|liquid|mustache|njk|pug|twig)$/;

/** Settings of programs, in which packages may stand that are loaded by their names. */
export const settingsOfProgram = /(?:^|\/)(?:config|settings)\/[\w./-]+\.(?:json5?|toml|ya?ml)$/;

/**
 * `res.render('home.pug')`: express loads the package that is called like the ending, and consolidate some with another name
 * (expressjs.com/en/guide/using-template-engines.html).
 */
const NAMED_TEMPLATE =
  /(['"`])[^'"`\n]+\.(?<engine>dot|dust|ect|ejs|eta|haml|handlebars|hbs|jade|liquid|marko|mustache|njk|pug|twig)\1/g;
const TEMPLATE_PACKAGES: Readonly<Record<string, string>> = { liquid: 'liquidjs', njk: 'nunjucks' };

export const templateEngines = (text: string): string[] =>
  [...text.matchAll(NAMED_TEMPLATE)].map(({ groups: { engine = '' } = {} }) => TEMPLATE_PACKAGES[engine] ?? engine);

/** Variables that make node load more than it is told to. */
export const nodeSettings = /\bNODE_(?:OPTIONS|PATH)\b/;

/** A file that the package after which it is called reads by itself: next.config.js, .sequelizerc. */
export const settingsFile = /^\.?([\w-]+?)(?:\.config|rc)(?:\.\w+)?$/;
