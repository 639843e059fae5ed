import { unknownContext } from '../../../../context/build-context.ts';
import { crateLibraries, linksMusl } from '../../../../knowledge/node/native-modules.ts';
import { rootBase, rootImage } from '../../../../model/dockerfile.ts';
import { toolOf } from '../../../../shell/invocation.ts';
import { buildTexts } from '../project/build-texts.ts';
import type { Project } from '../project/project.ts';
import { developmentPackages } from '../system/kept-packages.ts';
import { bringsLibraries } from '../system/runtime-base.ts';
import type { Artefacts } from './artefacts.ts';
import type { Language, Linked } from './language.ts';

/** A program in Rust needs libc and libgcc, unless it is built for musl, and the libraries that its crates find where it is built. */
function link(project: Project, artefacts: Artefacts): Linked | string {
  const alone = whyStatic(project, artefacts);
  if (alone !== undefined) return { kind: 'static', because: alone, builder: [] };
  const because = 'it is linked with the libraries of the release that it is built on';
  const root = rootImage(project.place.stage);
  // Alpine has libgcc in a package of its own.
  if (root?.family === 'alpine') return { kind: 'dynamic', because, libraries: ['gcc'] };
  const hasLibraries = root?.packages.some((name) => /^lib.*-dev$/.test(name) && name !== 'libc6-dev');
  const crates = cratesOf(project);
  // What makes bindings calls libclang while it builds (rust-lang.github.io/rust-bindgen/requirements.html).
  const forBuilds =
    crates?.includes('bindgen') && !crates.includes('clang')
      ? { forBuilds: /^(?:libclang|clang|llvm)[\d.-]*-dev$/ }
      : {};
  if (!hasLibraries) return { kind: 'dynamic', because, libraries: [], ...forBuilds };
  if (crates === undefined) {
    const why = project.sent === unknownContext ? project.sources : 'there is no Cargo.lock to be read';
    return `${why}, so which libraries of its image the program is linked with is not known`;
  }
  return {
    kind: 'dynamic',
    because,
    libraries: crates.flatMap((name) => crateLibraries.get(name) ?? []),
    ...forBuilds,
  };
}

/** What is built for musl is linked statically, unless it is told otherwise (doc.rust-lang.org/reference/linkage.html). */
function whyStatic(project: Project, { made }: Artefacts): string | undefined {
  const { sent, place, steps } = project;
  const isTold = buildTexts(project).some((text) => /-crt-static|prefer-dynamic/.test(text));
  if (sent === unknownContext || isTold) return undefined;
  if (made.every((path) => linksMusl.test(path))) return 'it is built for musl, so it is linked statically';
  const base = rootBase(place.stage);
  const isOfMusl = base.kind === 'image' && base.image.name === 'rust' && base.known?.family === 'alpine';
  const looksForNone = cratesOf(project)?.every((name) => !crateLibraries.has(name)) === true;
  const isPlain = looksForNone || !developmentPackages(steps).some(bringsLibraries);
  return isOfMusl && isPlain && made.every((path) => /\/target\/\w+\/[^/]+$/.test(path))
    ? 'the Rust of its image builds for musl, and no library is there for its crates to look for, so it is linked statically'
    : undefined;
}

/** What Cargo.lock names; undefined where there is none to be read. */
function cratesOf({ sent }: Project): readonly string[] | undefined {
  const lock = sent.readText('Cargo.lock');
  return lock === undefined ? undefined : [...lock.matchAll(/^name = "([^"]+)"$/gm)].map(([, name = '']) => name);
}

export const rust: Language = {
  name: 'Rust',
  isCompile: (command) =>
    toolOf(command) === 'cargo' && command.words.some(({ value }) => /^(?:b|build|install)$/.test(value)),
  tools: new Set(['cargo', 'cargo-chef', 'git', 'make', 'rustc', 'rustup', 'strip', 'trunk', 'wasm-pack']),
  // Who is not in the few lines of /etc/passwd of the smallest image.
  asksSystem: /\b(?:get_(?:group|user)_by_name|getgrnam\w*|getpwnam\w*|(?:Group|User)::from_name)\b/,
  link,
};
