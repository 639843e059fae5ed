import type { BuildContext } from '../../../../context/build-context.ts';
import {
  hiddenStarts,
  loadsLibrary,
  namesOtherProcess,
  namesProcess,
  phpProgram,
  phpSource,
  phpTemplate,
  startsProcess,
  startsProgram,
  startsProgramInPage,
  worksWithComposer,
} from '../../../../knowledge/php/calls.ts';
import type { ImageFile } from '../../../../model/image-files.ts';
import { baseName } from '../../../../shell/invocation.ts';
import type { Started } from '../starts/program.ts';
import { isShell, programsGiven, programsOf } from '../starts/shell-programs.ts';
import { type PhpText, readPhp } from './text.ts';

/** A program by its name, and the source that starts it. */
export type Spawned = { readonly name: string; readonly by: string };

const TESTS = /(?:^|\/)(?:tests?|fixtures|docs?|examples?)\//i;

/** Programs that sources in PHP start; or what they do that can not be followed. */
export function spawnedByPhp(context: BuildContext, files: readonly ImageFile[]): readonly Spawned[] | string {
  const found: Spawned[] = [];
  for (const path of new Set(files.map(({ source }) => source))) {
    if (TESTS.test(path) || !(phpSource.test(path) || !/[^/]\.\w+$/.test(path))) continue;
    const source = context.readText(path);
    if (source === undefined && phpSource.test(path)) return `${path} can not be read`;
    if (source === undefined || (!phpSource.test(path) && !phpProgram.test(source))) continue;
    const names = spawnedIn(source, path);
    if (typeof names === 'string') return names;
    found.push(...names.map((name) => ({ name, by: path })));
  }
  return found;
}

/** `php -r '…'`: the texts that PHP is given are programs. */
export function spawnedByTexts({ programs }: Started): readonly Spawned[] | string {
  const found: Spawned[] = [];
  for (const { name, args, by } of programs) {
    const at = /^php[\d.]*$/.test(baseName(name)) ? args.findIndex(({ value }) => GIVEN.test(value)) : -1;
    if (at === -1) continue;
    const text = args[at + 1];
    if (text?.literal !== true) return `${by} starts PHP with a text that is known only when it runs`;
    const names = spawnedIn(`<?php ${text.value}`, by);
    if (typeof names === 'string') return names;
    found.push(...names.map((each) => ({ name: each, by })));
  }
  return found;
}

const GIVEN = /^(?:-[rBRE]|--(?:run|process-(?:begin|code|end)))$/;

function spawnedIn(source: string, path: string): readonly string[] | string {
  const isTemplate = phpTemplate.test(path);
  const php: PhpText = isTemplate ? { text: source, code: source, lines: [] } : readPhp(source);
  const { text, code, lines } = php;
  const hasProcess = namesProcess.test(text) || !namesOtherProcess.test(text);
  const hidden = hiddenStarts.map((way) => way.exec(text)?.[0]).find((each) => each !== undefined);
  if (hidden !== undefined && (hasProcess || !/^Process::|Finder/.test(hidden)))
    return `${path} starts programs in a way that is not followed (${hidden})`;
  if (worksWithComposer.test(text)) return `${path} works with composer while the program runs`;
  if (loadsLibrary.test(text)) return `${path} loads libraries by their names while it runs`;
  const names: string[] = [];
  for (const line of lines) {
    const started = programsOf(filledIn(line));
    if (started === undefined) return `${path} starts a program that is known only when it runs (\`${line}\`)`;
    names.push(...started);
  }
  const calls = [
    ...code.matchAll(isTemplate ? startsProgramInPage : startsProgram),
    ...(hasProcess ? code.matchAll(startsProcess) : []),
  ];
  for (const { 0: call, index } of calls) {
    const started = startedBy(php, index + call.length);
    if (started === undefined)
      return `${path} starts a program that is known only when it runs (${text
        .slice(index, index + 40)
        .split('\n')[0]
        ?.trim()})`;
    names.push(...started);
  }
  return names;
}

const OWN = /^\\?PHP_BINARY\b/;
const TEXT = /^(["'])((?:\\[\s\S]|(?!\1)[^\\])*)\1\s*(\.(?!=))?/;
const LIST = /^(?:\[|array\s*\()\s*/;
const VARIABLE = /^(\$\w+)\s*[,)]/;

/** The programs that an argument names: a text for a shell, a list of words, or a variable that only gets such values. */
function startedBy(php: PhpText, at: number, depth = 0): string[] | undefined {
  const rest = php.text.slice(at, at + 2000).trimStart();
  if (OWN.test(rest)) return ['php'];
  const list = LIST.exec(rest)?.[0];
  if (list !== undefined) return startedByWords(rest.slice(list.length));
  const formatted = /^sprintf\s*\(\s*/.exec(rest)?.[0];
  const written = TEXT.exec(formatted === undefined ? rest : rest.slice(formatted.length));
  if (written !== null) return startedByLine(written, formatted !== undefined);
  const name = VARIABLE.exec(rest)?.[1];
  if (name === undefined || depth > 1) return undefined;
  const own = name.replace('$', '\\$');
  const isGivenOtherwise = new RegExp(
    `\\bfunction\\b[^{;]*${own}\\b|\\bfn\\s*\\([^)]*${own}\\b|\\b(?:as|global|static)\\b[^;{]*${own}\\b|${own}\\s*(?:\\.|\\?\\?)=|&\\s*${own}\\b|(?:\\blist\\s*\\(|\\[)[^\\]);]*${own}\\b[^\\]);]*[\\])]\\s*=`,
  );
  const given = [...php.code.matchAll(new RegExp(`${own}\\s*=(?![=>])`, 'g'))];
  if (given.length === 0 || isGivenOtherwise.test(php.code)) return undefined;
  const found = given.map(({ 0: sign, index }) => startedBy(php, index + sign.length, depth + 1));
  return found.every((each) => each !== undefined) ? found.flat() : undefined;
}

/** `['git', 'log']`, and what a shell among them starts in turn. */
function startedByWords(rest: string): string[] | undefined {
  if (OWN.test(rest)) return ['php'];
  const [, quote, program = '', joint] = TEXT.exec(rest) ?? [];
  if (quote === undefined || joint !== undefined || !/^[\w./+-]+$/.test(program)) return undefined;
  if (!isShell(program)) return [program];
  const given = programsGiven(rest);
  return given && [program, ...given];
}

/** What follows a text may be more of its last word, or arguments. */
function startedByLine([, quote, written = '', joint]: RegExpExecArray, isFormat: boolean): string[] | undefined {
  const plain = written.replace(/\\(["'\\])/g, '$1');
  const line = isFormat ? plain.replace(/%\d*\$?[a-z]/g, '$FILLED') : quote === '"' ? filledIn(plain) : plain;
  return programsOf(joint === undefined ? line : `${line}$FILLED`);
}

/** With a variable of a shell in place of each of PHP. */
const filledIn = (line: string): string =>
  line.replace(/\{\$[^}]*\}|\$\{[^}]*\}|\$\w+(?:->\w+|\[[^\]]*\])?/g, '$FILLED');
