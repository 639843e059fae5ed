/**
 * How sources in PHP start programs. Sources: php.net/manual/en/ref.exec.php, symfony.com/doc/current/components/process.html,
 * laravel.com/docs/processes.
 */
const FUNCTIONS = 'exec|passthru|pcntl_exec|popen|proc_open|shell_exec|system';

/** Calls whose first argument names the program; of methods that are called so, only those that schedule programs. */
export const startsProgram = new RegExp(
  `(?:(?<!->|::|[\\w$]|\\bfunction\\s)(?:${FUNCTIONS})|\\$schedule->exec|\\bSchedule::exec)\\s*\\(`,
  'g',
);

/** In a page with code between other text, where that is not told apart, scripts for browsers have methods of these names. */
export const startsProgramInPage = new RegExp(`(?<!->|::|[\\w$.])(?:${FUNCTIONS})\\s*\\(`, 'g');

/** The classes of Symfony and Laravel, in files that name them; Laravel has its own known in files without a namespace. */
export const namesProcess =
  /Symfony\\+Component\\+Process|Illuminate\\+(?:Support\\+Facades|Process)\b[^;]*\bProcess\b/;
export const namesOtherProcess = /^\s*namespace\s|\buse\s+[\w\\]+\\Process\b/m;
export const startsProcess = /\bnew\s+[\w\\]*Process\s*\(|\bProcess::(?:fromShellCommandline|run|start)\s*\(/g;

/** Ways to start programs, or to have composer work, in which names stand elsewhere. */
export const hiddenStarts: readonly RegExp[] = [
  new RegExp(
    `\\b(?:call_user_func(?:_array)?|array_map|array_walk\\s*\\([^,;]+,|ReflectionFunction)[\\s(]*['"]\\\\?(?:${FUNCTIONS})['"]`,
  ),
  /\$\w+\s*=\s*['"]\\?(?:exec|passthru|pcntl_exec|proc_open|shell_exec)['"]\s*;/,
  new RegExp(`\\buse\\s+function\\s+\\\\?(?:${FUNCTIONS})\\b`),
  /\\Process\s+as\s+\w+/,
  /\b(?:Php)?ExecutableFinder\b/,
  /\bProcess::(?!class\b|fromShellCommandline\b|run\b|start\b|[A-Z_]+\b)\w+/,
];
export const worksWithComposer =
  /\bIlluminate\\+Support\\+Composer\b|\bComposer\\+(?:Console|Factory|Installer\b|IO)\b|\bcomposer\.phar\b/;
/** Libraries that are looked for by their names while a program runs. */
export const loadsLibrary = /\bFFI::(?:cdef|load|scope)\b/;

/** Files with PHP in them: those of frameworks have endings of their own; programs have none, and say what reads them, or begin with it. */
export const phpSource = /\.(?:php\d?|phtml|phps|inc|module|theme|install|profile|engine)$/;
export const phpProgram = /^(?:#!.*\bphp\b|<\?php\b)/;
/** Pages whose code a template language reads (laravel.com/docs/blade). */
export const phpTemplate = /\.blade\.php$/;

/** Verbs of consoles of Laravel and Symfony that write into the folder of their project, and nowhere else. */
export const consoleVerb =
  /^(?:about|asset-map:compile|assets:install|cache:(?:clear|pool:clear|warmup)|clear-compiled|config:(?:cache|clear)|event:(?:cache|clear)|filament:(?:assets|optimize|upgrade)|icons:cache|importmap:install|key:generate|lighthouse:cache|list|livewire:publish|optimize(?::clear)?|package:discover|route:(?:cache|clear)|sass:build|storage:link|tailwind:build|vendor:publish|view:(?:cache|clear))$/;
export const consoleFile = /(?:^|\/)(?:artisan|bin\/console|app\/console)$/;
