import { type BuildContext, pathIn } from '../../../../context/build-context.ts';
import { once } from '../../../../model/memo.ts';
import { absolutePath, parentOf } from '../../../../model/paths.ts';
import { saidBy } from '../../../../model/run.ts';
import type { Project } from './project.ts';

/** What says how a project is built: its steps, and the files that build tools read. */
export const buildTexts = ({ sent, steps }: Project): string[] => [
  ...buildFiles(sent).map(({ text }) => text),
  ...steps.map(saidBy),
];

type BuildFile = { readonly path: string; readonly text: string };

/** Those of all folders: what is below is built along. */
export const buildFiles = once((sent: BuildContext): readonly BuildFile[] =>
  pathsLike(sent, '', 0).flatMap((path) => {
    const text = sent.readText(path);
    return text === undefined ? [] : [{ path, text }];
  }),
);

const NAMES =
  /^(?:CMakeLists\.txt|CMakePresets\.json|GNUmakefile|[Mm]akefile(?:\.am|\.in)?|configure\.(?:ac|in)|meson\.build|.+\.(?:cmake|mk))$|^\.cargo\/config(?:\.toml)?$/;

const DEEPEST = 6;
const isOfOthers = (name: string): boolean => /^(?:\.git|node_modules|target)$/.test(name);

const pathsLike = (sent: BuildContext, folder: string, depth: number): string[] =>
  (sent.namesIn(folder) ?? []).flatMap((name) => {
    const path = pathIn(folder, name);
    if (sent.kindOf(path) !== 'folder') return NAMES.test(folder === '.cargo' ? path : name) ? [path] : [];
    return depth < DEEPEST && !isOfOthers(name) ? pathsLike(sent, path, depth + 1) : [];
  });

/** What a build says to its program (`-DDATA="…"`, `target_compile_definitions`, `-X main.data=…`), which may name files. */
export const definitions = ({ sent, steps, folder }: Project): { readonly text: string; readonly where: string }[] => {
  const texts = [
    ...buildFiles(sent).map(({ path, text }) => ({ text, where: path, beside: parentOf(absolutePath(path, folder)) })),
    ...steps
      .map(saidBy)
      .filter((text) => COMPILES.test(text))
      .map((text) => ({ text, where: 'its build', beside: folder })),
  ];
  return texts.flatMap(({ text, where, beside }) =>
    [...text.matchAll(DEFINITION)].map(([definition]) => ({
      text: definition.replace(ITS_OWN_FOLDER, beside).replace(PROJECT_FOLDER, folder),
      where,
    })),
  );
};

/** `-D` of others, such as Maven, is about the build itself. */
const COMPILES = /\b(?:cc|clang(?:\+\+)?|cmake|g\+\+|gcc|go|make)(?=\s)/;

const DEFINITION =
  /(?:^|[\s"'])-(?:D\s*(?!CMAKE_)|X[ =]["']?)[\w./-]+=\S+|\b(?:add_definitions|(?:add|target)_compile_definitions)\s*\([^)]*\)/gm;
const ITS_OWN_FOLDER = /\$\{CMAKE_CURRENT_(?:LIST|SOURCE)_DIR\}/g;
const PROJECT_FOLDER = /\$(?:\{(?:CMAKE|PROJECT)_SOURCE_DIR\}|[({](?:CURDIR|PWD|pwd|shell pwd)[)}])/g;
