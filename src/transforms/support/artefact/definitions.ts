import type { BuildContext } from '../../../context/build-context.ts';
import type { Step } from '../../../model/dockerfile.ts';
import { absolutePath, parentOf, relativePath, within } from '../../../model/paths.ts';
import { saidBy } from '../../../model/run.ts';
import { type BuildFile, buildFiles } from './build-files.ts';

/** A text that may name files, and what people know it by. */
type Said = { readonly text: string; readonly where: string };

/** What a build says to its program (`-DDATA="…"`, `target_compile_definitions`, `configure_file`, `-X main.data=…`), which may name files. */
export function definitions(sent: BuildContext, steps: readonly Step[], folder: string): Said[] {
  const files = buildFiles(sent);
  const values = valuesIn(files);
  const texts = [
    ...files.map(({ path, text }) => ({ text, where: path, beside: parentOf(absolutePath(path, folder)) })),
    ...steps
      .map(saidBy)
      .filter((text) => COMPILES.test(text))
      .map((text) => ({ text, where: 'its build', beside: folder })),
  ];
  return texts.flatMap(({ text, where, beside }) => {
    const filled = (one: string): string => withFolders(withValues(one, values), beside, folder);
    const templates = [...text.matchAll(TEMPLATE)].flatMap(([, named = '']) => {
      const path = absolutePath(filled(named), beside);
      return within([folder])(path) ? relativePath(path.slice(folder === '/' ? 0 : folder.length)) : [];
    });
    return [
      ...[...text.matchAll(DEFINITION)].map(([definition]) => ({ text: filled(definition), where })),
      ...templates.flatMap((path) =>
        linesOf(sent.readText(path) ?? '').map((one) => ({ text: filled(one), where: path })),
      ),
    ];
  });
}

/** `-D` of others, such as Maven, is about the build itself. */
const COMPILES = /\b(?:cc|clang(?:\+\+)?|cmake|g\+\+|gcc|go|make)(?=\s)/;

const DEFINITION =
  /(?:^|[\s"'])-(?:D\s*(?!CMAKE_)|X[ =]["']?)[\w./-]+=\S+|\b(?:add_definitions|(?:add|target)_compile_definitions)\s*\([^)]*\)|\b(?:add_(?:global|project)_arguments|\.set_quoted)\s*\((?:[^()]|\([^()]*\))*\)/gm;

/** What cmake and meson make a header from. */
const TEMPLATE = /\bconfigure_file\s*\(\s*(?:input\s*:\s*)?["']?([^\s"'),]+)/g;
const linesOf = (template: string): string[] => template.split('\n').filter((line) => /["@]/.test(line));

/** Variables of cmake and of make, as far as they are plain. */
const VALUES = [/\bset\s*\(\s*(\w+)\s+"?([^\s")]+)/g, /^(\w+)[ \t]*[:?]?=[ \t]*([^\s"']+)[ \t]*$/gm];

const valuesIn = (files: readonly BuildFile[]): ReadonlyMap<string, string> =>
  new Map(
    files.flatMap(({ text }) =>
      VALUES.flatMap((pattern) =>
        [...text.matchAll(pattern)].map(([, name = '', value = '']) => [name, value] as const),
      ),
    ),
  );

const NAMED = /@(\w+)@|\$[{(](\w+)[)}]/g;
const DEEPEST = 4;

function withValues(text: string, values: ReadonlyMap<string, string>, depth = 0): string {
  const filled = text.replace(NAMED, (all, one: string, other: string) => values.get(one ?? other) ?? all);
  return filled === text || depth === DEEPEST ? text : withValues(filled, values, depth + 1);
}

/** Where a build puts what it makes, is told by all of the project. */
const withFolders = (text: string, beside: string, folder: string): string =>
  text.replace(OF_THE_BUILD, folder).replace(OF_ITS_OWN, beside).replace(OF_THE_PROJECT, folder);

const OF_THE_BUILD = /(?:\$\{|@)\w+_BINARY_DIR[}@](?:\/[\w./-]*)?|\bmeson\.\w*build_(?:dir|root)\(\)/g;
const OF_ITS_OWN = /(?:\$\{|@)CMAKE_CURRENT_(?:LIST|SOURCE)_DIR[}@]/g;
const OF_THE_PROJECT = /(?:\$\{|@)\w+_SOURCE_DIR[}@]|\$[({](?:CURDIR|PWD|pwd|shell pwd)[)}]/g;
