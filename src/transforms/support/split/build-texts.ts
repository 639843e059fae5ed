import type { Project } from './compiled/language.ts';

/** What says how a project is built: its steps, and the files that build tools read. */
export const buildTexts = ({ sent, steps }: Project): string[] =>
  [...buildFiles.map((name) => sent.readText(name)), ...steps.map(({ instruction }) => instruction.args.text)].flatMap(
    (text) => text ?? [],
  );

export const buildFiles = [
  '.cargo/config',
  '.cargo/config.toml',
  'CMakeLists.txt',
  'GNUmakefile',
  'Makefile',
  'configure.ac',
  'makefile',
  'meson.build',
];
