/** What a command of a script means for whoever reads the script as if its commands stood in a RUN: why they can not. */
export const stopsReading: ReadonlyMap<string, string> = new Map([
  ...each(['.', 'source'], 'reads another script'),
  ...each(['trap'], 'says what is done when it ends'),
  ...each(['shift', 'getopts', 'getopt'], 'goes by what it is called with'),
  ...each(['read', 'mapfile', 'readarray', 'select'], 'goes by what it reads'),
  ...each(['alias', 'unalias', 'hash', 'enable', 'builtin'], 'gives another meaning to names of commands'),
  ...each(['declare', 'typeset', 'local', 'let', 'unset', 'readonly'], 'sets variables in a way that is not followed'),
  ...each(['shopt', 'setopt', 'IFS'], 'changes how the shell reads what follows'),
  ...each(['return', 'break', 'continue', 'kill'], 'may end before its last line'),
  ...each(['wait', 'jobs', 'disown', 'bg', 'fg'], 'works in the background'),
]);

function each(names: readonly string[], why: string): [string, string][] {
  return names.map((name) => [name, why]);
}

/** What `set` may be told: to stop at what fails, at variables that are not set, and to say what it does. */
export const optionsOfSet = /^(?:[-+][eEuvxo]+|errexit|nounset|pipefail|xtrace|verbose)$/;

/** They ask something, so that what stands behind them is done on a condition. */
export const asksOnly: ReadonlySet<string> = new Set([
  ...['[', '[[', 'test', 'grep', 'egrep', 'cmp', 'diff', 'command', 'which', 'type', 'true', 'false'],
]);

/** Variables that every shell has. */
export const variablesOfShells =
  /^(?:HOME|HOSTNAME|LANG|LC_\w+|LOGNAME|OLDPWD|OSTYPE|PATH|PPID|RANDOM|SECONDS|SHELL|SHLVL|TERM|TMPDIR|UID|EUID|USER|BASH\w*|(?:\w+_proxy|\w+_PROXY))$/;

/** Variables that images set, as they are called in most of them. */
export const variablesOfImages =
  /_(?:HOME|KEY|KEYS|PATH|RELEASE|ROOT|SHA\d+|URL|VERSION)$|^(?:ASPNET|BUNDLE|CARGO|CATALINA|DOTNET|GEM|GO|GRADLE|JAVA|LD|MAVEN|NGINX|NODE|NPM|NUGET|PHP|PIP|PYTHON|RUBY|RUST|TOMCAT|YARN)(?:[A-Z]|_)/;

/** Variables that no image sets, which builds are told by those who start them. */
export const variablesOfNobody = /^(?:CI|CPPFLAGS|CXXFLAGS|CFLAGS|DEBUG|DESTDIR|LDFLAGS|LDLIBS|MAKEFLAGS|VERBOSE)$/;

/** They put files into a folder whose names they do not say. */
export const putsAnything: ReadonlySet<string> = new Set([
  ...['7z', 'bsdtar', 'cpio', 'git', 'hg', 'patch', 'rsync', 'svn', 'tar', 'unzip'],
]);
