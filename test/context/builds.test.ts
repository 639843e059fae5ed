import { describe, expect, it } from 'vitest';
import { type Build, bakeHclBuilds, bakeJsonBuilds } from '../../src/context/builds.ts';
import { composeServices } from '../../src/context/services.ts';

const said = (builds: readonly { context: string; dockerfile: string }[]): string[] =>
  builds.map(({ context, dockerfile }) => `${context} ${dockerfile}`);

const composeBuilds = (text: string, whole: boolean): Build[] =>
  composeServices(text, 'compose.yaml', whole).flatMap(({ build }) => build ?? []);

describe('a compose file', () => {
  const service = (lines: string): string => `services:\n  app:\n${lines.replace(/^/gm, '    ')}\n`;

  it.each([
    ['a folder', 'build: ./app', ['./app Dockerfile']],
    ['a context', 'build:\n  context: app', ['app Dockerfile']],
    ['a Dockerfile', 'build:\n  context: app\n  dockerfile: ../Dockerfile.dev', ['app ../Dockerfile.dev']],
    ['a Dockerfile alone', 'build:\n  dockerfile: Dockerfile.dev', ['. Dockerfile.dev']],
    ['a target alone', 'build:\n  target: dev', ['. Dockerfile']],
    ['no build', 'image: nginx # build', []],
    ['an empty build', 'build:', []],
    ['a variable', 'build: ${DIR:-.}', []],
    ['a variable in the name', 'build:\n  context: .\n  dockerfile: Dockerfile.$ENV', []],
    ['a Dockerfile in place', 'build:\n  context: .\n  dockerfile_inline: FROM a', []],
    ['a repository', 'build: https://github.com/a/b.git', []],
    ['a repository by ssh', 'build: git@github.com:a/b.git', []],
    ['a repository by its name', 'build: github.com/a/b', []],
    ['another service', 'build: service:base', []],
    ['numbers', 'build:\n  context: 1', []],
    ['what another service adds to', 'extends: base\nbuild:\n  dockerfile: x', []],
    ['a tag of compose', 'build: !override\n  context: app', ['app Dockerfile']],
  ])('with %s', (_, lines, builds) => {
    expect(said(composeBuilds(service(lines), true))).toEqual(builds);
  });

  it('with anchors and several services', () => {
    const text =
      'x-b: &b\n  context: .\nservices:\n  a:\n    build:\n      <<: *b\n      dockerfile: A\n  b: {build: b}\n  c:\n';
    expect(said(composeBuilds(text, true))).toEqual(['. A', 'b Dockerfile']);
  });

  it('that is laid over another one, and may leave the context to it', () => {
    expect(composeBuilds(service('build:\n  dockerfile: x'), false)).toEqual([]);
    expect(said(composeBuilds(service('build:\n  context: .\n  dockerfile: x'), false))).toEqual(['. x']);
  });

  it.each(['', 'build', '- build', 'services: [build]', 'services:\n  a: build'])('that is none: %j', (text) => {
    expect(composeBuilds(text, true)).toEqual([]);
  });

  it('that is no YAML', () => {
    expect(() => composeBuilds('build: [', true)).toThrow();
  });
});

describe('a bake file in JSON', () => {
  const targets = (target: object): string[] => said(bakeJsonBuilds(JSON.stringify({ target })));

  it.each([
    ['a context', { a: { context: 'app' } }, ['app Dockerfile']],
    ['a Dockerfile', { a: { dockerfile: 'x' } }, ['. x']],
    ['nothing said', { a: { tags: [] } }, []],
    ['a variable', { a: { context: '${X}' } }, []],
    [
      'what it inherits',
      { base: { context: 'app' }, a: { inherits: ['base'], dockerfile: 'x' } },
      ['app Dockerfile', 'app x'],
    ],
    [
      'the last of those',
      { b: { context: 'b' }, c: { context: 'c' }, a: { inherits: ['b', 'c'] } },
      ['b Dockerfile', 'c Dockerfile', 'c Dockerfile'],
    ],
    ['what is not there', { a: { inherits: ['gone'], dockerfile: 'x' } }, []],
    ['a circle', { a: { inherits: ['a'], context: 'app' } }, ['app Dockerfile']],
    ['a Dockerfile in place', { a: { context: 'a', 'dockerfile-inline': 'FROM a' } }, []],
  ])('with %s', (_, target, builds) => {
    expect(targets(target)).toEqual(builds);
  });

  it('without targets', () => {
    expect(bakeJsonBuilds('[]')).toEqual([]);
    expect(() => bakeJsonBuilds('no')).toThrow();
  });
});

describe('a bake file in HCL', () => {
  it('with targets of plain lines', () => {
    const text = `
variable "TAG" { default = "context" }
group "default" {
  targets = ["a", "b"]
}
target "base" { # of all
  context = "app" // here
  args = {
    context = "no"
    dockerfile = "no }"
  }
}
/* target "gone" {
  context = "gone"
} */
target "a" {
  inherits   = ["base"]
  dockerfile = "x"
}
`;
    expect(said(bakeHclBuilds(text))).toEqual(['app Dockerfile', 'app x']);
  });

  it.each([
    ['a variable', 'context = "${DIR}"'],
    ['an expression', 'context = DIR'],
    ['a choice', 'context = DEV ? "a" : "b"'],
    ['a call', 'context = join("/", ["a", "b"])'],
    ['what it inherits by an expression', 'inherits = BASES\n  dockerfile = "x"'],
    ['what it inherits on several lines', 'inherits = [\n    "b",\n  ]\n  dockerfile = "x"'],
    ['a heredoc', 'context = "."\n  dockerfile-inline = <<EOT\nFROM a\nEOT'],
    ['quotes in a template', 'context = "."\n  tags = ["${f("a")}"]'],
  ])('with %s', (_, lines) => {
    expect(bakeHclBuilds(`target "a" {\n  ${lines}\n}\n`)).toEqual([]);
  });
});
