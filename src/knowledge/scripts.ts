/**
 * Scripts and programs that call a package manager themselves. `refreshes`: they fetch the package lists first, so they need
 * none. Everything else that looks like a script may do anything.
 */
export type KnownScript = { readonly text: RegExp; readonly refreshes: boolean; readonly source: string };

export const knownScripts: readonly KnownScript[] = [
  {
    text: /\bdeb\.nodesource\.com\/(?:\S*\/)?setup/,
    refreshes: true,
    source: 'https://github.com/nodesource/distributions',
  },
  { text: /\bget\.docker\.com\b/, refreshes: true, source: 'https://github.com/docker/docker-install' },
  {
    text: /\bplaywright(?:@\S+)?\s+install(?:-deps|\b.*--with-deps)/,
    refreshes: true,
    source: 'https://playwright.dev/docs/browsers',
  },
  {
    text: /\binstall-php-extensions\b/,
    refreshes: true,
    source: 'https://github.com/mlocati/docker-php-extension-installer',
  },
  { text: /\bpackagecloud\.io\/install\/\S+\/script\.deb/, refreshes: true, source: 'https://packagecloud.io/docs' },
  {
    text: /\brepos\.insights\.digitalocean\.com\/install\.sh/,
    refreshes: true,
    source: 'https://docs.digitalocean.com',
  },
  { text: /\binstall_packages\b/, refreshes: true, source: 'https://github.com/bitnami/minideb' },
  { text: /\binstall2?\.r\b/, refreshes: false, source: 'https://github.com/eddelbuettel/littler' },
  { text: /\brosdep\s+install\b/, refreshes: false, source: 'https://docs.ros.org/en/independent/api/rosdep' },
  { text: /\bmk-build-deps\b/, refreshes: false, source: 'https://manpages.debian.org/mk-build-deps' },
  { text: /\bgdebi\b/, refreshes: false, source: 'https://manpages.debian.org/gdebi' },
  { text: /\bapt-file\b/, refreshes: false, source: 'https://manpages.debian.org/apt-file' },
  {
    text: /\b(?:ansible-playbook|puppet\s+apply|chef-client|salt-call)\b/,
    refreshes: false,
    source: 'configuration management',
  },
];

/** Programs that run the file, or the standard input, they are given. */
export const interpreters: readonly string[] = ['.', 'ash', 'bash', 'dash', 'ksh', 'sh', 'source', 'zsh'];

/** Files of a project that build it and leave the system's packages alone. */
export const buildTools: readonly string[] = ['autogen.sh', 'b2', 'bootstrap.sh', 'configure', 'gradlew', 'mvnw'];

/** A program in a folder of programs is no script of the project: /usr/bin/gcc, /opt/venv/bin/pip. */
export const programFolder = /(?:^|\/)s?bin\/[^/]+$/;
