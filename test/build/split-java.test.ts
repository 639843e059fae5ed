import { describePrograms, type Program } from './split/programs.ts';

/** It greets, with a text that it reads when it is asked; `paths` are what the build leaves in the image, and it has no use for. */
const greeter = (port: number, paths: readonly string[]): Program => ({
  port,
  asks: ['/', '/hello?J%C3%BCrgen', '/java'],
  answers: {
    '/': { status: 200, text: 'open\n' },
    '/hello?J%C3%BCrgen': { status: 200, text: 'Hello Jürgen, and welcome – come in.\n' },
    '/java': { status: 200, text: '17 root\n' },
  },
  ratio: 0.8,
  gone: { programs: ['javac'], paths },
  packages: { gone: ['git'] },
  // Where Maven is, an image without it does not say.
  ownVariables: /^MAVEN_/,
});

describePrograms('jars in a stage of their own', {
  'java-archive': greeter(3123, ['/app/Greeter.java', '/app/classes', '/app/words.tar.gz']),
  'java-gradle': {
    port: 3125,
    asks: ['/', '/hello', '/java'],
    answers: {
      '/': { status: 200, text: 'Come in.\n' },
      '/hello': { status: 200, text: 'Hello, Jürgen.\n' },
      '/java': { status: 200, text: '17' },
    },
    ratio: 0.7,
    gone: { programs: ['javac', 'gradle'], paths: ['/shop/words/build', '/shop/app/src', '/shop/settings.gradle'] },
    packages: { gone: ['gradle'] },
    ownVariables: /^GRADLE_/,
  },
  'java-jar': greeter(3120, ['/app/Greeter.java', '/app/classes']),
  'java-maven': greeter(3122, ['/work/src', '/work/target', '/root/.m2', '/usr/share/maven-repo']),
  'java-war': {
    port: 8080,
    asks: ['/hello', '/', '/nothing'],
    answers: {
      '/hello': { status: 200, text: 'Hello, Jürgen.\n' },
      '/': { status: 200, text: '<h1>42</h1>\n' },
      '/nothing': { status: 404 },
    },
    ratio: 0.7,
    gone: { programs: ['javac', 'mvn'], paths: ['/src/pom.xml', '/src/target'] },
    packages: { kept: ['tomcat10-common'], gone: ['maven'] },
  },
  'java-of-debian': greeter(3121, ['/srv/greeter/Greeter.java', '/srv/greeter/classes']),
});
