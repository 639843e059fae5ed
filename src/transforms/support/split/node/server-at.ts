import { staticServers } from '../../../../knowledge/programs/static-servers.ts';

/** The server of a folder that a path leads to, in some node_modules. */
export function serverAt(path: string): { readonly server: string; readonly modules: string } | undefined {
  const [, modules = '', inside = ''] = /^(.*)\/node_modules\/(.+)$/.exec(path) ?? [];
  const [server] =
    [...staticServers].find(
      ([name, { package: own, file }]) =>
        inside === `.bin/${name}` || (inside.startsWith(`${own}/`) && file.test(inside.slice(own.length + 1))),
    ) ?? [];
  return server === undefined ? undefined : { server, modules };
}
