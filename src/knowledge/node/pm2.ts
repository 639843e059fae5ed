/** How pm2 is told what to start (pm2.keymetrics.io/docs/usage/application-declaration; github.com/Unitech/pm2, lib/binaries and lib/API/schema.json). */

/** Options that have no say in which program is started, or with what; the latter with a value. */
export const flagsOfPm2: ReadonlySet<string> = new Set(
  `--attach --auto-exit --format --formatted --json --merge-logs --no-auto-exit --no-autorestart --no-daemon --raw --time`.split(
    ' ',
  ),
);
export const valuesOfPm2: ReadonlySet<string> = new Set(
  `--delay --env --error --instances --kill-timeout --machine-name --max-memory-restart --name --only --output --public --secret -e -i -n
  -o`.split(/\s+/),
);

/** Settings of a program that have no say in what else it needs, or whose values are read. */
export const settingsOfPm2 =
  /^(?:script|cwd|args|interpreter|node_args|interpreter_args|env|env_\w+|name|namespace|instances|exec_mode|autorestart|ignore_watch|watch_options|watch_delay|max_memory_restart|max_restarts|min_uptime|restart_delay|exp_backoff_restart_delay|cron_restart|listen_timeout|kill_timeout|kill_retry_time|wait_ready|shutdown_with_message|stop_exit_codes|merge_logs|combine_logs|log_date_format|log_type|time|error_file|out_file|log_file|pid_file|error|output|log|instance_var|increment_var|source_map_support|disable_source_map_support|vizion|pmx|automation|treekill|force|port|trace|disable_trace)$/;

/** Those whose values may name files. */
export const textsOfPm2 = /^(?:env|env_\w+)$/;

export const nodeOptionsOfPm2 = ['node_args', 'interpreter_args'] as const;
