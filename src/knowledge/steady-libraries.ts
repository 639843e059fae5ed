import type { Family } from './base-images.ts';

/** Libraries whose package has had one name for many releases, or is provided under it. Source: packages.debian.org, pkgs.alpinelinux.org. */
const STEADY: Readonly<Partial<Record<Family, Readonly<Record<string, readonly string[]>>>>> = {
  alpine: {
    'freetype-dev': ['freetype'],
    'jpeg-dev': ['libjpeg-turbo'],
    'libjpeg-turbo-dev': ['libjpeg-turbo'],
    'libpq-dev': ['libpq'],
    'libxml2-dev': ['libxml2'],
    'libxslt-dev': ['libxslt'],
    'mariadb-connector-c-dev': ['mariadb-connector-c'],
    'mariadb-dev': ['mariadb-connector-c'],
    'postgresql-dev': ['libpq'],
    'yaml-dev': ['yaml'],
  },
  debian: {
    'default-libmysqlclient-dev': ['libmariadb3'],
    'libcairo2-dev': ['libcairo2'],
    'libcurl4-openssl-dev': ['libcurl4'],
    'libfreetype6-dev': ['libfreetype6'],
    'libgmp-dev': ['libgmp10'],
    'libjpeg-dev': ['libjpeg62-turbo'],
    'libjpeg62-turbo-dev': ['libjpeg62-turbo'],
    'libkrb5-dev': ['libgssapi-krb5-2', 'libkrb5-3'],
    'liblz4-dev': ['liblz4-1'],
    'libmagic-dev': ['libmagic1'],
    'libmariadb-dev': ['libmariadb3'],
    'libmariadb-dev-compat': ['libmariadb3'],
    'libpcre2-dev': ['libpcre2-8-0'],
    'libonig-dev': ['libonig5'],
    'libpng-dev': ['libpng16-16'],
    'libpq-dev': ['libpq5'],
    'libreadline-dev': ['libreadline8'],
    'libsasl2-dev': ['libsasl2-2'],
    'libsndfile1-dev': ['libsndfile1'],
    'libsodium-dev': ['libsodium23'],
    'libsqlite3-dev': ['libsqlite3-0'],
    'libxml2-dev': ['libxml2'],
    'libxslt1-dev': ['libxml2', 'libxslt1.1'],
    'libyaml-dev': ['libyaml-0-2'],
    'libzmq3-dev': ['libzmq5'],
    'libzstd-dev': ['libzstd1'],
    'portaudio19-dev': ['libportaudio2'],
    'unixodbc-dev': ['unixodbc'],
  },
};

export const steadyLibrary = (family: Family, name: string): readonly string[] | undefined => STEADY[family]?.[name];
