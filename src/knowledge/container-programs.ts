/** What programs mean for who a container may run as, by the names that commands call them by. */
export type RootProgram = { readonly names: RegExp; readonly because: string };

/**
 * Programs that only do their work for root. What is said of each stands in its manual page; for servers, in the units and packages
 * of Debian (manpages.debian.org, packages.debian.org).
 */
export const rootPrograms: readonly RootProgram[] = [
  {
    names: /^(?:gosu|su-exec|setpriv|chroot|runuser|su|s6-setuidgid|chpst|setuidgid|start-stop-daemon)$/,
    because: 'changes to another user by itself, which only root may',
  },
  { names: /^(?:sudo|doas)$/, because: 'is there to become root' },
  {
    names: /^(?:chown|chgrp|setfacl)$/,
    because: 'gives files to other users, which only root may',
  },
  {
    names: /^(?:user|group)(?:add|mod|del)$|^(?:add|del)(?:user|group)$|^(?:ch)?g?passwd$|^chsh$/,
    because: 'changes users, which only root may',
  },
  {
    names:
      /^(?:ip6?tables(?:-\w+)*|nft|ifconfig|route|tc|ipset|sysctl|u?mount|mount\.\w+|modprobe|insmod|losetup|mknod|setcap|swapon|brctl|ethtool|hwclock)$/,
    because: 'changes the network, devices or the kernel, which only root may',
  },
  {
    names:
      /^(?:update-ca-certificates|update-ca-trust|ldconfig|dpkg-reconfigure|update-alternatives|locale-gen|a2en\w+)$/,
    because: 'changes files of the system, which only root may',
  },
  { names: /^(?:cron|crond|anacron|atd)$/, because: 'starts jobs as other users, which only root may' },
  {
    names: /^(?:sshd|dropbear|vsftpd|proftpd|pure-ftpd|in\.\w+)$/,
    because: 'lets other users in, which only root may',
  },
  {
    names: /^(?:r?syslogd|syslog-ng|dbus-daemon|udevd|avahi-daemon|cupsd|smbd|nmbd|rpcbind|ntpd|chronyd)$/,
    because: 'is a service of the system, which starts as root',
  },
  {
    names:
      /^(?:supervisord|s6-svscan|s6-overlay\S*|runsvdir|runsv|runit\S*|my_init|systemd|systemctl|service|init|openrc\S*|rc-service|rc-update|monit|invoke-rc\.d|multirun)$/,
    because: 'starts services, which run as users of their own',
  },
  { names: /^(?:dockerd\S*|containerd|podman|buildkitd|docker-init)$/, because: 'runs containers itself' },
  {
    names:
      /^(?:openvpn|wg|wg-quick|ipsec|strongswan|charon|xl2tpd|pppd|hostapd|dhclient|dhcpd|dnsmasq|named|unbound|tailscaled|keepalived|tcpdump|ovs-\w+|zerotier-one)$/,
    because: 'works on the network of the machine, which takes root',
  },
  {
    names:
      /^(?:nginx|httpd|apache2|apache2ctl|apachectl|apache2-foreground|httpd-foreground|lighttpd|openresty|caddy|haproxy|squid|varnishd|php-fpm[\d.]*)$/,
    because: 'is a server that starts as root, and writes into folders of root',
  },
  {
    names:
      /^(?:postgres|mysqld(?:_safe)?|mariadbd(?:-safe)?|mongo[ds]|redis-server|valkey-server|memcached|rabbitmq-server|slapd|couchdb|influxd|clickhouse-server|elasticsearch|cassandra|neo4j|postfix|dovecot|exim4?|master)$/,
    because: 'is a server whose data are in folders of its own',
  },
  {
    names: /^(?:catalina\.sh|startup\.sh|standalone\.sh|asadmin|jetty\.sh)$/,
    because: 'writes into the folders of its server',
  },
  {
    names: /^(?:awslambdaric|aws-lambda-rie|bootstrap)$/,
    because: 'is started by AWS Lambda, which decides on the user itself',
  },
  {
    names: /^(?:Xvfb|Xorg|x11vnc|vncserver|startx|xvfb-run|weston)$/,
    because: 'sets up a display, for which folders of the system are written',
  },
];

/** Verbs of build tools with which a container would build its program first, or download for it. */
export const buildTools =
  /^(?:mvnw?|gradlew?|sbt|lein|cargo|go|make|cmake|ninja|meson|mix|rebar3|stack|cabal|swift|dub|nimble|shards|crystal|zig|bazel\w*|ant|mill|scala-cli|clojure|clj|dart|flutter|msbuild|ng|gulp|grunt)$/;

/** `dotnet app.dll` starts a program; `dotnet run` builds it first. */
export const dotnetBuilds = /^(?:build|ef|new|publish|restore|run|sln|test|tool|watch)$/;

/** Programs that do nothing to files: they compute, wait, print, or go by what they are asked. */
export const harmlessPrograms: ReadonlySet<string> = new Set([
  ':',
  '[',
  '[[',
  'awk',
  'base64',
  'basename',
  'break',
  'cat',
  'cd',
  'command',
  'continue',
  'curl',
  'cut',
  'date',
  'declare',
  'diff',
  'dig',
  'dirname',
  'du',
  'echo',
  'egrep',
  'env',
  'envsubst',
  'exec',
  'exit',
  'export',
  'expr',
  'false',
  'fgrep',
  'find',
  'free',
  'getent',
  'getopts',
  'grep',
  'hash',
  'head',
  'host',
  'hostname',
  'id',
  'jq',
  'kill',
  'let',
  'local',
  'ls',
  'md5sum',
  'mysqladmin',
  'nc',
  'ncat',
  'netcat',
  'nslookup',
  'nproc',
  'pg_isready',
  'pgrep',
  'pidof',
  'printenv',
  'printf',
  'ps',
  'psql',
  'pwd',
  'read',
  'readlink',
  'readonly',
  'realpath',
  'redis-cli',
  'return',
  'seq',
  'set',
  'sha256sum',
  'shift',
  'shopt',
  'shuf',
  'sleep',
  'sort',
  'stat',
  'tail',
  'test',
  'time',
  'timeout',
  'tr',
  'trap',
  'true',
  'tty',
  'type',
  'typeset',
  'ulimit',
  'umask',
  'uname',
  'uniq',
  'unset',
  'until',
  'wait',
  'wait-for',
  'wait-for-it',
  'wait-for-it.sh',
  'wc',
  'which',
  'whoami',
  'xargs',
  'yq',
]);

/** Programs that write to the files and folders that they are told. */
export const fileWriters: ReadonlySet<string> = new Set([
  'chmod',
  'cp',
  'dd',
  'gunzip',
  'gzip',
  'install',
  'ln',
  'mkdir',
  'mkfifo',
  'mktemp',
  'mv',
  'rm',
  'rmdir',
  'sed',
  'sponge',
  'tar',
  'tee',
  'touch',
  'truncate',
  'unlink',
  'unzip',
]);

/** Programs that start an application, written in their language or for their framework. None of them needs root for itself. */
export const appRunners =
  /^(?:node(?:js)?|nodemon|tsx|ts-node(?:-dev)?|pm2-runtime|pm2|forever|next|nuxt|nest|remix-serve|astro|serve|http-server|strapi|medusa|sequelize|sequelize-cli|knex|prisma|typeorm|bun|bunx|deno|python[\d.]*|pypy[\d.]*|ipython[\d.]*|gunicorn|uvicorn|hypercorn|daphne|waitress-serve|granian|uwsgi|flask|fastapi|sanic|litestar|celery|dramatiq|rq|huey_consumer\S*|alembic|django-admin|streamlit|gradio|chainlit|panel|bokeh|voila|mkdocs|scrapy|mlflow|ray|ruby|jruby|rails|rake|rackup|puma|unicorn|thin|sidekiq|passenger|falcon|jekyll|java|kotlin|scala|groovy|dotnet|mono|php[\d.]*|perl|plackup|starman|hypnotoad|morbo|lua[\d.]*|luajit|Rscript|julia|elixir|erl|iex|escript|swipl|racket|guile|sbcl|tclsh[\d.]*)$/;

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

/** They run a program of the project's packages. */
export const packageRunners =
  /^(?:npx|bunx|bundle|poetry|pipenv|uv|pdm|hatch|rye|dotenv|cross-env|concurrently|dotenvx)$/;

/** Folders in which every user may write. */
export const openFolders: readonly string[] = ['/tmp', '/var/tmp', '/dev', '/proc/self'];

/** Scripts that set variables of their shell, and do no more. */
export const setsUpEnvironment = /\/bin\/activate$|\/(?:conda|mamba)\.sh$/;

/** Options with which a program, started as root, becomes another user by itself. */
export const userOptions: ReadonlyMap<string, RegExp> = new Map([
  ['celery', /^--[ug]id(?:=|$)/],
  ['gunicorn', /^(?:-[ug]|--user|--group)(?:=|$)/],
  ['passenger', /^--user(?:=|$)/],
  ['php', /^--user(?:=|$)/],
  ['puma', /^--user(?:=|$)/],
  ['thin', /^(?:-[ug]|--user|--group)(?:=|$)/],
  ['uwsgi', /^--(?:[ug]id|chown-socket|immediate-[ug]id)(?:=|$)/],
]);

/** `php server.php start`: how servers of Workerman are started, which write beside their packages (manual.workerman.net). */
export const startsWorkerman = /^php[\d.]*\s(?:\S+\s)*?\S+\.php\s+(?:re)?start\b/;

/** Servers for development, whose caches are in node_modules, which an install as root makes root's (vite.dev/config/shared-options#cachedir). */
export const cachesInPackages =
  /^(?:vite|vitest|webpack(?:-dev-server|-cli)?|react-scripts|react-app-rewired|craco|vue-cli-service|parcel|gatsby|rollup|snowpack|storybook|start-storybook|ionic|expo|quasar|ember|umi|max|rsbuild|rspack|turbo|nx|lerna)$/;
