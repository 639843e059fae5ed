import { packageRunners, runsByWord } from '../../../knowledge/programs/package-runners.ts';
import { buildTools, interpreters } from '../../../knowledge/programs/scripts.ts';
import { buildScript } from '../../../knowledge/projects/project-files.ts';
import { scriptOf } from '../../../model/container-commands.ts';
import { readScriptFile } from '../../../model/scripts.ts';
import { givenScript, inlineScript } from '../../../shell/inner-scripts.ts';
import { baseName, invocationOf } from '../../../shell/invocation.ts';
import { parseShell } from '../../../shell/parse.ts';
import type { Command, Script } from '../../../shell/script.ts';
import { behindRunner } from '../programs/started-others.ts';
import type { RunStep } from '../rewrite/rewrite.ts';
import { foldersIn } from './folders-in.ts';
import { packageScript, scriptCallOf } from './package-script.ts';
import type { Place } from './place.ts';
import { startingFolder } from './working-folder.ts';

/** A command that a RUN does, with its text, and the folder that it works in; none where only the build knows it. */
export type Done = { readonly command: Command; readonly text: string; readonly folder: string | undefined };

/**
 * The commands of a RUN, and those of what they start as far as that can be read: other shells, scripts of the build context and of
 * package.json, and what npx and its like run. Scripts of package.json that are called a build are taken for one.
 */
export function doneBy(place: Place, step: RunStep): Done[] {
  return inScript(place, step, scriptOf(step.run), step.state.workdir ?? startingFolder(place.stage), 0);
}

/** Scripts that start each other would never end. */
const DEEPEST = 5;

function inScript(place: Place, step: RunStep, script: Script, start: string | undefined, depth: number): Done[] {
  const folders = foldersIn(script, start);
  return script.commands.flatMap((command) => {
    const folder = folders.get(command);
    const done = { command, text: script.text.slice(command.start, command.end), folder };
    const inner = depth < DEEPEST ? startedBy(place, step, command) : [];
    return [done, ...inner.flatMap((one) => inScript(place, step, one, folder, depth + 1))];
  });
}

function startedBy(place: Place, step: RunStep, command: Command): Script[] {
  const { tool, args } = invocationOf(command) ?? {};
  if (tool === undefined || args === undefined || !tool.literal) return [];
  const name = baseName(tool.value);
  if (buildTools.includes(name)) return [];
  if (interpreters.includes(name)) {
    const text = inlineScript(args);
    if (text !== undefined) return text.literal ? [parseShell(text.value)] : [];
    return fileCalled(place, step, args.find(({ value }) => !/^[-+]/.test(value))?.value);
  }
  if (packageRunners.has(name) && !(runsByWord.has(name) && !/^(?:exec|run)$/.test(args[0]?.value ?? '')))
    return [givenScript(behindRunner(args))];
  const call = scriptCallOf(name, args);
  if (call !== undefined) {
    const texts = buildScript.test(call.script) ? [] : packageScript(place, call);
    return typeof texts === 'string' ? [] : texts.map(parseShell);
  }
  return tool.value.includes('/') ? fileCalled(place, step, tool.value) : [];
}

function fileCalled({ file, context, stage }: Place, step: RunStep, path: string | undefined): Script[] {
  const isProject = path !== undefined && !buildTools.includes(baseName(path));
  const script = !isProject ? undefined : readScriptFile(file, stage, step, path, context.readText);
  return script === undefined ? [] : [script];
}
