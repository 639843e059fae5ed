/**
 * Projects that `./configure` without a prefix installs to /usr/local, or to a folder in there, and nowhere else. It is what GNU asks for (gnu.org/prep/standards,
 * directory variables), and not what all do: asterisk and treefrog go to /usr, hdf5 stays where it is built. Sources: their configure.ac.
 */
const TO_LOCAL: ReadonlySet<string> = new Set(
  `apr apr-util c-ares czmq curl expat fdk-aac ffmpeg flac freetds geos graphicsmagick httpd imagemagick iperf jansson jq lame leptonica
  libevent libexpat libffi libmaxminddb libogg libpcap libpng librdkafka libsodium libspatialindex libssh2 libunwind libuv libvorbis libvpx
  libwebp libxml2 libxslt libzmq lighttpd memcached nghttp2 nginx oniguruma openssl opus pcre pcre2 postgresql proj protobuf sqlite squid
  tesseract tiff tor unixodbc x264 yara zeromq zlib`.split(/\s+/),
);

const OF_GNU = /^https?:\/\/(?:ftp\.gnu\.org|ftpmirror\.gnu\.org|mirrors?\.kernel\.org|git\.savannah\.gnu\.org)\//;

/** An archive or a repository that is fetched. */
export const fetchedSources: RegExp =
  /\bhttps?:\/\/[^\s"'|;&)]+?(?:\.(?:git|t[bgx]z2?|tar(?:\.\w+)?|zip)(?![\w.])|(?<=(?:github|gitlab)\.com\/[\w.-]+\/[\w.-]+)(?=[\s"'|;&)]|$))/g;

/** `https://download.example.org/libsodium-1.0.20.tar.gz`, `https://github.com/zeromq/libzmq` */
export const goesToLocal = (url: string): boolean =>
  OF_GNU.test(url) ||
  url
    .toLowerCase()
    .split('/')
    .slice(3)
    .some((part) => TO_LOCAL.has(part.replace(/(?:-autoconf)?[-_.]?v?(?:[\d$]|git$|t[bgx]z|tar|zip).*$/, '')));
