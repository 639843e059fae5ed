/** An image of a server that hands out files: what its own CMD is, where it looks for pages and settings, and for scripts to run first. */
export type WebServer = {
  readonly command: string;
  /** What it is started by, and what its image has beside to write settings with. */
  readonly programs: readonly string[];
  readonly root: string;
  readonly settings: string;
  readonly scripts?: string;
  /** How its settings name folders of pages. */
  readonly roots: RegExp;
};

/** Sources: github.com/nginxinc/docker-nginx, github.com/docker-library/httpd, github.com/caddyserver/caddy-docker. */
export const webServers: ReadonlyMap<string, WebServer> = new Map([
  [
    'nginx',
    {
      command: "nginx -g 'daemon off;'",
      programs: ['envsubst', 'nginx', 'nginx-debug'],
      root: '/usr/share/nginx/html',
      settings: '/etc/nginx',
      scripts: '/docker-entrypoint.d',
      roots: /^[^#\n]*\b(?:root|alias)\s+["']?([^\s;"']+)/gm,
    },
  ],
  [
    'httpd',
    {
      command: 'httpd-foreground',
      programs: ['apachectl', 'httpd', 'httpd-foreground'],
      root: '/usr/local/apache2/htdocs',
      settings: '/usr/local/apache2/conf',
      roots: /^\s*(?:DocumentRoot|Alias(?:Match)?\s+\S+)\s+["']?([^\s"']+)/gim,
    },
  ],
  [
    'caddy',
    {
      command: 'caddy run --config /etc/caddy/Caddyfile --adapter caddyfile',
      programs: ['caddy'],
      root: '/usr/share/caddy',
      settings: '/etc/caddy',
      roots: /^\s*root\s+(?:(?:\*|\/\S*|@\w+)\s+(?=\S))?["']?([^\s"']+)/gm,
    },
  ],
]);
