/** A server of npm that hands out a folder as a build left it, and reads nothing else. */
export type StaticServer = {
  readonly package: string;
  /** Its program, in its package. */
  readonly file: RegExp;
  /** Options whose value is the next word. */
  readonly values: RegExp;
  /** Options that leave the next word alone; any other may take the folder for its value. */
  readonly flags: RegExp;
  /** Options with which it reads files beside the folder. */
  readonly others: RegExp;
};

const HTTP_SERVER = {
  file: /^bin\/http-server$/,
  values: /^(?:-[aceptP]|--(?:ext|port|proxy))$/,
  flags: /^(?:-[cpt]-?\d+|--cors|--(?:ext|port|proxy)=.*)$/,
  others: /^(?:-[CKS]|--(?:cert|key|mimetypes|ssl|tls))(?:=|$)/,
} as const;

/**
 * Servers by their programs. Settings of `serve` (serve.json, now.json, package.json) are those in the folder itself. Sources:
 * github.com/vercel/serve, github.com/http-party/http-server, github.com/lukeed/sirv.
 */
export const staticServers: ReadonlyMap<string, StaticServer> = new Map([
  [
    'serve',
    {
      package: 'serve',
      file: /^(?:bin\/serve\.js|build\/main\.js)$/,
      values: /^(?:-[lp]|--listen|--port)$/,
      flags:
        /^(?:-[Cdnsu]+|--(?:cors|debug|no-cache|no-clipboard|no-compression|no-etag|no-port-switching|single)|--(?:listen|port)=.*)$/,
      others: /^(?:-[cS]|--config|--symlinks|--ssl-\w+)(?:=|$)/,
    },
  ],
  ['http-server', { package: 'http-server', ...HTTP_SERVER }],
  [
    'sirv',
    {
      package: 'sirv-cli',
      file: /^bin\.js$/,
      values: /^(?:-[HImp]|--(?:host|ignores|maxage|port))$/,
      flags: /^(?:-[BG]|--(?:brotli|clear|gzip)|--(?:host|ignores|maxage|port)=.*)$/,
      others: /^(?:-[CKPk]|--(?:cacert|cert|http2|key|pass))(?:=|$)/,
    },
  ],
  ['spa-http-server', { package: 'spa-http-server', ...HTTP_SERVER }],
]);
