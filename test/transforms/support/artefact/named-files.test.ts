import { describe, expect, it } from 'vitest';
import { memoryContext } from '../../../../src/context/build-context.ts';
import { namedFiles, type Search } from '../../../../src/transforms/support/artefact/named-files.ts';
import { compiledSources } from '../../../../src/transforms/support/artefact/sources.ts';

function named(files: Record<string, string>, search: Partial<Search> = {}): readonly string[] | string {
  const context = memoryContext(files);
  const sources = compiledSources(context);
  if ('unknown' in sources) return sources.unknown;
  const result = namedFiles(context, { sources, places: ['/app'], ...search });
  return 'unknown' in result ? result.unknown : result.paths;
}

const go = (body: string, files: Record<string, string> = {}, search: Partial<Search> = {}) =>
  named({ 'main.go': `package main\n${body}\n`, ...files }, search);

const FILES = {
  'tpl/index.html': '',
  'tpl/parts/menu.html': '',
  'web/app.go': 'package web\n',
  'web/page.html': '',
  'api/api.go': 'package api\n',
  'config.yaml': '',
  'go.mod': 'module x\n',
  'README.md': '',
};

describe('names in Go', () => {
  it.each([
    ['os.ReadFile("tpl/index.html")', ['tpl']],
    ['os.ReadFile("./tpl/other.html")', ['tpl']],
    ['template.ParseGlob("tpl/*.html")', ['tpl']],
    ['os.ReadFile("/app/tpl/index.html")', ['tpl']],
    ['fmt.Sprintf("%s/tpl/%s", dir, name)', ['tpl']],
    ['migrate.New("file://tpl", dsn)', ['tpl']],
    ['os.Open("../../tpl/x")', ['tpl']],
    ['os.Open(`web/page.html`)', ['web/page.html']],
    ['os.Open("web/" + name)', ['web']],
    ['http.HandleFunc("/api/v1/users", f)', []],
    ['http.HandleFunc("/api", f)', []],
    ['viper.SetConfigName("config")', ['config.yaml']],
    ['viper.AddConfigPath(".")', ['config.yaml']],
    ['filepath.Glob("*.yaml")', ['config.yaml']],
    ['fmt.Sprintf("con%s.yaml", env)', ['config.yaml']],
    ['os.ReadFile("/app/config." + kind)', ['config.yaml']],
    ['fmt.Sprintf("tpl/%s/menu.html", part)', ['tpl']],
    ['os.ReadFile(page + ".yaml")', ['config.yaml']],
    ['http.ServeFile(w, r, "tpl/" + r.URL.Path)', ['tpl']],
    ['p := r.URL.Path\nos.Open(filepath.Join(dir, p))', []],
    ['fmt.Sprintf(".%s", ending)', []],
    ['fmt.Printf("%s: %d", a, b)', []],
    ['// tpl/index.html\nfmt.Println(\'"\', "x")', []],
    ['type T struct {\n\tA string `json:"config"`\n}', []],
    ['strings.Split(s, ".")', []],
    ['x := a + "." + b', []],
  ])('%s', (body, paths) => {
    expect(go(body, FILES)).toEqual(paths);
  });

  it('takes packages for packages', () => {
    expect(named({ ...FILES, 'main.go': 'package main\nimport (\n\t"html/tpl"\n\t"x/tpl"\n)\n' })).toEqual([]);
    expect(named({ ...FILES, 'main.go': 'package main\nimport t "tpl/index"\n' })).toEqual([]);
  });

  it.each([
    ['http.Dir(".")', '"." in main.go names the whole folder'],
    ['http.FileServer(http.Dir("/app/"))', '"/app/" in main.go names the whole folder'],
    ['os.Open("./" + name)', '"./" in main.go names the whole folder'],
    ['flag.String("root", ".", "where")', '"." in main.go names the whole folder'],
    ['dir := "."', '"." in main.go names the whole folder'],
    ['wd, _ := os.Getwd()\nos.ReadDir(wd)', 'main.go lists, or hands out, the folder that the program starts in'],
    ['wd, _ := os.Getwd()\nhttp.Dir(wd)', 'main.go lists, or hands out, the folder that the program starts in'],
    ['http.Dir("")', 'main.go hands out the folder that the program starts in'],
    ['http.ServeFile(w, r, r.URL.Path[1:])', 'main.go opens files by names that requests have'],
    ['os.ReadFile("." + r.URL.Path)', 'main.go opens files by names that requests have'],
    ['p := strings.TrimPrefix(r.URL.Path, "/")\nos.Open(p)', 'main.go opens files by names that requests have'],
    ['fmt.Sprintf("./%s", name)', '"./%s" in main.go may name any file of the folder'],
  ])('%s: %s', (body, why) => {
    expect(go(body, FILES)).toBe(why);
  });

  it('does not read what only tests read', () => {
    expect(go('', { ...FILES, 'main_test.go': 'package main\nvar x = "tpl/index.html"\n' })).toEqual([]);
  });
});

describe('folders of data', () => {
  it('come by custom, where they hold more than sources', () => {
    expect(go('', { 'templates/a.html': '', 'config/config.go': 'package config\n', 'static/a.css': '' })).toEqual([
      'static',
      'templates',
    ]);
    expect(go('', { 'config/config.go': 'package config\n', 'config/a.yaml': '' })).toEqual(['config']);
  });

  it('stay where they are compiled in', () => {
    const embeds =
      '//go:embed templates/*.html\nvar files embed.FS\nvar t = template.ParseFS(files, "templates/a.html")';
    expect(go(embeds, { 'templates/a.html': '' })).toEqual([]);
    expect(go(`${embeds}\nvar d = os.DirFS("templates")`, { 'templates/a.html': '' })).toEqual(['templates']);
    const beside = { 'db/db.go': 'package db\n//go:embed migrations\nvar m embed.FS\n', 'db/migrations/1.sql': '' };
    expect(go('', beside)).toEqual([]);
  });
});

describe('names in other languages', () => {
  const rust = (body: string, files: Record<string, string>) => named({ 'src/main.rs': body, ...files });

  it('reads Rust', () => {
    expect(rust('fn f<\'a>(x: &\'a str) { open(r#"tpl/a"#); }', FILES)).toEqual(['tpl']);
    expect(rust('config::File::with_name("config")', FILES)).toEqual(['config.yaml']);
    expect(rust('const A: &str = include_str!("../tpl/index.html");', FILES)).toEqual([]);
    expect(rust('sqlx::migrate!().run(&pool);', { 'migrations/1.sql': '' })).toEqual([]);
    expect(rust('#[launch]\nfn rocket() {}', { 'Rocket.toml': '' })).toEqual(['Rocket.toml']);
    expect(rust('var("DIR").unwrap_or("./".into());', FILES)).toBe('"./" in src/main.rs names the whole folder');
    expect(rust('ServeDir::new("."); // x', FILES)).toBe('"." in src/main.rs names the whole folder');
  });

  it('reads C', () => {
    expect(
      named({ 'main.c': '#include "config.yaml"\nint main() { fopen("tpl/index.html", "r"); }', ...FILES }),
    ).toEqual(['tpl']);
    expect(named({ 'main.cc': 'auto s = R"(tpl/index.html)"; if (x == ".") {}', ...FILES })).toEqual(['tpl']);
    expect(named({ 'main.c': 'strcpy(name, ".");', ...FILES })).toBe('"." in main.c names the whole folder');
    expect(named({ 'main.c': 'fopen(name, "r"); puts("HTTP/1.0 200 OK");', ...FILES })).toBe(
      'main.c opens files by names that requests have',
    );
    expect(named({ 'main.c': 'sprintf(name, ".%s", path); puts("HTTP/1.0 200 OK");', ...FILES })).toBe(
      '".%s" in main.c may name any file of the folder',
    );
  });
});

describe('other texts', () => {
  it('name files as well, and settings others in turn', () => {
    const texts = [{ text: '--settings=/app/config.yaml', where: 'CMD' }];
    expect(go('', { ...FILES, 'config.yaml': 'pages: tpl/\n' }, { texts })).toEqual(['config.yaml', 'tpl']);
    expect(go('', FILES, { texts: [{ text: '--root /app', where: 'CMD' }] })).toBe('CMD names the folder itself');
    expect(go('', FILES, { folders: ['web'], texts: [{ text: 'page.html', where: 'CMD' }] })).toEqual([
      'web/page.html',
    ]);
  });

  it('come from beside a source that asks where it was', () => {
    const files = {
      'db/db.go': 'package db\nvar _, f, _, _ = runtime.Caller(0)\nvar x = "dump.sql"\n',
      'db/dump.sql': '',
    };
    expect(go('', files)).toEqual(['db/dump.sql']);
  });
});

describe('what no text names as it is', () => {
  it('are files that are called like the program, where it asks for its name', () => {
    const files = { 'bell.toml': '', 'bell_notes.txt': '', 'bin/bell.ini': '', 'other.toml': '' };
    const search = { programs: ['bin/bell'] };
    expect(go('var n = filepath.Base(os.Args[0]) + ".toml"', { ...files, 'bell.ini': '' }, search)).toEqual([
      'bell.ini',
      'bell.toml',
      'bin',
      'other.toml',
    ]);
    expect(go('var n = os.Args[1]', files, search)).toEqual([]);
  });

  it('are files in any folder', () => {
    const files = { 'mails/a.tmpl': '', 'pages/old/b.tmpl': '', 'pages/c.css': '', 'api/api.go': 'package api\n' };
    expect(go('template.ParseGlob("*/*.tmpl")', files)).toEqual(['mails', 'pages']);
    expect(go('glob.Match("**/*.css")', files)).toEqual(['pages']);
    expect(go('r.Header.Set("Accept", "*/*")', files)).toEqual([]);
    expect(go('fmt.Sprintf("%s/%s.css", a, b)', files)).toEqual(['pages']);
    expect(go('filepath.Glob("*")', files)).toBe('"*" in main.go names all of the folder');
    expect(go('cors.Origins("*")', files)).toEqual([]);
  });

  it('are folders that it makes files in', () => {
    const files = { 'logs/logs.go': 'package logs\n', 'users/users.go': 'package users\n' };
    expect(go('os.Create("logs/state.json")', files)).toEqual(['logs']);
    expect(go('os.Create(filepath.Join("logs", "state.json"))', files)).toEqual(['logs']);
    expect(go('const file = "./logs/app.log"', files)).toEqual(['logs']);
    expect(go('os.MkdirAll("logs", 0755); os.Create("logs/app.log")', files)).toEqual([]);
    expect(go('os.ReadFile("logs/state.json")', files)).toEqual([]);
    expect(go('http.HandleFunc("/users/login", login)', files)).toEqual([]);
    expect(go('os.Create("var/log/app.log")', { 'var/log/.gitignore': '*' })).toEqual(['var/log']);
  });

  it('are such folders of other languages', () => {
    const files = { 'State/State.cs': 'class State {}', 'Program.cs': 'File.WriteAllText("State/now.json", "{}");' };
    expect(named(files)).toEqual(['State']);
    expect(named({ ...files, 'Program.cs': 'File.ReadAllText("State/now.json");' })).toEqual([]);
  });

  it('are files that links lead to', () => {
    const files = { 'main.go': 'var x = "pages/a.html"', 'pages/a.html': '', 'shared/a.html': '' };
    const linked = { ...memoryContext(files), isLink: (path: string) => path === 'pages/a.html' };
    const sources = compiledSources(memoryContext(files));
    if ('unknown' in sources) throw new Error(sources.unknown);
    expect(namedFiles(linked, { sources, places: ['/app'] })).toEqual({
      unknown: 'pages/a.html is a link, and what it leads to may stay behind',
    });
  });
});

describe('sources', () => {
  it('can not be read everywhere', () => {
    const context = { ...memoryContext({ 'main.go': '' }), readText: () => undefined };
    expect(compiledSources(context)).toEqual({ unknown: 'main.go can not be read' });
    const linked = { ...memoryContext({ 'lib/main.go': '' }), isLink: () => true };
    expect(compiledSources(linked)).toEqual({ unknown: 'lib is a link, so which sources there are is not known' });
    expect(compiledSources(memoryContext({ 'vendor/a.go': '', 'b.go': 'x' }))).toMatchObject([
      { path: 'b.go', text: 'x' },
    ]);
  });
});
