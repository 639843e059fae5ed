import { classPathOption, javaValues } from '../../../../knowledge/java/programs.ts';
import { absolutePath } from '../../../../model/paths.ts';
import type { Lookup } from '../../../../model/variables.ts';
import type { Word } from '../../../../shell/script.ts';
import { wordValue } from '../../artefact/build-call.ts';
import type { Program } from '../starts/program.ts';

/** What a call of java runs, by paths of the image. */
export type JavaStart = {
  /** Jars and folders; all jars in a folder where it ends in `/*`. */
  readonly classPath: readonly string[];
  /** It is told to run a jar, whose own class path counts then. */
  readonly isJar: boolean;
};

/** Options up to what is run: the class path that they give, and the words from there on. */
type Read = { readonly paths: readonly string[]; readonly rest: readonly Word[] };

/** A shell makes options of it, or nothing. */
const isOptions = ({ literal, text }: Word): boolean => !literal && /^"?\$\{?\w*(?:OPT|ARG|FLAG|XM|MEM)/i.test(text);

/** What java is told to run; or why that is not known. */
export function javaStart({ args, folder, by }: Program, variable: Lookup): JavaStart | string {
  const words = args.filter((word) => !isOptions(word) && !setsProperty(word));
  const read = readOptions(jarLast(words), variable, by);
  if (typeof read === 'string') return read;
  const [first, second] = read.rest;
  if (first === undefined) return `${by} starts java, and what that runs is not known`;
  if (first.value === '-jar') {
    const jar = second && wordValue(second, variable);
    return jar === undefined
      ? `which jar ${by} starts is known only when it runs`
      : { classPath: [absolutePath(jar, folder)], isJar: true };
  }
  if (/\.(?:java|jsh)$/.test(first.value)) return `${by} starts java with ${first.value}, which it compiles first`;
  const given = read.paths.length > 0 ? read.paths.join(':') : (variable('CLASSPATH') ?? '.');
  const classPath = given.split(':').filter((path) => path !== '');
  return { classPath: classPath.map((path) => absolutePath(path, folder)), isJar: false };
}

/** Options may stand behind `-jar` as well. */
function jarLast(words: readonly Word[]): readonly Word[] {
  const at = words.findIndex(({ value }) => value === '-jar');
  const end = words.findIndex((word, index) => index > at && !word.text.replace(/^"/, '').startsWith('-'));
  const [jar] = words.slice(at, at + 1);
  if (at === -1 || end === -1 || jar === undefined) return words;
  return [...words.slice(0, at), ...words.slice(at + 1, end), jar, ...words.slice(end)];
}

/** What is set for the program has no say in what that is. */
const setsProperty = ({ text }: Word): boolean => /^"?-D[\w.-]+=/.test(text);

function readOptions(words: readonly Word[], variable: Lookup, by: string): Read | string {
  const paths: string[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at] as Word;
    const value = wordValue(word, variable);
    if (value === undefined) return `${by} starts java with ${word.text}, which is known only when it runs`;
    if (value.startsWith('@')) return `${by} starts java with what ${value} says`;
    if (/^-agent(?:lib|path):/.test(value)) return `${by} starts java with ${value}, which is for developers`;
    if (!value.startsWith('-') || /^(?:-jar|-m|--module)$/.test(value)) return { paths, rest: words.slice(at) };
    const [, joined] = /^--(?:class|module)-path=(.+)$/.exec(value) ?? [];
    if (joined !== undefined) paths.push(joined);
    if (!javaValues.has(value)) continue;
    const next = words[++at];
    const given = next && wordValue(next, variable);
    if (given === undefined) return `${by} gives java a ${value} that is known only when it runs`;
    if (classPathOption.test(value)) paths.push(given);
  }
  return { paths, rest: [] };
}
