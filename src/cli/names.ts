const DOCKERFILES = [/^(?:[Dd]ocker|Container)file$/, /^(?:Docker|Container)file\../, /.\.[Dd]ockerfile$/];

/** Names that go with a Dockerfile's and are none: ignore lists, notes, what editors and merges leave. */
const COMPANIONS = /\.(?:dockerignore|containerignore|md|patch|diff|rej|sw[a-p])$/;

/** What a search takes for a Dockerfile. */
export const isDockerfileName = (name: string): boolean =>
  DOCKERFILES.some((pattern) => pattern.test(name)) && !COMPANIONS.test(name);

/** Folders of other people's files and of tools: what changes there is lost, or breaks something. */
export const FOREIGN_FOLDERS: readonly string[] = [
  '.git',
  '.hg',
  '.jj',
  '.svn',
  '.terraform',
  '.tox',
  '.venv',
  '__pycache__',
  'bower_components',
  'node_modules',
  'site-packages',
  'vendor',
  'venv',
];
