/** Programs that the slim image of Debian has, and what it takes where a slim image has none. */

/**
 * Those of the packages that are essential or that apt needs, and so in every image of Debian (packages.debian.org: apt, bash, bsdutils,
 * coreutils, dash, debconf, debianutils, diffutils, dpkg, findutils, grep, gzip, hostname, libc-bin, login, mawk, mount, passwd, sed, tar,
 * util-linux). `adduser` is not among them from Debian 13 on, and perl is without most of its modules.
 */
export const programsOfDebian: ReadonlySet<string> = new Set(
  `apt apt-cache apt-config apt-get apt-key apt-mark
  bash sh dash rbash logger renice script wall
  [ arch b2sum base32 base64 basename basenc cat chcon chgrp chmod chown chroot cksum comm cp csplit cut date dd df dir dircolors dirname
  du echo env expand expr factor false fmt fold groups head hostid id install join link ln logname ls md5sum mkdir mkfifo mknod mktemp mv
  nice nl nohup nproc numfmt od paste pathchk pinky pr printenv printf ptx pwd readlink realpath rm rmdir runcon seq sha1sum sha224sum
  sha256sum sha384sum sha512sum shred shuf sleep sort split stat stdbuf stty sum sync tac tail tee test timeout touch tr true truncate
  tsort tty uname unexpand uniq unlink users vdir wc who whoami yes
  debconf debconf-set-selections add-shell ischroot remove-shell run-parts savelog which cmp diff diff3 sdiff
  dpkg dpkg-deb dpkg-divert dpkg-query dpkg-statoverride start-stop-daemon update-alternatives
  find xargs egrep fgrep grep gunzip gzip zcat zgrep zless hostname dnsdomainname
  getconf getent iconv ldconfig ldd locale localedef tzselect zdump
  awk mawk nawk mount umount findmnt
  chage chfn chpasswd chgpasswd chsh expiry gpasswd groupadd groupdel groupmems groupmod grpck newgrp newusers passwd pwck useradd
  userdel usermod su runuser sed tar
  flock getopt ionice lsblk lscpu more mountpoint mcookie namei nsenter prlimit rev setarch setpriv setsid taskset unshare
  deb-systemd-helper invoke-rc.d service update-rc.d pidof`.split(/\s+/),
);

/** What makes users by the package `adduser`, and the releases in which apt brings that (packages.debian.org/apt). */
export const programsOfAdduser: ReadonlySet<string> = new Set(['addgroup', 'adduser', 'delgroup', 'deluser']);
export const releasesWithAdduser: ReadonlySet<string> = new Set([
  'jessie',
  'stretch',
  'buster',
  'bullseye',
  'bookworm',
]);

/**
 * Packages that full images have and slim ones have not, with their programs. Source: github.com/docker-library/buildpack-deps (the three
 * templates) and the file lists of packages.debian.org.
 */
const LOST: Readonly<Record<string, readonly string[]>> = {
  adduser: ['addgroup', 'adduser', 'delgroup', 'deluser'],
  autoconf: ['autoconf', 'autoheader', 'autoreconf'],
  automake: ['aclocal', 'automake'],
  binutils: ['ar', 'as', 'ld', 'nm', 'objcopy', 'objdump', 'ranlib', 'readelf', 'strings', 'strip'],
  bzip2: ['bunzip2', 'bzcat', 'bzip2'],
  curl: ['curl'],
  'dpkg-dev': ['dpkg-architecture', 'dpkg-buildflags', 'dpkg-source'],
  file: ['file'],
  'g++': ['c++', 'g++'],
  gcc: ['c99', 'cc', 'cpp', 'gcc'],
  git: ['git'],
  gnupg: ['dirmngr', 'gpg', 'gpg-agent', 'gpgconf'],
  imagemagick: ['compare', 'composite', 'convert', 'display', 'identify', 'import', 'magick', 'mogrify', 'montage'],
  'libc-dev-bin': ['gencat', 'mtrace', 'rpcgen'],
  'default-libmysqlclient-dev': ['mariadb_config', 'mysql_config'],
  'libpq-dev': ['pg_config'],
  libtool: ['libtoolize'],
  make: ['gmake', 'make'],
  mercurial: ['hg'],
  'openssh-client': ['scp', 'sftp', 'ssh', 'ssh-add', 'ssh-agent', 'ssh-keygen', 'ssh-keyscan'],
  'ca-certificates': ['update-ca-certificates'],
  openssl: ['c_rehash', 'openssl'],
  patch: ['patch'],
  perl: ['perl'],
  'pkg-config': ['pkg-config', 'pkgconf'],
  procps: ['free', 'pgrep', 'pidwait', 'pkill', 'pmap', 'ps', 'sysctl', 'top', 'uptime', 'vmstat', 'w', 'watch'],
  python3: ['pydoc', 'python', 'python3'],
  subversion: ['svn', 'svnadmin'],
  unzip: ['unzip', 'zipinfo'],
  wget: ['wget'],
  'xz-utils': ['unxz', 'xz', 'xzcat'],
};

/** Programs of packages that an install brings, where they have another name than the package. */
const INSTALLED: Readonly<Record<string, readonly string[]>> = {
  'build-essential': ['c++', 'cc', 'g++', 'gcc', 'make'],
  'ca-certificates': ['openssl', 'update-ca-certificates'],
  dnsutils: ['dig', 'host', 'nslookup'],
  'default-mysql-client': ['mysql', 'mysqladmin', 'mysqldump'],
  'gettext-base': ['envsubst'],
  ffmpeg: ['ffprobe'],
  gpg: ['gpg'],
  'iputils-ping': ['ping'],
  'inetutils-ping': ['ping'],
  locales: ['locale-gen'],
  nodejs: ['node', 'nodejs'],
  'netcat-openbsd': ['nc', 'netcat'],
  'netcat-traditional': ['nc', 'netcat'],
  ncat: ['ncat'],
  'postgresql-client': ['pg_dump', 'pg_isready', 'pg_restore', 'psql'],
  'redis-tools': ['redis-cli'],
  supervisor: ['supervisorctl', 'supervisord'],
  zip: ['zip'],
};

const BRINGS = new Map<string, readonly string[]>(
  Object.entries({ ...LOST, ...INSTALLED }).map(([name, programs]) => [name, [...programs, ...(LOST[name] ?? [])]]),
);

const LOST_WITH = new Map(
  Object.entries(LOST).flatMap(([name, programs]) => programs.map((own) => [own, name] as const)),
);

/** The package whose program a full image has, and a slim one has not. */
export const lostWith = (program: string): string | undefined => LOST_WITH.get(program);

/** An installed package has the program. */
export const brings = (installed: ReadonlySet<string>, program: string): boolean =>
  installed.has(program) || [...installed].some((name) => BRINGS.get(name)?.includes(program) === true);

/** Programs that trust whoever the certificates of the system speak for. */
export const trustsCertificates: ReadonlySet<string> = new Set([
  'curl',
  'git',
  'wget',
  'openssl',
  'svn',
  'hg',
  'aria2c',
]);

/** Files that slim images leave out, and that no package brings there any more. Source: debuerreotype, scripts/.slimify-excludes. */
export const documentation = /\/usr\/share\/(?:doc|groff|info|linda|locale|man)\b/;

/** Those that programs read; licences stay. */
export const documents = /\/usr\/share\/doc\b(?!\/[^/\s]*\/copyright\b)/;

/**
 * Packages whose installation links manual pages into a folder that slim images do not have, and fails
 * (github.com/debuerreotype/debuerreotype/issues/10).
 */
export const linksManuals =
  /^(?:(?:(?:default|openjdk|oracle-java\d*|temurin|zulu\d*|msopenjdk|adoptopenjdk|bellsoft|sapmachine)-.*|java-(?:\d|common|package).*)|.*corretto.*|.*-j(?:re|dk)(?:-headless)?|ant|maven|gradle|sbt|scala|groovy|clojure|leiningen|kotlin|libreoffice.*|unoconv|tomcat\d+.*|jenkins|elasticsearch|opensearch|logstash|kafka.*|zookeeper.*|cassandra|bazel|ca-certificates-java|arduino|pdftk.*|tabula.*|postgres.*|postgis.*|pgpool.*|pgbackrest|barman.*|repmgr.*|timescaledb.*|patroni|plantuml|jmeter|hadoop.*|spark.*)$/;

/** Of these, those that make the folder themselves from some release on (packages.debian.org/source/postgresql-common, by installing them). */
export const makesFolders = (name: string, release: string | undefined): boolean =>
  /^postgresql(?:-(?:client|contrib|\d+)|$)/.test(name) && /^(?:bullseye|bookworm|trixie)$/.test(release ?? '');

/** Packages whose use is what slim images leave out. */
export const isDocumentation =
  /^(?:man-db|manpages.*|info|.*-doc|language-pack-.*|.*-l10n.*|iso-codes|aspell-.*|hunspell-.*)$/;

/** Programs that compile, or start a compiler. */
export const compiles: ReadonlySet<string> = new Set(
  'bazel cabal cargo cc clang cmake cpanm cpan dotnet g++ gcc ghc go gradle javac ld make maturin meson mix mvn ninja node-gyp nim rebar rebar3 rustc stack swift zig'.split(
    ' ',
  ),
);

/** Programs that are linked to nothing but what any image of Debian has, or to nothing at all, wherever they come from. */
export const standAlone: ReadonlySet<string> = new Set(['dumb-init', 'gosu', 'su-exec', 'tini', 'uv', 'uvx']);

/** What shells do themselves, and is the name of a program as well, or the start of one. */
export const builtins: ReadonlySet<string> = new Set(['command', 'eval', 'exec', 'kill', 'unset', 'wait']);
