import type { Family } from '../images/base-images.ts';

/** What a package of Node.js needs of the system when it runs, beside libc and libstdc++, which all images of Node.js have. */
type Needs = Readonly<Partial<Record<Family, readonly string[]>>> | { readonly why: string };

const BROWSER: Needs = { why: 'starts a browser, which needs many libraries of the system' };
const GIT: Needs = { debian: ['ca-certificates', 'git'], alpine: ['git'] };
const MAGICK: Needs = { debian: ['imagemagick'], alpine: ['imagemagick'] };
const OPENSSL: Needs = { debian: ['ca-certificates', 'openssl'], alpine: ['openssl'] };
const PYTHON: Needs = { why: 'starts python, which the smaller image has not' };
const BY_NAME: Needs = { why: 'loads libraries of the system by names that only the program knows' };
const SCRIPT_OF_PYTHON: Needs = { why: 'brings a program that python runs, which the smaller image has not' };
const GNUPG: Needs = { debian: ['gnupg'], alpine: ['gnupg'] };
const PERL: Needs = { debian: ['perl'], alpine: ['perl'] };
const PS: Needs = { debian: ['procps'], alpine: [] };
const FONTS: Needs = { debian: ['fontconfig', 'fonts-dejavu-core'], alpine: ['fontconfig', 'ttf-dejavu'] };

/** Source: the packages' own read-mes and install scripts. What no image of Node.js has, a file installs by itself, and is not listed. */
const NEEDS: Readonly<Record<string, Needs>> = {
  '@distube/youtube-dl': SCRIPT_OF_PYTHON,
  '@distube/yt-dlp': SCRIPT_OF_PYTHON,
  '@napi-rs/canvas': FONTS,
  '@playwright/test': BROWSER,
  '@prisma/client': OPENSSL,
  '@prisma/engines': OPENSSL,
  '@resvg/resvg-js': FONTS,
  chromedriver: BROWSER,
  chromium: BROWSER,
  // Its binaries bring cairo and pango along, and no fonts.
  canvas: FONTS,
  cypress: BROWSER,
  devcert: OPENSSL,
  'dist-exiftool': PERL,
  'download-git-repo': GIT,
  easyimage: MAGICK,
  electron: BROWSER,
  exiftool: PERL,
  'exiftool-vendored': PERL,
  fastcall: BY_NAME,
  ffi: BY_NAME,
  'ffi-napi': BY_NAME,
  'find-process': PS,
  fkill: PS,
  'font-list': { debian: ['fontconfig'], alpine: ['fontconfig'] },
  'gh-pages': GIT,
  'git-clone': GIT,
  'git-describe': GIT,
  'git-last-commit': GIT,
  'git-raw-commits': GIT,
  'git-rev': GIT,
  'git-rev-2': GIT,
  'git-rev-promises': GIT,
  'git-rev-sync': GIT,
  gitlog: GIT,
  gm: MAGICK,
  gpg: GNUPG,
  imagemagick: MAGICK,
  koffi: BY_NAME,
  libpq: { debian: ['libpq5'], alpine: ['libpq'] },
  'node-calls-python': { why: 'runs Python in the program, which is linked with that of the image' },
  nodegit: { why: 'is linked with libraries of the system by its version' },
  'node-exiftool': PERL,
  'pdf-image': MAGICK,
  'pg-native': { debian: ['libpq5'], alpine: ['libpq'] },
  'phantomjs-prebuilt': BROWSER,
  pdf2pic: MAGICK,
  pidusage: PS,
  pidtree: PS,
  pem: OPENSSL,
  playwright: BROWSER,
  'playwright-core': BROWSER,
  prisma: OPENSSL,
  'ps-list': PS,
  'ps-node': PS,
  'ps-tree': PS,
  puppeteer: BROWSER,
  'puppeteer-core': BROWSER,
  'python-bridge': PYTHON,
  'python-shell': PYTHON,
  pythonia: PYTHON,
  'simple-git': GIT,
  'skia-canvas': FONTS,
  systeminformation: PS,
  'tree-kill': PS,
  'youtube-dl': PYTHON,
  'youtube-dl-exec': PYTHON,
  'yt-dlp-exec': PYTHON,
  'yt-dlp-wrap': SCRIPT_OF_PYTHON,
};

/**
 * Packages that have a script of their own, or code that is compiled, and need nothing beside: what they are linked with is in the
 * package itself, or the script only says something. Source: their install scripts and binding.gyp.
 */
const PLAIN: ReadonlySet<string> = new Set(
  `@apollo/protobufjs @apollo/rover @bufbuild/buf @carbon/icons @contrast/fn-inspect @datadog/native-appsec @datadog/native-metrics @datadog/pprof
  @esbuild/linux-x64 @firebase/util @google-cloud/profiler @fortawesome/fontawesome-common-types @fortawesome/fontawesome-svg-core @fortawesome/free-solid-svg-icons
  @mongodb-js/zstd @nestjs/core @newrelic/native-metrics @node-rs/argon2 @node-rs/bcrypt @nuxt/kit @opentelemetry/instrumentation @parcel/watcher
  @popperjs/core @scarf/scarf @sentry/cli @sentry/profiling-node @serialport/bindings-cpp @swc/core @swc/helpers @tailwindcss/oxide
  @tensorflow/tfjs-core @vscode/sqlite3 aws-crt aws-sdk argon2 bcrypt better-sqlite3 bigint-buffer blake-hash bufferutil ckeditor5 classic-level
  core-js core-js-bundle core-js-pure cpu-features deasync dtrace-provider ejs es5-ext es6-ext esbuild farmhash ffmpeg-static
  ffprobe-static fs-ext fsevents gc-stats grpc grpc-tools heapdump hiredis highlight.js husky iconv isolated-vm jss keccak lefthook
  leveldown level-rocksdb libxmljs libxmljs2 lmdb lz4 microtime mmmagic modern-syslog mongodb-client-encryption msgpackr-extract msw nice-napi
  node-expat node-sass nodejieba nodemon nx pdf2json pino-elasticsearch
  postinstall-postinstall preact protobufjs pprof re2 ref-napi registry-js rolldown scrypt secp256k1 segfault-handler sharp simple-git-hooks
  snappy sodium-native spawn-sync sqlite3 ssh2 store2 styled-components sse4_crc32 svelte-preprocess swagger-ui-react tesseract.js tiny-secp256k1
  tree-sitter ttf2woff2 unix-dgram unrs-resolver utf-8-validate uws v8-profiler-next vue-demi web3 web3-bzz web3-shh websocket weak-napi workerd
  xxhash yarn yorkie zeromq zlib-sync`.split(/\s+/),
);

/** Packages with which others compile, or look for, code of their own. */
export const nativeHelpers: ReadonlySet<string> = new Set([
  '@mapbox/node-pre-gyp',
  'bindings',
  'cmake-js',
  'nan',
  'node-addon-api',
  'node-gyp',
  'node-gyp-build',
  'node-gyp-build-optional-packages',
  'node-pre-gyp',
  'prebuild-install',
]);

/** Packages of the system that one of Node.js needs in a smaller image; undefined where nothing is known of it. */
export function systemNeeds(family: Family, name: string): readonly string[] | { readonly why: string } | undefined {
  const needs = Object.hasOwn(NEEDS, name) ? NEEDS[name] : undefined;
  if (needs === undefined)
    return PLAIN.has(name) ||
      nativeHelpers.has(name) ||
      /^@(?:esbuild|img|next\/swc|swc|rollup|parcel\/watcher)\b/.test(name)
      ? []
      : undefined;
  return 'why' in needs ? (needs as { why: string }) : (needs[family] ?? []);
}

/** Packages of the system that only builds need: compilers, headers, and what speaks to repositories of packages. */
export const buildPackage =
  /^(?:autoconf|automake|binutils|build-base|build-essential|clang(?:-\d+)?|cmake|g\+\+(?:-\d+)?|gcc(?:-\d+)?|gnupg2?|libtool|linux-headers|lsb-release|make|musl-dev|nasm|ninja(?:-build)?|node-gyp|patch|pkg-?conf(?:ig)?|py3-setuptools|python-is-python3|python[23]?|python3?-(?:distutils|pip|setuptools|dev)|apt-transport-https|apt-utils|software-properties-common|yarn|(?:nodejs-)?npm|nodejs)$/;

/** Programs that those packages bring. */
export const programOfBuild =
  /^(?:ar|as|[cg]\+\+|clang.*|cc|cmake|gcc|gpg2?|ld|make|nasm|ninja|npm|patch|pip[\d.]*|pkg-config|python[\d.]*|yarn(?:pkg)?)$/;

/** Development packages that are sought by packages which stay, for nothing but builds and tests. */
export const forBuildsOnly =
  /^(?:@types\/.+|@babel\/.+|babel-.+|@playwright\/test|@swc\/.+|@vue\/compiler-sfc|esbuild|eslint.*|jest.*|less|postcss|prettier|prisma|react-native.*|rollup|sass|stylus|terser|ts-jest|ts-node|tslib|tsx|typescript|vite|vitest|webpack.*)$/;
