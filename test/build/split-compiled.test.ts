import { describePrograms, type Program } from './split/programs.ts';

/** A stage that runs has the variables of its own base. */
const compiled = (program: Program): Program => ({ ...program, ownVariables: /./ });

describePrograms('compiled programs in a stage of their own', {
  'c-autotools': compiled({
    printed: 'soup 4, receipt 1908a0fc\nstew 7, receipt dddd6b9f\n11, as root\n',
    ending: { exitCode: 11, killed: false },
    gone: { programs: ['gcc', 'libtoolize'], paths: ['/usr/src/till/configure'] },
    ratio: 0.5,
  }),
  'c-changed': compiled({ printed: 'kitchen 4\n- soup\n- stew\n2\n', gone: { programs: ['gcc'] }, ratio: 0.5 }),
  'c-later-files': compiled({
    printed: 'the till is right\ncurrency = EUR\nsoup\n',
    gone: { programs: ['gcc'], paths: ['/opt/till/src'] },
    ratio: 0.5,
  }),
  'c-make': compiled({ ratio: 0.4 }),
  'c-script': compiled({
    folder: 'c-make',
    file: 'Dockerfile.script',
    gone: { programs: ['gcc'], paths: ['/opt/report/report.c', '/opt/report/build.sh'] },
    ratio: 0.5,
  }),
  'c-musl': compiled({ ratio: 0.1 }),
  'cpp-cmake': compiled({ ratio: 0.4 }),
  'cpp-cmake-local': compiled({ printed: '3 words, dumplings\n', gone: { programs: ['cmake'] }, ratio: 0.4 }),
  'go-sqlite': compiled({ port: 3131, ratio: 0.4 }),
  'go-templates': compiled({ port: 3130, asks: ['/', '/zone'], ratio: 0.1 }),
  'go-script': compiled({
    folder: 'go-templates',
    file: 'Dockerfile.script',
    port: 3130,
    asks: ['/', '/zone'],
    gone: { programs: ['go'], paths: ['/app/scripts/build.sh'] },
    ratio: 0.2,
  }),
  'rust-server': compiled({ port: 3132, ratio: 0.2 }),
});
