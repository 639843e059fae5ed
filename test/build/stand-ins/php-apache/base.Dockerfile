FROM php:8.2-cli-bookworm
ENV APACHE_CONFDIR=/etc/apache2 \
    APACHE_ENVVARS=/etc/apache2/envvars
RUN apt-get update \
    && apt-get install -y --no-install-recommends apache2 libapache2-mod-php8.2 \
    && rm -rf /var/lib/apt/lists/* /etc/php/8.2/apache2/conf.d /var/www/html/index.html \
    && ln -s "$PHP_INI_DIR/conf.d" /etc/php/8.2/apache2/conf.d \
    && ln -sf "$PHP_INI_DIR/php.ini" /etc/php/8.2/apache2/php.ini \
    && ln -sfT /dev/stdout /var/log/apache2/access.log \
    && ln -sfT /dev/stderr /var/log/apache2/error.log
COPY docker-php.conf $APACHE_CONFDIR/conf-available/
RUN a2enconf docker-php
COPY --chmod=755 apache2-foreground /usr/local/bin/
STOPSIGNAL SIGWINCH
WORKDIR /var/www/html
EXPOSE 80
CMD ["apache2-foreground"]
