import type { CacheMount, PackageManager } from '../../../knowledge/package-managers.ts';
import { removers } from '../../../knowledge/programs/file-work.ts';
import type { Dockerfile } from '../../../model/dockerfile.ts';
import { hasRole, type PackageCall, readPackageCall } from '../../../model/package-calls.ts';
import { absolutePath } from '../../../model/paths.ts';
import { type Run, spanIn, startIn } from '../../../model/run.ts';
import { variableValue } from '../../../model/state.ts';
import { expand } from '../../../model/variables.ts';
import { invocationOf, toolOf } from '../../../shell/invocation.ts';
import { type Command, type Link, linkAround, type Statement, stopsOnError, type Word } from '../../../shell/script.ts';
import { contains, type Span } from '../../../syntax/text.ts';
import { takesAway } from '../find/undone.ts';
import { spanWith } from '../lists/keep-no-lists.ts';
import { combine, idOf, type Rewrite, type RunStep, removeLink, removeWord } from '../rewrite/rewrite.ts';
import { type MountFolder, type Place, spellingOf } from './mount-folders.ts';

export type Mounted = Place & {
  readonly manager: PackageManager;
  readonly mount: CacheMount;
  /** Where its user is at home. */
  readonly home: string;
  readonly folders: readonly MountFolder[];
};

/** What of a command goes: all of it, or some of its words. */
type Contrary = 'all' | readonly Word[];

/** What a RUN does against the mount goes: options that keep nothing, and cleanups that would empty it; or why it can't. */
export function withoutCleanup(file: Dockerfile, mounted: Mounted): Rewrite | string {
  const { step } = mounted;
  const links: Link[] = [];
  const rewrites: (Rewrite | undefined)[] = [];
  for (const command of step.run.script.commands) {
    const contrary = contraryIn(command, mounted);
    if (typeof contrary === 'object') {
      if (command.nesting.includes('substitution')) return IN_THE_WAY;
      const without = contrary.map((word) => removeWord(file, step, command, word));
      const kept = contrary.find((_, at) => without[at] === undefined);
      if (kept !== undefined) return `${kept.text} would have to go, but a comment speaks of it`;
      rewrites.push(...without);
      continue;
    }
    if (contrary === undefined) continue;
    const link = contrary === 'all' ? linkAround(step.run.script, command) : undefined;
    if (link?.command !== command) return contrary === 'all' ? IN_THE_WAY : contrary;
    links.push(link);
  }
  rewrites.push(...takenOut(file, mounted, links));
  return rewrites.every((rewrite) => rewrite !== undefined) ? combine(...rewrites) : IN_THE_WAY;
}

const IN_THE_WAY = 'what cleans up after it can not be taken out of its RUN';

/** A text says why it can neither stay nor go. */
function contraryIn(command: Command, mounted: Mounted): Contrary | string | undefined {
  const call = readPackageCall(command);
  if (call?.manager === mounted.manager) return contraryInCall(call, mounted);
  if (!clears(command)) return undefined;
  const operands = (invocationOf(command)?.args ?? []).filter(({ text }) => !text.startsWith('-'));
  const inside = operands.filter((word) => isWithin(word, mounted));
  const other = operands.find((word) => !inside.includes(word) && mayHold(word, mounted));
  if (other !== undefined || (inside.length > 0 && !removers.has(toolOf(command))))
    return `${toolOf(command)} takes away ${(other ?? inside[0])?.value}, where the mount would be`;
  if (inside.length === 0) return undefined;
  return inside.length === operands.length ? 'all' : inside;
}

function clears(command: Command): boolean {
  return toolOf(command) === 'find'
    ? command.words.some(({ value }) => /^-(?:delete|exec\w*)$/.test(value))
    : takesAway(command);
}

function isWithin(word: Word, mounted: Mounted): boolean {
  const path = pathOf(word, mounted);
  return path !== undefined && mounted.folders.some((folder) => `${path}/`.startsWith(`${folder.path}/`));
}

/** The folder of the mount is in the one that the word means, or seems to be what it means. */
function mayHold(word: Word, mounted: Mounted): boolean {
  const path = pathOf(word, mounted);
  return mounted.folders.some(
    (folder) =>
      (path !== undefined && `${folder.path}/`.startsWith(path === '/' ? path : `${path}/`)) ||
      spellingOf(folder, mounted.home).test(`/${word.text}`),
  );
}

function contraryInCall(call: PackageCall, { mount }: Mounted): Contrary | undefined {
  if (hasRole(call, 'clean')) return mount.emptiedBy?.test(wordsFromVerb(call)) === false ? undefined : 'all';
  const words = call.options.filter(({ value }) => mount.contrary?.test(value));
  return words.length > 0 ? words : undefined;
}

const wordsFromVerb = ({ verb, args }: PackageCall): string =>
  [verb, ...args.filter(({ start }) => start > verb.start)].map(({ value }) => value).join(' ');

/** The folder that a word means, up to the first part that only the shell can tell; undefined where that is the first. */
function pathOf({ text }: Word, { step, home }: Mounted): string | undefined {
  const plain = text.replace(/["']/g, '').replace(/^(?:~|\$HOME|\$\{HOME\})(?=\/|$)/, home);
  const path = expand(plain, (name) => variableValue(step.state, name)) ?? plain;
  const parts = path.split('/');
  const unknown = parts.findIndex((part) => /[*?[{$`]/.test(part));
  if (unknown === 0 && !/^[*?[]/.test(path)) return undefined;
  return absolutePath(unknown === -1 ? path : `${parts.slice(0, unknown).join('/')}/`, step.state.workdir ?? '/');
}

function takenOut(file: Dockerfile, { step }: Mounted, links: readonly Link[]): (Rewrite | undefined)[] {
  const { run } = step;
  const { statements } = run.script;
  const kept = statements.findLastIndex((statement) => !statement.links.every((link) => links.includes(link)));
  return statements.flatMap((statement, at) => {
    const gone = statement.links.filter((link) => links.includes(link));
    if (gone.length === 0) return [];
    if (statement.background || statement.links.some(({ operator }) => operator === '||')) return [undefined];
    // What goes at the end goes as one, with what separates it from what stays.
    if (at > kept + 1) return [];
    if (at === kept + 1) {
      const last = statements.slice(at);
      return [
        takeOut(
          file,
          step,
          last.flatMap((each) => each.links),
          spanAtEnd(run, statements[kept], last),
        ),
      ];
    }
    if (gone.length === statement.links.length) return [takeOut(file, step, gone, spanAlone(run, statement))];
    const last = statement.links.findLastIndex((link) => !gone.includes(link));
    return gone.map((link) =>
      takeOut(file, step, [link], spanWith(step, statement.links, statement.links.indexOf(link), last)),
    );
  });
}

/** Undefined where something speaks of it, or goes by whether it fails. */
function takeOut(file: Dockerfile, step: RunStep, gone: readonly Link[], span: Span | undefined): Rewrite | undefined {
  if (span === undefined || file.source.comments.some((comment) => contains(span, comment.span))) return undefined;
  const changes = gone.map((link) => removeLink(step, link, idOf(step)));
  return { edits: [{ ...span, text: '' }], changes };
}

/** A statement with what separates it from the next one. */
function spanAlone(run: Run, statement: Statement): Span | undefined {
  const { text, statements } = run.script;
  const after = statements[statements.indexOf(statement) + 1];
  if (after === undefined || text.slice(statement.end, after.start).includes('#')) return undefined;
  return { start: startIn(run, statement), end: startIn(run, after) };
}

/** The last statements, with what separates them from the one before; without `set -e` the script ends as its last one does, whatever failed before. */
function spanAtEnd(run: Run, before: Statement | undefined, gone: readonly Statement[]): Span | undefined {
  const last = gone.at(-1);
  const isMarked = gone.some(
    ({ end }, at) => gone[at + 1] !== undefined && run.script.text.slice(end, gone[at + 1]?.start).includes('#'),
  );
  if (before === undefined || last === undefined || isMarked) return undefined;
  if (gone.some(({ background }) => background) || before.background || !stopsOnError(run.script)) return undefined;
  return { start: spanIn(run, before).end, end: spanIn(run, last).end };
}
