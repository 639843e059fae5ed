import type { Service } from '../../../context/services.ts';
import {
  appRunners,
  harmlessPrograms,
  setsUpEnvironment,
  waitingPrograms,
} from '../../../knowledge/programs/container-programs.ts';
import { packageRunners } from '../../../knowledge/programs/package-runners.ts';
import { fileWriters } from '../../../knowledge/programs/program-writes.ts';
import { rootPrograms, runnerPrograms } from '../../../knowledge/programs/root-programs.ts';
import { interpreters } from '../../../knowledge/programs/scripts.ts';
import { healthCommand, serviceCommand, startCommand } from '../../../model/container-commands.ts';
import { hasRole, installs, readPackageCall } from '../../../model/package-calls.ts';
import { startsGiven } from '../../../shell/given.ts';
import { functionNames, givenScript, handedOn, inlineScript, laterScripts } from '../../../shell/inner-scripts.ts';
import { baseName, type Invocation, invocationOf, toolOf, withoutVersion } from '../../../shell/invocation.ts';
import { startsItself } from '../../../shell/itself.ts';
import { parseShell } from '../../../shell/parse.ts';
import type { Command, Script, Word } from '../../../shell/script.ts';
import { behindRunner, othersStarted } from '../programs/started-others.ts';
import { firstReason } from './first-reason.ts';
import { foldersIn } from './folders-in.ts';
import { lowPortIn } from './low-ports.ts';
import { packageScript, type ScriptCall, scriptCallOf } from './package-script.ts';
import { type Place, textAt } from './place.ts';
import { whyPidOfPlay } from './play-server.ts';
import { type ProgramFile, programFile } from './program-file.ts';
import {
  type MayWrite,
  nameOf,
  type StartedHere,
  whyApplication,
  whyInPackages,
  whyItself,
  whyRedirect,
  whyToldToWrite,
  whyWrites,
} from './program-itself.ts';
import { servicesOf } from './services.ts';
import { workingFolder } from './working-folder.ts';

/**
 * Why what containers start, or how their health is told, may need root; undefined where all of it is known to do without.
 * Scripts of the build context are read, and what they start in turn.
 */
export function whyStartNeedsRoot(place: Place, mayWrite: MayWrite): string | undefined {
  const own = [startCommand(place.stage), healthCommand(place.stage)].flatMap((script) => script ?? []);
  const folder = workingFolder(place.stage);
  const around = { place, mayWrite, folder, script: undefined, depth: 0 };
  return (
    whyForPeople(startCommand(place.stage)) ??
    firstReason(own, (script) => whyScript(script, around)) ??
    firstReason(servicesOf(place.file, place.context), (service) => whyServiceStart(service, around))
  );
}

/** What only waits, or asks for commands, is there for people to do something in it. */
function whyForPeople(script: Script | undefined): string | undefined {
  const tools = (script?.commands ?? []).map((command) => ({ tool: toolOf(command), words: command.words.length }));
  if (tools.some(({ tool, words }) => words === 1 && interpreters.includes(tool)))
    return 'it starts a shell, in which people may need root';
  return tools.length > 0 && tools.every(({ tool }) => waitingPrograms.has(tool))
    ? 'it only waits, so that people may do something in it, which may need root'
    : undefined;
}

/** What a compose file has containers start instead. */
function whyServiceStart(service: Service, around: Around): string | undefined {
  const script = serviceCommand(around.place.stage, service);
  return script && whyScript(script, { ...around, script: service.file });
}

/** Where a command stands, and in how many scripts. */
type Around = StartedHere & { readonly depth: number };

type Inside = Around & { readonly text: Script };

/** Scripts that start scripts; a ring of them would never end. */
const DEEPEST = 5;

function whyScript(script: Script, around: Around): string | undefined {
  if (around.depth > DEEPEST) return 'its scripts start each other';
  if (script.opaque !== undefined) return `${around.script ?? 'what it starts'} can not be read: ${script.opaque}`;
  const port = around.place.settings.lowPorts || around.script === undefined ? undefined : lowPortIn(script.text);
  if (port !== undefined)
    return `port ${port} of ${around.script} is below 1024, where older engines let only root listen (--low-ports allows it)`;
  const folders = foldersIn(script, around.folder);
  const functions = functionNames(script);
  const later = firstReason(laterScripts(script), (inner) => whyScript(inner, deeper(around)));
  if (later !== undefined) return later;
  return firstReason(script.commands, (command) => {
    if (functions.has(command.name)) return undefined;
    const here = { ...around, folder: folders.get(command), text: script };
    return firstReason(command.redirects, (redirect) => whyRedirect(redirect, here)) ?? whyCommand(command, here);
  });
}

function whyCommand(command: Command, around: Inside): string | undefined {
  if (command.words.length === 0) return undefined;
  const invocation = invocationOf(command);
  const before = invocation?.wrapper ?? command.words;
  const privileged = firstReason(before, ({ value }) => whyRootProgram(baseName(value), around));
  if (privileged !== undefined || invocation === undefined) return privileged;
  const { tool } = invocation;
  if (!tool.literal)
    return startsGiven(around.text, tool) || startsItself(tool)
      ? undefined
      : `${nameOf(around)} starts ${tool.text}, which is known only when it runs`;
  return whyProgram(invocation, around);
}

/** What is asked of each program, in this order; the first to know it has the say. */
function whyProgram(invocation: Invocation, around: Around): string | undefined {
  const name = baseName(invocation.tool.value);
  const because = runnerPrograms.get(invocation.tool.value);
  if (because !== undefined) return `${name} ${because}`;
  if (interpreters.includes(name)) return whyInterpreted(invocation, around);
  const inside = whyPidOfPlay(invocation, around) ?? whyInPackages(name, invocation.args, around);
  if (inside !== undefined) return inside;
  const file = invocation.tool.value.includes('/') ? programFile(around.place, invocation.tool.value) : undefined;
  if (file !== undefined) return whyFile(file, invocation.tool, invocation.args, around);
  return whyRootProgram(name, around) ?? whyInstalls(invocation, around) ?? whyKnown(name, invocation, around);
}

function whyRootProgram(name: string, { script }: Around): string | undefined {
  const because = rootPrograms.get(name) ?? rootPrograms.get(withoutVersion(name));
  return because && `${name}${script === undefined ? '' : ` in ${script}`} ${because}`;
}

function whyInstalls({ command }: Invocation, around: Around): string | undefined {
  const call = readPackageCall(command);
  return call !== undefined && (installs(call) || hasRole(call, 'refresh'))
    ? `${nameOf(around)} installs packages when containers start`
    : undefined;
}

function whyKnown(name: string, invocation: Invocation, around: Around): string | undefined {
  const { args } = invocation;
  const itself = whyItself(name, args, around);
  if (itself !== undefined) return itself;
  const call = scriptCallOf(name, args);
  if (call !== undefined) return whyPackageScript(call, around);
  if (packageRunners.has(name)) return whyBehindRunner(invocation, around);
  if (fileWriters.has(name)) return whyWrites(name, args, around);
  if (name === 'find' || name === 'xargs')
    return firstReason(args, ({ value }) => whyRootProgram(baseName(value), around));
  const told = whyToldToWrite(name, args, around);
  if (told !== undefined || harmlessPrograms.has(name)) return told;
  if (appRunners.has(withoutVersion(name))) return whyOthers(name, args, around) ?? whyApplication(name, args, around);
  const own = programFile(around.place, invocation.tool.value);
  return own === undefined
    ? `whether ${name} works without root is not known`
    : whyFile(own, invocation.tool, args, around);
}

function whyInterpreted({ tool, args }: Invocation, around: Around): string | undefined {
  const text = inlineScript(args);
  if (text !== undefined)
    return text.literal
      ? whyScript(parseShell(text.value), deeper(around))
      : `${nameOf(around)} starts ${text.text}, which is known only when it runs`;
  const at = args.findIndex(({ value }) => !/^[-+]/.test(value));
  const path = args[at];
  if (path === undefined || setsUpEnvironment.test(path.value)) return undefined;
  const file = path.literal ? programFile(around.place, path.value) : undefined;
  return file?.kind === 'script'
    ? whyFile(file, path, args.slice(at + 1), around)
    : `${baseName(path.text)}, which ${baseName(tool.value)} reads, can not be read here`;
}

function whyFile(file: ProgramFile, path: Word, args: readonly Word[], around: Around): string | undefined {
  if (file.kind !== 'script') return file.kind === 'unread' ? file.why : undefined;
  const script = parseShell(file.text);
  const passed = handedOn(script, args);
  return (
    whyScript(script, { ...deeper(around), script: baseName(path.value) }) ??
    (passed && whyScript(passed, deeper(around)))
  );
}

const deeper = (around: Around): Around => ({ ...around, depth: around.depth + 1 });

/** `nodemon --exec`, and what pm2 starts by its settings, where that is known. */
function whyOthers(name: string, args: readonly Word[], around: Around): string | undefined {
  const { place, folder = '/' } = around;
  const others = othersStarted({ name, args, folder, textAt: (path) => textAt(place, path) });
  return typeof others === 'object'
    ? firstReason(others.commands, (one) =>
        whyScript(one.script, { ...deeper(around), folder: around.folder && one.folder }),
      )
    : undefined;
}

/** `npm start`: what package.json has for it, with what stands before and behind it. */
function whyPackageScript(call: ScriptCall, around: Around): string | undefined {
  const texts = packageScript(around.place, call);
  if (typeof texts === 'string') return texts;
  return firstReason(texts, (text) =>
    whyScript(parseShell(text), { ...deeper(around), script: `the script ${call.script}` }),
  );
}

/** `npx serve`, `bundle exec puma`, `cross-env A=1 node .`: what stands behind is a command as well. */
function whyBehindRunner({ tool, args }: Invocation, around: Around): string | undefined {
  const rest = behindRunner(args);
  return rest.length === 0 ? `what ${tool.value} does here is not known` : whyScript(givenScript(rest), deeper(around));
}
