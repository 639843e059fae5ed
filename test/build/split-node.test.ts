import { expect } from 'vitest';
import { describePrograms, type Program } from './split/programs.ts';

const GREETING = { status: 200, text: '<h1>Hello, reader</h1>\n' };
const PAGE = { status: 200, text: expect.stringMatching(/^<!doctype html>/) };

/** A page that is there before it is asked for, a text that is read when it is asked for, and a file that is handed out. */
const nextProject: Program = {
  folder: 'next-standalone',
  port: 3160,
  asks: ['/words', '/robots.txt'],
  answers: { '/words': { status: 200, text: 'salt\n' }, '/robots.txt': { status: 200, text: 'User-agent: *\n' } },
  ratio: 0.6,
};

describePrograms('stages of Node.js that are split', {
  'node-typescript': {
    port: 3100,
    asks: ['/', '/words', '/version', '/static/style.css', '/nothing'],
    answers: { '/': GREETING },
    ratio: 0.6,
    gone: { paths: ['/app/src', '/app/node_modules/typescript', '/usr/bin/gcc'] },
  },
  'node-pm2': {
    folder: 'node-typescript',
    file: 'Dockerfile.pm2',
    port: 3100,
    asks: ['/', '/words', '/version', '/static/style.css', '/nothing'],
    answers: { '/': GREETING },
    ratio: 0.6,
    gone: { paths: ['/app/src', '/app/node_modules/typescript', '/usr/bin/gcc'] },
  },
  'node-script': {
    folder: 'node-typescript',
    file: 'Dockerfile.script',
    port: 3100,
    asks: ['/', '/words', '/version', '/static/style.css', '/nothing'],
    answers: { '/': GREETING },
    ratio: 0.6,
    gone: { paths: ['/app/src', '/app/node_modules/typescript', '/usr/bin/gcc'] },
  },
  'node-native-module': {
    port: 3101,
    asks: ['/secret', '/other'],
    answers: { '/secret': { status: 200, text: 'true 646\n' } },
    ratio: 0.6,
    gone: { paths: ['/app/node_modules/node-api-headers', '/usr/bin/gcc', '/usr/bin/python3'] },
    health: ['curl', '-f', 'http://127.0.0.1:3101/secret'],
  },
  'single-page-app': {
    port: 3102,
    asks: ['/', '/deep/down', '/robots.txt'],
    answers: { '/deep/down': PAGE },
    ratio: 0.6,
    gone: { paths: ['/app/src', '/app/node_modules', '/usr/bin/gcc'] },
  },
  'pages-of-another-user': {
    port: 3105,
    asks: ['/', '/deep/down', '/robots.txt'],
    answers: { '/deep/down': PAGE },
    ratio: 0.4,
    gone: { paths: ['/home/pages/src', '/home/pages/node_modules/vite', '/usr/bin/gcc'] },
  },
  'nest-service': {
    port: 3161,
    asks: ['/words', '/nothing'],
    answers: { '/words': { status: 200, text: '["salt","bread"]' }, '/nothing': { status: 404 } },
    ratio: 0.6,
    gone: { paths: ['/app/src', '/app/node_modules/@nestjs/cli', '/usr/bin/gcc'] },
  },
  'next-standalone': {
    ...nextProject,
    gone: { paths: ['/app/src', '/app/node_modules', '/usr/bin/gcc'] },
  },
  'next-start': {
    ...nextProject,
    file: 'Dockerfile.start',
    gone: { paths: ['/app/src', '/app/node_modules/typescript', '/usr/bin/gcc'] },
  },
  'node-of-debian': {
    port: 3103,
    asks: ['/', '/words', '/version', '/static/style.css', '/nothing'],
    answers: { '/': GREETING },
    ratio: 0.6,
    gone: { paths: ['/app/src', '/app/node_modules/typescript', '/usr/bin/npm', '/usr/bin/gcc'] },
  },
  'pages-of-nginx': {
    port: 3104,
    asks: ['/', '/deep/down', '/robots.txt', '/50x.html'],
    answers: { '/deep/down': PAGE },
    ratio: 0.6,
    gone: { paths: ['/app/src', '/app/node_modules', '/usr/bin/node'] },
  },
});
