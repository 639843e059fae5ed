import { describePrograms, type Program } from './split/programs.ts';

const library: Program = {
  folder: 'ruby-sinatra',
  port: 3140,
  asks: ['/', '/gems', '/shelf.css', '/nothing'],
  answers: {
    '/': { status: 200, text: '<h1>Books</h1>\n<p>Emma</p>\n<p>Persuasion</p>\n' },
    '/gems': { status: 200, type: 'application/json' },
  },
  ratio: 0.3,
  gone: { programs: ['gcc', 'make', 'git'], paths: ['/usr/include/sqlite3.h', '/usr/include/zlib.h'] },
  packages: { kept: ['libsqlite3-0'], gone: ['build-essential', 'libsqlite3-dev'] },
};

describePrograms('programs in Ruby whose compilers stay behind', {
  'ruby-assets': {
    port: 3141,
    asks: ['/', '/assets/manifest.json', '/assets/88cf042c-shop.css', '/nothing'],
    answers: {
      '/': {
        status: 200,
        text: '<link rel="stylesheet" href="/assets/88cf042c-shop.css">\n<p>salt: 2</p>\n<p>bread: 4</p>\n<p>2</p>\n',
      },
      '/assets/88cf042c-shop.css': { status: 200, text: 'body { color: maroon; } ' },
      '/nothing': { status: 404 },
    },
    ending: { exitCode: 0, killed: false },
    ratio: 0.5,
    gone: { programs: ['gcc', 'make', 'pkg-config'], paths: ['/usr/include/sqlite3.h'] },
    packages: { kept: ['libsqlite3-0', 'sqlite3'], gone: ['build-essential', 'libsqlite3-dev'] },
  },
  'ruby-deployment': { ...library, file: 'Dockerfile.deployment' },
  'ruby-sinatra': library,
});
