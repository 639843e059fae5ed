# Composer of Debian in one file, as its makers have it.
FROM debian:bookworm-slim
RUN apt-get update \
    && apt-get install -y --no-install-recommends composer php-cli php-symfony-polyfill-intl-grapheme php-symfony-polyfill-intl-normalizer \
    && rm -rf /var/lib/apt/lists/*
COPY phar.php /srv/
RUN mkdir -p /srv/composer/bin /srv/composer/share \
    && cp -rL /usr/share/php /srv/composer/share/ \
    && sed '1{/^#!/d}' /usr/bin/composer > /srv/composer/bin/composer
RUN php -d phar.readonly=0 /srv/phar.php && mv /srv/composer.phar /usr/bin/composer && chmod +x /usr/bin/composer
ENTRYPOINT ["composer"]
