import { phpServer, phpVariables } from '../php/images.ts';

/** Variables that images set, and that people name in their own files. */
export function imageVariables({ name, tag }: { readonly name: string; readonly tag: string }): [string, string][] {
  const isApache = phpServer(tag) === 'apache2-foreground';
  return name === 'php'
    ? [...phpVariables].filter(([variable]) => isApache || !variable.startsWith('APACHE'))
    : (TOOLCHAINS.get(name) ?? []);
}

/** hub.docker.com/_/golang, hub.docker.com/_/rust */
const TOOLCHAINS: ReadonlyMap<string, [string, string][]> = new Map([
  ['golang', [['GOPATH', '/go']]],
  ['rust', [['CARGO_HOME', '/usr/local/cargo']]],
]);
