/**
 * Options of package managers that are whole by themselves. Behind any other option without `=`, the next word may be its value and
 * no package: `dnf install --setopt tsflags=nodocs curl`.
 */
export const wholeOptions: readonly RegExp[] = [
  /^--?[a-z-]+=|^-o./,
  // Letters that take a value with one of the managers are left out.
  /^-[UVflmnqsuvy]+$/,
  /^--(?:allow-(?:change-held-packages|downgrades|releaseinfo-change|remove-essential|unauthenticated|untrusted|vendor-change)|allowerasing)$/,
  /^--(?:assume-?yes|yes|no-?confirm|non-interactive|auto-agree-with-licenses|gpg-auto-import-keys)$/,
  /^--(?:best|nobest|fix-(?:broken|missing)|force(?:-yes|-resolution)?|nodocs|nogpgcheck|no-gpg-checks|skip-broken)$/,
  /^--(?:no-)?(?:install-)?(?:recommends|suggests)$/,
  /^--(?:no-cache|refresh|update|update-cache|upgrade|no-upgrade|only-upgrade|reinstall)$/,
  /^--(?:quiet|verbose|no-progress|show-progress)$/,
];
