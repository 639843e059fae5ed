import type { Dockerfile } from '../model/dockerfile.ts';
import type { Finding, Transform } from '../model/finding.ts';
import type { PackageCall } from '../model/package-calls.ts';
import { spanIn } from '../model/run.ts';
import { baseName } from '../shell/invocation.ts';
import { linkAround } from '../shell/script.ts';
import { callsOf, callText, isSubstituted } from './support/find/package-steps.ts';
import { combine, type Rewrite, type RunStep, replaceWord } from './support/rewrite/rewrite.ts';

const meta = {
  id: 'use-apt-get',
  title: 'apt becomes apt-get',
  why: 'The interface of apt is made for people and may change between versions; apt-get is the one that scripts can rely on, and it does not warn about that in every build log.',
  phase: 'words',
  maxSafety: 'safe',
  covers: ['DL3027', 'CKV_DOCKER_9'],
  references: [
    'https://manpages.debian.org/bookworm/apt/apt.8.en.html#SCRIPT_USAGE_AND_DIFFERENCES_FROM_OTHER_APT_TOOLS',
  ],
  since: '0.1.0',
} as const satisfies Transform['meta'];

function* find(file: Dockerfile): Iterable<Finding> {
  for (const { step, call } of callsOf(file)) {
    const twin = own(call.manager.scriptable, baseName(call.tool.value));
    if (twin === undefined) continue;
    const at = spanIn(step.run, call.command);
    const message = `${callText(call)} is meant for people, ${twin.tool} for scripts`;
    const verb = own(twin.verbs, call.verb.value);
    const reader = readerOf(step, call);
    if (verb !== undefined && reader !== undefined) {
      yield { at, message, declined: `${reader} reads what it prints, and ${twin.tool} prints something else` };
      continue;
    }
    const rewrite = verb !== undefined && !isSubstituted(call) ? renamed(file, step, call, twin.tool, verb) : undefined;
    if (rewrite === undefined) {
      const declined =
        verb === undefined
          ? `${twin.tool} has no verb that does just what ${callText(call)} does`
          : 'it stands inside a substitution or a broken word';
      yield { at, message, declined };
      continue;
    }
    const reason = `${twin.tool} ${verb} does the same and is stable between releases`;
    yield { at, message, fix: { ...rewrite, safety: 'safe', reason, scope: [] } };
  }
}

/** What a table says of a name; a word of a command may well be `constructor`. */
const own = <Entry>(table: Readonly<Record<string, Entry>> | undefined, name: string): Entry | undefined =>
  table !== undefined && Object.hasOwn(table, name) ? table[name] : undefined;

/** The program behind it in a pipe, but for one that only keeps a copy. */
function readerOf({ run }: RunStep, { command }: PackageCall): string | undefined {
  if (!command.nesting.includes('pipeline')) return undefined;
  const link = linkAround(run.script, command);
  const next = link?.commands[link.commands.indexOf(command) + 1];
  return next?.name === 'tee' ? undefined : next?.name;
}

function renamed(
  file: Dockerfile,
  step: RunStep,
  { tool, verb }: PackageCall,
  toolName: string,
  verbName: string,
): Rewrite | undefined {
  const newTool = tool.value.slice(0, -baseName(tool.value).length) + toolName;
  const first = replaceWord(file, step, tool, newTool);
  const second = verb.value === verbName ? { edits: [], changes: [] } : replaceWord(file, step, verb, verbName);
  return first && second && combine(first, second);
}

export const useAptGet: Transform = { meta, find };
