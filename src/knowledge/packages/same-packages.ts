/** Packages that are called the same in Debian and in Ubuntu, in every release. */
const SAME = new Set(
  `bash ca-certificates curl dumb-init ffmpeg fontconfig fonts-dejavu fonts-dejavu-core fonts-liberation ghostscript git gosu graphviz imagemagick
  iputils-ping jq less libfreetype6 locales netcat-openbsd openssh-client openssl postgresql-client procps tesseract-ocr tini tzdata unzip wget
  zip`.split(/\s+/),
);

export const isSameEverywhere = (name: string): boolean => SAME.has(name);
