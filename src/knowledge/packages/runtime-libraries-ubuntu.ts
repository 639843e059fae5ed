export const ubuntuReleases = ['focal', 'jammy', 'noble'] as const;

/**
 * The libraries of its own source that each -dev package depends on. Not asked from apt, as Debian's are: written down, and held against
 * the table of the Debian releases that Ubuntu's are made from; where the names differ, most against what is installed on the release in
 * public. ?: not looked up or not there. What the base image has is named as well: to install it again does nothing.
 */
export const ubuntuRows = `
default-libmysqlclient-dev: libmysqlclient21
libacl1-dev: libacl1
libaio-dev: libaio1 | libaio1 | libaio1t64
libargon2-dev: libargon2-1
libattr1-dev: libattr1
libavcodec-dev: libavcodec58 libavutil56 libswresample3 | libavcodec58 libavutil56 libswresample3 | libavcodec60 libavutil58 libswresample4
libavformat-dev: libavcodec58 libavformat58 libavutil56 libswresample3 | libavcodec58 libavformat58 libavutil56 libswresample3 | libavcodec60 libavformat60 libavutil58 libswresample4
libavutil-dev: libavutil56 | libavutil56 | libavutil58
libblkid-dev: libblkid1
libboost-dev:
libbrotli-dev: libbrotli1
libjemalloc-dev: libjemalloc2
libjsoncpp-dev: libjsoncpp1 | libjsoncpp25 | libjsoncpp25
libltdl-dev: libltdl7
libluajit-5.1-dev: libluajit-5.1-2
libmemcached-dev: libhashkit2 libmemcached11 libmemcachedutil2 | libhashkit2 libmemcached11 libmemcachedutil2 | libhashkit2t64 libmemcached11t64 libmemcachedutil2t64
libpam0g-dev: libpam0g
libswscale-dev: libavutil56 libswscale5 | libavutil56 libswscale5 | libavutil58 libswscale7
freetds-dev: libct4 libsybdb5
libasound2-dev: libasound2 | libasound2 | libasound2t64
libatlas-base-dev: libatlas3-base
libblas-dev: libblas3
libboost-atomic-dev: libboost-atomic1.71.0 | libboost-atomic1.74.0 | libboost-atomic1.83.0
libboost-chrono-dev: libboost-chrono1.71.0 | libboost-chrono1.74.0 | libboost-chrono1.83.0t64
libboost-context-dev: libboost-context1.71.0 | libboost-context1.74.0 | libboost-context1.83.0
libboost-coroutine-dev: libboost-context1.71.0 libboost-coroutine1.71.0 | libboost-context1.74.0 libboost-coroutine1.74.0 | libboost-context1.83.0 libboost-coroutine1.83.0
libboost-date-time-dev: libboost-date-time1.71.0 | libboost-date-time1.74.0 | libboost-date-time1.83.0
libboost-filesystem-dev: libboost-filesystem1.71.0 libboost-system1.71.0 | libboost-filesystem1.74.0 libboost-system1.74.0 | libboost-filesystem1.83.0
libboost-iostreams-dev: libboost-iostreams1.71.0 libboost-regex1.71.0 | libboost-iostreams1.74.0 libboost-regex1.74.0 | libboost-iostreams1.83.0 libboost-regex1.83.0
libboost-log-dev: libboost-atomic1.71.0 libboost-chrono1.71.0 libboost-date-time1.71.0 libboost-filesystem1.71.0 libboost-log1.71.0 libboost-regex1.71.0 libboost-serialization1.71.0 libboost-system1.71.0 libboost-thread1.71.0 | libboost-atomic1.74.0 libboost-chrono1.74.0 libboost-date-time1.74.0 libboost-filesystem1.74.0 libboost-log1.74.0 libboost-regex1.74.0 libboost-serialization1.74.0 libboost-system1.74.0 libboost-thread1.74.0 | libboost-atomic1.83.0 libboost-chrono1.83.0t64 libboost-date-time1.83.0 libboost-filesystem1.83.0 libboost-log1.83.0 libboost-regex1.83.0 libboost-serialization1.83.0 libboost-system1.83.0 libboost-thread1.83.0
libboost-program-options-dev: libboost-program-options1.71.0 | libboost-program-options1.74.0 | libboost-program-options1.83.0
libboost-random-dev: libboost-random1.71.0 libboost-system1.71.0 | libboost-random1.74.0 libboost-system1.74.0 | libboost-random1.83.0 libboost-system1.83.0
libboost-regex-dev: libboost-regex1.71.0 | libboost-regex1.74.0 | libboost-regex1.83.0
libboost-serialization-dev: libboost-serialization1.71.0 | libboost-serialization1.74.0 | libboost-serialization1.83.0
libboost-system-dev: libboost-system1.71.0 | libboost-system1.74.0 | libboost-system1.83.0
libboost-thread-dev: libboost-atomic1.71.0 libboost-chrono1.71.0 libboost-date-time1.71.0 libboost-serialization1.71.0 libboost-system1.71.0 libboost-thread1.71.0 | libboost-atomic1.74.0 libboost-chrono1.74.0 libboost-date-time1.74.0 libboost-serialization1.74.0 libboost-system1.74.0 libboost-thread1.74.0 | libboost-atomic1.83.0 libboost-chrono1.83.0t64 libboost-date-time1.83.0 libboost-serialization1.83.0 libboost-system1.83.0 libboost-thread1.83.0
libboost-timer-dev: libboost-chrono1.71.0 libboost-timer1.71.0 | libboost-chrono1.74.0 libboost-timer1.74.0 | libboost-chrono1.83.0t64 libboost-timer1.83.0
libbz2-dev: libbz2-1.0
libc-ares-dev: libc-ares2 | libc-ares2 | ?
libcairo2-dev: libcairo2 libcairo-gobject2 libcairo-script-interpreter2
libcap-dev: libcap2
libcurl4-gnutls-dev: libcurl3-gnutls | libcurl3-gnutls | libcurl3t64-gnutls
libcurl4-openssl-dev: libcurl4 | libcurl4 | libcurl4t64
libdb-dev: libdb5.3 | libdb5.3 | libdb5.3t64
libdbus-1-dev: libdbus-1-3
libedit-dev: libedit2
libeigen3-dev:
libev-dev: libev4 | libev4 | libev4t64
libevent-dev: libevent-2.1-7 libevent-core-2.1-7 libevent-extra-2.1-7 libevent-openssl-2.1-7 libevent-pthreads-2.1-7 | libevent-2.1-7 libevent-core-2.1-7 libevent-extra-2.1-7 libevent-openssl-2.1-7 libevent-pthreads-2.1-7 | libevent-2.1-7t64 libevent-core-2.1-7t64 libevent-extra-2.1-7t64 libevent-openssl-2.1-7t64 libevent-pthreads-2.1-7t64
libexpat1-dev: libexpat1
libffi-dev: libffi7 | libffi8 | libffi8
libfontconfig1-dev: libfontconfig1
libfreetype-dev: ? | libfreetype6 | libfreetype6
libfreetype6-dev: libfreetype6
libfribidi-dev: libfribidi0
libfuse-dev: libfuse2 | libfuse2 | libfuse2t64
libgd-dev: libgd3
libgdbm-dev: libgdbm6 | libgdbm6 | libgdbm6t64
libgeos-dev: libgeos-c1v5 | libgeos-c1v5 | libgeos-c1t64
libgflags-dev: libgflags2.2
libgl1-mesa-dev: libegl1 libgl1 libgles1 libgles2 libglvnd0 libglx0 libopengl0
libglib2.0-dev: libglib2.0-0 | libglib2.0-0 | libglib2.0-0t64
libgmp-dev: libgmp10 libgmpxx4ldbl
libhdf5-dev: ? | libhdf5-103-1 libhdf5-cpp-103-1 libhdf5-fortran-102 libhdf5-hl-100 libhdf5-hl-cpp-100 libhdf5-hl-fortran-100 | libhdf5-103-1t64 libhdf5-cpp-103-1t64 libhdf5-fortran-102t64 libhdf5-hl-100t64 libhdf5-hl-cpp-100t64 libhdf5-hl-fortran-100t64
libhdf5-serial-dev: ? | libhdf5-103-1 libhdf5-cpp-103-1 libhdf5-fortran-102 libhdf5-hl-100 libhdf5-hl-cpp-100 libhdf5-hl-fortran-100 | libhdf5-103-1t64 libhdf5-cpp-103-1t64 libhdf5-fortran-102t64 libhdf5-hl-100t64 libhdf5-hl-cpp-100t64 libhdf5-hl-fortran-100t64
libhiredis-dev: libhiredis0.14 | libhiredis0.14 | libhiredis1.1.0
libicu-dev: libicu66 | libicu70 | libicu74
libjansson-dev: libjansson4
libjpeg-dev: libjpeg-turbo8 libjpeg8
libjpeg-turbo8-dev: libjpeg-turbo8
libjpeg8-dev: libjpeg-turbo8 libjpeg8
libjson-c-dev: libjson-c4 | libjson-c5 | libjson-c5
libkrb5-dev: libgssapi-krb5-2 libk5crypto3 libkrb5-3
liblapack-dev: libblas3 liblapack3
liblcms2-dev: liblcms2-2
libldap-dev: ? | libldap-2.5-0 | libldap2
libldap2-dev: libldap-2.4-2 | libldap-2.5-0 | libldap2
libleptonica-dev: liblept5
liblmdb-dev: liblmdb0
liblz4-dev: liblz4-1
liblzma-dev: liblzma5
libmagic-dev: libmagic1 | libmagic1 | libmagic1t64
libmariadb-dev: libmariadb3
libmicrohttpd-dev: libmicrohttpd12 | libmicrohttpd12 | libmicrohttpd12t64
libmosquitto-dev: libmosquitto1
libmpc-dev: libmpc3
libmpfr-dev: libmpfr6
libmysqlclient-dev: libmysqlclient21
libncurses-dev: libncurses6 libncursesw6 libtinfo6
libncurses5-dev: libncurses6 libncursesw6 libtinfo6
libncursesw5-dev: libncurses6 libncursesw6 libtinfo6
libnghttp2-dev: libnghttp2-14
libnuma-dev: libnuma1
libonig-dev: libonig5
libopenblas-dev: libopenblas0 libopenblas0-pthread
libopenjp2-7-dev: libopenjp2-7
libpango1.0-dev: libpango-1.0-0 libpangocairo-1.0-0 libpangoft2-1.0-0 libpangoxft-1.0-0
libpcap-dev: libpcap0.8 | libpcap0.8 | libpcap0.8t64
libpcre2-dev: libpcre2-16-0 libpcre2-32-0 libpcre2-8-0 libpcre2-posix2 | libpcre2-16-0 libpcre2-32-0 libpcre2-8-0 libpcre2-posix3 | libpcre2-16-0 libpcre2-32-0 libpcre2-8-0 libpcre2-posix3
libpcre3-dev: libpcre16-3 libpcre3 libpcre32-3 libpcrecpp0v5
libpng-dev: libpng16-16 | libpng16-16 | libpng16-16t64
libpq-dev: libpq5
libprotobuf-dev: libprotobuf-lite17 libprotobuf17 | libprotobuf-lite23 libprotobuf23 | libprotobuf-lite32t64 libprotobuf32t64
librabbitmq-dev: librabbitmq4
librdkafka-dev: librdkafka++1 librdkafka1
libreadline-dev: libreadline8 | libreadline8 | libreadline8t64
libsasl2-dev: libsasl2-2
libseccomp-dev: libseccomp2
libsm-dev: libsm6
libsnappy-dev: libsnappy1v5
libsndfile1-dev: libsndfile1
libsodium-dev: libsodium23
libsqlite3-dev: libsqlite3-0
libssh2-1-dev: libssh2-1 | libssh2-1 | libssh2-1t64
libssl-dev: libssl1.1 | libssl3 | libssl3t64
libsystemd-dev: libsystemd0
libtesseract-dev: libtesseract4 | libtesseract4 | libtesseract5
libtiff-dev: libtiff5 libtiffxx5 | libtiff5 libtiffxx5 | libtiff6 libtiffxx6
libturbojpeg0-dev: libturbojpeg | libturbojpeg | ?
libudev-dev: libudev1
libunwind-dev: libunwind8
liburing-dev: ? | liburing2 | liburing2
libusb-1.0-0-dev: libusb-1.0-0
libuv1-dev: libuv1 | libuv1 | libuv1t64
libwebp-dev: libwebp6 libwebpdemux2 libwebpmux3 | libwebp7 libwebpdemux2 libwebpmux3 | libsharpyuv0 libwebp7 libwebpdecoder3 libwebpdemux2 libwebpmux3
libx11-dev: libx11-6
libxcb1-dev: libxcb1
libxext-dev: libxext6
libxml2-dev: libxml2
libxrender-dev: libxrender1
libxslt-dev: libxslt1.1
libxslt1-dev: libxslt1.1
libyajl-dev: libyajl2
libyaml-cpp-dev: libyaml-cpp0.6 | libyaml-cpp0.7 | libyaml-cpp0.8
libyaml-dev: libyaml-0-2
libz-dev: zlib1g
libzip-dev: libzip5 | libzip4 | libzip4t64
libzmq3-dev: libzmq5
libzstd-dev: libzstd1
portaudio19-dev: libportaudio2 libportaudiocpp0
systemtap-sdt-dev:
unixodbc-dev: libodbc1 odbcinst1debian2 | ? | libodbc2 libodbccr2 libodbcinst2
uuid-dev: libuuid1
zlib1g-dev: zlib1g
libapr1-dev: libapr1 | libapr1 | libapr1t64
libaprutil1-dev: libaprutil1 | libaprutil1 | libaprutil1t64
libarchive-dev: libarchive13 | libarchive13 | libarchive13t64
libass-dev: libass9
libatk1.0-dev: libatk1.0-0 | libatk1.0-0 | libatk1.0-0t64
libconfig-dev: libconfig9
libcups2-dev: libcups2 libcupsimage2 | libcups2 libcupsimage2 | libcups2t64 libcupsimage2t64
libelf-dev: libelf1 | libelf1 | libelf1t64
libexif-dev: libexif12
libfontconfig-dev: ? | libfontconfig1 | libfontconfig1
libgbm-dev: libgbm1
libgdk-pixbuf-2.0-dev: ? | libgdk-pixbuf-2.0-0 | libgdk-pixbuf-2.0-0
libgif-dev: libgif7
libgirepository1.0-dev: libgirepository-1.0-1
libgl-dev: libgl1 libglx0
libglfw3-dev: libglfw3
libglu1-mesa-dev: libglu1-mesa
libgoogle-perftools-dev: libgoogle-perftools4 libtcmalloc-minimal4 | libgoogle-perftools4 libtcmalloc-minimal4 | libgoogle-perftools4t64 libtcmalloc-minimal4t64
libgtk2.0-dev: libgtk2.0-0 | libgtk2.0-0 | libgtk2.0-0t64
libhidapi-dev: libhidapi-hidraw0 libhidapi-libusb0
libhunspell-dev: libhunspell-1.7-0
libhwloc-dev: libhwloc15
libleveldb-dev: libleveldb1d
liblua5.1-0-dev: liblua5.1-0
liblua5.3-dev: liblua5.3-0
liblua5.4-dev: ? | liblua5.4-0 | liblua5.4-0
liblzo2-dev: liblzo2-2
libmagickcore-dev: libmagickcore-6.q16-6 libmagickcore-6.q16-6-extra | libmagickcore-6.q16-6 libmagickcore-6.q16-6-extra | ?
libmagickwand-dev: libmagickcore-6.q16-6 libmagickcore-6.q16-6-extra libmagickwand-6.q16-6 | libmagickcore-6.q16-6 libmagickcore-6.q16-6-extra libmagickwand-6.q16-6 | ?
libmaxminddb-dev: libmaxminddb0
libmnl-dev: libmnl0
libmp3lame-dev: libmp3lame0
libnl-3-dev: libnl-3-200
libnotify-dev: libnotify4
libnspr4-dev: libnspr4
libnss3-dev: libnss3
libogg-dev: libogg0
libopenal-dev: libopenal1
libopus-dev: libopus0
libpci-dev: libpci3
libpixman-1-dev: libpixman-1-0
libpopt-dev: libpopt0
libprotobuf-c-dev: libprotobuf-c1
libpsl-dev: libpsl5 | libpsl5 | libpsl5t64
libpulse-dev: libpulse-mainloop-glib0 libpulse0
librsvg2-dev: librsvg2-2 librsvg2-common
librtmp-dev: librtmp1
libsamplerate0-dev: libsamplerate0
libsdl2-dev: libsdl2-2.0-0
libsdl2-image-dev: libsdl2-image-2.0-0
libsecret-1-dev: libsecret-1-0
libsensors-dev: libsensors5
libspeex-dev: libspeex1
libsrtp2-dev: libsrtp2-1
libssh-dev: libssh-4
libtalloc-dev: libtalloc2
libtinyxml-dev: libtinyxml2.6.2v5
libusb-dev: libusb-0.1-4
libva-dev: libva-drm2 libva-glx2 libva-wayland2 libva-x11-2 libva2
libvdpau-dev: libvdpau1
libvips-dev: libvips42 | libvips42 | libvips42t64
libvorbis-dev: libvorbis0a libvorbisenc2 libvorbisfile3
libvulkan-dev: libvulkan1
libwayland-dev: libwayland-client0 libwayland-cursor0 libwayland-egl1 libwayland-server0
libwrap0-dev: libwrap0
libx11-xcb-dev: libx11-6 libx11-xcb1
libxcomposite-dev: libxcomposite1
libxcursor-dev: libxcursor1
libxdamage-dev: libxdamage1
libxerces-c-dev: libxerces-c3.2 | libxerces-c3.2 | libxerces-c3.2t64
libxfixes-dev: libxfixes3
libxft-dev: libxft2
libxi-dev: libxi6
libxinerama-dev: libxinerama1
libxkbcommon-dev: libxkbcommon0
libxpm-dev: libxpm4
libxrandr-dev: libxrandr2
libxss-dev: libxss1
libxt-dev: libxt6 | libxt6 | libxt6t64
libxtst-dev: libxtst6
libxv-dev: libxv1
libz3-dev: libz3-4
`;
