/**
 * Programs in Go that people install beside their own to start them in containers, and that start no other: they migrate databases, tell
 * health, or fill in variables. Sources: their own repositories, by these import paths.
 */
export const startedGoTools: readonly RegExp[] = [
  /^github\.com\/a8m\/envsubst\//,
  /^github\.com\/golang-migrate\/migrate\//,
  /^github\.com\/grpc-ecosystem\/grpc-health-probe(?:@|$)/,
  /^github\.com\/jackc\/tern(?:\/|@)/,
  /^github\.com\/pressly\/goose\//,
  /^github\.com\/rubenv\/sql-migrate\//,
];
