/** Where sources of Python start programs (docs.python.org/3/library/subprocess, os, shutil, asyncio-subprocess): the call up to its arguments. */
export const startsProgram =
  /\b(?:subprocess\.(?:run|call|check_call|check_output|Popen|getoutput|getstatusoutput)|os\.(?:system|popen|exec[lv]p?e?|spawn[lv]p?e?|posix_spawnp?|startfile)|shutil\.which|asyncio\.create_subprocess_(?:exec|shell)|create_subprocess_(?:exec|shell)|pty\.spawn)\(\s*/g;

/** The same by names that a file imports. */
export const importsCalls = /^from\s+(?:subprocess|os|shutil)\s+import\s+\(?([^)\n#]+)/gm;
export const importable: ReadonlySet<string> = new Set(
  'run call check_call check_output Popen getoutput getstatusoutput system popen execv execvp execl execlp which'.split(
    ' ',
  ),
);

/** Modules under another name. */
export const renamesModule = /^import\s+(?:subprocess|os|shutil|ctypes)\s+as\s+\w+/m;

/** What compiles while a program runs (cffi.readthedocs.io, cython.readthedocs.io, pytorch.org/docs/stable/cpp_extension). */
export const compilesLater =
  /\b(?:torch\.compile|cpp_extension|pyximport|ccompiler|ffi\.verify)\b|^\s*from\s+distutils\b/m;

/** What a source may do that needs more of the image than a slim one has, and what that is. */
export const needsMore: readonly { readonly text: RegExp; readonly why: string }[] = [
  {
    text: /^\s*(?:import|from)\s+(?:tkinter|turtle|idlelib)\b/m,
    why: 'uses tkinter, whose libraries slim images have not',
  },
  {
    text: /\b(?:CDLL|PyDLL|LoadLibrary|find_library|dlopen)\(\s*(?!None\b|["']libc(?:\.so\.6)?["'])/,
    why: 'loads a library of the system',
  },
  {
    text: compilesLater,
    why: 'compiles while it runs',
  },
  { text: /["']-m["']\s*,\s*["']pip["']|^\s*(?:import|from)\s+pip\b/m, why: 'calls pip while it runs' },
  {
    text: /["'](?:file:\/\/)?(?:\/usr\/(?:bin|include|lib|libexec|local|sbin|share)|\/lib|\/bin|\/sbin)\/\w/,
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
