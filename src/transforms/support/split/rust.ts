import { crateLibraries } from '../../../knowledge/native-modules.ts';
import { rootImage } from '../../../model/dockerfile.ts';
import { toolOf } from '../../../shell/invocation.ts';
import type { Language, Linked, Project } from './language.ts';

/** A program in Rust needs libc and libgcc, and the libraries that its crates find where it is built. */
function link({ sent, place }: Project): Linked | string {
  const because = 'it is linked with the libraries of the release that it is built on';
  const hasLibraries = rootImage(place.stage)?.packages.some(
    (name) => /^lib.*-dev$/.test(name) && name !== 'libc6-dev',
  );
  if (!hasLibraries) return { kind: 'dynamic', because, libraries: [] };
  const lock = sent.readText('Cargo.lock');
  if (lock === undefined)
    return 'there is no Cargo.lock to be read, so which libraries of its image the program is linked with is not known';
  const crates = [...lock.matchAll(/^name = "([^"]+)"$/gm)].map(([, name = '']) => name);
  return { kind: 'dynamic', because, libraries: crates.flatMap((name) => crateLibraries.get(name) ?? []) };
}

export const rust: Language = {
  name: 'Rust',
  isCompile: (command) =>
    toolOf(command) === 'cargo' && command.words.some(({ value }) => /^(?:b|build|install)$/.test(value)),
  tools: new Set(['cargo', 'cargo-chef', 'git', 'make', 'rustc', 'rustup', 'strip', 'trunk', 'wasm-pack']),
  link,
};
