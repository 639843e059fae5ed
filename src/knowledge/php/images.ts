/**
 * The official images of PHP. Sources: Dockerfile-linux.template and versions.json of github.com/docker-library/php, and library/php of
 * github.com/docker-library/official-images.
 */

/** Where the pages are that the images serve: a folder of www-data, that everybody may write to. */
export const WEB_FOLDER = '/var/www/html';

/** The server that containers start where a file says nothing else; the other images wait for somebody to type. */
export const phpServer = (tag: string): string | undefined =>
  /(?:^|-)apache(?:-|$)/.test(tag) ? 'apache2-foreground' : /(?:^|-)fpm(?:-|$)/.test(tag) ? 'php-fpm' : undefined;

/** The release of versions that get no more; those that do go along with the current one. */
const LAST_RELEASES: Readonly<Record<string, string>> = {
  '7.2': 'buster',
  '7.4': 'bullseye',
  '8.0': 'bookworm',
  '8.1': 'trixie',
};

/** The Debian release of an image whose tag says a version without its last number. */
export function releaseOfPhp(tag: string): string | undefined {
  const version = /^(.*?)(?:(?:^|-)(?:apache|cli|fpm|zts))?$/.exec(tag)?.[1] || 'latest';
  if (/^(?:latest|8|8\.[2-5])$/.test(version)) return 'trixie';
  return LAST_RELEASES[version];
}

/** Variables of the images that stand in commands. */
export const phpVariables: ReadonlyMap<string, string> = new Map([
  ['APACHE_CONFDIR', '/etc/apache2'],
  ['PHP_INI_DIR', '/usr/local/etc/php'],
]);

/** What extensions are compiled with: the images of Debian keep it, those of Alpine bring it for as long as it is needed. */
export const COMPILERS = '$PHPIZE_DEPS';

/** Development packages whose libraries are part of every image, as PHP itself is linked with them. */
const OF_PHP =
  /^(?:argon2-dev|curl-dev|libargon2(?:-0)?-dev|libc6-dev|libcurl4-openssl-dev|libonig-dev|libreadline-dev|libsodium-dev|libsqlite3-dev|libssl-dev|libxml2-dev|oniguruma-dev|openssl-dev|readline-dev|sqlite-dev|zlib-dev|zlib1g-dev)$/;

export const isOfPhp = (name: string): boolean => OF_PHP.test(name);

/** Programs that compile and enable extensions, and leave them in these folders. */
export const extensionTools: ReadonlySet<string> = new Set([
  'docker-php-ext-configure',
  'docker-php-ext-enable',
  'docker-php-ext-install',
  'docker-php-source',
  'pecl',
  'phpize',
]);
export const extensionFolders: readonly string[] = ['/usr/local/lib/php/extensions', '/usr/local/etc/php/conf.d'];

/** Of these, those that compile. */
export const compilesExtensions = /^(?:docker-php-ext-(?:configure|install)|docker-php-source|pecl|phpize)$/;

/** Switches for modules and pages of Apache: links in its folder of settings. */
export const apacheSwitch = /^a2(?:dis|en)(?:conf|mod|site)$/;
export const APACHE_FOLDER = '/etc/apache2';
