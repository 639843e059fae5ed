/**
 * Libraries that the headers of libc bring along in Debian, and that are packages of their own: nobody installs anything for them, and the
 * smallest images lack them (packages.debian.org: libc6-dev depends on libcrypt-dev, and up to Debian 12 on libnsl-dev).
 */
export type BesideLibc = {
  /** How build files say that a program is linked with it. */
  readonly inBuilds: RegExp;
  /** How sources do, as those of Go and Rust may. */
  readonly inSources: RegExp;
  /** What brings it when a program runs, by the release. */
  readonly packages: Readonly<Record<string, string>>;
};

const links = (name: string): Pick<BesideLibc, 'inBuilds' | 'inSources'> => ({
  inBuilds: new RegExp(`(?:^|[\\s"'([=;,])(?:-l)?${name}(?=[\\s"')\\],;]|$)`, 'm'),
  inSources: new RegExp(
    `#include\\s*<${name}\\.h>|LDFLAGS:.*-l${name}\\b|\\blink\\(\\s*name\\s*=\\s*"${name}"|rustc-link-lib=(?:\\w+=)?${name}\\b`,
  ),
});

export const besideLibc: readonly BesideLibc[] = [
  { ...links('crypt'), packages: { bullseye: 'libcrypt1', bookworm: 'libcrypt1', trixie: 'libcrypt1' } },
  { ...links('nsl'), packages: { bullseye: 'libnsl2', bookworm: 'libnsl2' } },
];
