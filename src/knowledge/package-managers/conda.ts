import type { PackageManager } from './entry.ts';
import { worksOffline } from './home.ts';

/** The three speak one language, and share their cache. */
export const conda: PackageManager = {
  title: 'conda',
  scope: 'project',
  tools: ['conda', 'mamba', 'micromamba'],
  runsOn: ['anaconda', 'anaconda3', 'miniconda', 'miniconda3', 'miniforge3', 'mambaforge'],
  valueOptions: [
    '-c',
    '-f',
    '-n',
    '-p',
    '-r',
    '--channel',
    '--file',
    '--name',
    '--platform',
    '--prefix',
    '--repodata-fn',
    '--root-prefix',
    '--solver',
  ],
  verbs: {
    install: ['create', 'install'],
    // `conda env` has no -y in most releases, and does not ask but for an environment that is there already.
    asks: ['create', 'install', 'remove', 'uninstall', 'update', 'upgrade'],
    clean: ['clean'],
    leavesLists: ['create', 'env create', 'env update', 'install', 'update', 'upgrade'],
  },
  assumeYes: {
    option: '-y',
    already: [/^-[a-zA-Z]*y[a-zA-Z]*$/, /^--yes$/, /^--dry-run$/, /^-d$/, /^(?:-h|--help)$/],
    configured: /always_yes/i,
    // conda/cli/common.py: an empty answer is the default, which is yes; so in libmamba's Console::prompt.
    takesSilenceForYes: true,
  },
  lists: {
    called: 'downloads',
    folder: '/opt/conda/pkgs',
    cleanup: 'conda clean -afy',
    removedBy: [/(?:conda|mamba|forge)\S*\/pkgs(?:\/\*{0,2})?$/i],
    clearedBy: /^clean\b/,
    cachePaths: [
      '/opt/conda/pkgs',
      '~/.conda/pkgs',
      '~/.mamba/pkgs',
      '~/anaconda3/pkgs',
      '~/micromamba/pkgs',
      '~/miniconda3/pkgs',
      '~/miniforge3/pkgs',
    ],
    avoidedBy: [/^--dry-run$/, /^-d$/, /^--download-only$/],
    spared: [
      worksOffline,
      {
        text: /miniconda[23]?[:-](?:3\.|4\.[0-5]\b)|anaconda[23]?[:-](?:[1-5]\.|2018\.)|conda\w*(?:version)?={1,2}["']?(?:3\.|4\.[0-5]\b)/i,
        because: 'this conda is older than the options of its cleanup, which came with 4.6',
      },
      { text: /conda[-_]pack\b/, because: 'conda-pack reads what conda downloaded' },
      { text: /softlink/i, because: 'environments may link to what conda downloaded' },
    ],
  },
  project: {
    manifests: ['environment.yml', 'environment.yaml'],
    lockfiles: ['conda-lock.yml'],
    // micromamba takes the file with the other two.
    install: ['create', 'env create', 'env update', 'install'],
    apart: {
      format: 'environment.yml',
      elsewhere: /^(?:-[pr]|--(?:prefix|root-prefix))(?:=|$)/,
      unsettled:
        /\bCONDA_(?:ENVS_(?:DIRS|PATH)|CHANNELS|DEFAULT_CHANNELS)\b|\bPIP_(?:CONSTRAINT|FIND_LINKS|PREFIX|TARGET)\b/,
    },
  },
};
