/** Sockets by which a program has the whole machine: their owner is root (docs.docker.com/engine/security). */
export const engineSocket = /\/(?:docker|podman|containerd)\.sock$/;

/** Files of a host that all of its users may read. */
export const readableByAll: ReadonlySet<string> = new Set([
  '/etc/group',
  '/etc/hosts',
  '/etc/localtime',
  '/etc/passwd',
  '/etc/resolv.conf',
  '/etc/ssl/certs',
  '/etc/timezone',
  '/usr/share/zoneinfo',
]);

/** Files that a program is told things by, and seldom writes. */
export const configFile = /\.(?:conf|cnf|cfg|ini|properties|toml|ya?ml|xml)$|(?:^|\/)\.env(?:\.\w+)?$/;

/** The metadata of a GitHub action (docs.github.com/actions/reference/workflows-and-actions/metadata-syntax). */
export const actionFiles: readonly string[] = ['action.yml', 'action.yaml'];

/**
 * Where an editor looks for a dev container (containers.dev/implementors/spec, devcontainer.json); folders of `.devcontainer` may have
 * one each.
 */
export const devContainerFolder = '.devcontainer';
export const devContainerFile = 'devcontainer.json';
export const devContainerFiles: readonly string[] = ['.devcontainer.json', `${devContainerFolder}/${devContainerFile}`];
