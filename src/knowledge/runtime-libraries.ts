import { debianReleases, debianRows } from './runtime-libraries-debian.ts';

/**
 * packages.ubuntu.com, the dependencies of each -dev package; ?: not looked up or not there. What the base image has is named as well:
 * to install it again does nothing.
 */
const ubuntuReleases = ['jammy', 'noble'] as const;
const ubuntuRows = `
libavcodec-dev: libavcodec58 | ?
libcurl4-openssl-dev: libcurl4 | libcurl4t64
libffi-dev: libffi8
libfreetype-dev: ? | libfreetype6
libgmp-dev: libgmp10 libgmpxx4ldbl
libicu-dev: libicu70 | libicu74
libjpeg-turbo8-dev: libjpeg-turbo8
libjpeg8-dev: ? | libjpeg-turbo8 libjpeg8
libldap-dev: libldap-2.5-0 | libldap2
libldap2-dev: libldap-2.5-0 | libldap2
libmariadb-dev: libmariadb3 | ?
libmysqlclient-dev: libmysqlclient21
libonig-dev: libonig5
libpng-dev: libpng16-16 | libpng16-16t64
libpq-dev: libpq5
libreadline-dev: libreadline8 | libreadline8t64
libsasl2-dev: libsasl2-2
libsodium-dev: libsodium23
libsqlite3-dev: libsqlite3-0
libssl-dev: libssl3 | libssl3t64
libturbojpeg0-dev: libturbojpeg | ?
libwebp-dev: libwebp7 libwebpdemux2 libwebpmux3 | ?
libxml2-dev: libxml2
libxslt1-dev: libxslt1.1
libyaml-dev: libyaml-0-2
libzip-dev: libzip4 | libzip4t64
libzmq3-dev: ? | libzmq5
zlib1g-dev: zlib1g
`;

/**
 * github.com/alpinelinux/aports, the subpackages in each APKBUILD, from Alpine 3.17 on: OpenSSL had another name before. The compilers
 * are among them, because the base image has neither of their libraries.
 */
const alpineRows = `
build-base: libgcc libstdc++
bzip2-dev: libbz2
curl-dev: libcurl
cyrus-sasl-dev: libsasl
expat-dev: expat
freetype-dev: freetype
gettext-dev: libintl
g++: libgcc libstdc++
gcc: libgcc
gmp-dev: gmp libgmpxx
icu-dev: icu-libs
jpeg-dev: libjpeg-turbo
krb5-dev: krb5-libs
libevent-dev: libevent
libffi-dev: libffi
libjpeg-turbo-dev: libjpeg-turbo
libmemcached-dev: libmemcached-libs
libpng-dev: libpng
libpq-dev: libpq
libsodium-dev: libsodium
libwebp-dev: libwebp
libxml2-dev: libxml2
libxslt-dev: libxslt
libzip-dev: libzip
mariadb-connector-c-dev: mariadb-connector-c
oniguruma-dev: oniguruma
openldap-dev: libldap
openssl-dev: libcrypto3 libssl3
postgresql-dev: libpq
rabbitmq-c-dev: rabbitmq-c
readline-dev: readline
sqlite-dev: sqlite-libs
tiff-dev: tiff
vips-dev: vips vips-cpp
xz-dev: xz-libs
yaml-dev: yaml
zeromq-dev: libzmq
zlib-dev: zlib
`;

type Libraries = ReadonlyMap<string, readonly string[]>;

let tables: ReadonlyMap<string, Libraries> | undefined;

/** Read when it is first asked for: that takes some milliseconds of every start. */
function allTables(): ReadonlyMap<string, Libraries> {
  tables ??= new Map([
    ...read(debianReleases, debianRows),
    ...read(ubuntuReleases, ubuntuRows),
    ...read(['alpine'], alpineRows),
  ]);
  return tables;
}

/**
 * The packages that a program needs at run time when it was linked against what this package brings, without those that every slim
 * image of the release has: Debian's package lists, asked by scripts/runtime-libraries.ts. What these need in turn the package manager
 * installs. undefined where it is not known: of a release, of a package, or of one that is no matter of linking (python3-dev).
 *
 * @param release a codename of Debian or Ubuntu, or `alpine`
 */
export function runtimeLibraries(release: string, developmentPackage: string): readonly string[] | undefined {
  return allTables().get(release)?.get(developmentPackage);
}

/** A list for each release, or one that all have; `?` where there is none. */
function read(releases: readonly string[], rows: string): [string, Libraries][] {
  const parsed = rows
    .trim()
    .split('\n')
    .map((row) => {
      const [name = '', lists = ''] = row.split(':');
      return { name, lists: lists.split('|').map((list) => list.match(/\S+/g) ?? []) };
    });
  return releases.map((release, index) => [
    release,
    new Map(
      parsed
        .map(({ name, lists }) => [name, (lists.length === 1 ? lists[0] : lists[index]) ?? []] as const)
        .filter(([, list]) => list[0] !== '?'),
    ),
  ]);
}
