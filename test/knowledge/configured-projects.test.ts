import { expect, it } from 'vitest';
import { fetchedSources, goesToLocal } from '../../src/knowledge/compiled/configured-projects.ts';

/** What is fetched, and whether all of it is known to install to /usr/local. */
const readIn = (text: string): [number, boolean] => {
  const urls = text.match(fetchedSources) ?? [];
  return [urls.length, urls.every(goesToLocal)];
};

it.each([
  'wget -q https://nginx.org/download/nginx-${VERSION}.tar.gz -O /tmp/nginx.tar.gz',
  'git clone https://github.com/jedisct1/libsodium /tmp/libsodium',
  'git clone --depth 1 https://github.com/zeromq/libzmq.git && cd libzmq',
  'curl -L https://github.com/curl/curl/archive/refs/tags/curl-8_1_2.tar.gz | tar xz',
  'curl https://www.sqlite.org/2024/sqlite-autoconf-3450000.tar.gz',
  'wget "https://ftp.gnu.org/gnu/gsl/gsl-2.7.tar.gz";',
])('knows where %s installs', (text) => {
  expect(readIn(text)).toEqual([1, true]);
});

it.each([
  'wget https://github.com/treefrogframework/treefrog-framework/archive/v1.28.0.tar.gz',
  'curl https://downloads.asterisk.org/pub/telephony/asterisk/asterisk-20.6.0.tar.gz',
  'curl -L https://github.com/lwthiker/curl-impersonate/archive/v0.6.1.tar.gz',
  'wget https://squid.example.org/shop/shop-1.2.tgz',
])('does not know where %s installs', (text) => {
  expect(readIn(text)).toEqual([1, false]);
});

it('takes a program that is fetched for no sources', () => {
  const text = 'curl -o /usr/local/bin/tini https://github.com/krallin/tini/releases/download/v0.19.0/tini';
  expect(readIn(text)).toEqual([0, true]);
});
