import type { Family } from '../images/base-images.ts';

/**
 * Packages of the system that only builds need: compilers, and what they are called by. Headers and the libraries that go with them are
 * told by their names (`-dev`).
 */
const BUILDS =
  /^(?:apt-transport-https|apt-utils|autoconf|automake|autotools-dev|bison|build-base|build-essential|cargo|ccache|clang(?:-\d+)?|cmake|cython3?|debhelper|devscripts|dpkg-dev|fakeroot|flex|g\+\+(?:-\d+)?|gcc(?:-\d+)?|golang(?:-go|-[\d.]+)?|intltool|libc-dev|libtool|libtool-bin|linux-headers(?:-\S+)?|lld(?:-\d+)?|llvm(?:-\d+)?|m4|make|meson|musl-dev|nasm|ninja(?:-build)?|patch|patchelf|pkg-?config|pkgconf|py3-(?:pip|setuptools|wheel)|python(?:3(?:\.\d+)?)?-(?:dev|distutils|pip|setuptools|software-properties|venv|virtualenv|wheel)|python3?|rust|rustc|samurai|scons|software-properties-common|swig|virtualenv|yasm)$/;

export const isBuildPackage = (name: string): boolean => BUILDS.test(name);

export const isDevelopmentPackage = (name: string): boolean => /-dev(?:el)?$/.test(name);

/** Modules of the system's own Python, which is another one than that of the image. */
export const isSystemModule = (name: string): boolean => /^(?:python[\d.]*|py3)-/.test(name) && !isBuildPackage(name);

/** Tools that make environments with the system's own Python (packages.debian.org). */
export const isSystemTool = (name: string): boolean => /^(?:pipenv|pipx|python3?-virtualenv|virtualenv|uv)$/.test(name);

/** Libraries that compilers link programs with which no wheel brings, where they are there. */
const BROUGHT: Readonly<Partial<Record<Family, Readonly<Record<string, readonly string[]>>>>> = {
  alpine: {
    'build-base': ['libgcc', 'libstdc++'],
    'g++': ['libgcc', 'libstdc++'],
    gcc: ['libgcc'],
    gfortran: ['libgfortran'],
  },
  debian: { gfortran: ['libgfortran5'] },
  ubuntu: { gfortran: ['libgfortran5'] },
};

export const broughtByCompiler = (family: Family, name: string): readonly string[] => BROUGHT[family]?.[name] ?? [];

/**
 * Development packages whose libraries are part of every image of Python, as Python itself is linked with them. Source: the Dockerfiles
 * of github.com/docker-library/python, which keep what `ldd` names.
 */
const OF_PYTHON =
  /^(?:bzip2-dev|expat-dev|gdbm-dev|libbz2-dev|libc6-dev|libffi-dev|libgdbm-compat-dev|libgdbm-dev|liblzma-dev|libncurses5?-dev|libncursesw5-dev|libreadline-dev|libsqlite3-dev|libssl-dev|libtirpc-dev|linux-libc-dev|ncurses-dev|openssl-dev|readline-dev|sqlite-dev|util-linux-dev|uuid-dev|xz-dev|zlib-dev|zlib1g-dev)$/;

export const isLibraryOfPython = (name: string): boolean => OF_PYTHON.test(name);
