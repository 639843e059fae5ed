/** Packages that people install to look around in a container, and the programs that each brings. */

const OF_PROCPS: readonly string[] = [
  'free',
  'kill',
  'pgrep',
  'pidof',
  'pidwait',
  'pkill',
  'pmap',
  'ps',
  'pwdx',
  'skill',
  'slabtop',
  'snice',
  'sysctl',
  'tload',
  'top',
  'uptime',
  'vmstat',
  'w',
  'watch',
];

/**
 * By the names of packages in Debian, Alpine, Fedora and openSUSE. Programs: packages.debian.org (file lists), pkgs.alpinelinux.org/contents,
 * packages.fedoraproject.org.
 */
export const debugPackages: ReadonlyMap<string, readonly string[]> = new Map([
  ['bind-tools', ['delv', 'dig', 'host', 'mdig', 'nslookup', 'nsupdate']],
  ['bind-utils', ['delv', 'dig', 'host', 'mdig', 'nslookup', 'nsupdate']],
  ['bind9-dnsutils', ['delv', 'dig', 'mdig', 'nslookup', 'nsupdate']],
  ['curl', ['curl', 'curlie']],
  ['dnsutils', ['delv', 'dig', 'mdig', 'nslookup', 'nsupdate']],
  ['emacs-nox', ['emacs', 'emacsclient']],
  ['git', ['git', 'git-receive-pack', 'git-shell', 'git-upload-pack']],
  ['htop', ['htop']],
  ['iftop', ['iftop']],
  ['iotop', ['iotop']],
  ['iproute2', ['bridge', 'ip', 'lnstat', 'nstat', 'ss', 'tc']],
  ['iputils', ['arping', 'ping', 'ping6', 'tracepath']],
  ['iputils-ping', ['ping', 'ping4', 'ping6']],
  ['less', ['less', 'lessecho', 'lesskey', 'lesspipe']],
  ['lsof', ['lsof']],
  ['ltrace', ['ltrace']],
  ['mc', ['mc', 'mcedit', 'mcview']],
  ['mtr', ['mtr']],
  ['mtr-tiny', ['mtr']],
  ['nano', ['nano', 'rnano', 'pico', 'editor']],
  ['ncdu', ['ncdu']],
  [
    'net-tools',
    [
      'arp',
      'ifconfig',
      'ipmaddr',
      'iptunnel',
      'mii-tool',
      'nameif',
      'netstat',
      'plipconfig',
      'rarp',
      'route',
      'slattach',
    ],
  ],
  ['netcat', ['nc', 'netcat']],
  ['netcat-openbsd', ['nc', 'netcat']],
  ['netcat-traditional', ['nc', 'netcat']],
  ['nmap', ['ncat', 'ndiff', 'nmap', 'nping']],
  ['nmap-ncat', ['nc', 'ncat']],
  ['procps', OF_PROCPS],
  // Its name in Fedora.
  ['procps-ng', OF_PROCPS],
  ['psmisc', ['fuser', 'killall', 'peekfd', 'prtstat', 'pslog', 'pstree']],
  ['screen', ['screen']],
  ['strace', ['strace', 'strace-log-merge']],
  ['sysstat', ['cifsiostat', 'iostat', 'mpstat', 'pidstat', 'sadf', 'sar', 'tapestat']],
  ['tcpdump', ['tcpdump']],
  ['telnet', ['telnet']],
  ['tmux', ['tmux']],
  ['traceroute', ['lft', 'tcptraceroute', 'traceproto', 'traceroute', 'traceroute6']],
  ['tree', ['tree']],
  ['vim', ['editor', 'ex', 'rview', 'rvim', 'vi', 'view', 'vim', 'vimdiff', 'vimtutor', 'xxd']],
  ['vim-tiny', ['editor', 'ex', 'vi', 'view', 'vim']],
  ['wget', ['wget']],
]);

/** Something in a file that may be one of them. */
export const mayBeDebugPackage = new RegExp(
  `(?<![\\w./-])(?:${[...debugPackages.keys()].map((name) => name.replace(/[+.]/g, '\\$&')).join('|')})(?![\\w.-])`,
);

/** A program that some tools call by themselves: which do, and what says so in a file of the project. */
export type SilentUse = {
  readonly program: string;
  readonly because: string;
  /** Programs of a RUN or of a start. */
  readonly tools: RegExp;
  /** Text of a manifest, a lockfile or a source. */
  readonly text: RegExp;
};

/**
 * git: pip.pypa.io/en/stable/topics/vcs-support, docs.npmjs.com/cli/commands/npm-install, go.dev/ref/mod#vcs, getcomposer.org (source
 * packages), bundler.io/guides/git.html, hexdocs.pm/mix (deps), doc.rust-lang.org/cargo (net.git-fetch-with-cli), and libraries that run it.
 * ps: what npm packages that look after processes run.
 */
export const silentUses: readonly SilentUse[] = [
  {
    program: 'git',
    because: 'fetches what it needs with git',
    tools: /^(?:bower|composer|dart|flutter|flux|go|mix|opam|pod|rebar3|repo|shards|stack|swift|west)$/,
    text: /\bgit\+|\bgit:\/\/|\bgit@|["']git["']\s*:|\bgit\s*[:=]|:git\b|\bgithub:|setuptools[_-]scm|hatch-vcs|versioneer|dynamic-versioning|GitPython|\bpygit|simple-git|isomorphic-git|\bgit-fetch-with-cli|\bgrgit|\bgit-commit-id|spring-cloud-config-server/i,
  },
  {
    program: 'ps',
    because: 'runs ps',
    tools: /^(?:nodemon|nest|pm2|pm2-runtime|ts-node-dev)$/,
    text: /\b(?:find-process|pidtree|pidusage|ps-list|ps-node|ps-tree|tree-kill|fkill)\b/,
  },
  {
    program: 'ping',
    because: 'runs ping',
    tools: /^$/,
    text: /\b(?:ping3?|pythonping|ping-monitor|net-ping)["'=<>~\s]*[\d.]*\s*$/m,
  },
];

/** Files of a project whose text may call a program: sources, scripts, and settings of what starts programs. */
export const mayCall =
  /(?:^|\/)(?:[^/.]+|Procfile[^/]*|[Mm]akefile|Jenkinsfile|crontab|package\.json|[^/]*\.(?:bash|bats|c|cc|cfg|clj|cnf|conf|cpp|cr|cron|cs|cts|dart|ejs|erb|exs?|fish|fs|go|gradle|groovy|h|hcl|hs|ini|java|jl|[cm]?jsx?|json[5c]?|ksh|kts?|lua|mk|mts|nim|php|pl|pm|properties|ps1|py|R|rb|rs|sbt|scala|service|sh|swift|tcl|tf|tmpl|toml|tpl|tsx?|vb|vue|svelte|ya?ml|zsh|zig))$/;

/** Manifests and lockfiles. */
export const manifestFile =
  /(?:^|\/)(?:Cargo\.(?:lock|toml)|Gemfile(?:\.lock)?|Pipfile(?:\.lock)?|[^/]*\.gemspec|build\.gradle(?:\.kts)?|bun\.lock|composer\.(?:json|lock)|go\.mod|mix\.(?:exs|lock)|npm-shrinkwrap\.json|package(?:-lock)?\.json|pdm\.lock|pnpm-lock\.yaml|poetry\.lock|pom\.xml|pyproject\.toml|[^/]*requirements[^/]*\.txt|requirements\/[^/]*\.txt|setup\.(?:cfg|py)|uv\.lock|yarn\.lock)$/;

/** Folders in which nothing is that containers run. */
export const notRun: ReadonlySet<string> = new Set([
  '.circleci',
  '.git',
  '.github',
  '.gitlab',
  '.idea',
  '.vscode',
  'node_modules',
]);

/** Names of stages and images that are there to work in. */
export const forPeople =
  /(?:^|[-_./])(?:ci|debug|dev|develop|devcontainer|devcontainers|development|gitpod|jenkins|(?:actions|gitlab)-runner|sandbox|shell|test|testing|toolbox|tools|workspace)(?:$|[-_./:])/i;

/** Programs whose names are words that sources have for other things: what counts is whether the same file starts programs at all. */
export const ordinaryWords: ReadonlySet<string> = new Set([
  'arp',
  'bridge',
  'editor',
  'ex',
  'free',
  'host',
  'ip',
  'kill',
  'less',
  'nc',
  'route',
  'screen',
  'skill',
  'ss',
  'tc',
  'top',
  'tree',
  'view',
  'w',
  'watch',
]);

/** Calls and settings that start a program, in any language. */
export const startsPrograms =
  /child_process|\bexec\w*\b|\bpopen\w*\b|Process(?:Builder)?\b|\bproc_open|\bpassthru|\brunCommand|\bshell\w*\b|\bspawn\w*\b|\bsubprocess\b|\bsystem\s*\(|\bsystem\b|\bcommand\b|\bscripts?\b|%x|\bexeca\b/i;
