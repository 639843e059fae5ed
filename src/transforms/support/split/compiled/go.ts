import { goGenerators } from '../../../../knowledge/compiled/go-generators.ts';
import { programsOfModules } from '../../../../knowledge/compiled/go-modules.ts';
import { needsCgo } from '../../../../knowledge/node/native-modules.ts';
import { behind, goLines } from '../../../../model/manifests/go-lines.ts';
import { standsInFile } from '../../../../model/run.ts';
import { variableValue } from '../../../../model/state.ts';
import { baseName, toolOf } from '../../../../shell/invocation.ts';
import type { Command, Word } from '../../../../shell/script.ts';
import { goFilesIn } from '../../artefact/go-files.ts';
import type { SourceText } from '../../artefact/sources.ts';
import { addWordsAfter, addWordsBefore, isRun, type Rewrite, type RunStep } from '../../rewrite/rewrite.ts';
import type { Project } from '../project/project.ts';
import { developmentPackages } from '../system/kept-packages.ts';
import { bringsLibraries } from '../system/runtime-base.ts';
import type { Artefacts } from './artefacts.ts';
import type { Language, Linked } from './language.ts';
import type { ReadProject } from './project.ts';

const COMPILES = /^(?:build|install)$/;

const isCompile = (command: Command): boolean =>
  toolOf(command) === 'go' && command.words.some(({ value }) => COMPILES.test(value));

/** A tool of a version of its own is none of the project (`go install example.org/tool@v1`). */
const isOwn = ({ words }: Command): boolean => words.every(({ value }) => !/^[^-].*@/.test(value));

/** A program in Go needs nothing of the system where nothing of it is in C, and it is told so. */
function link(project: ReadProject, { built, paths, beside }: Artefacts): Linked | string {
  const { steps, read } = project;
  const texts = typeof read === 'string' ? [] : read;
  const loading = texts.find(({ text }) => LOADS_PLUGINS.test(text));
  if (loading !== undefined) return `${loading.path} loads plugins, which are built apart from the program`;
  const asking = texts.find(({ text }) => ASKS_TOOLCHAIN.test(text));
  if (asking !== undefined) return `${asking.path} looks for packages where Go has their sources, which stay behind`;
  const builds = steps
    .filter(isRun)
    .filter(({ run }) => standsInFile(run))
    .flatMap((step) =>
      step.run.script.commands
        .filter((command) => isCompile(command) && isOwn(command))
        .map((command) => ({ step, command })),
    );
  const inMakefiles = built.commands.filter(
    ({ command }) => isCompile(command) && isOwn(command) && !builds.some((build) => build.command === command),
  );
  const doubt = whyDynamic(project, builds, inMakefiles) ?? whyTool(steps, [...paths, ...beside]);
  if (doubt !== undefined) return { kind: 'dynamic', because: doubt, libraries: [] };
  return {
    kind: 'static',
    because: 'no source of it, and no module that it requires, is known to be in C, so it is linked statically',
    builder: builds.map(({ step, command }) => statically(project, step, command)),
  };
}

/** What is installed beside the project is built as its own version says. */
function whyTool(steps: Project['steps'], paths: Artefacts['paths']): string | undefined {
  const tool = steps.filter(isRun).flatMap((step) =>
    step.run.script.commands
      .filter((command) => isCompile(command) && !isOwn(command) && cgo(step, command) !== '0')
      .flatMap(({ words }) => words.map(({ value }) => value.replace(/@.*$/, '')))
      .filter((name) => paths.some((path) => name.endsWith(`/${baseName(path)}`))),
  )[0];
  return tool && `${tool} is installed beside it, which may be linked dynamically`;
}

const LOADS_PLUGINS = /^\s*(?:import\s+)?(?:\w+\s+)?"plugin"$/m;

/** Packages that look for those of GOPATH, GOROOT or a module, and may call go for it. */
const ASKS_TOOLCHAIN =
  /^\s*(?:import\s+)?(?:\w+\s+)?"(?:go\/(?:build|importer)|golang\.org\/x\/tools\/go\/(?:loader|packages))"$|\bruntime\.GOROOT\(/m;

/** Without cgo as well, a program that does is linked with libc (pkg.go.dev/github.com/ebitengine/purego). */
const LOADS_LIBRARIES = /\bpurego\.(?:Dlopen|RegisterLibFunc)\(/;

/** What a go.mod of before Go 1.17 requires by way of other modules, only the sums of what is compiled tell (go.dev/ref/mod#go-mod-file-go). */
function summed(manifest: string, sums: string): string[] {
  const [, minor = '0'] = /^go 1\.(\d+)/m.exec(manifest) ?? [];
  return Number(minor) < 17 ? [...sums.matchAll(/^(\S+) v[^\s/]+ h1:/gm)].map(([, name = '']) => name) : [];
}

const importedBy = ({ text }: SourceText): string[] =>
  [...text.matchAll(IMPORTS)].flatMap(([imported]) =>
    [...imported.matchAll(/"([^"\n]+)"/g)].map(([, path = '']) => path),
  );

const goRequired = (manifest: string): string[] => behind(goLines(manifest), 'require').map(([name = '']) => name);

type Build = { readonly step: RunStep; readonly command: Command };

function whyDynamic(project: Project, builds: readonly Build[], inMakefiles: readonly Build[]): string | undefined {
  const all = [...builds, ...inMakefiles];
  const { sources } = project;
  const loading = typeof sources === 'string' ? undefined : sources.find(({ text }) => LOADS_LIBRARIES.test(text));
  if (loading !== undefined) return `${loading.path} loads libraries while it runs`;
  const isStatic = ({ step, command }: Build): boolean => cgo(step, command) === '0';
  if (all.length > 0 && all.every(isStatic)) return undefined;
  if (builds.length === 0 || !inMakefiles.every(isStatic))
    return 'what builds it is no plain call of go in a RUN, so it may be linked dynamically';
  const told = builds.find(({ step, command }) => cgo(step, command) === '1' || command.words.some(isDynamic));
  if (told !== undefined) return 'its build asks for a program that is linked dynamically';
  if (/\bnetdns=cgo\b/.test(variableValue(project.place.stage.end, 'GODEBUG') ?? ''))
    return 'GODEBUG has it look hosts up by libc';
  return whyInC(project) ?? whyForC(project);
}

function whyInC(project: Project): string | undefined {
  const { sources, sent } = project;
  const manifest = sent.readText('go.mod');
  if (typeof sources === 'string') return `what of it is in C is not known: ${sources}`;
  const inC = sources.find(({ language, text }) => language.name === 'Go' && IMPORTS_C.test(text));
  if (inC !== undefined) return `${inC.path} is partly in C`;
  const chosen = sources.find(({ language, text }) => language.name === 'Go' && GOES_BY_CGO.test(text));
  if (chosen !== undefined) return `whether ${chosen.path} is compiled goes by cgo`;
  if (manifest === undefined) return sources.some(importsOthers) ? whyVendored(project) : undefined;
  const modules = [
    ...goRequired(manifest),
    ...summed(manifest, sent.readText('go.sum') ?? ''),
    ...sources.flatMap(importedBy),
  ];
  const module = modules.find(needsCgo);
  return module && `${module} is partly in C`;
}

/** Of modules in C not all are known here; but who requires one installs what that is built with. */
function whyForC({ steps }: Project): string | undefined {
  const forC = developmentPackages(steps).find((name) => COMPILES_C.test(name) || bringsLibraries(name));
  return forC && `its build installs ${forC}, as if some of it were in C`;
}

const COMPILES_C = /^(?:build-base|clang|gcc|g\+\+|musl-dev)$/;

/** Packages of the standard library, and of the project itself below GOPATH, have no dot in the first part of their paths. */
const importsOthers = (source: SourceText): boolean => importedBy(source).some((path) => /^[^/]*\./.test(path));

const IMPORTS = /^import\s*(?:\([^)]*\)|(?:[\w.]+\s+)?"[^"\n]*")/gm;

/** Another file takes its place in a program without C (`go help buildconstraint`). */
const GOES_BY_CGO = /^\/\/(?:go:build| *\+build)\b.*(?<![\w.])cgo(?![\w.])/m;

const IMPORTS_C = /^import\s+"C"|^\s*(?:_\s+)?"C"$/m;

/** Without a go.mod all that a program is made of is in `vendor`, unless something fetches more. */
function whyVendored({ sent, steps }: Project): string | undefined {
  const commands = steps.flatMap(({ run }) => run?.script.commands ?? []);
  const fetches = commands.some(
    (command) =>
      FETCHERS.has(toolOf(command)) || (toolOf(command) === 'go' && command.words.some(({ value }) => value === 'get')),
  );
  const files = fetches ? [] : goFilesIn(sent, 'vendor').filter((path) => !OTHER_SYSTEM.test(path));
  if (files.length === 0) return 'there is no go.mod, so whether it needs anything in C is not known';
  for (const path of files) {
    const text = sent.readText(path);
    if (text === undefined) return `${path} can not be read, so whether it needs anything in C is not known`;
    if (IMPORTS_C.test(text) && !LEFT_OUT.test(text)) return `${path} is partly in C`;
  }
  return undefined;
}

/** They fill `vendor`. */
const VENDORS: readonly string[] = ['dep', 'glide', 'godep', 'govendor', 'gvt'];

const FETCHERS: ReadonlySet<string> = new Set([...VENDORS, 'git', 'hg']);

/** What is compiled for other systems, for tests, or never (`go help buildconstraint`). */
const OTHER_SYSTEM =
  /_(?:aix|android|darwin|dragonfly|freebsd|illumos|ios|js|netbsd|openbsd|plan9|solaris|test|windows)(?:_\w+)?\.go$/;
const LEFT_OUT = /^\/\/ ?(?:\+build|go:build) ignore$/m;

/** How the build of a program links it, where it says that: for itself, for what follows in its RUN, or for all that follow. */
function cgo(step: RunStep, command: Command): string | undefined {
  const { commands } = step.run.script;
  const exported = commands.slice(0, commands.indexOf(command) + 1).filter(({ name }) => name === 'export');
  const said = [...exported.flatMap(({ words }) => words), ...command.assignments];
  const own = said.findLast(({ value }) => value.startsWith('CGO_ENABLED='));
  return (
    own?.value.slice('CGO_ENABLED='.length).replace(/^(["'])(.*)\1$/, '$2') ?? variableValue(step.state, 'CGO_ENABLED')
  );
}

const isDynamic = ({ value }: Word): boolean =>
  /^-(?:race|msan|asan|linkshared)$|^-buildmode=(?!exe|default)|linkmode[= ]external|^-extldflags|\bnetcgo\b/.test(
    value,
  );

/** It may read those of itself. */
const READS_SYMBOLS = /^\s*(?:import\s+)?(?:\w+\s+)?"debug\/(?:dwarf|elf|gosym)"$/m;

/** Without cgo, debug information and symbols, as far as the build does not say otherwise. */
function statically({ sources }: Project, step: RunStep, command: Command): Rewrite {
  const [go] = command.words;
  const verb = command.words.find(({ value }) => COMPILES.test(value));
  const rewrites: Rewrite[] = [];
  if (go !== undefined && cgo(step, command) === undefined)
    rewrites.push(addWordsBefore(step, command.assignments[0] ?? go, ['CGO_ENABLED=0']));
  const isStripped = command.words.some(({ value }) => /^-?-ldflags/.test(value));
  const isRead = typeof sources === 'string' || sources.some(({ text }) => READS_SYMBOLS.test(text));
  if (verb !== undefined && !isStripped && !isRead && variableValue(step.state, 'GOFLAGS') === undefined)
    rewrites.push(addWordsAfter(step, verb, ['-ldflags="-s -w"']));
  return { edits: rewrites.flatMap(({ edits }) => edits), changes: rewrites.flatMap(({ changes }) => changes) };
}

export const go: Language = {
  name: 'Go',
  isCompile,
  tools: new Set([...goGenerators, ...VENDORS, 'go', 'make', 'swag', 'sqlc', 'protoc', 'buf', 'git', 'gcc', 'upx']),
  // Who is not in the few lines of /etc/passwd of the smallest image.
  asksSystem: /\buser\.Lookup(?:Group)?(?:Id)?\(/,
  spawns: ({ sent }) => programsOfModules(goRequired(sent.readText('go.mod') ?? '')),
  link,
};
