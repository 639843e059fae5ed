import { cCompiler, cLibrary, cmakeValues, cNoProgram } from '../../../knowledge/compiled/build-commands.ts';
import { absolutePath } from '../../../model/paths.ts';
import { type BuildCall, isInstall, optionsOf, type Programs, wordValue } from './build-call.ts';

export const isCompiler = (tool: string): boolean => cCompiler.test(tool);

/** `gcc -o app main.c` */
export function compiledBy({ tool, args, folder, variable }: BuildCall): Programs {
  if (args.length === 0 || args.some(({ value }) => cNoProgram.test(value))) return [];
  if (args.some(({ value }) => cLibrary.test(value))) return { unknown: `${tool} makes a library` };
  const at = args.findIndex(({ value }) => /^-o/.test(value));
  const word = args[at];
  if (word === undefined) return [absolutePath('a.out', folder)];
  const named = word.value === '-o' ? args[at + 1] : { ...word, value: word.value.slice(2), text: word.text.slice(2) };
  const value = named && wordValue(named, variable);
  return value === undefined
    ? { unknown: `where ${tool} puts the program is known only when it runs` }
    : [absolutePath(value, folder)];
}

/** What cmake is told: where the sources are and where it builds them, to build there, or to install. */
export type CmakeCall =
  | {
      readonly does: 'configure';
      readonly source: string;
      readonly build: string;
      readonly prefix: string | undefined;
      /** Where else it is told to install, such as settings. */
      readonly others: readonly string[];
    }
  | { readonly does: 'build'; readonly build: string; readonly installs: boolean }
  | { readonly does: 'install'; readonly build: string; readonly prefix: string | undefined };

export function cmakeCall(call: BuildCall): CmakeCall | undefined {
  const { values, operands } = optionsOf(call, cmakeValues);
  const path = (name: string): string | undefined => {
    const value = values.get(name)?.at(-1);
    return value === undefined ? undefined : absolutePath(value, call.folder);
  };
  if (values.has('E') || values.has('P') || values.has('version')) return undefined;
  const [build, install] = [path('build'), path('install')];
  if (build !== undefined) {
    const targets = [...(values.get('target') ?? []), ...(values.get('t') ?? [])];
    return { does: 'build', build, installs: targets.some(isInstall) };
  }
  if (install !== undefined) return { does: 'install', build: install, prefix: path('prefix') };
  const [operand] = operands.map((word) => wordValue(word, call.variable));
  // It may be told the file as well.
  const source = (path('S') ?? absolutePath(operand ?? '', call.folder)).replace(/\/CMakeLists\.txt$/, '') || '/';
  const defined = call.args.flatMap((word) => {
    const [, name, said] =
      /^(?:-D)?CMAKE_INSTALL_(PREFIX|\w+DIR)(?::\w+)?=(.*)$/.exec(wordValue(word, call.variable) ?? word.value) ?? [];
    return name === undefined ? [] : [{ name, said: said ?? '' }];
  });
  return {
    does: 'configure',
    source,
    build: path('B') ?? call.folder,
    prefix: defined.findLast(({ name }) => name === 'PREFIX')?.said ?? path('install-prefix'),
    // A preset may say where anything goes.
    others: values.has('preset') ? ['/'] : defined.filter(({ name }) => name !== 'PREFIX').map(({ said }) => said),
  };
}

/** What CMakeLists.txt says of programs. */
export type CmakeTargets = {
  readonly built: readonly string[];
  readonly installed: readonly string[];
  /** Where other files are installed as well, which is not followed. */
  readonly others: string | undefined;
};

/** What of it is not followed (cmake.org/cmake/help/latest/manual/cmake-commands.7.html), and what that does. */
const NOT_FOLLOWED: readonly (readonly [words: RegExp, does: string])[] = [
  [/RUNTIME_OUTPUT|OUTPUT_NAME|EXECUTABLE_OUTPUT_PATH/i, 'gives programs other names or places'],
  [/\bSHARED\b|BUILD_SHARED_LIBS/i, 'makes shared libraries, without which its programs do not start'],
  [/configure_file|\bfile\s*\(\s*(?:COPY|WRITE|GENERATE)/i, 'makes files that programs may read'],
  [/FetchContent/i, 'builds what it fetches'],
];

/** The programs below the folder of a build, and their names where they are installed; or why that can not be told. */
export function cmakeTargets(
  { textAt }: Pick<BuildCall, 'textAt'>,
  source: string,
  depth = 0,
): CmakeTargets | { readonly unknown: string } {
  const path = absolutePath('CMakeLists.txt', source);
  const text = textAt(path)?.replace(/#.*$/gm, '');
  if (text === undefined) return { unknown: `${path} can not be read` };
  if (depth > DEEPEST) return { unknown: `${path} is below too many others` };
  const [, does] = NOT_FOLLOWED.find(([words]) => words.test(text)) ?? [];
  if (does !== undefined) return { unknown: `${path} ${does}` };
  const variables = new Map<string, string>();
  for (const [, name = ''] of text.matchAll(/\bproject\s*\(\s*([\w.-]+)/gi)) variables.set('PROJECT_NAME', name);
  for (const [, name = '', value = ''] of text.matchAll(/\bset\s*\(\s*(\w+)\s+"?([\w.-]+)"?\s*\)/gi))
    variables.set(name, value);
  const filled = text.replace(
    /\$\{(\w+)\}/g,
    (whole, name) => variables.get(name) ?? variables.get(String(name).replace(/^CMAKE_/, '')) ?? whole,
  );
  const built = [...filled.matchAll(/\badd_executable\s*\(\s*([^\s)]+)/gi)].map(([, name = '']) => name);
  const odd = built.find((name) => !/^[\w.+-]+$/.test(name));
  if (odd !== undefined) return { unknown: `${path} builds ${odd}, whose name is known only when it is built` };
  const installed = [...filled.matchAll(/\binstall\s*\(\s*TARGETS\s+([^)]*)\)/gi)].flatMap(([, words = '']) =>
    words.split(/\s+/),
  );
  const below = [...filled.matchAll(/\badd_subdirectory\s*\(\s*"?([\w./-]+)/gi)].map(([, name = '']) => name);
  const all = {
    built,
    installed: installed.filter((name) => built.includes(name)),
    others: INSTALLS_OTHERS.test(filled) ? path : undefined,
  };
  for (const name of below) {
    const inner = cmakeTargets({ textAt }, absolutePath(name, source), depth + 1);
    if ('unknown' in inner) return inner;
    all.built.push(...inner.built.map((program) => `${name}/${program}`));
    all.installed.push(...inner.installed);
    all.others ??= inner.others;
  }
  return all;
}

/** Data, scripts, and what code puts anywhere; headers and documentation are nothing to a program. */
const INSTALLS_OTHERS =
  /\binstall\s*\(\s*(?:CODE|PROGRAMS|SCRIPT)\b|\binstall\s*\(\s*(?:DIRECTORY|FILES)\b(?![^)]*\b(?:cmake|doc|include|INCLUDEDIR|DOCDIR|MANDIR|man\d?|pkgconfig)\b)/i;

const DEEPEST = 5;
