/**
 * Programs that start others by tables of their own, with a PATH that those say or that is their own (man 5 crontab, man 8 atd,
 * supervisord.org/configuration.html).
 */
export const schedulers: ReadonlySet<string> = new Set([
  'anacron',
  'atd',
  'cron',
  'crond',
  'fcron',
  'supercronic',
  'supervisorctl',
  'supervisord',
]);

/** What builds, as a line of such a table or a script has it. */
export const callsToolchain =
  /(?:^|[\s;&|"'=(])(?:\/usr\/bin\/)?(?:cargo|cc|cmake|[gc]\+\+|gcc|make|pip[\d.]*|virtualenv)(?=[\s;&|"')]|$)|-m\s+(?:ensurepip|pip|venv)\b/m;
