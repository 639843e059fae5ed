/**
 * Functions whose first argument names a program, by their modules (docs.python.org/3/library/subprocess, os, shutil, asyncio-subprocess,
 * pty; anyio.readthedocs.io, trio.readthedocs.io, psutil.readthedocs.io).
 */
const FIRST: Readonly<Record<string, string>> = {
  subprocess: 'run|call|check_call|check_output|Popen|getoutput|getstatusoutput|create_subprocess_(?:exec|shell)',
  os: 'system|popen|exec[lv]p?e?|spawn[lv]p?e?|posix_spawnp?|startfile',
  shutil: 'which',
  asyncio: 'create_subprocess_(?:exec|shell)',
  pty: 'spawn',
  anyio: 'run_process|open_process',
  trio: 'run_process|open_process',
  psutil: 'Popen',
};
const MODULES = Object.keys(FIRST).join('|');

/** Functions whose second argument does (docs.python.org/3/library/asyncio-eventloop, docs.twisted.org). */
const SECOND = /(?<!\w)(?:subprocess_(?:exec|shell)|spawnProcess)\s*\(\s*(?:lambda\b[^,\n]*|[\w.()]+)\s*,\s*/g;

/** How a function is called, handed to another with what it is called with, or put aside; each up to where arguments would start. */
const uses = (name: string): readonly RegExp[] => [
  new RegExp(`(?<!\\bdef )${name}\\s*\\(\\s*`, 'g'),
  new RegExp(`(?<=[(,]\\s*)${name}\\s*,\\s*`, 'g'),
  new RegExp(`(?<=[(,]\\s*)${name}(?<!Popen)(?=\\s*[)\\]}])`, 'g'),
  new RegExp(`(?<=(?:[=:[]|\\breturn\\b)[^\\S\\n]*)${name}(?<!Popen)(?=\\s*(?:[,)\\]};#]|$))`, 'gm'),
];

const QUALIFIED = Object.entries(FIRST).map(([module, names]) => `${module}\\.(?:${names})`);

/** Where sources start programs by the names of modules; those of asyncio are nobody else's, whatever it is called. */
export const startsProgram: readonly RegExp[] = [
  ...uses(`\\b(?:${[...QUALIFIED, FIRST.asyncio].join('|')})\\b`),
  SECOND,
];

/** The same by names that a file imports. */
export const startsImported = (names: readonly string[]): readonly RegExp[] =>
  uses(`(?<![\\w.])(?:${names.join('|')})\\b`);

/** The module, and what is imported from it. */
export const importsCalls = new RegExp(
  `^[ \\t]*from\\s+(?:[\\w.]+\\.)?(${MODULES})\\s+import\\s+(\\([^)]*\\)|(?:\\\\\\r?\\n|[^\\n#\\\\])+)`,
  'gm',
);
export const startsBy = (module: string, name: string): boolean => new RegExp(`^(?:${FIRST[module]})$`).test(name);

/** What a file has somewhere that starts programs in any of these ways. */
export const mayStartPrograms =
  /\bsubprocess\b|\bcreate_subprocess_|\bsubprocess_(?:exec|shell)\b|\bspawnProcess\b|\b(?:anyio|trio)\b[\s\S]*\b(?:open|run)_process\b|\bpsutil\b[\s\S]*\bPopen\b|\bos\.(?:exec|popen|posix_spawn|spawn|system)|\bshutil\.which\b|\bpty\.spawn\b|^[ \t]*from\s+(?:os|pty|shutil)\s+import\s+(?:\([^)]*|[^\n]*)\b(?:exec[lv]\w*|popen|posix_spawnp?|spawn\w*|system|which)\b/m;

/** Modules under another name, or all of one without any. */
export const hidesModule =
  /^[ \t]*from\s+(?:[\w.]+\.)?(?:subprocess|os|shutil|pty)\s+import\s+\*|^[ \t]*import\s[^\n#]*(?<![\w.])(?:subprocess|os|shutil|ctypes)\s+as\s+\w+/m;

/**
 * What compiles while a program runs (cffi.readthedocs.io, cython.readthedocs.io, pytorch.org/docs/stable/cpp_extension, numpy.org/doc/f2py,
 * docs.sympy.org, autowrap).
 */
export const compilesLater =
  /\b(?:torch\.compile|cpp_extension|pyximport|ccompiler|ffi\w*\.(?:set_source|verify)|numpy\.f2py|autowrap|Cython\.Build|cython\.inline)\b|^\s*from\s+distutils\b|^\s*from\s+torch\s+import\s+(?:\([^)]*|[^\n]*)\bcompile\b|\.compile\(\s*(?:backend|dynamic|fullgraph|mode)\s*=/m;

/** Its libraries come with the headers of full images alone; Pillow's part for it loads them as well. */
export const usesTk = /^\s*(?:import\s+(?:[\w. ]+,\s*)*|from\s+)(?:_?tkinter|turtle|idlelib)\b|\bImageTk\b/m;

/** What a source may do that needs more of the image than a slim one has, and what that is. */
export const needsMore: readonly { readonly text: RegExp; readonly why: string }[] = [
  {
    text: usesTk,
    why: 'uses tkinter, whose libraries slim images have not',
  },
  {
    text: /\b(?:CDLL|PyDLL|LoadLibrary|find_library|dlopen)\(\s*(?!None\b|["']libc(?:\.so\.6)?["'])|\bcdll\[|\bCDLL\s+as\b/,
    why: 'loads a library of the system',
  },
  {
    text: compilesLater,
    why: 'compiles while it runs',
  },
  { text: /["']-m["']\s*,\s*["']pip["']|^\s*(?:import|from)\s+pip\b/m, why: 'calls pip while it runs' },
  {
    text: /["'](?:file:\/\/)?(?:\/usr\/(?:bin|include|lib|libexec|local|sbin|share)|\/lib|\/bin|\/sbin)\/\w|(?:join|Path)\(\s*["']\/(?:usr|lib|bin|sbin)\b/,
    why: 'names a file of the image by its path',
  },
];

/** Modules that distributions have in a package of its own (packages.debian.org: python3-venv). */
export const makesEnvironments =
  /^\s*(?:import|from)\s+(?:ensurepip|venv)\b|["']-m["']\s*,\s*["'](?:ensurepip|venv)["']/m;

/** A font that Pillow looks for in the folders of the system (pillow.readthedocs.io/en/stable/reference/ImageFont.html). */
export const namesFont = /["']DejaVu\w+(?:-\w+)?(?:\.ttf)?["']/;

/** A source that asks for the types of files itself, and files that servers hand out whose types Python does not know. */
export const asksMimeTypes = /\bmimetypes\b/;
export const typesUnknownToPython =
  /\/(?:assets|dist|media|public|static|www)\/.*\.(?:7z|avif|flac|heic|mkv|ogg|opus|otf|ttf|wasm|webm|webp|woff2?|docx|xlsx|pptx|odt)$/;
/** What has uWSGI hand out files, of which it knows no types but those of the system (uwsgi-docs.readthedocs.io/en/latest/StaticFiles.html). */
export const uwsgiHandsOut =
  /\b(?:check-static|static-(?:index|map2?))\b|\bUWSGI_(?:CHECK_STATIC|STATIC_(?:INDEX|MAP2?))\b/;
