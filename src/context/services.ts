import { load } from '../load.ts';
import { asFields, type Build, composeBuild } from './builds.ts';
import { type Fields, fields, listOf, textOf } from './fields.ts';

/** What comes to a folder of a container from outside of its image. */
export type Mount = {
  /** `bind` is what the host has, also as a volume that the image does not fill; `volume` one that it does while it is empty. */
  readonly kind: 'bind' | 'volume' | 'tmpfs';
  /** As it is written; undefined where nothing has a name. */
  readonly source: string | undefined;
  readonly target: string;
  readonly readOnly: boolean;
};

/** How a compose file starts containers. */
export type Service = {
  /** The compose file, as people know it. */
  readonly file: string;
  readonly name: string;
  readonly image: string | undefined;
  /** The stage that it starts; undefined where it is the last one. */
  readonly target: string | undefined;
  /** It has the image built, rather than one that goes by a name, or that another file builds. */
  readonly builds: boolean;
  readonly user: string | undefined;
  /** The folder that containers start in. */
  readonly folder: string | undefined;
  readonly stopSignal: string | undefined;
  /** What it is given that only root can use, as the file writes it: `privileged`, `cap_add NET_ADMIN`. */
  readonly grants: readonly string[];
  readonly mounts: readonly Mount[];
  /** Ports in the container; of a range the first. */
  readonly ports: readonly number[];
  readonly command: string | readonly string[] | undefined;
  readonly entrypoint: string | readonly string[] | undefined;
  /** How it asks for the health of containers: a shell's text, or words. Empty where it says that nobody is to ask. */
  readonly health: string | readonly string[] | undefined;
  /** Names and values of the variables that it sets. */
  readonly variables: readonly string[];
  readonly values: readonly string[];
  /** Files that it takes more variables from, as it writes them. */
  readonly valueFiles: readonly string[];
  /** A service that it takes the rest from, where that is in a file which is not read. */
  readonly rest: string | undefined;
};

/** As its file has it. */
export type ComposeService = Omit<Service, 'builds'> & {
  readonly build: Build | undefined;
  /** The service that it extends, of whatever file. */
  readonly heirOf: string | undefined;
  /** All that its file says of it. */
  readonly said: Fields;
};

/**
 * The services of a compose file. `whole`: the file stands for itself, and is not laid over another one.
 * @throws {Error} when the file is no YAML.
 */
export function composeServices(text: string, file: string, whole: boolean): ComposeService[] {
  const { parse } = load('yaml') as typeof import('yaml');
  const all = fields(parse(text, { merge: true, logLevel: 'error' }));
  const services = fields(all['services']);
  return Object.keys(services).map((name) => {
    const said = extended(services, name, []);
    return {
      file,
      name,
      image: textOf(said['image']),
      target: textOf(asFields(said['build'])['target']),
      user: textOf(said['user']),
      folder: textOf(said['working_dir']),
      stopSignal: textOf(said['stop_signal']),
      grants: grantsOf(said),
      mounts: mountsOf(said, fields(all['volumes'])),
      ports: portsOf(said),
      command: commandOf(said['command']),
      entrypoint: commandOf(said['entrypoint']),
      health: healthOf(fields(said['healthcheck'])),
      variables: variablesOf(said['environment']),
      values: valuesOf(said['environment']),
      valueFiles: valueFilesOf(said['env_file']),
      rest: restOf(said['extends']),
      build: composeBuild(name, said, whole),
      heirOf: heirOf(fields(services[name])['extends']),
      said,
    };
  });
}

/** Lists that grow where a service extends another one (docs.docker.com/reference/compose-file/services, extends). */
const GROWING = ['cap_add', 'devices', 'device_cgroup_rules', 'expose', 'ports', 'tmpfs', 'volumes'];

/** A service with what it takes from others of its file. */
function extended(services: Fields, name: string, heirs: readonly string[]): Fields {
  const { extends: other, ...own } = fields(services[name]);
  const { service, file } = fields(typeof other === 'string' ? { service: other } : other);
  if (other === undefined) return own;
  if (file !== undefined || !Object.hasOwn(services, String(service)) || heirs.includes(name))
    return { ...own, extends: other };
  const base = extended(services, String(service), [...heirs, name]);
  const grown = GROWING.filter((list) => base[list] !== undefined || own[list] !== undefined).map((list) => [
    list,
    [base[list] ?? [], own[list] ?? []].flat(),
  ]);
  const build = { ...asFields(base['build']), ...asFields(own['build']) };
  return { ...base, ...own, ...Object.fromEntries(grown), ...(Object.keys(build).length > 0 && { build }) };
}

const restOf = (other: unknown): string | undefined =>
  textOf(other) ?? textOf(fields(other)['file'] ?? fields(other)['service']);

const heirOf = (other: unknown): string | undefined => textOf(other) ?? textOf(fields(other)['service']);

/**
 * Capabilities go to root alone (github.com/moby/moby/issues/8460), devices keep the owner that they have on the host, and ports below
 * 1024 are free for all in a network of the container's own, not in that of the host.
 */
function grantsOf(said: Fields): string[] {
  const hosts = ['network_mode', 'pid', 'userns_mode'].filter((key) => said[key] === 'host');
  return [
    ...['privileged', 'use_api_socket'].filter((key) => said[key] === true),
    ...listOf(said['cap_add']).map((capability) => `cap_add ${capability}`),
    ...['devices', 'device_cgroup_rules'].filter((key) => [said[key] ?? []].flat().length > 0),
    ...hosts.map((key) => `${key}: host`),
  ];
}

function mountsOf(said: Fields, volumes: Fields): Mount[] {
  const mounts = [said['volumes'] ?? []].flat().flatMap((volume) => {
    const mount = typeof volume === 'string' ? shortMount(volume) : longMount(fields(volume));
    if (mount === undefined) return [];
    const isForeign = mount.kind === 'volume' && isFilledElsewhere(fields(volumes[mount.source ?? '']));
    return isForeign ? { ...mount, kind: 'bind' as const } : mount;
  });
  const temporary = listOf(said['tmpfs']).map((path) => mounted('tmpfs', undefined, path.replace(/:.*/, ''), false));
  return [...mounts, ...temporary];
}

const mounted = (kind: Mount['kind'], source: string | undefined, target: string, readOnly: boolean): Mount => ({
  kind,
  source,
  target,
  readOnly,
});

/** Between the colons of `[source:]target[:mode]`: those of `${A:-b}` and of `C:\` are no such. */
const MOUNT_PARTS = /(?:^[A-Za-z]:(?=[\\/])|\$\{[^}]*\}|[^:])+/g;

function shortMount(written: string): Mount | undefined {
  const [first, second, mode = ''] = written.match(MOUNT_PARTS) ?? [];
  if (first === undefined) return undefined;
  if (second === undefined) return mounted('volume', undefined, first, false);
  const modes = mode.split(',');
  const kind = /^(?:[./~$]|[A-Za-z]:[\\/])/.test(first) || modes.includes('nocopy') ? 'bind' : 'volume';
  return mounted(kind, first, second, modes.includes('ro'));
}

/** Other kinds (a named pipe, an image, a volume of a cluster) are not the image's to fill either. */
function longMount({ type = 'volume', source, target, read_only: readOnly, volume }: Fields): Mount | undefined {
  const path = textOf(target);
  if (path === undefined) return undefined;
  const isFilled = type === 'volume' && fields(volume)['nocopy'] !== true;
  return mounted(isFilled ? 'volume' : type === 'tmpfs' ? 'tmpfs' : 'bind', textOf(source), path, readOnly === true);
}

/** A volume that is made outside of the project, or by a driver with settings, may hold anything of anybody. */
const isFilledElsewhere = ({ external, driver = 'local', driver_opts: settings }: Fields): boolean =>
  (external ?? false) !== false || driver !== 'local' || settings != null;

/** `[[ip:]host:]container[-last][/protocol]`, with the defaults of variables. */
function portsOf(said: Fields): number[] {
  const written = [said['ports'] ?? [], said['expose'] ?? []].flat(2);
  return written.flatMap((port) => {
    const text = (textOf(port) ?? textOf(fields(port)['target']) ?? '').replace(/\$\{\w+:?-([^${}]*)\}/g, '$1');
    const [, container] = /(?:^|:)(\d+)(?:-\d+)?(?:\/\w+)?$/.exec(text) ?? [];
    return container === undefined ? [] : [Number(container)];
  });
}

/** docs.docker.com/reference/compose-file/services, healthcheck: `CMD` has words behind it, `CMD-SHELL` a text. */
function healthOf({ test, disable }: Fields): string | readonly string[] | undefined {
  if (disable === true) return [];
  if (!Array.isArray(test)) return textOf(test);
  const [kind, ...rest] = listOf(test);
  if (kind === 'NONE') return [];
  return kind === 'CMD-SHELL' ? rest.join(' ') : rest;
}

const commandOf = (command: unknown): string | readonly string[] | undefined =>
  Array.isArray(command) ? listOf(command) : textOf(command);

/** Of a list of `NAME=value`, or of a mapping; one without a value has that of the shell, or none. */
const variablesOf = (environment: unknown): string[] =>
  Array.isArray(environment)
    ? listOf(environment).flatMap((entry) => (entry.includes('=') ? entry.replace(/=.*/s, '') : []))
    : Object.entries(fields(environment)).flatMap(([name, value]) => (value == null ? [] : name));

/** `app.env`, a list of such, or of `path: app.env`. */
const valueFilesOf = (written: unknown): string[] =>
  [written ?? []].flat().flatMap((one) => textOf(one) ?? textOf(fields(one)['path']) ?? []);

const valuesOf = (environment: unknown): string[] =>
  Array.isArray(environment)
    ? listOf(environment).map((entry) => entry.replace(/^[^=]*=?/, ''))
    : Object.values(fields(environment)).flatMap((value) => textOf(value) ?? []);
