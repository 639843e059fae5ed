/**
 * The Python that releases of Debian and Ubuntu call `python3` (packages.debian.org, packages.ubuntu.com). What pip installs for it as root
 * goes to /usr/local, where none of their packages puts anything (debian.org/doc/packaging-manuals/python-policy, README.venv of its package).
 */
const VERSIONS: Readonly<Record<string, string>> = {
  bionic: '3.6',
  bookworm: '3.11',
  bullseye: '3.9',
  focal: '3.8',
  jammy: '3.10',
  noble: '3.12',
  trixie: '3.13',
};

export const placeOfPip = '/usr/local';

/** `3.11`, or undefined where that is not known. */
export const pythonOfRelease = (release: string): string | undefined =>
  Object.hasOwn(VERSIONS, release) ? VERSIONS[release] : undefined;

/** What runs its programs, and knows the servers that they talk to, which pip depends on. */
export const interpreterPackages: readonly string[] = ['ca-certificates', 'python3'];

/** `python3.11-dev` is of a Python that has its version in its name. */
const NAMED = /^(?:lib)?python(2(?:\.\d+)?|3\.\d+)?(?:-|$)/;
/** Names without a version, which are not of Python 2 all the same. */
const OF_NONE = /^python-(?:(?:dev-)?is-python3|pip-whl|(?:[a-z]+-)?(?:common|data|doc))$/;

const versionIn = (name: string): string | undefined => {
  const named = OF_NONE.test(name) ? null : NAMED.exec(name);
  return named === null ? undefined : (named[1] ?? '2');
};

export const isOfPython2 = (name: string): boolean => versionIn(name)?.startsWith('2') === true;

/** It brings a Python, or something for one, that the release does not call `python3`. */
export const isOfAnotherPython = (name: string, version: string): boolean =>
  /^(?:lib)?pypy/.test(name) || ![undefined, version].includes(versionIn(name));

/**
 * Packages with modules that what pip brings to the same place counts on: it takes them for installed (the dependencies of python3-pip in each
 * release). With libglib2.0-dev, on which most libraries of desktops depend, comes `packaging` as well, as it does with python3-wheel of trixie.
 */
export const modulesOfPip = (release: string): readonly string[] => {
  if (release === 'trixie') return ['python3-wheel'];
  const modules = ['python3-setuptools', 'python3-wheel'];
  return release === 'noble' ? ['python3-packaging', ...modules] : modules;
};

/** A module of Python itself that these releases have in a package of its own, which python3-dev and python3-venv bring. Until 3.11. */
export const modulesApart = (release: string): readonly string[] =>
  /^(?:noble|trixie)$/.test(release) ? [] : ['python3-distutils'];

/** Headers of Python, which stand for its library alone. */
export const isHeadersOfPython = (name: string): boolean => /^(?:lib)?python3(?:\.\d+)?(?:-all)?-dev$/.test(name);

/** What embeds Python is linked with its library, which python3 itself is not (packages.debian.org: libpython3.11). */
export const libraryOfPython = (release: string): string =>
  release === 'noble' ? 'libpython3.12t64' : `libpython${VERSIONS[release]}`;

/** Packages of Python that embed another one of it. */
export const embedsPython = /^(?:jep|mod-wsgi|pyuwsgi|uwsgi)$/;

/** For building, with modules that pip takes for installed as well (what the package lists of each release say they depend on). */
const BRINGS_MODULES =
  /^(?:cython3?|devscripts|meson|python3(?:\.\d+)?-(?:distutils|setuptools|virtualenv|wheel)|scons|software-properties-common|virtualenv)$/;

export const bringsModules = (name: string): boolean => BRINGS_MODULES.test(name);

/** For building, and of a few megabytes. */
export const isSmall =
  /^(?:python(?:3(?:\.\d+)?)?(?:-(?:pip|venv))?|pkg-?config|pkgconf|apt-(?:transport-https|utils))$/;

/** Libraries to link with that depend on modules, as their tools are written in Python; `packaging` comes with those of pip. */
export const developmentWithModules =
  /^lib(?:girepository-?[\d.]+|gtk-4|mpv|pcl|smbclient|soup-3\.0|vips|vtk\d*|webkit2gtk-4\.1)-dev$/;

/** They recommend modules, or others that depend on some. */
const RECOMMEND: ReadonlySet<string> = new Set(
  `ansible asciidoc awscli azure-cli borgbackup cargo certbot containerd crun csvkit docker-compose docker.io gobject-introspection neovim
  nfs-kernel-server novnc ocrmypdf openssh-server pipx python3-bs4 python3-django python3-dnspython python3-docutils python3-flask python3-jinja2
  python3-jsonschema python3-lxml python3-markdown python3-matplotlib python3-paramiko python3-pil python3-pytest python3-scipy python3-sphinx
  python3-sqlalchemy runc rustc samba sendmail smbclient xfsprogs`.split(/\s+/),
);
const ALL_RECOMMEND =
  /^(?:chromium|clang|gnuplot|libreoffice|libvips|llvm|prometheus|python3-certbot|systemd)(?:-|\d|$)/;

export const recommendsModules = (name: string): boolean => RECOMMEND.has(name) || ALL_RECOMMEND.test(name);
