import {
  buildTools,
  interpreters,
  knownScripts,
  programFolder,
  type ScriptEffect,
  setsUpPackage,
  setsUpSystem,
  setsVariables,
  taskRunners,
} from '../knowledge/programs/scripts.ts';
import { baseName, type Invocation, invocationOf } from '../shell/invocation.ts';
import { parseShell } from '../shell/parse.ts';
import type { Command, Link, Script } from '../shell/script.ts';
import { copiedText, type ReadText } from './copied-files.ts';
import type { Dockerfile, Stage, Step } from './dockerfile.ts';
import { concernsSystem, packageCalls } from './package-calls.ts';

/** A script that a RUN starts. */
export type ScriptCall =
  /** One that the tables know. */
  | { readonly kind: 'known'; readonly effect: ScriptEffect; readonly manager: string; readonly what: string }
  /** A file of the image. */
  | { readonly kind: 'file'; readonly path: string; readonly what: string }
  /** Text that comes from elsewhere: `curl … | sh`. */
  | { readonly kind: 'stream'; readonly what: string };

/** The script that a command of a link starts, if it starts one. */
export function scriptCall(script: Script, link: Link, command: Command): ScriptCall | undefined {
  const text = script.text.slice(link.start, link.end);
  const known = knownScripts.find((entry) => entry.text.test(text));
  const what = script.text.slice(command.start, command.end);
  const invocation = invocationOf(command);
  if (invocation === undefined) return undefined;
  const name = invocation.tool.value;
  if (known !== undefined && (interpreters.includes(baseName(name)) || known.text.test(what)))
    return known.effect === 'none'
      ? undefined
      : { kind: 'known', effect: known.effect, manager: known.manager ?? 'apt', what };
  if (interpreters.includes(baseName(name)))
    return interpreted(
      command,
      invocation.args.map((word) => word.value),
      text,
    );
  const isProject = name.includes('/') && !programFolder.test(name) && !buildTools.includes(baseName(name));
  if (isProject || /\.(?:ba)?sh$/.test(name)) return { kind: 'file', path: name, what };
  return startsTask(invocation) ? { kind: 'stream', what } : undefined;
}

/** `make deps`, `npm run setup`, `/usr/local/bin/install-deps`: something of the project that may set up the system. */
function startsTask({ tool, args }: Invocation): boolean {
  const name = baseName(tool.value);
  const names = taskRunners.includes(name) ? args.map(({ value }) => value) : [name];
  return names.some((word) => !word.startsWith('-') && setsUpSystem.test(word) && !setsUpPackage.test(baseName(word)));
}

function interpreted(command: Command, args: readonly string[], what: string): ScriptCall | undefined {
  const inline = args.findIndex((arg) => /^-[a-z]*c$/.test(arg));
  if (inline !== -1) return mayUsePackages(parseShell(args[inline + 1] ?? '')) ? { kind: 'stream', what } : undefined;
  const path = args.find((arg) => !arg.startsWith('-'));
  if (path !== undefined && args.every((arg) => arg !== '-s')) {
    return buildTools.includes(baseName(path)) || setsVariables.test(path) ? undefined : { kind: 'file', path, what };
  }
  return command.nesting.includes('pipeline') ? { kind: 'stream', what } : undefined;
}

const mayUsePackages = (script: Script): boolean =>
  script.opaque !== undefined || packageCalls(script).some(concernsSystem);

/** The commands of a script file that the build context holds; undefined where it cannot be read or understood. */
export function readScriptFile(
  file: Dockerfile,
  stage: Stage,
  step: Step,
  path: string,
  readText: ReadText,
): Script | undefined {
  const text = copiedText(file, stage, step, path, readText);
  if (text === undefined || !/^#!.*\b(?:ba|da|a)?sh\b|^(?!#!)/.test(text)) return undefined;
  const script = parseShell(text);
  return script.opaque === undefined ? script : undefined;
}
