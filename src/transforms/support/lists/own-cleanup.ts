import type { BuildContext } from '../../../context/build-context.ts';
import type { PackageManager } from '../../../knowledge/package-managers.ts';
import {
  decisiveVariables,
  folderChanges,
  questions,
  remoteFolders,
  settingChanges,
} from '../../../knowledge/programs/shell-effects.ts';
import { copiedText } from '../../../model/copied-files.ts';
import type { Dockerfile, Stage } from '../../../model/dockerfile.ts';
import { isConditional, listEvents } from '../../../model/lists/events.ts';
import { matches } from '../../../model/matches.ts';
import {
  concernsSystem,
  hasRole,
  type PackageCall,
  packageCalls,
  readPackageCall,
} from '../../../model/package-calls.ts';
import { startIn } from '../../../model/run.ts';
import { toolOf } from '../../../shell/invocation.ts';
import {
  type Command,
  isCaught,
  isPlainChain,
  type Link,
  linkAround,
  type Script,
  type Word,
} from '../../../shell/script.ts';
import { callsOf } from '../find/package-steps.ts';
import { takesAway } from '../find/undone.ts';
import { idOf, insertCommandBefore, type Rewrite, type RunStep } from '../rewrite/rewrite.ts';
import { cleansItself, cleanupText, type Fetch } from './own-refresh.ts';

/** A RUN, and the manager whose downloads are in it. */
type Place = { readonly stage: Stage; readonly step: RunStep; readonly manager: PackageManager; readonly fetch: Fetch };

/** Why the manager's cleanup may not be what this file needs, or may fail in it. */
export function whySpared(file: Dockerfile, place: Place, { readText }: BuildContext): string | undefined {
  const { step, manager, fetch } = place;
  const spared = manager.lists.spared?.find(({ text }) => matches(file.source, text));
  if (spared !== undefined) return spared.because;
  if (cleansItself(manager)) {
    if (!isThere(step.run.script, manager))
      return `${manager.title} may not be there: its call is one that may not run, or may fail`;
    if (manager.scope === 'project' && fetch.call !== undefined && !worksAlike(step.run.script, fetch.call))
      return 'the call has settings or a folder of its own, which its cleanup would not have';
    if (isExchanged(file, place))
      return `it puts another ${manager.title} in the place of its own, and nothing later shows that the new one works here`;
  }
  return isOtherEdition(file, place, readText) ? manager.edition?.because : undefined;
}

/** `npm install -g npm`: the latest one may need a later Node.js than that of the image. */
function isExchanged(file: Dockerfile, { stage, step, manager, fetch: { call } }: Place): boolean {
  const isNew = call?.operands.some(({ value }) => manager.tools.includes(value.replace(/@(?:latest|next)$/, '')));
  const later = callsOf(file).some(
    (other) =>
      other.call.manager === manager &&
      other.stage === stage &&
      (other.step === step ? other.call.command.start > (call?.command.start ?? 0) : idOf(other.step) > idOf(step)),
  );
  return isNew === true && !later;
}

/** A call that the RUN cannot get past without the program. */
const isThere = (script: Script, manager: PackageManager): boolean =>
  listEvents(script, manager).some(
    ({ kind, command }) =>
      kind === 'fetch' && !isConditional(command) && !isCaught(script, command) && !isSkipped(script, command),
  );

/** `[ -f x ] && npm ci;` may well go on without npm, and so does what stands behind it. */
function isSkipped({ statements }: Script, command: Command): boolean {
  const own = statements.find(({ links }) => links.some(({ commands }) => commands.includes(command)));
  if (own === undefined || own === statements.at(-1)) return false;
  const before = own.links.filter(({ end }) => end <= command.start);
  return before.some((link) => link.commands.some(({ name }) => questions.includes(name)));
}

/** At the end of the script, the same words start the same program, which finds the same files. */
function worksAlike({ commands }: Script, { command, tool }: PackageCall): boolean {
  const names = [...command.assignments, ...command.words].map(({ value }) => /^(\w+)=/.exec(value)?.[1] ?? '');
  if (names.some((name) => decisiveVariables.test(name))) return false;
  const inChild = (other: Command): boolean => other.nesting.includes('subshell');
  if (inChild(command) && commands.some((other) => inChild(other) && settingChanges.includes(other.name))) return false;
  return !/^[^/$~]+\//.test(tool.text) || !commands.some(({ name }) => folderChanges.includes(name));
}

/** Nothing shows that the program is the edition that the table speaks of. */
export function isOtherEdition(
  file: Dockerfile,
  place: Omit<Place, 'fetch'>,
  readText: BuildContext['readText'],
): boolean {
  const { stage, step, manager } = place;
  const { edition } = manager;
  if (edition === undefined) return false;
  const { script } = step.run;
  const calls = packageCalls(script).filter((call) => call.manager === manager);
  if (calls.some(({ verb }) => edition.verbs.includes(verb.value))) return false;
  if (script.commands.some(({ name }) => folderChanges.includes(name))) return true;
  const text = copiedText(file, stage, step, edition.file, readText) ?? readText(edition.file);
  return text === undefined || !edition.text.test(text);
}

/**
 * The cleanup before something that may take away what a project's manager needs for it. Undefined: nothing does, and its place is
 * the end of the RUN; a text: why it can't stand there.
 */
export function earlyCleanup(
  file: Dockerfile,
  step: RunStep,
  manager: PackageManager,
  fetch: Fetch,
): Rewrite | string | undefined {
  if (manager.scope !== 'project' || !cleansItself(manager)) return undefined;
  const { script } = step.run;
  const later = script.commands.filter(({ start }) => start > fetch.command.start);
  const taker = later.find((next) => mayTakeAway(next, manager) || mayTakeFolder(next, step));
  if (taker === undefined) return undefined;
  const link = isPlainChain(script) ? linkAround(script, taker) : undefined;
  if (link === undefined || link.start <= fetch.command.start)
    return `${toolOf(taker)} may take away what ${manager.title} needs to clean up`;
  return isCommented(file, step, link)
    ? 'a comment stands where its cleanup would have to go'
    : insertCommandBefore(file, step, link, cleanupText(fetch, manager));
}

/** It removes packages of the system, settings, or files of this program or of what it runs on. */
function mayTakeAway(command: Command, { tools, runsOn = [] }: PackageManager): boolean {
  if (settingChanges.includes(command.name)) return true;
  const call = readPackageCall(command);
  const removes = call !== undefined && (hasRole(call, 'remove') || hasRole(call, 'autoremove'));
  if (removes && concernsSystem(call)) return true;
  const programs = [...tools, ...runsOn];
  return (
    (removes || takesAway(command)) &&
    operandsOf(command).some(
      ({ value, literal }) => !literal || value.split('/').some((part) => programs.includes(part)),
    )
  );
}

const operandsOf = ({ words }: Command): Word[] => words.slice(1).filter(({ value }) => !value.startsWith('-'));

/** It removes the folder that the shell is in: no program starts in a folder that is gone. */
function mayTakeFolder(command: Command, { run, state }: RunStep): boolean {
  if (!takesAway(command)) return false;
  const moved = run.script.commands.some(({ name }) => folderChanges.includes(name));
  const folder = moved ? undefined : state.workdir;
  return operandsOf(command).some(({ value }) => {
    if (remoteFolders.test(value)) return false;
    if (moved || value.startsWith('..')) return true;
    const path = value.replace(/\/\**$/, '');
    return value.startsWith('/') && (folder === undefined || `${folder}/`.startsWith(`${path}/`));
  });
}

/** A comment stands right before the link, and so speaks of it. */
function isCommented(file: Dockerfile, { run }: RunStep, link: Link): boolean {
  const start = startIn(run, link);
  const before = run.script.tokens.findLast((token) => token.start < link.start && !/^[&|;]+$/.test(token.text));
  return file.source.comments.some(({ span }) => span.end <= start && before && span.start > startIn(run, before));
}
