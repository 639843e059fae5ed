import {
  builtins,
  compiles,
  lostWith,
  standAlone,
  trustsCertificates,
} from '../../../knowledge/images/slim-programs.ts';
import { npmNeeds } from '../../../knowledge/node/npm-packages.ts';
import { packageManagers } from '../../../knowledge/package-managers.ts';
import { shellWords } from '../../../knowledge/programs/exec-form.ts';
import { packageRunners, runsByWord } from '../../../knowledge/programs/package-runners.ts';
import { interpreters, programFolder } from '../../../knowledge/programs/scripts.ts';
import { inlineEndings } from '../../../knowledge/programs/spawned-programs.ts';
import { calledByTar } from '../../../knowledge/programs/tar.ts';
import { wrappers } from '../../../knowledge/programs/wrappers.ts';
import { pipPrograms, pythonModules, translates } from '../../../knowledge/python/pip-packages.ts';
import type { Step } from '../../../model/dockerfile.ts';
import {
  concernsSystem,
  hasRole,
  installs,
  isPackageName,
  type PackageCall,
  packageName,
  readPackageCall,
} from '../../../model/package-calls.ts';
import { absolutePath } from '../../../model/paths.ts';
import { startsGiven } from '../../../shell/given.ts';
import { functionNames, givenScript, handedOn, inlineScript, laterScripts } from '../../../shell/inner-scripts.ts';
import { baseName, type Invocation, invocationOf, withoutVersion } from '../../../shell/invocation.ts';
import { startsItself } from '../../../shell/itself.ts';
import { parseShell } from '../../../shell/parse.ts';
import { type Command, isCertain, type Script, type Word } from '../../../shell/script.ts';
import { behindRunner, othersStarted } from '../programs/started-others.ts';
import { firstReason } from '../user/first-reason.ts';
import { packageScript, type ScriptCall, scriptCallOf } from '../user/package-script.ts';
import { textAt } from '../user/place.ts';
import { programFile } from '../user/program-file.ts';
import { lastFolder, startingFolder } from '../user/working-folder.ts';
import { whyProject } from './projects.ts';
import { has, type Slim, whyMissing } from './slim.ts';
import { whySpawns } from './sources.ts';

/** Where a command stands. */
export type Around = {
  readonly slim: Slim;
  /** What calls it, for reasons: `line 3`, `start.sh`. */
  readonly who: string;
  /** The step that it is a part of; undefined for what containers start. */
  readonly step: Step | undefined;
  readonly depth: number;
  /** The script that it stands in. */
  readonly script?: Script;
};

/** Scripts that start scripts; a ring of them would never end. */
const DEEPEST = 5;

/** Why what a script calls may be missing in the slim image. What it installs is there from then on. */
export function whyScript(script: Script, around: Around): string | undefined {
  if (around.depth > DEEPEST) return 'its scripts start each other';
  if (script.opaque !== undefined) return `${around.who} can not be read: ${script.opaque}`;
  const functions = functionNames(script);
  return (
    firstReason(laterScripts(script), (inner) => whyScript(inner, deeper(around))) ??
    firstReason(script.commands, (command) =>
      functions.has(command.name) ? undefined : whyCommand(command, { ...around, script }),
    )
  );
}

/** The folder that a RUN works in, or that containers start in. */
const folderOf = ({ step, slim: { stage } }: Around): string =>
  step === undefined ? lastFolder(stage) : (step.state.workdir ?? startingFolder(stage));

const deeper = (around: Around, who = around.who): Around => ({ ...around, who, depth: around.depth + 1 });

function whyCommand(command: Command, around: Around): string | undefined {
  if (command.words.length === 0) return undefined;
  const invocation = invocationOf(command);
  const before = invocation?.wrapper ?? command.words;
  const wrapping = before.filter((word, at) => at === 0 || Object.hasOwn(wrappers, baseName(word.value)));
  const missing = firstReason(wrapping, ({ value }) => whyNamed(baseName(value), around));
  if (missing !== undefined || invocation === undefined) return missing;
  const { tool } = invocation;
  if (!tool.literal)
    return (around.script !== undefined && startsGiven(around.script, tool)) || startsItself(tool)
      ? undefined
      : `${around.who} starts ${tool.text}, which is known only when it runs`;
  const call = readPackageCall(command);
  const managed = call && managedBy(call, around);
  return managed === undefined ? whyProgram(invocation, around) : managed.why;
}

function whyNamed(name: string, { slim, who }: Around): string | undefined {
  if (shellWords.has(name) || builtins.has(name) || slim.own.has(name) || standAlone.has(name)) return undefined;
  slim.used.add(name);
  return whyMissing(slim, name, who);
}

/** What there is to say of a call that has to do with packages; undefined where it is like one of any other program. */
function managedBy(call: PackageCall, around: Around): { readonly why: string | undefined } | undefined {
  const { slim, who, step } = around;
  if (call.manager === packageManagers.apt) return { why: whyApt(call, around) };
  if (concernsSystem(call) || !installs(call)) return undefined;
  const missing = whyNamed(baseName(call.tool.value), around);
  if (missing !== undefined) return { why: missing };
  return {
    why: step === undefined ? `${who} installs packages when containers start` : whyProject(slim, step, call, who),
  };
}

/** A line of a list of sources. */
const HTTPS_SOURCE = /\bdeb\s+(?:\[[^\]]*\]\s*)?https:|^URIs:\s*https:/m;

const whyUntrusted = ({ installed }: Slim, name: string, who: string): string | undefined =>
  installed.has('ca-certificates')
    ? undefined
    : `${name} of ${who} checks certificates, of which the slim image has none: install ca-certificates before`;

function whyApt(call: PackageCall, { slim, who, script }: Around): string | undefined {
  const names = call.operands.map(packageName);
  if (hasRole(call, 'remove')) {
    const needed = names.find((name) => slim.needed.has(name));
    if (needed !== undefined) return `${who} removes ${needed}, which ${slim.needed.get(needed)} needs to run`;
    for (const name of names) slim.installed.delete(name);
  }
  if (!hasRole(call, 'install')) return undefined;
  const unclear = call.operands.find((word) => !isPackageName(word));
  if (unclear !== undefined || call.fedByPipe)
    return `what ${who} installs is not known: ${unclear?.text ?? 'it comes from a pipe'}`;
  if (script === undefined || !isCertain(script, call.command)) return undefined;
  for (const name of names) slim.installed.add(name);
  return HTTPS_SOURCE.test(slim.file.source.text) ? whyUntrusted(slim, 'apt', who) : undefined;
}

function whyProgram(invocation: Invocation, around: Around): string | undefined {
  const { tool, args } = invocation;
  const name = baseName(tool.value);
  if (interpreters.includes(name)) return whyInterpreted(invocation, around);
  if (tool.value.includes('/') && !programFolder.test(tool.value) && !/\/\.bin\/[^/]+$/.test(tool.value))
    return whyFile(tool, args, around);
  if (compiles.has(withoutVersion(name)))
    return `${around.who} compiles with ${name}: that is for a stage of its own, from which what comes out is copied`;
  if (!isKnown(name, around) && lostWith(name) === undefined) {
    const file = programFile(around.slim, tool.value);
    if (file !== undefined) return whyFile(tool, args, around);
  }
  return whyNamed(name, around) ?? whyArguments(name, invocation, around);
}

const isKnown = (name: string, { slim }: Around): boolean =>
  shellWords.has(name) || builtins.has(name) || slim.own.has(name) || standAlone.has(name) || has(slim, name);

function whyArguments(name: string, { args }: Invocation, around: Around): string | undefined {
  const { slim, who } = around;
  if (name === 'find' || name === 'xargs')
    return firstReason(args, ({ value }) => (lostWith(value) === undefined ? undefined : whyMissing(slim, value, who)));
  const called = scriptCallOf(name, args);
  if (called !== undefined) return whyPackageScript(called, around);
  if (packageRunners.has(name) && (!runsByWord.has(name) || args.some(({ value }) => /^(?:exec|run)$/.test(value))))
    return whyBehindRunner(name, args, around);
  if (/^(?:python|pypy)[\d.]*$/.test(name)) return whyPython(args, around);
  const others = whyOthers(name, args, around);
  if (others !== undefined) return others;
  const need = npmNeeds.get(name);
  if (slim.own.has(name) && need !== undefined && !slim.installed.has(need.package))
    return `${name} ${need.because}, which the slim image lacks`;
  return whyInline(name, args, around) ?? whyHelped(name, args, around);
}

/** `nodemon --exec python3`, `run-p web mails`, `pm2-runtime ecosystem.config.js`. */
function whyOthers(name: string, args: readonly Word[], around: Around): string | undefined {
  const { slim, who } = around;
  const others = othersStarted({ name, args, folder: folderOf(around), textAt: (path) => textAt(slim, path) });
  if (typeof others === 'string') return `what ${name} of ${who} starts is not known: ${others}`;
  if (others === undefined) return undefined;
  return (
    firstReason(others.calls, (called) => whyNamed(called, around)) ??
    firstReason(others.scripts, (script) => whyPackageScript({ text: `${name} ${script}`, script }, around)) ??
    firstReason(others.commands, ({ script }) => whyScript(script, deeper(around)))
  );
}

function whyPackageScript(call: ScriptCall, around: Around): string | undefined {
  const texts = packageScript(around.slim, call);
  if (typeof texts === 'string') return texts;
  return firstReason(texts, (own) => whyScript(parseShell(own), deeper(around, `the script ${call.script}`)));
}

/** `node -e '…'`: the text is a program. */
function whyInline(name: string, args: readonly Word[], { slim, who }: Around): string | undefined {
  const ending = inlineEndings.get(name);
  const at = args.findIndex(({ value }) => /^-[a-zA-Z]*e$|^-p$|^--(?:eval|print)$/.test(value));
  return ending === undefined || at === -1 ? undefined : whySpawns(slim, args[at + 1]?.value ?? '', ending, who);
}

/** What a program of the system calls or reads to do what it is told. */
function whyHelped(name: string, args: readonly Word[], around: Around): string | undefined {
  const text = args.map((word) => word.text).join(' ');
  if (trustsCertificates.has(name) && /https:|\$/.test(text)) return whyUntrusted(around.slim, name, around.who);
  if (name === 'git' && /@|ssh:/.test(text)) return whyNamed('ssh', around);
  if (name === 'apt-key') return whyNamed('gpg', around);
  const unpacker = name === 'tar' ? calledByTar(args.map((word) => word.text)) : undefined;
  return unpacker === undefined ? undefined : whyNamed(unpacker, around);
}

function whyPython(args: readonly Word[], around: Around): string | undefined {
  const { slim, who } = around;
  const at = args.findIndex(({ value }) => /^-[a-zA-Z]*[mc]$/.test(value) || !value.startsWith('-'));
  const [option, operand] = [args[at]?.value ?? '', args[at + 1]?.value ?? ''];
  if (/^-[a-zA-Z]*c$/.test(option)) return whySpawns(slim, operand, '.py', who);
  if (args.some(({ value }) => translates.test(value))) return whyNamed('msgfmt', around);
  if (!/^-[a-zA-Z]*m$/.test(option) || pythonModules.has(operand) || pipPrograms.has(operand)) return undefined;
  const path = absolutePath(operand.replaceAll('.', '/'), folderOf(around));
  const isOwn = [`${path}.py`, `${path}/__main__.py`].some((own) => textAt(slim, own) !== undefined);
  return isOwn ? undefined : `what the module ${operand}, which ${who} starts, needs is not known`;
}

function whyBehindRunner(name: string, args: readonly Word[], around: Around): string | undefined {
  const rest = behindRunner(args);
  if (rest.length === 0) return `what ${name} does for ${around.who} is not known`;
  return whyScript(givenScript(rest), deeper(around));
}

function whyInterpreted({ tool, args }: Invocation, around: Around): string | undefined {
  const missing = whyNamed(baseName(tool.value), around);
  if (missing !== undefined) return missing;
  const text = inlineScript(args);
  if (text !== undefined)
    return text.literal
      ? whyScript(parseShell(text.value), deeper(around))
      : `${around.who} starts ${text.text}, which is known only when it runs`;
  const at = args.findIndex(({ value }) => !/^[-+]/.test(value));
  const path = args[at];
  if (path !== undefined) return whyFile(path, args.slice(at + 1), around);
  return `${baseName(tool.value)} of ${around.who} reads what it gets from elsewhere`;
}

function whyFile(path: Word, args: readonly Word[], around: Around): string | undefined {
  const { slim } = around;
  const name = baseName(path.value);
  if (standAlone.has(name) || /\/bin\/activate$/.test(path.value)) return undefined;
  const file = path.literal ? programFile(slim, path.value) : undefined;
  if (file?.kind === 'unread') return file.why;
  if (file?.kind === 'script') {
    const script = parseShell(file.text);
    const passed = handedOn(script, args);
    return whyScript(script, deeper(around, name)) ?? (passed && whyScript(passed, deeper(around)));
  }
  const text = textAt(slim, absolutePath(path.value, folderOf(around)));
  const [, interpreter] =
    /^#!\s*\S*?(?:env\s+(?:-S\s+)?)?([\w.-]+)\s*(?:$|\s)/.exec(text?.split(/\r?\n/, 1)[0] ?? '') ?? [];
  return interpreter === undefined
    ? `what ${name}, which ${around.who} starts, needs of the system is not known`
    : whyNamed(interpreter, around);
}
