/** What the text of a program says of who may run it. */

/** Files that an interpreter is given. */
export const sourceFile = /\.(?:[cm]?[jt]sx?|exs?|jl|lua|php|pl|psgi|py|[rR]|rb|ru)$/;

/** Settings that are sources, and read where a server starts (docs.gunicorn.org/en/stable/configure.html). */
export const settingsOfServers: ReadonlyMap<string, string> = new Map([['gunicorn', 'gunicorn.conf.py']]);

/** Calls that become another user (POSIX setuid and its names in Node.js, Python, Ruby and PHP). */
export const changesUser =
  /\bprocess\.set(?:e?[ug]id|groups)\(|\bos\.set(?:e|re|res)?[ug]id\(|\bposix_set(?:e)?[ug]id\(|\bProcess::(?:UID|GID|Sys)\b|\bProcess\.(?:[ug]id|daemon)\s*=/;

/** A port below 1024 where a server listens, as people write it: `listen(80`, `PORT || 80`, `port=80`, `"0.0.0.0:80"`, `Server(("", 80)`, `.bind(("", 80)`. */
export const listensLow =
  /(?:\blisten\(\s*|\b(?:port|PORT)["']?\]?\)?\s*(?:=|:|\|\||\?\?|,|or\b)\s*|["'](?:\w+:\/\/)?(?:0\.0\.0\.0|\[::\]|\*)?:|(?:Server|\.bind)\(\s*\(["'][^"']*["'],\s*)["']?([1-9]\d{0,2}|10(?:[01]\d|2[0-3]))(?![\d.])/;

const LOW = '[1-9]\\d{0,2}|10(?:[01]\\d|2[0-3])';

/**
 * The same in any source or settings of a program, by calls and settings that speak of nothing but servers: `ListenAndServe(":80"`,
 * `Addr: ":53"`, `TcpListener::bind("0.0.0.0:80")`, `UseUrls("http://*:80")`, `server.port=80`.
 */
export const servesLow = new RegExp(
  [
    String.raw`\b(?:Listen(?:AndServe(?:TLS)?|Packet)?|Run(?:TLS)?|Start(?:TLS)?|UseUrls|bind)\(\s*(?:["'](?:tcp|udp)\d?["']\s*,\s*)?["'](?:https?://)?(?:\*|\+|0\.0\.0\.0|\[::\]|localhost)?:(?<address>${LOW})["'/]`,
    String.raw`\b(?:ListenAnyIP|ServerSocket)\(\s*(?<number>${LOW})\b`,
    String.raw`\bAddr:\s*["\x60](?:0\.0\.0\.0|\[::\])?:(?<field>${LOW})["\x60]`,
    String.raw`\bflag\.String\(\s*"[^"]*",\s*":(?<flag>${LOW})"`,
    String.raw`\.bind\(\s*(?<datagram>53|67|69|123|161|162|514)\b`,
    String.raw`^(?:export\s+)?(?:HTTPS?_)?PORT=(?<variable>${LOW})\s*$`,
    String.raw`"Ur[li]s?"\s*:\s*"https?://[^"/]*:(?<url>${LOW})["/;]`,
    String.raw`\bserver\.port\s*[=:]\s*(?<setting>${LOW})\s*$`,
    String.raw`^server:\s*\n(?:[ \t]+.*\n)*?[ \t]+port:\s*(?<yaml>${LOW})\s*$`,
    String.raw`\bSocketAddr::from\(\(\[[\d,\s]+\],\s*(?<parts>${LOW})\)`,
  ].join('|'),
  'm',
);

/** The port of a server in settings, where `port: 25` would be that of a mail server somewhere else. */
export const settingsLow = /(?:^|[\s{,"'])port["']?\s*[:=]\s*["']?(80|443)(?!\d)/i;
