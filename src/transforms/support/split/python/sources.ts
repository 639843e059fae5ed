import type { BuildContext } from '../../../../context/build-context.ts';
import {
  hidesModule,
  importsCalls,
  needsMore,
  startsBy,
  startsImported,
  startsProgram,
} from '../../../../knowledge/python/calls.ts';
import type { ImageFile } from '../../../../model/image-files.ts';
import { parseShell } from '../../../../shell/parse.ts';
import type { Program, Started } from '../starts/program.ts';

/** Sources of Python among the files of an image, but for what tests and builds them. */
export type PythonSource = { readonly path: string; readonly text: string };

const FOR_BUILDS =
  /(?:^|\/)(?:tests?|testing|docs?|examples?|benchmarks?)\/|(?:^|\/)(?:test_\w+|\w+_test|conftest|setup|noxfile|fabfile)\.py$/;

/** `tests` for `./tests/serve.py` and for `tests.serve:app`. */
const headOf = (path: string): string => path.replace(/^\.?\//, '').split(/[/.:]/)[0] ?? '';

/** Or why they can not be read. */
export function pythonSources(
  context: BuildContext,
  files: readonly ImageFile[],
  { programs }: Pick<Started, 'programs'>,
): readonly PythonSource[] | string {
  const heads = new Set(programs.flatMap(({ args }) => args.map(({ value }) => headOf(value))));
  const sources: PythonSource[] = [];
  for (const { path, source } of files) {
    const isScript = !/[^/]\.\w+$/.test(path);
    if ((FOR_BUILDS.test(source) && !heads.has(headOf(source))) || !(isScript || /\.pyw?$/.test(path))) continue;
    const text = context.readText(source);
    if (isScript && !/^#!.*\bpython/.test(text ?? '')) continue;
    if (text === undefined) return `${source} can not be read`;
    sources.push({ path: source, text });
  }
  return sources;
}

/** Programs that sources start; or what they do that a slim image may not be enough for. */
export function programsOf(sources: readonly PythonSource[]): Program[] | string {
  const programs = new Map<string, Program>();
  for (const source of sources) {
    const { path, text } = source;
    const more = needsMore.find((sign) => sign.text.test(text));
    if (more !== undefined) return `${path} ${more.why}`;
    if (hidesModule.test(text))
      return `${path} calls what starts programs by other names, so what it starts is not known`;
    for (const [start, call] of callsOf(text)) {
      const started = startedBy(text, start);
      if (started === undefined)
        return `${path} starts a program that is known only when it runs (${call}${text.slice(start).split('\n')[0]?.slice(0, 40)})`;
      for (const name of started) programs.set(name, { name, path: undefined, args: [], folder: '/', by: path });
    }
  }
  return [...programs.values()];
}

/** Where arguments start, and the call before them. */
function* callsOf(text: string): Iterable<[start: number, call: string]> {
  const names = importedBy(text);
  const code = text.replace(importsCalls, (all) => ' '.repeat(all.length));
  const ways = names.length === 0 ? startsProgram : [...startsProgram, ...startsImported(names)];
  for (const way of ways) for (const { 0: call, index } of code.matchAll(way)) yield [index + call.length, call.trim()];
}

/** What functions that start programs are called in a file that imports them by name. */
function importedBy(text: string): string[] {
  return [...text.matchAll(importsCalls)].flatMap(([, module = '', list = '']) => {
    const imports = list
      .replace(/#.*$/gm, '')
      .replace(/[()\\]/g, ' ')
      .split(',');
    const names = imports.map((each) => each.trim().split(/\s+as\s+/));
    return names.flatMap(([name = '', alias = name]) => (startsBy(module, name) ? [alias] : []));
  });
}

const OWN = /^sys\.executable\b/;
const TEXT = /^[rbf]{0,2}(?:"([^"\\\n]*)"|'([^'\\\n]*)')/i;
const NAME = /^(?:args\s*=\s*)?([A-Za-z_]\w*)\s*[,)+]/;

/** The programs that an argument names: a text for a shell, a list, or a name that the source gives such a value. */
function startedBy(text: string, at: number, depth = 0): string[] | undefined {
  const rest = text.slice(at, at + 2000).replace(/^(?:os\.)?P_\w+\s*,\s*/, '');
  const list = /^[[(]\s*/.exec(rest)?.[0];
  const first = rest.slice(list?.length ?? 0);
  if (OWN.test(first)) return [];
  const written = TEXT.exec(first);
  if (written !== null) {
    const value = written[1] ?? written[2] ?? '';
    return list === undefined ? namesIn(value) : plain(value);
  }
  const name = list === undefined ? NAME.exec(first)?.[1] : undefined;
  if (name === undefined || depth > 1) return undefined;
  const given = [...text.matchAll(new RegExp(`(?<![\\w.])${name}\\s*(?::[^=\\n]+)?=(?!=)\\s*`, 'g'))];
  const isParameter = new RegExp(
    `\\bdef\\s+\\w+\\([^)]*\\b${name}\\b|\\bfor\\s+${name}\\b|\\bas\\s+${name}\\b|\\b${name}\\s*:=`,
  ).test(text);
  if (given.length === 0 || isParameter) return undefined;
  const found = given.map(({ 0: sign, index }) => startedBy(text, index + sign.length, depth + 1));
  return found.every((each) => each !== undefined) ? found.flat() : undefined;
}

/** A shell as the program of a list reads another text. */
function plain(value: string): string[] | undefined {
  return /^[\w.+-]+$/.test(value) && !/^(?:ba|da|z)?sh$|^env$|^sudo$/.test(value) ? [value] : undefined;
}

/** All programs of a line for a shell; undefined where one is filled in. */
function namesIn(line: string): string[] | undefined {
  const script = parseShell(line.replace(/\{[^{}]*\}/g, '$FILLED'));
  if (script.opaque !== undefined || script.commands.length === 0) return undefined;
  const names: string[] = [];
  for (const { words } of script.commands) {
    const [tool] = words;
    if (tool === undefined) continue;
    const found = tool.literal ? plain(tool.value) : undefined;
    if (found === undefined) return undefined;
    names.push(...found);
  }
  return names;
}
