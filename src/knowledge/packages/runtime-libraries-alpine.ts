/** From 3.17 on, and those before: OpenSSL had another name then. */
export const alpineReleases = ['alpine', 'alpine-before-3.17'] as const;

/** As a table calls the release of Alpine, by its version; undefined stands for the newest. */
export function alpineRelease(version: string | undefined): (typeof alpineReleases)[number] | undefined {
  const [, minor] = /^3\.(\d+)/.exec(version ?? '') ?? [];
  if (minor === undefined || Number(minor) >= 17) return 'alpine';
  return Number(minor) >= 9 ? 'alpine-before-3.17' : undefined;
}

/**
 * github.com/alpinelinux/aports, the subpackages in each APKBUILD; ?: not looked up or not there. The compilers are among them, because the
 * base image has neither of their libraries.
 */
export const alpineRows = `
alsa-lib-dev: alsa-lib
build-base: libgcc libstdc++
bzip2-dev: libbz2
c-ares-dev: c-ares
cairo-dev: cairo cairo-gobject
cargo: libgcc
clang: libgcc libstdc++
curl-dev: libcurl
cyrus-sasl-dev: libsasl
dbus-dev: dbus-libs
eudev-dev: eudev-libs
expat-dev: expat
fontconfig-dev: fontconfig
freetype-dev: freetype
g++: libgcc libstdc++
gcc: libgcc
gettext-dev: libintl
giflib-dev: giflib
glib-dev: glib
gmp-dev: gmp libgmpxx
gnutls-dev: gnutls
hiredis-dev: hiredis
icu-dev: icu-libs
jansson-dev: jansson
jpeg-dev: libjpeg-turbo
json-c-dev: json-c
krb5-dev: krb5-libs
lcms2-dev: lcms2
libarchive-dev: libarchive
libedit-dev: libedit
libevent-dev: libevent
libffi-dev: libffi
libjpeg-turbo-dev: libjpeg-turbo
libmemcached-dev: libmemcached-libs
libmicrohttpd-dev: libmicrohttpd
libpcap-dev: libpcap
libpng-dev: libpng
libpq-dev: libpq | ?
librdkafka-dev: librdkafka
librsvg-dev: librsvg
libseccomp-dev: libseccomp
libsodium-dev: libsodium
libssh2-dev: libssh2
libunwind-dev: libunwind
libusb-dev: libusb
libuv-dev: libuv
libwebp-dev: libwebp
libwebsockets-dev: libwebsockets
libxml2-dev: libxml2
libxslt-dev: libxslt
libzip-dev: libzip
linux-pam-dev: linux-pam
lz4-dev: lz4-libs
mariadb-connector-c-dev: mariadb-connector-c
mosquitto-dev: mosquitto-libs
ncurses-dev: ncurses-libs
nghttp2-dev: nghttp2-libs
oniguruma-dev: oniguruma
openldap-dev: libldap
openssl-dev: libcrypto3 libssl3 | libcrypto1.1 libssl1.1
pango-dev: pango
pcre-dev: pcre
pcre2-dev: pcre2
pixman-dev: pixman
postgresql-dev: libpq
rabbitmq-c-dev: rabbitmq-c
readline-dev: readline
rust: libgcc
snappy-dev: snappy
sqlite-dev: sqlite-libs
tiff-dev: tiff
unixodbc-dev: unixodbc
util-linux-dev: libblkid libmount libuuid
vips-dev: vips vips-cpp | ?
xz-dev: xz-libs
yajl-dev: yajl
yaml-dev: yaml
zeromq-dev: libzmq
zlib-dev: zlib
zstd-dev: zstd-libs
`;
