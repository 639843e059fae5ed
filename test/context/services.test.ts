import { describe, expect, it } from 'vitest';
import { memoryContext } from '../../src/context/build-context.ts';
import { type ComposeService, composeServices, type Service } from '../../src/context/services.ts';

const only = (lines: string, rest = ''): ComposeService => {
  const text = `services:\n  app:\n${lines.replace(/^/gm, '    ')}\n${rest}`;
  return composeServices(text, 'compose.yaml', true)[0] as ComposeService;
};

describe('a service of a compose file', () => {
  it('says what it starts', () => {
    const text =
      'image: org/app\nuser: 1000\nbuild:\n  context: .\n  target: dev\ncommand: [a, b]\nentrypoint: sh -c c';
    expect(only(text)).toMatchObject({
      name: 'app',
      file: 'compose.yaml',
      image: 'org/app',
      user: '1000',
      target: 'dev',
      command: ['a', 'b'],
      entrypoint: 'sh -c c',
    });
  });

  it('says nothing where nothing is said', () => {
    expect(only('build: .')).toMatchObject({ user: undefined, target: undefined, grants: [], mounts: [], ports: [] });
  });

  it.each([
    ['healthcheck: {test: curl -f localhost}', 'curl -f localhost'],
    ['healthcheck: {test: [CMD, curl, -f]}', ['curl', '-f']],
    ['healthcheck: {test: [CMD-SHELL, curl -f]}', 'curl -f'],
    ['healthcheck: {test: [NONE]}', []],
    ['healthcheck: {disable: true}', []],
    ['healthcheck: {interval: 1s}', undefined],
    ['image: a', undefined],
  ])('asks for its health by %j', (lines, health) => {
    expect(only(lines).health).toEqual(health);
  });

  it.each([
    ['privileged: true', ['privileged']],
    ['privileged: false', []],
    ['cap_add: [NET_ADMIN, SYS_TIME]', ['cap_add NET_ADMIN', 'cap_add SYS_TIME']],
    ['devices: ["/dev/ttyUSB0:/dev/ttyUSB0"]', ['devices']],
    ['devices: []', []],
    ['network_mode: host\npid: host', ['network_mode: host', 'pid: host']],
    ['network_mode: bridge', []],
    ['use_api_socket: true', ['use_api_socket']],
  ])('gives by %j %j', (lines, grants) => {
    expect(only(lines).grants).toEqual(grants);
  });

  const mount = (volume: string, rest = ''): unknown[] =>
    only(`volumes:\n  - ${volume}`, rest).mounts.map(({ kind, source, target, readOnly }) =>
      [kind, source ?? '-', target, ...(readOnly ? ['ro'] : [])].join(' '),
    );

  it.each([
    ['./data:/data', 'bind ./data /data'],
    ['.:/app:cached', 'bind . /app'],
    ['/var/run/docker.sock:/var/run/docker.sock:ro', 'bind /var/run/docker.sock /var/run/docker.sock ro'],
    ['~/x:/x:rw,z', 'bind ~/x /x'],
    ['"${DATA:-./data}:/data:ro"', 'bind ${DATA:-./data} /data ro'],
    ['"C:\\\\data:/data"', 'bind C:\\data /data'],
    ['data:/data', 'volume data /data'],
    ['data:/data:nocopy', 'bind data /data'],
    ['/app/node_modules', 'volume - /app/node_modules'],
    ['{type: bind, source: ./a, target: /a, read_only: true}', 'bind ./a /a ro'],
    ['{type: volume, source: a, target: /a}', 'volume a /a'],
    ['{type: volume, source: a, target: /a, volume: {nocopy: true}}', 'bind a /a'],
    ['{type: tmpfs, target: /a}', 'tmpfs - /a'],
    ['{type: npipe, source: a, target: /a}', 'bind a /a'],
  ])('mounts %s', (volume, expected) => {
    expect(mount(volume)).toEqual([expected]);
  });

  it('mounts volumes that others fill', () => {
    expect(mount('data:/data', 'volumes:\n  data:\n')).toEqual(['volume data /data']);
    expect(mount('data:/data', 'volumes:\n  data: {external: true}\n')).toEqual(['bind data /data']);
    expect(mount('data:/data', 'volumes:\n  data: {external: false}\n')).toEqual(['volume data /data']);
    expect(mount('data:/data', 'volumes:\n  data: {driver_opts: {o: bind}}\n')).toEqual(['bind data /data']);
    expect(mount('data:/data', 'volumes:\n  data: {driver: nfs}\n')).toEqual(['bind data /data']);
  });

  it('mounts memory', () => {
    expect(only('tmpfs: /run:size=1m').mounts).toMatchObject([{ kind: 'tmpfs', target: '/run' }]);
  });

  it.each([
    ['ports: ["80"]', [80]],
    ['ports: ["8080:80", "127.0.0.1:9000:90/udp", 443]', [80, 90, 443]],
    ['ports: ["3000-3005:70-75"]', [70]],
    ['ports: ["${PORT:-8080}:${INNER:-80}"]', [80]],
    ['ports: ["8080:${INNER}"]', []],
    ['ports: [{target: 80, published: 8080}]', [80]],
    ['expose: ["25"]', [25]],
  ])('has %s', (lines, ports) => {
    expect(only(lines).ports).toEqual(ports);
  });

  it('takes over what it extends', () => {
    const text = `services:
  base: {user: app, cap_add: [A], volumes: [aa:/a], build: {context: app}}
  app: {extends: base, volumes: [bb:/b], build: {target: dev}}
  far: {extends: {file: common.yml, service: base}}
  round: {extends: round}
`;
    const [, app, far, round] = composeServices(text, 'compose.yaml', true);
    expect(app).toMatchObject({ user: 'app', grants: ['cap_add A'], target: 'dev', build: { context: 'app' } });
    expect(app?.mounts.map(({ target }) => target)).toEqual(['/a', '/b']);
    expect([app?.rest, far?.rest, round?.rest]).toEqual([undefined, 'common.yml', 'round']);
  });
});

describe('the services of a Dockerfile', () => {
  const services = (files: Record<string, string>, dockerfile?: string): readonly Service[] =>
    memoryContext(files, dockerfile).services?.() ?? [];
  const named = (...asked: Parameters<typeof services>): string[] =>
    services(...asked).map(({ file, name, target }) => [file, name, target ?? ''].join(' ').trim());

  it('are those that build it', () => {
    const compose = 'services:\n  a: {build: .}\n  b: {build: {context: ., dockerfile: B}}\n  c: {build: ./c}\n';
    expect(named({ 'compose.yaml': compose })).toEqual(['compose.yaml a']);
    expect(named({ 'compose.yaml': compose }, 'B')).toEqual(['compose.yaml b']);
    expect(named({ 'compose.yaml': compose }, 'c/Dockerfile')).toEqual(['compose.yaml c']);
    expect(named({ 'c/compose.yaml': compose })).toEqual([]);
  });

  it('are those that start the image which is built', () => {
    const compose =
      'services:\n  a: {image: org/a, build: {context: ., target: dev}}\n  b: {image: org/a}\n  c: {image: c}\n';
    expect(named({ 'compose.yaml': compose })).toEqual(['compose.yaml a dev', 'compose.yaml b dev']);
  });

  it('are those that other files lay over them', () => {
    const files = {
      'docker-compose.yml': 'services:\n  a: {build: .}\n',
      'docker-compose.override.yml': 'services:\n  a: {build: {target: dev}, volumes: [".:/app"]}\n  b: {}\n',
    };
    expect(named(files)).toEqual(['docker-compose.yml a', 'docker-compose.override.yml a dev']);
  });

  it('are none where a file can not be read', () => {
    expect(named({ 'compose.yaml': 'services: [' })).toEqual([]);
  });
});

describe('the names of an image', () => {
  const names = (files: Record<string, string>): unknown => memoryContext(files).images?.();

  it('are what compose and bake files call it', () => {
    const files = {
      'compose.yaml':
        'services:\n  a: {image: org/a, build: {context: ., target: dev}}\n  b: {image: org/b, build: ./b}\n',
      'docker-bake.json': '{"target": {"a": {"context": ".", "tags": ["org/a:1", "org/a:2"]}}}',
      'docker-bake.hcl': 'target "a" {\n  context = "."\n  tags = ["org/h"]\n}\n',
    };
    expect(names(files)).toEqual([
      { name: 'org/a', target: 'dev' },
      { name: 'org/a:1', target: undefined },
      { name: 'org/a:2', target: undefined },
      { name: 'org/h', target: undefined },
    ]);
  });

  it('are what other builds call it', () => {
    const compose = `services:
  base: {build: .}
  a: {build: {context: a, additional_contexts: {parent: "service:base"}}}
  b: {build: {context: b, additional_contexts: ["mother=service:base", "x=y"]}}
`;
    const bake = '{"target": {"base": {"context": "."}, "a": {"context": "a", "contexts": {"aunt": "target:base"}}}}';
    expect(names({ 'compose.yaml': compose, 'docker-bake.json': bake })).toEqual(
      ['parent', 'mother', 'aunt'].map((name) => ({ name, target: undefined })),
    );
  });
});

describe('what a service is given', () => {
  it('has values of variables', () => {
    expect(only('environment:\n  A: /x\n  B: 1\n  C:').values).toEqual(['/x', '1']);
    expect(only('environment: [A=/x, B]').values).toEqual(['/x', '']);
  });
});
