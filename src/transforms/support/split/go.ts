import { goGenerators } from '../../../knowledge/go-generators.ts';
import { needsCgo } from '../../../knowledge/native-modules.ts';
import { behind, goLines } from '../../../model/manifests/go-lines.ts';
import { variableValue } from '../../../model/state.ts';
import { toolOf } from '../../../shell/invocation.ts';
import type { Command, Word } from '../../../shell/script.ts';
import { addWordsAfter, addWordsBefore, isRun, type Rewrite, type RunStep } from '../rewrite/rewrite.ts';
import type { Language, Linked, Project } from './language.ts';

const COMPILES = /^(?:build|install)$/;

const isCompile = (command: Command): boolean =>
  toolOf(command) === 'go' && command.words.some(({ value }) => COMPILES.test(value));

/** A tool of a version of its own is none of the project (`go install example.org/tool@v1`). */
const isOwn = ({ words }: Command): boolean => words.every(({ value }) => !/^[^-].*@/.test(value));

/** A program in Go needs nothing of the system where nothing of it is in C, and it is told so. */
function link(project: Project): Linked | string {
  const { steps, sources } = project;
  const loading = typeof sources === 'string' ? undefined : sources.find(({ text }) => LOADS_PLUGINS.test(text));
  if (loading !== undefined) return `${loading.path} loads plugins, which are built apart from the program`;
  const builds = steps
    .filter(isRun)
    .flatMap((step) =>
      step.run.script.commands
        .filter((command) => isCompile(command) && isOwn(command))
        .map((command) => ({ step, command })),
    );
  const doubt = whyDynamic(project, builds);
  if (doubt !== undefined) return { kind: 'dynamic', because: doubt, libraries: [] };
  return {
    kind: 'static',
    because: 'no source of it, and no module that it requires, is known to be in C, so it is linked statically',
    builder: builds.map(({ step, command }) => statically(project, step, command)),
  };
}

const LOADS_PLUGINS = /^\s*(?:import\s+)?(?:\w+\s+)?"plugin"$/m;

type Build = { readonly step: RunStep; readonly command: Command };

function whyDynamic({ sources, sent }: Project, builds: readonly Build[]): string | undefined {
  if (builds.every(({ step, command }) => cgo(step, command) === '0') && builds.length > 0) return undefined;
  if (builds.length === 0) return 'what builds it is no plain call of go, so it may be linked dynamically';
  const told = builds.find(({ step, command }) => cgo(step, command) === '1' || command.words.some(isDynamic));
  if (told !== undefined) return 'its build asks for a program that is linked dynamically';
  const manifest = sent.readText('go.mod');
  if (typeof sources === 'string') return `what of it is in C is not known: ${sources}`;
  if (manifest === undefined) return 'there is no go.mod, so whether it needs anything in C is not known';
  const inC = sources.find(
    ({ language, text }) => language.name === 'Go' && /^import\s+"C"|^\s*(?:_\s+)?"C"$/m.test(text),
  );
  if (inC !== undefined) return `${inC.path} is partly in C`;
  const lines = goLines(manifest);
  const module = behind(lines, 'require').find(([name = '']) => needsCgo(name));
  return module && `${module[0]} is partly in C`;
}

/** How the build of a program links it, where it says that. */
function cgo(step: RunStep, { assignments }: Command): string | undefined {
  const own = assignments.find(({ value }) => value.startsWith('CGO_ENABLED='));
  return own?.value.slice('CGO_ENABLED='.length) ?? variableValue(step.state, 'CGO_ENABLED');
}

const isDynamic = ({ value }: Word): boolean =>
  /^-(?:race|msan|asan|linkshared)$|^-buildmode=(?!exe|default)|linkmode[= ]external|^-extldflags/.test(value);

/** Without cgo, debug information and symbols, as far as the build does not say otherwise. */
function statically(_: Project, step: RunStep, command: Command): Rewrite {
  const [go] = command.words;
  const verb = command.words.find(({ value }) => COMPILES.test(value));
  const rewrites: Rewrite[] = [];
  if (go !== undefined && cgo(step, command) === undefined)
    rewrites.push(addWordsBefore(step, command.assignments[0] ?? go, ['CGO_ENABLED=0']));
  const isStripped = command.words.some(({ value }) => /^-?-ldflags/.test(value));
  if (verb !== undefined && !isStripped && variableValue(step.state, 'GOFLAGS') === undefined)
    rewrites.push(addWordsAfter(step, verb, ['-ldflags="-s -w"']));
  return { edits: rewrites.flatMap(({ edits }) => edits), changes: rewrites.flatMap(({ changes }) => changes) };
}

export const go: Language = {
  name: 'Go',
  isCompile,
  tools: new Set([...goGenerators, 'go', 'make', 'swag', 'sqlc', 'protoc', 'buf', 'git', 'gcc', 'upx']),
  // Who is not in the few lines of /etc/passwd of the smallest image.
  asksSystem: /\buser\.Lookup(?:Group)?\(/,
  link,
};
