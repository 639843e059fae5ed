import { describePrograms, type Program } from './split/programs.ts';

/** Its pages, and the folder that it writes its log to, belong to somebody. */
const guestbook = (settings: string, owner: string): Program => {
  const page = (...visits: readonly string[]): string =>
    ['Welcome, and sign here.', settings, ...visits, `index.php of ${owner}`, 'log of www-data', ''].join('\n');
  return {
    folder: 'php-apache',
    port: 3151,
    asks: ['/', '/page?one=1', '/data/welcome.json'],
    answers: {
      '/': { status: 200, text: page('/', '/') },
      '/page?one=1': { status: 200, text: page('/', '/', '/page?one=1') },
      '/data/welcome.json': { status: 200, text: '{ "text": "Welcome, and sign here." }\n' },
    },
    ratio: 0.95,
    gone: { programs: ['composer', 'git', 'unzip'] },
    packages: { gone: ['git', 'unzip'] },
  };
};

describePrograms('programs in PHP without composer and what it fetches with', {
  'php-apache': guestbook('errors are hidden', 'www-data'),
  'php-folders-of-a-user': { ...guestbook('errors are shown', 'root'), file: 'Dockerfile.folders' },
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
