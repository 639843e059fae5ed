import { jdkTools } from '../java/jdk.ts';

/** How people start containers without a compose file: what pages and scripts of a project tell them to type. */

/** Files at the top of a project that tell it. */
export const tellsHow =
  /^(?:contributing|deploy(?:ing|ment)?|develop(?:ing|ment)?|docker|getting[-_]started|hacking|install|quick[-_]?start|readme|run|setup|usage)[\w.-]*\.(?:adoc|md|markdown|rst|txt)$|^readme$|\.sh$|^(?:gnumakefile|makefile|justfile|taskfile\.ya?ml|package\.json)$/i;

/** A call of an engine, with the lines that it goes on in. */
export const runCall = /\b(?:docker|podman)\s+(?:container\s+)?(?:create|run)\s(?:[^\n\\`]|[\\`]\r?\n|\\.)*/g;

/** `-v "$(pwd)/data":/data:ro`, `--volume=${HOME}/data:/data`, `--mount type=bind,source=/data,target=/data`. */
export const mountOption =
  /\s(?:-v|--volume)[=\s]\s*(?<written>(?:\$\([^)]*\)|\$?\{[^}]*\}|<[^>]*>|[^\s])+)|\s--mount[=\s]\s*(?<fields>\S*type=bind\S*)/g;

/** Options that give what only root can use (docs.docker.com/reference/cli/docker/container/run). */
export const rootOption = /\s--(?:privileged|cap-add|device|pid[=\s]host)(?=[=\s]|$)/;

/** Databases and other servers, which pages of many projects start beside their own. */
export const besideIt =
  /\s(?:(?:docker\.io\/)?library\/)?(?:adminer|consul|elasticsearch|influxdb|mariadb|memcached|mongo|mysql|nats|neo4j|nginx|postgres|rabbitmq|redis|traefik|vault)(?::[\w.-]+)?(?:\s|$)/;

/** Options of `docker run` whose value is a word of its own (docs.docker.com/reference/cli/docker/container/run). */
export const runValue =
  /^(?:-[acehlmpuvw]|--(?:add-host|attach|cap-add|cap-drop|cpus|device|dns|entrypoint|env|env-file|gpus|group-add|hostname|index|label|link|log-driver|log-opt|memory|mount|name|net|network|platform|publish|pull|restart|security-opt|shm-size|stop-signal|tmpfs|ulimit|user|volume|volumes-from|workdir))$/;

/** A call by which a command runs in a container, with the lines that it goes on in; what only speaks of one is none. */
export const containerCall =
  /\b(?:docker|docker-compose|fly|flyctl|heroku|kubectl|nerdctl|podman|podman-compose)(?:[ \t]+(?:compose|container|-\S+(?:[ \t]+(?!(?:create|exec|run|ssh)[ \t])[^\s-]\S*)?))*[ \t]+(?:create|exec|run|ssh)[ \t](?:[^\n\\`]|[\\`]\r?\n|\\.)*/g;

/** A variable of a Makefile or script that stands for a call of an engine, and one that does so by its name. */
export const callsEngine =
  /^[ \t]*(?:export[ \t]+)?(\w+)[ \t]*[:?]?=[ \t]*["']?((?:docker|docker-compose|kubectl|nerdctl|podman|podman-compose|\$[({]\w+[)}])(?:[ \t][^\n"'#]*)?)["']?[ \t]*$/gm;
export const engineByName = /^(?:DC|\w*COMPOSE(?:_(?:BIN|CMD|COMMAND))?)$/i;

/** A call that copies a file or folder out of a container. */
export const takesOut =
  /\b(?:docker|podman)(?:[ -]compose|[ \t]+container)?[ \t]+cp[ \t]+(?:-\S+[ \t]+)*["']?[^\s:"']+:(\/[\w./-]+)/g;

/** Files by which platforms run commands in containers of an image before or beside what it starts (fly.io/docs/reference/configuration, devcenter.heroku.com). */
export const platformFile =
  /^(?:\.do\/(?:app|deploy\.template)\.ya?ml|fly(?:\.[\w-]+)?\.toml|heroku\.yml|Procfile|app\.json|render\.ya?ml|railway\.(?:json|toml)|captain-definition|task-?def(?:inition)?[\w.-]*\.json)$/;

/**
 * What a cluster is told to start (kubernetes.io/docs/concepts/workloads, docs.aws.amazon.com, task definitions of ECS,
 * developer.hashicorp.com/nomad/docs/drivers/docker, docs.ansible.com, community.docker, and podman-systemd.unit(5)).
 */
export const clusterFile =
  /^\[Container\]|\bdocker_container\s*:|^kind:\s*["']?(?:CronJob|DaemonSet|Deployment|Job|Pod|StatefulSet)\b|"containerDefinitions"\s*:|\bcontainer_definitions\s*=|\bdriver\s*=\s*"docker"/m;

/**
 * Platforms that have a shell start containers, whatever their images say (devcenter.heroku.com/articles/container-registry-and-runtime), those
 * that do so where they are given a command (docs.render.com/docker, docs.railway.com/guides/start-command), and what needs one in there.
 */
export const startsByShell = /^heroku\.yml$/;
export const startsCommandsByShell = /^(?:\.do\/.*|Procfile|railway\.(?:json|toml)|render\.ya?ml)$/;
export const needsShell = /&&|\|\||;[ \t]|[ \t]\|[ \t]+\S|\$\{?[A-Z]/;

/** What a container of an action starts beside or instead of its image's (docs.github.com/actions/reference/workflows-and-actions/metadata-syntax). */
export const actionFile = /^action\.ya?ml$/;
export const entrypointOfAction = /^[ \t]+(?:(?:pre|post)-)?entrypoint[ \t]*:[ \t]*(\S.*)$/gm;

/** Files in the root of a project that may be for a cluster, by what they hold. */
export const plainYaml = /^(?!\.|(?:docker-)?compose)[\w.-]+\.ya?ml$/;

/** Where it says of which image. */
export const imageOfCluster = /(?:^|[\s,{-])["']?image["']?\s*[:=]\s*["']?([^\s"',}]+)/gm;

const ANY_CALL = /(?:)/;

/** Calls of tools that only images which build have. */
export const testsOrBuilds: ReadonlyMap<string, RegExp> = new Map([
  ...[...jdkTools].map((name) => [name, ANY_CALL] as const),
  ['bundle', /^(?:add|install|update)$/],
  ['cargo', /^(?:bench|build|check|clippy|run|test)$/],
  [
    'composer',
    /^(?:create-project|dump-?autoload|global|i|install|remove|req|require|run|run-script|u|update|upgrade)$/,
  ],
  ['dotnet', /^(?:build|ef|publish|run|test|watch)$/],
  ['go', /^(?:build|generate|run|test|vet)$/],
  ['gradle', /^(?:bootRun|build|check|run|test)$/],
  ['lein', /^(?:compile|run|test|uberjar)$/],
  ['mvn', /^(?:compile|install|package|test|verify)$/],
  ['sbt', /^(?:assembly|compile|run|stage|test|testOnly|test-only)$/],
]);

/** Scripts of a project that fetch a tool and start it. */
export const toolOfWrapper: ReadonlyMap<string, string> = new Map([
  ['./gradlew', 'gradle'],
  ['./lein', 'lein'],
  ['./mvnw', 'mvn'],
  ['./sbt', 'sbt'],
  ['./sbtx', 'sbt'],
]);

/** Programs of a container by which people look around in it. */
export const looksAround = /^(?:(?:\/usr)?\/bin\/)?(?:ash|bash|cat|dash|env|ls|printenv|sh|tail)$|^CMD-SHELL$/;
