/**
 * Modules of Go that are written in C, or bind a library that is, and do not build or not work without cgo. Source: their own go files
 * (`import "C"`) and read-mes.
 */
const WITH_C: readonly RegExp[] = [
  /^(?:github\.com\/(?:mattn\/go-sqlite3|jinzhu\/gorm\/dialects\/sqlite)|gorm\.io\/driver\/sqlite)$/,
  /^github\.com\/(?:confluentinc\/confluent-kafka-go|DataDog\/zstd|valyala\/gozstd|4kills\/go-zlib|mattn\/go-oci8|godror\/godror)\b/,
  /^github\.com\/(?:tecbot\/gorocksdb|linxGnu\/grocksdb|jmhodges\/levigo|marcboeker\/go-duckdb|duckdb\/duckdb-go)\b/,
  /^github\.com\/(?:h2non\/bimg|davidbyttow\/govips|gographics\/imagick|otiai10\/gosseract|disintegration\/gift-c|chai2010\/webp|kolesa-team\/go-webp)\b/,
  /^github\.com\/(?:libgit2\/git2go|pebbe\/zmq4|google\/gopacket|gopacket\/gopacket|seccomp\/libseccomp-golang|veandco\/go-sdl2|go-gl\/.+|rogchap\/v8go|bytedance\/gopkg-c)\b/,
  /^github\.com\/(?:ethereum\/go-ethereum|CosmWasm\/wasmvm|herumi\/bls-eth-go-binary|supranational\/blst|karalabe\/(?:hid|usb)|wasmerio\/wasmer-go|bytecodealliance\/wasmtime-go)\b/,
  /^github\.com\/(?:knqyf263\/go-rpmdb|NVIDIA\/go-nvml|mutecomm\/go-sqlcipher|xeodou\/go-sqlcipher|spacemonkeygo\/openssl|microsoft\/go-crypto-openssl|lukso-network\/.+)\b/,
  /^github\.com\/(?:alexbrainman\/odbc|ibmdb\/go_ibm_db|ibm-messaging\/mq-golang|apache\/pulsar\/pulsar-client-go|ceph\/go-ceph|(?:miekg|ThalesIgnite)\/(?:pkcs11|crypto11)|msteinert\/pam|proglottis\/gpgme|libp2p\/go-openssl|zeromq\/goczmq|aarzilli\/golua|libvirt\/libvirt-go|rana\/ora)\b/,
  /^github\.com\/(?:(?:smacker|tree-sitter)\/(?:go-)?tree-sitter|yanyiwu\/gojieba|yalue\/onnxruntime_go|(?:tensorflow\/tensorflow|galeone\/(?:tensorflow|tfgo))|daulet\/tokenizers|ggerganov\/whisper\.cpp|Kagami\/go-face)\b/,
  /^github\.com\/(?:gordonklaus\/portaudio|hajimehoshi\/(?:ebiten|oto)|ebitengine\/oto|go-vgo\/robotgo|gotk3\/gotk3|mattn\/go-gtk|asticode\/go-astiav|giorgisio\/goav|pion\/mediadevices|bwmarrin\/dgvoice)\b/,
  /^(?:layeh\.com\/gopus|gopkg\.in\/(?:hraban\/opus|rana\/ora)\S*|libvirt\.org\/(?:go\/)?libvirt(?:-go)?)\b/,
  /^(?:gocv\.io\/x\/gocv|fyne\.io\/fyne|modernc\.org\/cgo|gonum\.org\/v1\/netlib|gopkg\.in\/(?:gographics\/imagick|goracle)\S*|gioui\.org)\b/,
];

/** It needs cgo. */
export const needsCgo = (module: string): boolean => WITH_C.some((pattern) => pattern.test(module));

/**
 * Crates that link a library of the system, and what they look for with pkg-config (docs.rs). A `vendored`, `bundled` or `static` feature
 * makes them do without, and is not read here.
 */
export const crateLibraries: ReadonlyMap<string, string> = new Map([
  ['openssl-sys', 'libssl-dev'],
  ['libpq-sys', 'libpq-dev'],
  ['pq-sys', 'libpq-dev'],
  ['mysqlclient-sys', 'default-libmysqlclient-dev'],
  ['libsqlite3-sys', 'libsqlite3-dev'],
  ['libgit2-sys', 'libgit2-dev'],
  ['rdkafka-sys', 'librdkafka-dev'],
  ['zmq-sys', 'libzmq3-dev'],
  ['alsa-sys', 'libasound2-dev'],
  ['libudev-sys', 'libudev-dev'],
  ['libusb1-sys', 'libusb-1.0-0-dev'],
  ['dbus', 'libdbus-1-dev'],
  ['libdbus-sys', 'libdbus-1-dev'],
  ['libxml', 'libxml2-dev'],
  ['gdal-sys', 'libgdal-dev'],
  ['geos-sys', 'libgeos-dev'],
  ['hdf5-sys', 'libhdf5-dev'],
  ['netcdf-sys', 'libnetcdf-dev'],
  ['curl-sys', 'libcurl4-openssl-dev'],
  // These take what buildpack-deps brings, and build their own only where it is not there.
  ['bzip2-sys', 'libbz2-dev'],
  ['cairo-sys-rs', 'libcairo2-dev'],
  ['expat-sys', 'libexpat1-dev'],
  ['freetype-sys', 'libfreetype-dev'],
  ['gdk-pixbuf-sys', 'libgdk-pixbuf-2.0-dev'],
  ['gio-sys', 'libglib2.0-dev'],
  ['glib-sys', 'libglib2.0-dev'],
  ['gobject-sys', 'libglib2.0-dev'],
  ['lcms2-sys', 'liblcms2-dev'],
  ['libevent-sys', 'libevent-dev'],
  ['libffi-sys', 'libffi-dev'],
  ['libgssapi-sys', 'libkrb5-dev'],
  ['liblzma-sys', 'liblzma-dev'],
  ['libz-sys', 'zlib1g-dev'],
  ['lzma-sys', 'liblzma-dev'],
  ['magick_rust', 'libmagickwand-dev'],
  ['ncurses', 'libncurses-dev'],
  ['pcre2-sys', 'libpcre2-dev'],
  ['rust_icu_sys', 'libicu-dev'],
  ['servo-fontconfig-sys', 'libfontconfig-dev'],
  ['x11', 'libx11-dev'],
  ['xcb', 'libxcb1-dev'],
  ['yeslogic-fontconfig-sys', 'libfontconfig-dev'],
]);

/** Where cargo puts what it builds for musl, for the machines whose programs are linked statically by default (rustc_target, `crt_static_default`). */
export const linksMusl =
  /\/(?:aarch64|arm|armv5te|armv7|i[56]86|x86_64)-unknown-linux-musl(?:eabi(?:hf)?)?\/[\w-]+\/[^/]+$/;

/** Libraries as `-l` names them, by the package that brings them to a build; empty for those of libc. */
export const linkedLibraries: Readonly<Record<string, readonly string[]>> = {
  bz2: ['libbz2-dev'],
  c: [],
  crypt: [],
  crypto: ['libssl-dev'],
  curl: ['libcurl4-openssl-dev'],
  dl: [],
  event: ['libevent-dev'],
  ffi: ['libffi-dev'],
  'glib-2.0': ['libglib2.0-dev'],
  gmp: ['libgmp-dev'],
  jpeg: ['libjpeg-dev'],
  lzma: ['liblzma-dev'],
  m: [],
  ncurses: ['libncurses-dev'],
  png: ['libpng-dev'],
  pq: ['libpq-dev'],
  pthread: [],
  readline: ['libreadline-dev'],
  rt: [],
  sqlite3: ['libsqlite3-dev'],
  ssl: ['libssl-dev'],
  'stdc++': [],
  xml2: ['libxml2-dev'],
  xslt: ['libxslt1-dev'],
  yaml: ['libyaml-dev'],
  z: ['zlib1g-dev'],
};
