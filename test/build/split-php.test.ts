import { describePrograms } from './split/programs.ts';

const PAGE = 'Welcome, and sign here.\nerrors are hidden';

describePrograms('programs in PHP without composer and what it fetches with', {
  'php-apache': {
    port: 3151,
    asks: ['/', '/page?one=1', '/data/welcome.json'],
    answers: {
      '/': { status: 200, text: `${PAGE}\n/\n/\nwww-data\n` },
      '/page?one=1': { status: 200, text: `${PAGE}\n/\n/\n/page?one=1\nwww-data\n` },
      '/data/welcome.json': { status: 200, text: '{ "text": "Welcome, and sign here." }\n' },
    },
    ratio: 0.95,
    gone: { programs: ['composer', 'git', 'unzip'] },
    packages: { gone: ['git', 'unzip'] },
  },
  'php-twig': {
    port: 3150,
    asks: ['/', '/sign', '/bakery.css'],
    answers: {
      '/': { status: 200, text: '<h1>Loaves</h1>\n<p>RYE for 4</p>\n<p>SPELT for 5</p>\n<p>warm</p>\n' },
      '/sign': { status: 200, type: 'image/png' },
      '/bakery.css': { status: 200, text: 'body {\n  color: brown;\n}\n' },
    },
    ratio: 0.95,
    gone: { programs: ['composer', 'git', 'unzip'], paths: ['/usr/include/png.h'] },
    packages: { kept: ['libpng16-16'], gone: ['git', 'libpng-dev', 'unzip'] },
  },
});
