# Packages of Debian stand in for packagist.org.
FROM debian:bookworm-slim AS packages
RUN apt-get update \
    && apt-get install -y --no-install-recommends php-cli php-monolog php-twig php-zip \
    && rm -rf /var/lib/apt/lists/*
COPY packages.php /srv/
RUN php /srv/packages.php /srv/packages

FROM debian:bookworm-slim
ENV PHPIZE_DEPS="autoconf dpkg-dev file g++ gcc libc-dev make pkg-config re2c" \
    PHP_INI_DIR=/usr/local/etc/php
RUN apt-get update \
    && apt-get install -y --no-install-recommends $PHPIZE_DEPS ca-certificates curl xz-utils \
        php8.2-cli php8.2-curl php8.2-dev php8.2-mbstring php8.2-sqlite3 php8.2-xml \
    && rm -rf /var/lib/apt/lists/*
# Settings and extensions are where the official images have them.
RUN mkdir -p "$PHP_INI_DIR" /usr/local/lib/php/extensions/no-debug-non-zts-20220829 \
    && cp -rL /etc/php/8.2/cli/conf.d "$PHP_INI_DIR" \
    && rm -r /etc/php/8.2/cli/conf.d \
    && ln -s "$PHP_INI_DIR/conf.d" /etc/php/8.2/cli/conf.d \
    && cp /usr/lib/php/8.2/php.ini-* "$PHP_INI_DIR" \
    && ln -sf "$PHP_INI_DIR/php.ini" /etc/php/8.2/cli/php.ini \
    && ln -s /usr/bin/php8.2 /usr/local/bin/php \
    && install -d -m 1777 -o www-data -g www-data /var/www/html
COPY ext /usr/src/php/ext
COPY --chmod=755 bin /usr/local/bin
COPY --from=packages /srv/packages /srv/packages
COPY --from=composer:2 /usr/bin/composer /srv/composer.phar
COPY config.json /root/.composer/
COPY installer.php /srv/
ENTRYPOINT ["docker-php-entrypoint"]
CMD ["php", "-a"]
