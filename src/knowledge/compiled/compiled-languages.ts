import { ENVIRONMENT_FILE, readsEnvironment } from '../projects/untracked-files.ts';

/** Languages whose programs run without their sources, and what of the text of those is no word about files. */

export type Embed = {
  readonly text: RegExp;
  readonly byDefault?: string;
  /** What is built for debugging reads it where the sources are. */
  readonly inRelease?: true;
};

export type CompiledLanguage = {
  readonly name: string;
  /** Files that are compiled, and what is read to compile them. */
  readonly sources: RegExp;
  /** Files among them that only tests compile. */
  readonly tests: RegExp;
  /** Comments and literals, one after the other; the text of a literal is in the group `text`, `raw` or `verbatim`. */
  readonly literals: RegExp;
  /** Text in quotes that names what is compiled in, or a package, and nothing that a program opens. */
  readonly compiledIn: RegExp;
  /** What is compiled in as a file, by its path from the source; without one it is the path in `byDefault`. */
  readonly embeds: readonly Embed[];
  /** Calls of a disk: what is named without any of them is looked for in what was compiled in. */
  readonly disk: RegExp;
  /** Calls that make files and folders; their name is the first that they are given. */
  readonly makesFiles?: RegExp;
  /** A program that asks where its sources were may look for files beside them. */
  readonly besideSources: RegExp;
};

/** The lexical part of each is that of its specification: go.dev/ref/spec, doc.rust-lang.org/reference/tokens.html, en.cppreference.com. */
export const compiledLanguages: readonly CompiledLanguage[] = [
  {
    name: 'Go',
    sources: /\.go$/,
    tests: /_test\.go$|(?:^|\/)testdata\//,
    literals: /\/\/[^\n]*|\/\*[\s\S]*?\*\/|`(?<raw>[^`]*)`|"(?<text>(?:[^"\\\n]|\\.)*)"|'(?:[^'\\\n]|\\[^\n]{1,10}?)'/g,
    compiledIn: /^import\s*(?:\([^)]*\)|(?:[\w.]+\s+)?"[^"\n]*")|`(?:\s*\w+:"[^"`]*")+\s*`/gm,
    embeds: [{ text: /^\/\/go:embed[ \t]+(.+)$/gm }],
    disk: /\bos\.(?:DirFS|Lstat|Open|OpenFile|ReadDir|ReadFile|Stat)\(|\bioutil\.Read|\bfilepath\.(?:Glob|Walk)|\bhttp\.(?:Dir|ServeFile)\(|\.(?:File|FromFile|Load\w*|ParseFiles|ParseGlob|SendFile|ServeFiles|Static\w*)\(|file:\/\//,
    makesFiles: /\bos\.(?:Create|Mkdir(?:All)?|OpenFile|WriteFile)\(|\bioutil\.WriteFile\(|\/(?:go-)?sqlite3?"/g,
    // Where nothing is compiled in, boxes are folders beside their sources (pkg.go.dev/github.com/gobuffalo/packr/v2, …/GeertJohan/go.rice).
    besideSources: /\bruntime\.Caller\(|\bpackr\.New(?:Box)?\(|\brice\.(?:Must)?FindBox\(/,
  },
  {
    name: 'Rust',
    sources: /\.rs$/,
    tests: /(?:^|\/)(?:benches|examples|tests)\//,
    literals:
      /\/\/[^\n]*|\/\*[\s\S]*?\*\/|\b[bc]?r(?<hashes>#*)"(?<raw>[\s\S]*?)"\k<hashes>|"(?<text>(?:[^"\\]|\\[\s\S])*)"|'(?:[^'\\\n]|\\[^\n']{1,10})'/g,
    compiledIn:
      /\b(?:env|include(?:_bytes|_dir|_str)?|migrate|option_env)!\s*\((?:[^()]|\([^()]*\))*\)|#!?\[(?:[^\]"]|"[^"]*")*\]/g,
    embeds: [
      { text: /\binclude_dir!\s*\(\s*"\$CARGO_MANIFEST_DIR\/([^"]+)"/g },
      { text: /\binclude_(?:bytes|str)!\s*\(\s*"([^"]+)"/g },
      // docs.rs/rust-embed, docs.rs/sqlx (macro.migrate), docs.rs/askama.
      { text: /#\[folder\s*=\s*"([^"]+)"/g, inRelease: true },
      { text: /\bmigrate!\s*\(\s*(?:"([^"]+)")?/g, byDefault: 'migrations' },
      { text: /\b(?:askama|rinja)::()/g, byDefault: 'templates' },
    ],
    disk: /\bFile::open|\bfs::|\bFiles::new|\bServe(?:Dir|File)|\bNamedFile|\bTera::new|\bread_to_string/,
    makesFiles: /\bFile::create\b|\bfs::(?:create_dir\w*|write)\b|\bOpenOptions\b|[sS]qlite/g,
    besideSources: /\benv!\s*\(\s*"CARGO_MANIFEST_DIR"|\bfile!\s*\(\)/,
  },
  {
    name: 'C',
    sources: /\.(?:c|cc|cpp|cxx|h|hh|hpp|hxx|inl|ipp|tcc)$/,
    tests: /(?:^|\/)tests?\//,
    literals:
      /\/\/[^\n]*|\/\*[\s\S]*?\*\/|R"(?<mark>[^\s()\\]{0,16})\((?<raw>[\s\S]*?)\)\k<mark>"|"(?<text>(?:[^"\\\n]|\\[\s\S])*)"|'(?:[^'\\\n]|\\[^\n']{1,10})'/g,
    compiledIn: /^[ \t]*#[ \t]*(?:include|line|pragma)\b.*$/gm,
    embeds: [],
    disk: /\bf?open\s*\(|\bifstream\b|\bfilesystem\b/,
    makesFiles: /\bfopen\s*\([^;]*"[wa]b?\+?"|\bofstream\b|\bmkdir\s*\(|\bsqlite3_open/g,
    // `__FILE__` stands in every assertion, and in most calls that log.
    besideSources:
      /(?:\b(?:dirname|path|realpath|strdup|string(?:_view)?)\b[^;\n]*[({]\s*|[^=!]=\s*)__FILE__(?!\s*,\s*__LINE__)/,
  },
  {
    // docs.oracle.com/javase/specs, kotlinlang.org/spec, scala-lang.org/files/archive/spec, groovy-lang.org/syntax.html.
    name: 'Java',
    sources: /\.(?:groovy|java|kt|scala)$/,
    tests: /(?:^|\/)(?:src\/(?:androidTest|integrationTest|integration-test|it|jmh|test|testFixtures)|tests?)\//,
    literals:
      /\/\/[^\n]*|\/\*[\s\S]*?\*\/|"""(?<raw>[\s\S]*?)"""|"(?<text>(?:[^"\\\n]|\\.)*)"|'(?:[^'\\\n]|\\[^\n']{1,6})'/g,
    // Resources are in the jar, and what is mapped is an address.
    compiledIn:
      /\b(?:getResource(?:AsStream)?|ClassPathResource|FXMLLoader|ResourceBundle\.getBundle)\s*\([^()]*\)|"classpath\*?:[^"\n]*"|@(?:Path|(?:Delete|Get|Message|Patch|Post|Put|Request)(?:Mapping)?)\s*\([^()]*\)/g,
    embeds: [],
    disk: /\bFiles?\b|\bPaths?\b|\bRandomAccessFile\b|file:/,
    besideSources: /(?!)/,
  },
  {
    // clojure.org/reference/reader; `project.clj` and `build.clj` are for builds.
    name: 'Clojure',
    sources: /(?:^|\/)(?!(?:build|project)\.clj$)[^/]*\.clj[cs]?$/,
    tests: /(?:^|\/)test\//,
    literals: /;[^\n]*|\\(?:\w+|.)|"(?<text>(?:[^"\\]|\\[\s\S])*)"/g,
    compiledIn: /\(\s*(?:[\w.-]+\/)?resource\s+"[^"\n]*"\s*\)/g,
    embeds: [],
    disk: /\bslurp\b|\bspit\b|\b(?:file|input-stream|reader)\b|\bjava\.n?io\b|file:/,
    besideSources: /\*file\*/,
  },
  {
    // learn.microsoft.com/dotnet/csharp/language-reference/language-specification/lexical-structure.
    name: 'C#',
    sources: /\.(?:cs|fs|vb)$/,
    tests: /(?:^|\/)(?:bin|obj)\/|(?:^|\/)[^/]*\.?Tests?\//,
    literals:
      /\/\/[^\n]*|\/\*[\s\S]*?\*\/|"""(?<raw>[\s\S]*?)"""|\$?@\$?"(?<verbatim>(?:[^"]|"")*)"|"(?<text>(?:[^"\\\n]|\\.)*)"|'(?:[^'\\\n]|\\[^\n']{1,6})'/g,
    compiledIn:
      /\[(?:Route|Http(?:Delete|Get|Patch|Post|Put))\s*\([^()]*\)[^\]]*\]|\bGetManifestResourceStream\s*\([^()]*\)/g,
    embeds: [],
    disk: /\bFile\.|\bDirectory\.|\bStreamReader\b|\bPath\./,
    besideSources: /\bCallerFilePath\b/,
  },
];

/** Folders of a project in which nothing is that its own program is compiled from: repositories, libraries of others, and what builds leave. */
export const foreignFolders: ReadonlySet<string> = new Set([
  '.cargo',
  '.circleci',
  '.git',
  '.github',
  '.gitlab',
  '.gradle',
  '.idea',
  '.mvn',
  '.venv',
  '.vscode',
  'buildSrc',
  'node_modules',
  'target',
  'third_party',
  'vendor',
]);

/** Files that only a build reads. */
export const buildFiles =
  /(?:^|\/)(?:CMakeLists\.txt|Cargo\.(?:lock|toml)|GNUmakefile|[Mm]akefile|Dockerfile[^/]*|[^/]*\.(?:cmake|mk)|[^/]*\.(?:csproj|fsproj|slnx?|vbproj)|build\.(?:clj|rs|sbt)|build\.gradle(?:\.kts)?|configure(?:\.ac)?|docker-compose[^/]*|go\.(?:mod|sum|work|work\.sum)|gradle-wrapper\.\w+|gradle\.properties|gradlew(?:\.bat)?|deps\.edn|meson\.build|mvnw(?:\.cmd)?|pom\.xml|project\.clj|settings\.gradle(?:\.kts)?|rust-toolchain(?:\.toml)?|\.dockerignore|\.gitignore|\.gitattributes|\.editorconfig|LICEN[CS]E[^/]*|[^/]*\.md)$/;

/** In the root of a repository, for who works on it and for who hosts it. */
export const forPeople =
  /^(?:(?:AUTHORS|CHANGELOG|CODEOWNERS|CODE_OF_CONDUCT|CONTRIBUTING|README|SECURITY)(?:\.\w+)?|\.(?:circleci|github|idea|vscode)\/.*)$/i;

/** Folders of what programs show, store or translate: nothing in there is a setting. */
const contentFolders: readonly string[] = [
  'assets',
  'data',
  'i18n',
  'lang',
  'layouts',
  'locale',
  'locales',
  'migrations',
  'public',
  'static',
  'templates',
  'tmpl',
  'translations',
  'views',
  'www',
];

const settingsFolders: readonly string[] = ['certs', 'conf', 'config', 'configs', 'resources'];

/** Folders that programs of all kinds read while they run, by custom. */
export const dataFolders: readonly string[] = [...contentFolders, ...settingsFolders].sort();

/** Whether files of a folder may be settings, which name other files; undefined where its name does not tell. */
export function holdsSettings(folder: string): boolean | undefined {
  const parts = folder.split('/');
  if (parts.some((part) => settingsFolders.includes(part))) return true;
  return parts.some((part) => contentFolders.includes(part)) ? false : undefined;
}

/** Files that libraries look for under names of their own (joho/godotenv, spf13/viper, dotenvy, rocket.rs/guide/configuration). */
export const impliedFiles: readonly { readonly text: RegExp; readonly names: readonly string[] }[] = [
  { text: readsEnvironment, names: [ENVIRONMENT_FILE] },
  { text: /AddConfigPath/, names: ['config'] },
  { text: /\brocket\b/, names: ['Rocket.toml'] },
  // docs.spring.io/spring-boot/reference/features/external-config.html
  {
    text: /\bspringframework\b/,
    names: ['application', 'bootstrap'].flatMap((name) =>
      ['properties', 'yaml', 'yml'].flatMap((ending) => [`${name}.${ending}`, `${name}-*.${ending}`]),
    ),
  },
  // vertx.io/docs/vertx-web/java, quartz-scheduler.org/documentation, docs.hazelcast.com, helidon.io/docs, twitter4j.org
  { text: /\bio\.vertx\b/, names: ['webroot'] },
  { text: /\borg\.quartz\b/, names: ['quartz.properties'] },
  { text: /\bcom\.hazelcast\b/, names: ['hazelcast*.xml', 'hazelcast*.yaml', 'hazelcast*.yml'] },
  { text: /\bio\.helidon\b/, names: ['application.properties', 'application.yaml'] },
  { text: /\btwitter4j\b/, names: ['twitter4j.properties'] },
  // What agents for Java read beside themselves: docs.newrelic.com, learn.microsoft.com/azure/azure-monitor, elastic.co/docs, glowroot.org
  {
    text: /-javaagent:/,
    names: ['applicationinsights.json', 'elasticapm.properties', 'glowroot.properties', 'newrelic.yml'],
  },
];

/** Libraries that a linker looks for when a program starts, wherever it was told to. */
export const sharedLibrary = /\.so(?:\.\d+)*$/;

/** Files of settings, which programs also name without the extension (viper, config-rs) and which name other files in turn. */
export const settingsFile = /\.(?:cfg|conf|env|hcl|ini|json|prop(?:ertie)?s|toml|xml|ya?ml)$/;

/** Functions that take text apart or put it together: a dot that they are given is none of a path. */
export const textFunctions =
  /^(?:add_?config_?path|append|concat|contains|count|cut|ends_?with|equal(?:s(?:_?ignore_?case)?)?|eq|expect|f?printf?(?:ln)?|fields(?:func)?|find|has_?(?:prefix|suffix)|index(?:any|byte|of)?|join(?:ing)?|last_?index(?:any|byte|of)?|new_?replacer|push(?:_str)?|repeat|replace(?:all|first|n)?|r?find|r?match(?:es)?|r?splitn?|r?split(?:_?(?:after|once|terminator|to))*n?|set_?env_?key_?replacer|s?printf?(?:ln)?|starts_?with|str(?:cat|chr|cmp|ncmp|pbrk|rchr|str|tok)|(?:strip_)?(?:prefix|suffix)|string(?:_?(?:joiner|tokenizer))|substring\w*|trim\w*|write(?:_?(?:byte|rune|str(?:ing)?))?|errorf?|fatalf?|logf?|panic)$/i;

/** A program that asks what it is called, and may look for files that are called like it. */
export const asksItsName =
  /\bos\.(?:Args\[0\]|Executable\()|\bargv\s*\[\s*0\s*\]|\/proc\/self\/exe|\bcurrent_exe\(|\benv::args(?:_os)?\(\)\.next\(|\bprogram_invocation_(?:short_)?name\b/;

/** A program that asks for the folder that it works or is in, and one that lists or hands out a folder: together, they may read anything in it. */
export const asksWhereItIs =
  /\bos\.Executable\(|\bcurrent_exe\(|\/proc\/self\/exe|\bgetCodeSource\(|\bGetwd\(|\bcurrent_dir\(|\bgetcwd\(|\buser\.dir\b|\bPaths?\.(?:get|of)\(""\)|\bGetCurrentDirectory\(|\bCurrentDirectory\b/;
export const listsFolders =
  /\bReadDir\(|\bfilepath\.(?:Glob|Walk)|\bread_dir\(|\bWalkDir|\bopendir\(|\bscandir\(|\bdirectory_iterator\b|\.listFiles\(|\bFiles\.(?:list|newDirectoryStream|walk\w*)\(|\.(?:Enumerate|Get)(?:Directories|Files)\(|\b(?:http\.Dir|os\.DirFS|ServeDir::new)\(\s*&?\w+\s*\)|\bFiles::new\([^,()]*,\s*&?\w+\s*\)/;

/** Folders that are handed out where none is named (pkg.go.dev/net/http#Dir, Microsoft.Extensions.FileProviders). */
export const handsOutItself =
  /\bhttp\.Dir\(\s*""\s*\)|\bPhysicalFileProvider\(\s*(?:[\w.]*\bContentRootPath|Directory\.GetCurrentDirectory\(\))\s*\)/;

/** A name of which only the folder is there: `./%s`, `.{}` */
export const filledInFirst = /^\.\/?(?:%s|\{\w*\})/;

/** A server that reads requests itself. */
export const servesByHand = /\bHTTP\/1\.|\bURL\.Path\b|\buri\(\)\.path\(\)/;

/** What gets the path that a request has, at most with its beginning taken away, or a dot before it. */
export const requestPath =
  /\b(\w+)\s*:?=\s*(?:"\.?\/?"\s*\+\s*|[\w.]*(?:Clean|Trim\w*)\(\s*)?\w+\.(?:URL\.Path\b|RequestURI\b|getRequestURI\(\))/g;

/** Calls that open a file, and the name that they are given where it is none in quotes. */
export const opensByName: Readonly<Partial<Record<CompiledLanguage['name'], RegExp>>> = {
  C: /\b(?:f?open|ifstream(?:\s+\w+)?)\s*\(\s*(?<name>\w+)\s*[,)]/g,
  Go: /(?:\bServeFile\([^,()\n]*,[^,()\n]*,|\b(?:os|ioutil)\.(?:Open|ReadFile|Stat)\()\s*(?:"\.?\/?"\s*\+\s*)?(?<name>[\w.]+)/g,
  Java: /\b(?:new\s+File|Paths?\.(?:get|of))\(\s*(?:"\.?\/?"\s*\+\s*)?(?<name>[\w.]+)/g,
};
