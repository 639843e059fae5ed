export const oldDebianReleases = ['stretch', 'buster'] as const;

/**
 * Debian 9 and 10, whose package lists are in the archive alone: the libraries of its own source that each -dev package depends on. Not asked
 * from apt, as those of later releases are: written down, and some held against what is installed on them in public. ?: not looked up or not there. What the base image has is named as well: to install it again does nothing.
 */
export const oldDebianRows = `
default-libmysqlclient-dev: libmariadbclient18 | libmariadb3
freetds-dev: libct4 libsybdb5
libacl1-dev: libacl1
libaio-dev: libaio1
libargon2-0-dev: libargon2-0 | ?
libargon2-dev: ? | libargon2-1
libaspell-dev: libaspell15
libass-dev: libass5 | libass9
libattr1-dev: libattr1
libavcodec-dev: libavcodec57 libavutil55 libswresample2 | libavcodec58 libavutil56 libswresample3
libavformat-dev: libavcodec57 libavformat57 libavutil55 libswresample2 | libavcodec58 libavformat58 libavutil56 libswresample3
libblkid-dev: libblkid1
libboost-date-time-dev: libboost-date-time1.62.0 | libboost-date-time1.67.0
libboost-dev:
libboost-filesystem-dev: libboost-filesystem1.62.0 libboost-system1.62.0 | libboost-filesystem1.67.0 libboost-system1.67.0
libboost-program-options-dev: libboost-program-options1.62.0 | libboost-program-options1.67.0
libboost-regex-dev: libboost-regex1.62.0 | libboost-regex1.67.0
libboost-system-dev: libboost-system1.62.0 | libboost-system1.67.0
libbz2-dev: libbz2-1.0
libc-ares-dev: libc-ares2
libcairo2-dev: libcairo2 libcairo-gobject2 libcairo-script-interpreter2
libcap-dev: libcap2
libcurl4-gnutls-dev: libcurl3-gnutls
libcurl4-openssl-dev: libcurl3 | libcurl4
libdb-dev: libdb5.3
libdbus-1-dev: libdbus-1-3
libedit-dev: libedit2
libelf-dev: libelf1
libev-dev: libev4
libevent-dev: libevent-2.0-5 libevent-core-2.0-5 libevent-extra-2.0-5 libevent-openssl-2.0-5 libevent-pthreads-2.0-5 | libevent-2.1-6 libevent-core-2.1-6 libevent-extra-2.1-6 libevent-openssl-2.1-6 libevent-pthreads-2.1-6
libexpat1-dev: libexpat1
libfcgi-dev: libfcgi0ldbl
libffi-dev: libffi6
libfontconfig1-dev: libfontconfig1
libfreetype6-dev: libfreetype6
libgd-dev: libgd3
libgdbm-dev: libgdbm3 | libgdbm6
libgeoip-dev: libgeoip1
libgif-dev: libgif7
libglib2.0-dev: libglib2.0-0
libgmp-dev: libgmp10 libgmpxx4ldbl
libhiredis-dev: libhiredis0.13 | libhiredis0.14
libicu-dev: libicu57 | libicu63
libjansson-dev: libjansson4
libjemalloc-dev: libjemalloc1 | libjemalloc2
libjpeg-dev: libjpeg62-turbo
libjpeg62-turbo-dev: libjpeg62-turbo
libjson-c-dev: libjson-c3
libkrb5-dev: libgssapi-krb5-2 libk5crypto3 libkrb5-3
libldap2-dev: libldap-2.4-2
liblmdb-dev: liblmdb0
libltdl-dev: libltdl7
libluajit-5.1-dev: libluajit-5.1-2
liblz4-dev: liblz4-1
liblzma-dev: liblzma5
libmagic-dev: libmagic1
libmagickcore-dev: libmagickcore-6.q16-3 libmagickcore-6.q16-3-extra | libmagickcore-6.q16-6 libmagickcore-6.q16-6-extra
libmagickwand-dev: libmagickcore-6.q16-3 libmagickcore-6.q16-3-extra libmagickwand-6.q16-3 | libmagickcore-6.q16-6 libmagickcore-6.q16-6-extra libmagickwand-6.q16-6
libmariadb-dev: ? | libmariadb3
libmariadbclient-dev: libmariadbclient18 | libmariadb3
libmcrypt-dev: libmcrypt4
libmemcached-dev: libhashkit2 libmemcached11 libmemcachedutil2
libmicrohttpd-dev: libmicrohttpd12
libncurses-dev: ? | libncurses6 libncursesw6 libtinfo6
libncurses5-dev: libncurses5 libtinfo5 | libncurses6 libncursesw6 libtinfo6
libncursesw5-dev: libncursesw5 libtinfo5 | libncurses6 libncursesw6 libtinfo6
libnghttp2-dev: libnghttp2-14
libnuma-dev: libnuma1
libonig-dev: libonig4 | libonig5
libpam0g-dev: libpam0g
libpcap-dev: libpcap0.8
libpcre2-dev: ? | libpcre2-16-0 libpcre2-32-0 libpcre2-8-0 libpcre2-posix0
libpcre3-dev: libpcre16-3 libpcre3 libpcre32-3 libpcrecpp0v5
libpng-dev: libpng16-16
libpopt-dev: libpopt0
libpq-dev: libpq5
libprotobuf-dev: libprotobuf-lite10 libprotobuf10 | libprotobuf-lite17 libprotobuf17
librabbitmq-dev: librabbitmq4
librdkafka-dev: librdkafka++1 librdkafka1
libreadline-dev: libreadline7
libsasl2-dev: libsasl2-2
libsdl2-dev: libsdl2-2.0-0
libseccomp-dev: libseccomp2
libsnappy-dev: libsnappy1v5
libsnmp-dev: libsnmp30
libsodium-dev: libsodium18 | libsodium23
libsqlite3-dev: libsqlite3-0
libssh2-1-dev: libssh2-1
libssl-dev: libssl1.1
libssl1.0-dev: libssl1.0.2 | ?
libsystemd-dev: libsystemd0
libtidy-dev: libtidy5 | libtidy5deb1
libtiff-dev: ? | libtiff5 libtiffxx5
libtiff5-dev: libtiff5 libtiffxx5
libudev-dev: libudev1
libunwind-dev: libunwind8
libusb-1.0-0-dev: libusb-1.0-0
libuv1-dev: libuv1
libvdpau-dev: libvdpau1
libvorbis-dev: libvorbis0a libvorbisenc2 libvorbisfile3
libwebp-dev: libwebp6 libwebpdemux2 libwebpmux2 | libwebp6 libwebpdemux2 libwebpmux3
libxcb-shm0-dev: libxcb-shm0
libxcb-xfixes0-dev: libxcb-xfixes0
libxcb1-dev: libxcb1
libxml2-dev: libxml2
libxslt-dev: libxslt1.1
libxslt1-dev: libxslt1.1
libyajl-dev: libyajl2
libyaml-cpp-dev: libyaml-cpp0.5v5 | libyaml-cpp0.6
libyaml-dev: libyaml-0-2
libz-dev: zlib1g
libzip-dev: libzip4
libzmq3-dev: libzmq5
libzstd-dev: libzstd1
unixodbc-dev: libodbc1 odbcinst1debian2
uuid-dev: libuuid1
zlib1g-dev: zlib1g
`;
