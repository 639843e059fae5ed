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
