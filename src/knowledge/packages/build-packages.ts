/**
 * Packages of apt, apk and dnf that nothing needs once a program is built: compilers, what drives them, headers.
 *
 * Left out is what programs may start or read at run time: git, curl, wget, bash, ca-certificates, unzip, xz; interpreters; JREs;
 * gettext (envsubst), file, procps. A JDK is listed, as what it compiled runs on a JRE; whether a server compiles pages (JSP) with it
 * is for whoever asks to find out.
 * Libraries without headers (libpq5) are no build packages; what takes the place of a -dev package is in runtime-libraries.ts.
 */
const names: ReadonlySet<string> = new Set(
  `
  autoconf autoconf-archive automake autopoint autotools-dev binutils bison build-base build-essential byacc cargo ccache clang cmake
  cpp debhelper dpkg-dev flex g++ gcc gcc-c++ gcc-gfortran gfortran go golang golang-go gradle kernel-headers lld llvm libtool
  libtool-bin linux-headers m4 make maven meson mold musl-tools nasm ninja ninja-build patch pkg-config pkgconf pkgconf-pkg-config pkgconfig
  protobuf-compiler re2c rust rustc samurai sbt swig texinfo upx upx-ucl yasm
  `
    .trim()
    .split(/\s+/),
);

const patterns: readonly RegExp[] = [
  /-(?:dev|devel|headers|dev-compat|multidev)$/,
  // linux-headers-amd64, linux-headers-6.1.0-18
  /^linux-headers-/,
  // gcc-12, g++-12, clang-14, llvm-15, gfortran-12, golang-1.22, automake1.11
  /^(?:gcc|g\+\+|cpp|clang|llvm|lld|gfortran|golang|automake|autoconf)-?\d[\d.]*$/,
  // Cross compilers: gcc-aarch64-linux-gnu, g++-12-arm-linux-gnueabihf, binutils-arm-none-eabi
  /^(?:gcc|g\+\+|binutils|crossbuild-essential)-[\w.-]+$/,
  // default-jdk-headless, openjdk-17-jdk, openjdk17-jdk.
  /^(?:default-jdk|openjdk-?\d+-jdk)(?:-headless)?$/,
];

/** Whether a package is only there to build something. The version or the architecture that may stand behind the name is left out. */
export function isBuildPackage(name: string): boolean {
  return names.has(name) || patterns.some((pattern) => pattern.test(name));
}
