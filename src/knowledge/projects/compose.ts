/** Files that say how containers of an image are started (docs.docker.com/compose). */
export const composeFile = /^(?:docker-)?compose[\w.-]*\.ya?ml$/;

/** What one says where it starts something else than the image does. */
export const startsOther = /^\s*["']?(?:command|entrypoint)["']?\s*:/m;

/**
 * Keys of `build` by which others find the image that is built (docs.docker.com/reference/compose-file/build, tags; names with `x-` are
 * read by other tools, as `x-bake` is: docs.docker.com/build/bake/compose-file).
 */
export const namesImage = /^(?:tags$|x-)/;

/** Proxies that go by the ports and labels of an image (doc.traefik.io, github.com/nginx-proxy/nginx-proxy, github.com/lucaslorentz/caddy-docker-proxy). */
export const readsImages = /\btraefik\b|\bVIRTUAL_HOST\b|\bcaddy-docker-proxy\b/;

/** Tags by which a file takes away what another one says (docs.docker.com/reference/compose-file/merge, reset value). */
export const takesAway = /!(?:reset|override)\b/;

/**
 * Formats that know no `target`. To docker-compose since 1.27.0 (2020), which reads files of all versions by one schema, and to its successor
 * that is nothing; `docker stack deploy` checks a file by its own version to this day, and takes `3` for the latest one
 * (github.com/docker/compose/releases/tag/1.27.0, github.com/docker/cli, cli/compose/schema).
 */
export const withoutTargets = /^version:\s*["']?3\.[0-3]["']?\s*(?:#.*)?$/m;

/** Where people, pipelines and clusters write down what they do with images: in the root of a project, and in folders of these names. */
export const imageScripts =
  /^(?:[Mm]akefile|[Jj]ustfile|Taskfile\.ya?ml|package\.json|Jenkinsfile|Tiltfile|skaffold\.ya?ml|[\w.-]*stack[\w.-]*\.ya?ml|\.(?:gitlab-ci|travis)\.yml|.*\.sh)$/;
export const imageScriptFolders: readonly string[] = [
  '.aws',
  '.circleci',
  '.do',
  '.github/workflows',
  '.k8s',
  'aws',
  'bin',
  'chart',
  'charts',
  'ci',
  'deploy',
  'deployment',
  'deployments',
  'devops',
  'ecs',
  'helm',
  'infra',
  'infrastructure',
  'k8s',
  'kube',
  'kubernetes',
  'manifests',
  'nomad',
  'ops',
  'scripts',
  'terraform',
];

/** What an image is called by name for (docs.docker.com/reference/cli/docker, kubernetes.io/docs/concepts/containers/images). */
export const callsImage =
  /\b(?:docker|podman)\s+(?:(?:image|container)\s+)?(?:create|export|push|run|save|tag)\s(?:[^\n]|(?<=\\)\n)*|\bimage:.*/g;
