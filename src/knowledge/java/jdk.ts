/** Programs that a JDK has and a JRE has not. */
export const jdkTools: ReadonlySet<string> = new Set(
  `jar jarsigner javac javadoc javap jcmd jconsole jdb jdeprscan jdeps jhsdb jimage jinfo jlink jmap jmod jpackage jps jshell jstack jstat
  jstatd serialver`.split(/\s+/),
);

/** Modules that a JDK has and a JRE has not (github.com/adoptium/temurin-build: what `jlink` puts into a JRE). */
export const jdkModules: RegExp =
  /\bjdk\.(?:attach|compiler|editpad|hotspot\.agent|jartool|javadoc|jcmd|jconsole|jdeps|jdi|jlink|jpackage|jshell|jstatd)\b/;

/** The compiler of a JDK, its debugger, and what attaches to other programs. */
export const needsJdk =
  /\bjavax\.tools\b|\bToolProvider\b|\bcom\.sun\.(?:jdi|source|tools)\.|\bjdk\.(?:compiler|jdi|jshell)\b|\btools\.jar\b|\bjava\.util\.spi\.ToolProvider\b|\bnet\.openhft\.compiler\b/;

/** What sources ask of a JDK, by themselves or by libraries. */
export const asksJdk: readonly { readonly text: RegExp; readonly unless?: RegExp; readonly why: string }[] = [
  { text: needsJdk, why: 'works with tools that only a JDK has' },
  {
    // github.com/reactor/BlockHound, projectreactor.io/docs, bytebuddy.net, learn.microsoft.com/azure/azure-monitor/app/java-spring-boot
    text: /\b(?:ByteBuddyAgent|ReactorDebugAgent|BlockHound|RuntimeAttach)\b|\bApplicationInsights\.attach\b/,
    why: 'attaches to its own program with what only a JDK has',
  },
  {
    // github.com/casid/jte, DOCUMENTATION.md, "Precompiling Templates"
    text: /(?<!\w)TemplateEngine\.create\(/,
    unless: /\bcreatePrecompiled\(/,
    why: 'compiles templates while it runs, which only a JDK can do: with precompiled ones it could be split',
  },
];

/** Libraries that attach as soon as they are there, as builds name them (docs.spring.io/spring-boot, `spring.reactor.debug-agent`). */
export const attachesItself =
  /[>:](reactor-tools|applicationinsights-runtime-attach|opentelemetry-runtime-attach)[<:"']/;

/** Files in a jar that have Java compiled while it runs (h2database.com/html/features.html, github.com/casid/jte, "Spring Boot"). */
export const compiledLater: readonly { readonly file: RegExp; readonly text: RegExp; readonly what: string }[] = [
  {
    file: /\.sql$/,
    text: /\bCREATE\s+(?:FORCE\s+)?(?:ALIAS|TRIGGER)\b[^;]*?\bAS\s+(?:\$\$|')/i,
    what: 'has a database compile Java',
  },
  {
    file: /\.(?:properties|ya?ml)$/,
    text: /\bjte\b[\s\S]*\bdevelopment-?mode\s*[:=]\s*true\b/i,
    what: 'has templates compiled while the program runs',
  },
];
