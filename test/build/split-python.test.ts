import { describePrograms, type Program } from './split/programs.ts';

/** Variables but the PATH, which the environment changes. */
const python = (program: Omit<Program, 'ratio'>): Program => ({
  ...program,
  ratio: 0.5,
  gone: { programs: ['gcc'] },
  ownVariables: /^PATH=/,
});

const sums = {
  port: 3110,
  asks: ['/', '/2/3', '/a'],
  answers: {
    '/': { status: 200, type: null, text: 'hello\n' },
    '/2/3': { status: 200, type: null, text: '5\n' },
    '/a': { status: 404, type: null, text: 'no sum\n' },
  },
  ending: { exitCode: 7, killed: false },
};

describePrograms('programs in Python whose compilers stay behind', {
  'python-extension': python(sums),
  'python-of-apt': python({
    printed: '3 steps\n9 plates\n0.1\n',
    packages: {
      kept: ['libxml2', 'python3', 'python3-setuptools', 'python3-yaml'],
      gone: ['libxml2-dev', 'python3-pip'],
    },
  }),
  'python-of-debian': python({
    ...sums,
    folder: 'python-extension',
    file: 'Dockerfile.debian',
    packages: { kept: ['ca-certificates', 'python3'] },
  }),
  'python-wheels': python({
    port: 3111,
    asks: ['/', '/shop.css', '/picture.webp', '/nothing'],
    answers: {
      '/': { status: 200, type: 'text/html', text: '<h1>Shop</h1>\n<p>bread</p>\n' },
      '/shop.css': { status: 200, type: 'text/css', text: 'body {\n  color: black;\n}\n' },
      '/picture.webp': { status: 200, type: 'image/webp', text: 'webp\n' },
      '/nothing': { status: 404, type: 'text/plain', text: 'nothing\n' },
    },
    ending: { exitCode: 0, killed: false },
    packages: { kept: ['curl', 'media-types'] },
  }),
});
