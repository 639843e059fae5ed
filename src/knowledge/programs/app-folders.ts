/** Where the files of an application may be: any folder but those of the system (Filesystem Hierarchy Standard 3.0). */
const SYSTEM =
  /^\/(?:bin|boot|dev|etc|lib\w*|media|mnt|proc|root|run|sbin|sys|tmp)(?:\/|$)|^\/(?:home|opt|srv|usr|var)\/?$|^\/usr\/(?:bin|games|include|lib\w*|libexec|sbin|share)(?:\/|$)|^\/usr\/(?:local|src)\/?$|^\/usr\/local\/(?:bin|etc|games|include|lib\w*|libexec|man|sbin|share|src)\/?$|^\/usr\/local\/(?:bin|etc|games|include|lib\w*|libexec|man|sbin|share)\/|^\/var\/(?:backups|cache|lib|local|lock|log|mail|opt|run|spool|tmp|www)\/?$|^\/var\/(?:lock|mail|run|tmp)\//;

/** It is a folder that can be given to the user of an application, and nobody else's. */
export const isAppFolder = (path: string): boolean => path !== '/' && !SYSTEM.test(path);

/** Folders that a framework writes to while it runs, and the calls with which a build makes some of them. */
export type Framework = {
  readonly name: string;
  /** A file of the project that shows it, or text in package.json. */
  readonly file?: string;
  readonly dependency?: string;
  /** Undefined where its settings say which they are. */
  readonly folders?: readonly string[];
  /** Commands of a build that write there as root, without what stands before their program. */
  readonly writes: RegExp;
};

export const frameworks: readonly Framework[] = [
  { name: 'Django', file: 'manage.py', writes: /\bcollectstatic\b/ },
  {
    // nextjs.org/docs/app/guides/self-hosting#caching-and-isr: pages and images that are made while it runs.
    name: 'Next.js',
    dependency: 'next',
    folders: ['.next'],
    writes: /\bnext\s+build\b|\b(?:npm|yarn|pnpm|bun)\s+(?:run\s+)?build\b/,
  },
  {
    // guides.rubyonrails.org; the Dockerfile that `rails new` writes gives these to its user.
    name: 'Rails',
    file: 'config/application.rb',
    folders: ['log', 'storage', 'tmp'],
    writes:
      /^(?:\S*\/)?(?:bootsnap|rails|rake)(?:\s|$)|(?:\b(?:exec|ruby|spring)\s+|["'])(?:\S*\/)?(?:bootsnap|rails|rake)\s/,
  },
  {
    // laravel.com/docs/deployment#directory-permissions.
    name: 'Laravel',
    file: 'artisan',
    folders: ['bootstrap/cache', 'storage'],
    writes: /\bartisan\b|\bcomposer\s+(?:install|dump-?autoload|run)/,
  },
];

/** Settings of programs that start as root, or start others as users of their own: where they are copied, the application starts them. */
export const rootConfigs =
  /^(?:nginx\.conf(?:\.\w+)?|httpd\.conf|apache2?\.conf|000-default\.conf|supervisord?\.conf|sshd_config|crontab|cron\.d|my\.cnf|redis\.conf|postgresql\.conf|php-fpm\.conf|www\.conf|haproxy\.cfg|squid\.conf|sudoers(?:\.d)?|s6-rc\.d|services\.d|monitrc|Caddyfile)$/;
