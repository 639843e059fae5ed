import { crateLibraries } from '../../../knowledge/native-modules.ts';
import { toolOf } from '../../../shell/invocation.ts';
import type { Language, Linked, Project } from './language.ts';

/** A program in Rust needs libc and libgcc, and the libraries that crates link it with. */
function link({ sent }: Project): Linked | string {
  const lock = sent.readText('Cargo.lock');
  if (lock === undefined)
    return 'there is no Cargo.lock in the build context, so which libraries the program is linked with is not known';
  const crates = [...lock.matchAll(/^name = "([^"]+)"$/gm)].map(([, name = '']) => name);
  const libraries = crates.flatMap((name) => crateLibraries.get(name) ?? []);
  return { kind: 'dynamic', because: 'it is linked with the libraries of the release that it is built on', libraries };
}

export const rust: Language = {
  name: 'Rust',
  isCompile: (command) =>
    toolOf(command) === 'cargo' && command.words.some(({ value }) => /^(?:b|build|install)$/.test(value)),
  tools: new Set(['cargo', 'rustup', 'rustc', 'make', 'git', 'strip', 'cargo-chef', 'trunk', 'wasm-pack']),
  link,
};
