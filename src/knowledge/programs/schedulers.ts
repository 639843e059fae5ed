/** Programs that start others by tables of their own, with a PATH that those say or that is their own (man 5 crontab, man 8 atd). */
export const schedulers: ReadonlySet<string> = new Set(['anacron', 'atd', 'cron', 'crond', 'fcron', 'supercronic']);
