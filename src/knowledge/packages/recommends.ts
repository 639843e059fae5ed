import { programsOfRecommended } from './called-programs.ts';
import { type Simulated, simulated, simulatedReleases } from './recommends-debian.ts';

/**
 * apt installs recommended packages unless it is told not to, so adding --no-install-recommends takes something away.
 * What it takes is simulated (recommends-debian.ts); which of that a program needs to go on doing its work is judged
 * here, as the owner of an image would: would something that worked stop working? Manuals, locales and desktop
 * integration do not count. `because` says what happens without the package.
 */
export type Matter = {
  readonly because: string;
  /** The packages that need it; in a name `*` stands for any text and `?` for one character. */
  readonly for: 'any' | readonly string[];
  /** What to name instead, where the lost name changes with the release. */
  readonly add?: string;
  /** Not needed where all of these are there. */
  readonly or?: readonly string[];
  /** What an install names may take the place of what would bring it: `before` is there already, or stands before the package that needs it. */
  readonly unless?: (name: string, named: readonly string[], before: readonly string[]) => boolean;
};

/** PHP depends on its module for Apache or one of these; apt takes the module where none is chosen yet: by its version, or before PHP. */
const otherPhp = (name: string, named: readonly string[], before: readonly string[]): boolean =>
  /^php[\d.]*$/.test(name) &&
  (named.some((other) => /^php\d[\d.]*-(?:cgi|fpm)$/.test(other)) ||
    before.some((other) => /^php[\d.]*-(?:cgi|fpm)$/.test(other)));

const java = list('openjdk-*-headless default-jre-headless default-jdk-headless tomcat*');
const magick = list('imagemagick* graphicsmagick php-imagick libmagick*-dev libgraphicsmagick1-dev');
const heif = list('imagemagick* libheif* libvips*');

function list(names: string): string[] {
  return names.trim().split(/\s+/);
}

/** Lost package → why it matters, and to whom. After a change run scripts/recommends.ts. */
export const matters: Readonly<Record<string, Matter>> = {
  // The network
  'ca-certificates': {
    because: 'https and other TLS connections fail without certificates',
    // They check servers against the certificates of the system. Node.js and Chromium bring their own.
    for: list(`
      curl wget aria2 libcurl* git git-core git-lfs git-svn mercurial cmake cmake-curses-gui cargo rustc luarocks debootstrap
      php php8.? php-curl php8.?-curl libapache2-mod-php* libapache2-mod-auth-openidc libapache2-mod-shib
      python3 python3.* python3-dev python3-all python3-all-dev python3-full python-is-python3
      python3-setuptools python3-urllib3 python3-pycurl python3-httplib2
      awscli s3cmd s3fs docker.io containerd clamav clamav-daemon clamav-freshclam gdal-bin python3-gdal
      squid postfix msmtp msmtp-mta prometheus
    `),
  },
  'ca-certificates-mono': { because: 'https fails in Mono programs', for: ['mono-*'] },
  curl: { because: 'cabal cannot download over https', for: ['cabal-install'] },
  'openssh-client': {
    because: 'there is no ssh to reach remote hosts with',
    for: ['git', 'git-core', 'git-lfs', 'git-svn', 'mercurial', 'lftp', 'sshpass'],
  },
  git: {
    because: 'dependencies and build contexts in git repositories cannot be fetched',
    for: list('npm composer docker.io'),
  },
  'libsasl2-modules': { because: 'logging in to a mail relay fails', for: ['postfix'] },
  nftables: { because: 'wg-quick cannot set up its firewall rules', for: ['wireguard', 'wireguard-tools'] },
  'krb5-config': { because: 'there is no /etc/krb5.conf', for: ['krb5-user'] },

  // Compiling
  'libc6-dev': {
    because: 'nothing compiles without the headers of the C library',
    for: list('gcc gcc-* golang* haskell-stack dkms'),
  },
  gcc: {
    because: 'there is no compiler',
    for: list('cmake cmake-curses-gui golang* valac cython3 mpich luarocks lib*-dev tcl-dev tk-dev'),
    or: ['clang'],
  },
  'g++': { because: 'C++ code in Go packages does not compile', for: ['golang*'] },
  'libstdc++-14-dev': { because: 'packages with C++ code do not link', for: ['ghc', 'cabal-install'], add: 'g++' },
  make: { because: 'there is no make', for: ['cmake', 'cmake-curses-gui', 'cpanminus', 'python3-sphinx'] },
  'build-essential': {
    because: 'native code does not compile without a compiler and make',
    for: list(`
      python3-pip python3-virtualenv virtualenv npm node-gyp bundler ruby-bundler meson php-dev php8.?-dev
      apache2-dev dpkg-dev debhelper debhelper-compat dkms crossbuild-essential-*
    `),
    or: ['g++', 'make'],
  },
  'python3-dev': {
    because: 'extensions do not compile without the Python headers',
    for: list('python3-pip python3-virtualenv virtualenv cython3'),
  },
  'ruby-dev': { because: 'native gems do not compile without the Ruby headers', for: ['bundler', 'ruby-bundler'] },
  'pkg-config': { because: 'builds cannot look up libraries', for: ['golang*', 'lib*-dev'], or: ['pkgconf'] },
  pkgconf: {
    because: 'builds cannot look up libraries',
    for: list('golang* lib*-dev'),
    add: 'pkg-config',
    or: ['pkgconf'],
  },
  autoconf: { because: 'there is no autoreconf', for: ['libtool', 'autoconf-archive'] },
  automake: { because: 'there is no aclocal and automake', for: ['autoconf', 'libtool'] },
  'libltdl-dev': { because: 'builds that use ltdl.h or autoreconf fail', for: ['libtool'] },
  'libfl-dev': { because: 'scanners do not link with -lfl', for: ['flex'] },
  'libprotobuf-dev': {
    because: 'protoc cannot import google/protobuf/*.proto',
    for: list('protobuf-compiler protobuf-compiler-grpc'),
  },
  'gcc-multilib': { because: 'gcc -m32 does not link', for: ['libc6-dev-i386', 'lib32*-dev'] },
  'gcc-arm-none-eabi': { because: 'there is no compiler for it', for: ['libnewlib-arm-none-eabi'] },
  'libnewlib-arm-none-eabi': { because: 'there is no C library to compile against', for: 'any' },
  'libstdc++-arm-none-eabi-newlib': {
    because: 'C++ does not compile',
    for: list('gcc-arm-none-eabi libnewlib-arm-none-eabi'),
  },
  'libc6-dev-arm64-cross': { because: 'there is no C library to compile against', for: 'any' },
  'libc6-dev-armel-cross': { because: 'there is no C library to compile against', for: 'any' },
  'libc6-dev-armhf-cross': { because: 'there is no C library to compile against', for: 'any' },
  'libc6-dev-ppc64el-cross': { because: 'there is no C library to compile against', for: 'any' },
  'libc6-dev-riscv64-cross': { because: 'there is no C library to compile against', for: 'any' },
  'libc6-dev-s390x-cross': { because: 'there is no C library to compile against', for: 'any' },
  'libclang-rt-14-dev': { because: 'sanitizers and coverage do not link', for: ['clang', 'clang-14'] },
  'libclang-rt-16-dev': { because: 'sanitizers and coverage do not link', for: ['clang-16'] },
  'libclang-rt-17-dev': { because: 'sanitizers and coverage do not link', for: ['clang-17'] },
  'libclang-rt-18-dev': { because: 'sanitizers and coverage do not link', for: ['clang-18'] },
  'libclang-rt-19-dev': { because: 'sanitizers and coverage do not link', for: ['clang', 'clang-19'] },
  'llvm-14-dev': { because: 'what llvm-config points to is missing', for: ['llvm', 'llvm-14'] },
  'llvm-15-dev': { because: 'what llvm-config points to is missing', for: ['llvm-15'] },
  'llvm-16-dev': { because: 'what llvm-config points to is missing', for: ['llvm-16'] },
  'llvm-17-dev': { because: 'what llvm-config points to is missing', for: ['llvm-17'] },
  'llvm-18-dev': { because: 'what llvm-config points to is missing', for: ['llvm-18'] },
  'llvm-19-dev': { because: 'what llvm-config points to is missing', for: ['llvm', 'llvm-19'] },
  cargo: { because: 'there is no cargo', for: ['rustc'] },
  'ant-optional': { because: 'tasks such as junit are missing', for: ['ant'] },

  // Runtimes and servers
  'python3-lxml': { because: "BeautifulSoup(…, 'lxml') fails", for: ['python3-bs4'] },
  'python3-jmespath': { because: 'the json_query filter fails', for: ['ansible'] },
  'python3-passlib': { because: 'the password_hash filter fails', for: ['ansible'] },
  'python3-winrm': { because: 'Windows hosts cannot be reached', for: ['ansible'] },
  libfontconfig1: { because: 'Java cannot draw text into images and PDF files', for: java },
  libharfbuzz0b: { because: 'Java cannot draw text into images and PDF files', for: java },
  'erlang-crypto': { because: 'the crypto application is missing', for: ['erlang-base', 'erlang-dev', 'elixir'] },
  'erlang-syntax-tools': {
    because: 'the syntax_tools application is missing',
    for: list('erlang-base erlang-dev elixir'),
  },
  apache2: {
    because: 'the web server itself is missing',
    for: ['libapache2-mod-*', 'php', 'php8.?'],
    unless: otherPhp,
  },
  'ssl-cert': {
    because: 'the self-signed certificate of the default TLS site is missing',
    for: list('apache2 libapache2-mod-* postfix'),
  },
  'postgresql-postgis': { because: 'the extension for the server is missing', for: ['postgis'] },
  'ldap-utils': { because: 'there is no ldapadd and ldapsearch', for: ['slapd'] },
  clamdscan: { because: 'there is no clamdscan', for: ['clamav-daemon'] },
  dbus: { because: 'there is no system bus and no machine id', for: ['systemd', 'systemd-sysv', 'init', 'dbus-x11'] },
  'docker-cli': { because: 'there is no docker command', for: ['docker.io', 'docker-compose', 'docker-buildx'] },
  'docker-buildx': { because: 'docker build cannot use BuildKit', for: ['docker.io', 'docker-cli'] },
  'xz-utils': { because: 'layers compressed with xz cannot be unpacked', for: ['docker.io'] },
  'ipxe-qemu': { because: 'the boot ROMs of network cards are missing', for: ['qemu-system*', 'qemu-kvm'] },
  ovmf: { because: 'virtual machines cannot boot with UEFI', for: ['qemu-system*', 'qemu-kvm'] },
  'qemu-efi-aarch64': { because: 'virtual machines cannot boot with UEFI', for: ['qemu-system*'] },
  'qemu-utils': { because: 'there is no qemu-img', for: ['qemu-system*', 'qemu-kvm'] },

  // Tools that other tools call
  gnupg: {
    because: 'keys cannot be imported or fetched',
    for: list('software-properties-common gnupg-agent gpg gpg-agent dirmngr'),
  },
  unzip: { because: 'there is no unzip', for: ['composer', 'zip'] },
  xxd: { because: 'there is no xxd', for: ['vim*', 'neovim'] },
  psmisc: { because: 'there is no killall, fuser and pstree', for: ['procps'] },
  parallel: { because: 'bats --jobs fails', for: ['bats'] },
  xauth: { because: 'xvfb-run fails', for: ['xvfb'] },
  'xfonts-base': {
    because: 'the server does not find its fonts',
    for: list('tightvncserver tigervnc-standalone-server'),
  },

  // Documents, pictures, sound
  ghostscript: { because: 'PDF, PS and EPS files cannot be read', for: magick },
  'libmagickcore-6.q16-6-extra': { because: 'SVG and other formats cannot be read', for: magick },
  'libmagickcore-7.q16-10-extra': { because: 'SVG and other formats cannot be read', for: magick },
  'libheif-plugin-aomenc': { because: 'AVIF files cannot be written', for: heif },
  'libheif-plugin-x265': { because: 'HEIC files cannot be written', for: heif },
  'fonts-liberation': {
    because: 'text comes out in a wrong font or as boxes',
    for: list('graphviz gnuplot-nox chromium* libreoffice-*'),
  },
  'fonts-liberation2': {
    because: 'text comes out in a wrong font or as boxes',
    for: ['graphviz', 'libreoffice-*'],
    add: 'fonts-liberation',
  },
  'chromium-sandbox': { because: 'Chromium starts only with --no-sandbox', for: ['chromium*'] },
  'libreoffice-math': { because: 'formulas in documents are lost', for: ['libreoffice-writer'] },
  'libreoffice-math-nogui': { because: 'formulas in documents are lost', for: ['libreoffice-writer-nogui'] },
  'poppler-data': { because: 'Chinese, Japanese and Korean text comes out empty', for: ['poppler-utils'] },
  'tesseract-ocr': { because: 'the program itself is missing', for: ['tesseract-ocr-*'] },
  pngquant: { because: 'ocrmypdf --optimize 2 fails', for: ['ocrmypdf'] },
  unpaper: { because: 'ocrmypdf --clean fails', for: ['ocrmypdf'] },
  lmodern: { because: 'documents with the Latin Modern fonts fail', for: list('texlive-* latexmk doxygen-latex') },
  'tex-gyre': { because: 'documents with the TeX Gyre fonts fail', for: ['texlive-fonts-recommended'] },
  tipa: { because: 'documents with phonetic symbols fail', for: ['texlive-fonts-recommended'] },
  'texlive-base': { because: 'TeX itself is missing', for: ['texlive-binaries', 'dvipng'] },
  'texlive-latex-base': { because: 'LaTeX itself is missing', for: ['texlive-plain-generic'] },
  'texlive-fonts-recommended': { because: 'documents with the standard PostScript fonts fail', for: ['texlive-*'] },
  'texlive-plain-generic': { because: 'LaTeX packages such as ulem are missing', for: ['texlive-*'] },
  'texlive-latex-extra': { because: 'LaTeX packages are missing', for: ['texlive-publishers'] },
  'docbook-xml': { because: 'documents cannot be validated offline', for: ['docbook-xsl', 'asciidoc'] },
  'aspell-en': { because: 'there is no dictionary', for: ['aspell', 'libaspell-dev', 'libpspell-dev'] },
  'gstreamer1.0-plugins-base': { because: 'the basic elements of every pipeline are missing', for: ['gstreamer1.0-*'] },
  'va-driver-all': { because: 'no driver for video acceleration is found', for: ['libva2', 'libva-drm2', 'vainfo'] },
  'mesa-vulkan-drivers': { because: 'no Vulkan driver is found', for: ['libvulkan1', 'vulkan-tools'] },
  graphviz: { because: 'pprof cannot draw graphs', for: ['google-perftools'] },

  // Data and plugins of libraries
  'shared-mime-info': { because: 'file types are not recognised', for: ['libglib2.0-0', 'libglib2.0-0t64'] },
  'geoip-database': { because: 'look-ups find nothing', for: ['libgeoip1', 'libgeoip1t64', 'libgeoip-dev'] },
  'opencv-data': { because: 'the trained cascades are missing', for: ['libopencv-dev'] },
  'libqt5sql5-sqlite': { because: 'the SQLite driver of Qt is missing', for: ['qtbase5-dev'] },
  'libqt6sql6-sqlite': { because: 'the SQLite driver of Qt is missing', for: ['qt6-base-dev'] },
};

/**
 * Packages that do their work through what they recommend, so the flag would take the point away. Line by line:
 * the metapackages of desktops (Ubuntu's, Debian's, KDE's); other desktops; the X server, and Debian's tasks and blends,
 * which recommend what they stand for; collections of documents, fonts and TeX, R and the like, and servers and tools
 * made of parts, all of which lost much of their function in the simulations; what other archives publish (ROS, CUDA,
 * NVIDIA), which was not simulated.
 */
const metapackages = list(`
  *ubuntu*-desktop* *-desktop-environment plasma-desktop plasma-workspace kde-* kubuntu-* xubuntu-* lubuntu-*
  gnome gnome-core gnome-session xfce4 xfce4-goodies lxde lxde-core lxqt lxqt-core mate-core cinnamon
  xorg xinit xserver-xorg task-* tasksel games-* education-* med-* science-* ubuntu-standard
  texlive texlive-full texlive-extra-utils texlive-fonts-extra fonts-noto libreoffice libreoffice-nogui
  r-base r-base-* r-recommended r-cran-* octave python3-pandas devscripts wine wine64 wine32
  samba samba-ad-dc podman buildah syslog-ng libvirt-daemon-system monitoring-plugins ansible-core sssd
  ros-*-desktop ros-*-desktop-full ros-*-ros-base ros-*-ros-core ros-*-perception cuda cuda-* nvidia-* linux-generic linux-image-generic
`);

/** What a lean install of these packages loses, and what of that must be named to keep what the image could do. */
export type LeanInstall = {
  /** Packages to name explicitly, sorted; without those that are there or that another package depends on. */
  adds: string[];
  /** Per add: which package recommended it and why it matters. */
  because: { add: string; for: string; because: string }[];
  /** Packages without a simulation, or with a need whose name is not the same in every release that may be meant. */
  unknown: string[];
  /** Packages that lose something, whether it matters or not. */
  losing: string[];
  /** Packages that work through what they recommend: leave them alone. */
  metapackages: string[];
};

type Table = Readonly<Record<string, Simulated>>;
type Need = LeanInstall['because'][number];

/** Who calls one of some programs, in words; undefined where nobody does. */
type WhoCalls = (programs: readonly string[]) => string | undefined;

/**
 * @param present packages known to be in the image before the install
 * @param release a Debian codename; for any other the releases are combined, such that nothing is lost in either
 */
export function leanInstall(
  packages: readonly string[],
  present: ReadonlySet<string>,
  release: string | undefined,
  whoCalls: WhoCalls = () => undefined,
): LeanInstall {
  const tables = tablesOf(release);
  const there = closure([...present, ...packages], tables);
  const result: LeanInstall = { adds: [], because: [], unknown: [], losing: [], metapackages: [] };
  const needs = new Map<string, Need>();
  for (const name of new Set(packages)) {
    if (present.has(name)) continue;
    if (metapackages.some((pattern) => fits(pattern, name))) {
      result.metapackages.push(name);
      continue;
    }
    const found = rows(name, tables);
    if (found.length === 0) {
      result.unknown.push(name);
      continue;
    }
    if (found.some(({ lost }) => lost > 0)) result.losing.push(name);
    const before = [...present, ...packages.slice(0, packages.indexOf(name))];
    const needed = needsOf(name, tables, there, whoCalls, (matter) => matter.unless?.(name, packages, before) === true);
    const isNamed = needed.every(({ add }) => tables.every((table) => Object.hasOwn(table, add)));
    if (!isNamed) result.unknown.push(name);
    for (const need of needed)
      if ((isNamed || isLostInAll(need, tables)) && !needs.has(need.add)) needs.set(need.add, need);
  }
  dropImplied(needs, tables);
  result.adds = [...needs.keys()].sort();
  result.because = result.adds.flatMap((add) => needs.get(add) ?? []);
  return result;
}

/** Some names carry the version of a release, and another release may have them for another purpose. */
function isLostInAll(need: Need, tables: readonly Table[]): boolean {
  const lost = tables.map((table) => (table[need.for]?.loses ?? []).map((one) => matters[one]?.add ?? one));
  return lost.every((adds) => adds.includes(need.add));
}

/** Removes what the other additions bring anyway. */
function dropImplied(needs: Map<string, Need>, tables: readonly Table[]): void {
  for (const add of [...needs.keys()].sort()) {
    const others = [...needs.keys()].filter((other) => other !== add);
    if (closure(others, tables).has(add)) needs.delete(add);
  }
}

function tablesOf(release: string | undefined): Table[] {
  const exact = simulatedReleases.filter((name) => name === release);
  return (exact.length > 0 ? exact : simulatedReleases).map(simulated);
}

function rows(name: string, tables: readonly Table[]): Simulated[] {
  return tables.flatMap((table) => (Object.hasOwn(table, name) ? (table[name] ?? []) : []));
}

/** Why a package that `name` recommends matters to it. */
export function matterOf(lost: string, name: string): Matter | undefined {
  const matter = Object.hasOwn(matters, lost) ? matters[lost] : undefined;
  return matter && (matter.for === 'any' || matter.for.some((pattern) => fits(pattern, name))) ? matter : undefined;
}

const programsOf = (name: string): readonly string[] =>
  Object.hasOwn(programsOfRecommended, name) ? (programsOfRecommended[name] ?? []) : [];

/** What a package needs named; and what that needs in turn, for it is installed lean as well. */
function needsOf(
  name: string,
  tables: readonly Table[],
  there: ReadonlySet<string>,
  whoCalls: WhoCalls,
  isLeftOut: (matter: Matter) => boolean,
): Need[] {
  const needs: Need[] = [];
  const open = [name];
  for (const from of open) {
    for (const lost of new Set(rows(from, tables).flatMap(({ loses }) => loses ?? []))) {
      const matter = matterOf(lost, from);
      if (matter !== undefined && isLeftOut(matter)) continue;
      const { add = lost, or = [] } = matter ?? {};
      if (there.has(add) || open.includes(add) || (or.length > 0 && or.every((one) => there.has(one)))) continue;
      const programs = programsOf(lost);
      const because = matter?.because ?? (programs.length === 0 ? undefined : whoCalls(programs));
      if (because === undefined) continue;
      needs.push({ add, for: from, because });
      open.push(add);
    }
  }
  return needs;
}

/** The packages and what they bring in every release that has them. */
function closure(names: readonly string[], tables: readonly Table[]): Set<string> {
  const all = new Set(names);
  for (const name of names) {
    const [first, ...others] = rows(name, tables).map((row) => row.brings ?? []);
    for (const brought of first ?? []) if (others.every((other) => other.includes(brought))) all.add(brought);
  }
  return all;
}

/** `*` stands for any text, `?` for one character. */
function fits(pattern: string, name: string): boolean {
  if (!/[*?]/.test(pattern)) return pattern === name;
  let compiled = patterns.get(pattern);
  if (compiled === undefined) {
    const source = pattern.replace(/[.+]/g, '\\$&').replaceAll('*', '.*').replaceAll('?', '.');
    compiled = new RegExp(`^${source}$`);
    patterns.set(pattern, compiled);
  }
  return compiled.test(name);
}

const patterns = new Map<string, RegExp>();
