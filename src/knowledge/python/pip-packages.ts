import { isAtLeast, type Version } from '../versions.ts';

/** What pip packages need of an image, beside Python itself. */

/**
 * Packages in Python alone, or whose compiled parts are left out where there is no compiler; they come as wheels for any platform, or are
 * as good as such (pypi.org, the files of their releases).
 */
const PURE: ReadonlySet<string> = new Set(
  `aiofiles aioredis aiosignal aiosmtplib aiosqlite alembic amqp annotated-types anyio apscheduler argon2-cffi arrow asgiref
  async-timeout attrs authlib azure-core azure-identity azure-storage-blob babel backoff beautifulsoup4 billiard black bleach
  blinker boto3 botocore cachetools celery certifi chardet charset-normalizer click click-didyoumean click-plugins click-repl
  colorama configparser coverage cssselect dataclasses-json decorator deprecated dj-database-url django django-admin-interface
  django-allauth django-appconf django-celery-beat django-celery-results django-cors-headers django-crispy-forms
  django-debug-toolbar django-environ django-extensions django-filter django-ninja django-redis django-rest-framework
  django-storages django-tables2 djangorestframework djangorestframework-simplejwt dnspython docopt drf-spectacular drf-yasg
  ecdsa elastic-transport elasticsearch email-validator et-xmlfile exceptiongroup factory-boy faker fastapi fastapi-cli
  fastapi-pagination filelock flake8 flask flask-admin flask-babel flask-bcrypt flask-caching flask-cors flask-jwt-extended
  flask-limiter flask-login flask-mail flask-marshmallow flask-migrate flask-restful flask-restx flask-session flask-socketio
  flask-sqlalchemy flask-wtf flower freezegun fsspec furl google-api-core google-api-python-client google-auth
  google-auth-httplib2 google-auth-oauthlib google-cloud-core google-cloud-storage googleapis-common-protos graphene graphql-core
  gspread gunicorn h11 h2 hpack httpcore httplib2 httpx httpx-sse huggingface-hub humanize hvac hypercorn hyperframe idna
  importlib-metadata importlib-resources inflection iniconfig isodate isort itsdangerous jinja2 jmespath joblib jsonpatch
  jsonpointer jsonschema jsonschema-specifications kafka-python kombu kubernetes langchain langchain-core langchain-openai limits
  loguru mako markdown markdown-it-py markupsafe marshmallow marshmallow-sqlalchemy mdurl mistune mock mongoengine motor
  mypy-extensions networkx nose2 oauthlib openai openapi-spec-validator openpyxl opensearch-py orderly-set outcome packaging
  paho-mqtt paramiko passlib pathspec phonenumbers pika pip pipenv pluggy poetry poetry-core priority prometheus-client
  prometheus-flask-exporter prompt-toolkit proto-plus protobuf psycopg-pool pyasn1 pyasn1-modules pycparser pydantic-settings
  pygments pyjwt pymongo pymysql pyotp pyparsing pytest pytest-asyncio pytest-cov pytest-django pytest-mock python-dateutil
  python-decouple python-dotenv python-engineio python-http-client python-jose python-json-logger python-multipart python-slugify
  python-socketio python-telegram-bot pytz pyyaml qrcode redis referencing requests requests-oauthlib requests-toolbelt responses
  rich rq rsa ruamel-yaml s3transfer schedule sentry-sdk setuptools shellingham simple-websocket simplejson six slack-bolt
  slack-sdk sniffio sortedcontainers soupsieve sqlalchemy sqlalchemy-utils sqlmodel sqlparse sse-starlette starlette stripe
  structlog tabulate tenacity text-unidecode textdistance toml tomli tomlkit tornado tox tqdm twilio typer typing-extensions
  typing-inspect typing-inspection tzdata tzlocal unidecode uritemplate urllib3 uv uvicorn validators vine virtualenv waitress
  wcwidth webencodings websocket-client werkzeug wheel whitenoise wsproto wtforms xlsxwriter xmltodict zipp`.split(
    /\s+/,
  ),
);

const PYTHONS: readonly Version[] = [
  [3, 9],
  [3, 10],
  [3, 11],
  [3, 12],
  [3, 13],
];

/**
 * Packages with compiled parts: the first release that has wheels for Linux for each of these versions of Python, or a later one that has
 * them for certain (pypi.org, the files of their releases).
 */
const WHEELS: Readonly<Record<string, readonly [string, string, string, string, string]>> = {
  aiohttp: ['3.8.0', '3.8.1', '3.8.4', '3.9.1', '3.10.10'],
  'argon2-cffi-bindings': ['21.2.0', '21.2.0', '21.2.0', '21.2.0', '25.1.0'],
  asyncpg: ['0.24.0', '0.25.0', '0.27.0', '0.29.0', '0.30.0'],
  bcrypt: ['4.0.0', '4.0.0', '4.0.0', '4.0.0', '4.2.0'],
  cffi: ['1.15.0', '1.15.0', '1.15.1', '1.16.0', '1.17.1'],
  cryptography: ['36.0.0', '36.0.0', '36.0.0', '36.0.0', '43.0.0'],
  frozenlist: ['1.3.0', '1.3.0', '1.3.3', '1.4.1', '1.5.0'],
  greenlet: ['2.0.2', '2.0.2', '2.0.2', '3.0.1', '3.1.1'],
  grpcio: ['1.44.0', '1.44.0', '1.51.1', '1.60.0', '1.68.0'],
  hiredis: ['2.1.0', '2.1.0', '2.1.0', '2.3.0', '3.1.0'],
  httptools: ['0.5.0', '0.5.0', '0.5.0', '0.6.1', '0.6.4'],
  kiwisolver: ['1.4.0', '1.4.0', '1.4.4', '1.4.5', '1.4.7'],
  lxml: ['4.9.1', '4.9.1', '4.9.3', '4.9.4', '5.3.0'],
  matplotlib: ['3.6.0', '3.6.0', '3.6.2', '3.8.0', '3.9.2'],
  msgpack: ['1.0.4', '1.0.4', '1.0.5', '1.0.7', '1.1.0'],
  multidict: ['6.0.2', '6.0.2', '6.0.4', '6.0.5', '6.1.0'],
  numpy: ['1.21.0', '1.21.4', '1.23.4', '1.26.0', '2.1.0'],
  'opencv-contrib-python': ['4.5.5.62', '4.5.5.62', '4.5.5.62', '4.5.5.62', '4.5.5.62'],
  'opencv-python': ['4.5.5.62', '4.5.5.62', '4.5.5.62', '4.5.5.62', '4.5.5.62'],
  orjson: ['3.8.0', '3.8.0', '3.8.1', '3.9.8', '3.10.7'],
  pandas: ['1.3.0', '1.3.4', '1.5.1', '2.1.1', '2.2.3'],
  pillow: ['8.4.0', '8.4.0', '9.3.0', '10.1.0', '11.0.0'],
  psutil: ['5.9.5', '5.9.5', '5.9.5', '5.9.6', '6.1.0'],
  'psycopg-binary': ['3.1.0', '3.1.0', '3.1.5', '3.1.13', '3.2.3'],
  'psycopg2-binary': ['2.9.3', '2.9.3', '2.9.5', '2.9.9', '2.9.10'],
  pyarrow: ['10.0.0', '10.0.0', '10.0.1', '14.0.0', '18.0.0'],
  pydantic: ['1.9.0', '1.9.0', '1.10.2', '2.5.0', '2.9.0'],
  'pydantic-core': ['2.0.0', '2.0.0', '2.0.0', '2.14.0', '2.23.0'],
  pynacl: ['1.5.0', '1.5.0', '1.5.0', '1.5.0', '1.5.0'],
  pyodbc: ['4.0.35', '4.0.35', '4.0.35', '5.0.1', '5.2.0'],
  pyyaml: ['5.4', '6.0', '6.0', '6.0.1', '6.0.2'],
  regex: ['2022.1.18', '2022.1.18', '2022.10.31', '2023.10.3', '2024.11.6'],
  'rpds-py': ['0.8.0', '0.8.0', '0.8.0', '0.10.3', '0.20.0'],
  'scikit-learn': ['1.1.0', '1.1.0', '1.2.0', '1.3.2', '1.6.0'],
  scipy: ['1.9.0', '1.9.0', '1.9.3', '1.11.3', '1.14.1'],
  tiktoken: ['0.4.0', '0.4.0', '0.4.0', '0.5.2', '0.8.0'],
  tokenizers: ['0.15.0', '0.15.0', '0.15.0', '0.15.0', '0.20.0'],
  ujson: ['5.4.0', '5.4.0', '5.5.0', '5.9.0', '5.10.0'],
  uvloop: ['0.17.0', '0.17.0', '0.17.0', '0.19.0', '0.21.0'],
  watchfiles: ['0.18.0', '0.18.0', '0.18.1', '0.21.0', '0.24.0'],
  websockets: ['10.4', '10.4', '10.4', '12.0', '13.1'],
  wrapt: ['1.14.1', '1.14.1', '1.15.0', '1.16.0', '1.17.0'],
  yarl: ['1.8.0', '1.8.0', '1.8.2', '1.9.3', '1.15.0'],
  'zope-interface': ['6.0', '6.0', '6.0', '6.1', '7.1.0'],
};

/** The newest Python that releases without an upper bound are taken to have wheels for. */
const NEWEST: Version = [3, 14];

/** One package of each list has to be there. */
export type PipNeed = { readonly each: readonly (readonly string[])[]; readonly because: string };

const library = (because: string, ...anyOf: string[]): PipNeed => ({ each: [anyOf], because });

/** github.com/opencv/opencv-python/issues/203: wheels have neither (peps.python.org/pep-0513). */
const opencv: PipNeed = {
  each: [
    ['libgl1', 'libgl1-mesa-glx'],
    ['libglib2.0-0', 'libglib2.0-0t64', 'libglib2.0-dev'],
  ],
  because: 'loads libGL and libgthread',
};

/**
 * Packages that need something of the system, as full images have most of it. Source: their pages at pypi.org, and what they call or load;
 * `opencv-python`: docs.opencv.org, `python-magic`: github.com/ahupp/python-magic, `psycopg2`: psycopg.org/docs/install.html.
 */
const NEEDS: Readonly<Record<string, PipNeed>> = {
  gitpython: library('calls git', 'git'),
  dulwich: library('may call ssh', 'openssh-client'),
  mysqlclient: library('is compiled, and loads a library of MariaDB', 'default-libmysqlclient-dev', 'libmariadb-dev'),
  'opencv-contrib-python': opencv,
  'opencv-python': opencv,
  pdf2image: library('calls pdftoppm', 'poppler-utils'),
  pgspecial: library('is for psql', 'postgresql-client'),
  psycopg: library('loads a library of PostgreSQL', 'libpq5', 'libpq-dev'),
  psycopg2: library('is compiled, and loads a library of PostgreSQL', 'libpq-dev'),
  pyodbc: library('loads a library of unixODBC', 'unixodbc', 'unixodbc-dev'),
  pytesseract: library('calls tesseract', 'tesseract-ocr'),
  'python-magic': library('loads libmagic', 'libmagic1', 'libmagic1t64', 'libmagic-dev'),
  pyzbar: library('loads libzbar', 'libzbar0', 'libzbar0t64'),
  wand: library('loads libraries of ImageMagick', 'libmagickwand-dev', 'imagemagick'),
  weasyprint: library('loads Pango', 'libpango-1.0-0'),
};

/** Those of them that are compiled on the spot. */
const COMPILED: ReadonlySet<string> = new Set(['mysqlclient', 'psycopg2']);

/** Packages of Debian with what a compiler needs of the C library, which `gcc` only recommends. */
export const withHeaders: readonly string[] = ['build-essential', 'g++', 'libc6-dev'];

/** `Flask_Login` is `flask-login` (packaging.python.org/en/latest/specifications/name-normalization). */
export const pipName = (name: string): string => name.toLowerCase().replace(/[-_.]+/g, '-');

export const pipNeed = (name: string): PipNeed | undefined => (Object.hasOwn(NEEDS, name) ? NEEDS[name] : undefined);
/** It has wheels, so an older release, or one for another Python, is compiled. */
export const hasWheels = (name: string): boolean => Object.hasOwn(WHEELS, name);
export const isCompiledByPip = (name: string): boolean => COMPILED.has(name);

/**
 * Why a package may be compiled where it is installed; undefined where it is known to come as a wheel. `versions` is what stands behind
 * its name: `==1.2`, `>=1,<2`.
 */
export function whyNoWheel(name: string, versions: string, python: Version | undefined): string | undefined {
  if (PURE.has(name)) return undefined;
  const wheels = Object.hasOwn(WHEELS, name) ? WHEELS[name] : undefined;
  if (wheels === undefined) return `whether ${name} comes as a wheel, and needs nothing of the system, is not known`;
  if (python === undefined || python[1] === Infinity || !isAtLeast(python, [3, 9]) || !isAtLeast(NEWEST, python))
    return `whether ${name} comes as a wheel for the Python of this tag is not known`;
  if (/^\s*(?:>=?\s*[\w.]+\s*)?$/.test(versions)) return undefined;
  const [, pinned] = /(?:===?|~=|>=)\s*([\d.]+)/.exec(versions) ?? [];
  const first = wheels[PYTHONS.findIndex(([, minor]) => minor === python[1])];
  return pinned !== undefined && first !== undefined && isLater(pinned, first)
    ? undefined
    : `whether ${name} ${versions.trim()} comes as a wheel for Python ${python.join('.')} is not known`;
}

/** A release is older than those that have wheels for a Python. */
export function isBeforeWheels(name: string, version: string, [, minor]: Version): boolean {
  const first = WHEELS[name]?.[PYTHONS.findIndex((python) => python[1] === minor)];
  return first !== undefined && isEarlier(version, first);
}

export const isEarlier = (version: string, first: string): boolean => !isLater(version, first);

function isLater(version: string, first: string): boolean {
  const [own, other] = [version, first].map((text) => text.split('.').map(Number));
  for (let at = 0; at < Math.max(own?.length ?? 0, other?.length ?? 0); at++) {
    const difference = (own?.[at] ?? 0) - (other?.[at] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}

/** Programs of such packages, without versions. */
export const pipPrograms: ReadonlySet<string> = new Set([
  'alembic',
  'celery',
  'daphne',
  'django-admin',
  'fastapi',
  'flask',
  'gunicorn',
  'hypercorn',
  'pipenv',
  'poetry',
  'pytest',
  'rq',
  'uvicorn',
  'uv',
  'virtualenv',
  'waitress-serve',
]);

/** Modules of Python's own that are started by `python -m`. */
export const pythonModules: ReadonlySet<string> = new Set([
  'compileall',
  'http.server',
  'json.tool',
  'site',
  'venv',
  'zipfile',
]);

/** Commands of Django that call programs of gettext (docs.djangoproject.com/en/stable/ref/django-admin). */
export const translates = /^(?:compile|make)messages$/;
