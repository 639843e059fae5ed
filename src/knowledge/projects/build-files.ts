const VARIANTS = [
  'base',
  'build',
  'ci',
  'common',
  'cpu',
  'debug',
  'dev',
  'development',
  'e2e',
  'gpu',
  'local',
  'override',
  'prod',
  'production',
  'release',
  'stage',
  'staging',
  'test',
  'testing',
  'tests',
];

const EXTENSIONS = ['yaml', 'yml'];
const BASES = ['compose', 'docker-compose'];

/** What `docker compose` reads when it is told nothing (docs.docker.com/compose/intro/compose-application-model). */
export const composeFiles: readonly string[] = BASES.flatMap((base) => EXTENSIONS.map((end) => `${base}.${end}`));

/** What is handed to it with `-f`, on top of another one or alone. */
export const composeVariants: readonly string[] = BASES.flatMap((base) =>
  VARIANTS.flatMap((variant) =>
    EXTENSIONS.flatMap((end) => [`${base}.${variant}.${end}`, `${base}-${variant}.${end}`]),
  ),
);

/** What `docker buildx bake` reads on top of compose files when it is told nothing (docs.docker.com/build/bake/introduction). */
export const bakeFiles: readonly string[] = ['json', 'hcl'].flatMap((end) => [
  `docker-bake.${end}`,
  `docker-bake.override.${end}`,
]);

/** Names of files that say how an image is built, or speak of it, and are not what goes into it. */
export const describesBuild =
  /^(?:readme|license|\.git)|(?:docker|container)(?:file|ignore)|compose|docker-bake|\.md$/i;

/** The names that most Dockerfiles have, to look for where a folder may be too large to list. */
export const dockerfileNames: readonly string[] = [
  'Dockerfile',
  'Containerfile',
  ...VARIANTS.flatMap((variant) => [`Dockerfile.${variant}`, `${variant}.Dockerfile`, `${variant}.dockerfile`]),
];

const DOCKERFILES = [/^(?:[Dd]ocker|Container)file$/, /^(?:Docker|Container)file\../, /.\.[Dd]ockerfile$/];

/** Names that go with a Dockerfile's and are none: ignore lists, notes, what editors and merges leave. */
const COMPANIONS = /\.(?:dockerignore|containerignore|md|patch|diff|rej|sw[a-p])$/;

/** What is taken for a Dockerfile where nobody names one. */
export const isDockerfileName = (name: string): boolean =>
  DOCKERFILES.some((pattern) => pattern.test(name)) && !COMPANIONS.test(name);
