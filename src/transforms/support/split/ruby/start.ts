import { GEMS } from '../../../../knowledge/ruby/images.ts';
import type { ImageFile } from '../../../../model/image-files.ts';
import { absolutePath, within } from '../../../../model/paths.ts';
import { isGiven } from '../../../../shell/given.ts';
import { baseName, invocationOf } from '../../../../shell/invocation.ts';
import { parseShell } from '../../../../shell/parse.ts';
import type { Word } from '../../../../shell/script.ts';
import { firstReason } from '../../user/first-reason.ts';
import { type Place, textAt } from '../../user/place.ts';
import type { Program, Started } from '../starts/program.ts';
import { behindBundle, bundlerVerb, isBundler } from './call.ts';
import { spawnedIn } from './sources.ts';

/** Programs of the system that containers start beside Ruby and programs of gems. */
export type RubyStart = { readonly others: readonly Program[]; readonly runs: readonly string[] };

type Known = { readonly place: Place; readonly files: readonly ImageFile[]; readonly gems: ReadonlySet<string> };
type Found = { readonly others: Program[]; readonly runs: Set<string> };

/** Programs by the gems that bring them, where these have another name (rubygems.org). */
const BRINGS: Readonly<Record<string, readonly string[]>> = {
  delayed_job: ['delayed_job'],
  rackup: ['rackup'],
  rack: ['rackup'],
  railties: ['rails'],
  'resque-scheduler': ['resque-scheduler'],
  'unicorn-rails': ['unicorn_rails'],
  unicorn: ['unicorn', 'unicorn_rails'],
  puma: ['puma', 'pumactl'],
  sidekiq: ['sidekiq', 'sidekiqmon'],
};
/** What Ruby has itself. */
const OF_RUBY: ReadonlySet<string> = new Set(['erb', 'irb', 'rake', 'ruby']);

/** What containers start; or why that needs more than a build leaves, or is not known. */
export function rubyStart(known: Known, { programs }: Started): RubyStart | string {
  const found: Found = { others: [], runs: new Set() };
  return (
    firstReason(programs, (program) => follow(known, found, program)) ?? { others: found.others, runs: [...found.runs] }
  );
}

function follow(known: Known, found: Found, program: Program): string | undefined {
  const { by, folder } = program;
  const called = behindBundle(asWord(program.name), program.args);
  const { name, args, tool } = called;
  if (isGiven(tool)) return undefined;
  const shown = [name, ...args.map(({ value }) => value)].join(' ');
  if (isBundler(name)) {
    const verb = bundlerVerb(called);
    return /^(?:check|env|info|list|show|version)$/.test(verb ?? '') || args[0]?.value === '--version'
      ? undefined
      : `${by} starts \`${shown}\`, which installs gems while containers run, or may`;
  }
  if (name === 'gem') return `${by} starts \`${shown}\`, which installs gems while containers run, or may`;
  if (name === 'foreman') return followProcfile(known, found, { args, folder, by });
  if (
    /^webpack(?:er)?(?:-dev-server)?$/.test(name) ||
    args.some(({ value }) => /^(?:assets|webpacker|shakapacker):/.test(value))
  )
    return `${by} starts \`${shown}\`, which compiles pages while containers run`;
  if (tool.value.includes('/')) return followFile(known, found, { ...program, path: absolutePath(tool.value, folder) });
  if (name === 'ruby') return followRuby(known, found, args, program);
  if (OF_RUBY.has(name) || isOfGem(known.gems, name)) found.runs.add(name);
  else found.others.push({ ...program, name, args, path: undefined });
  return undefined;
}

const asWord = (value: string): Word => ({ text: value, value, literal: true, start: 0, end: value.length });

const isOfGem = (gems: ReadonlySet<string>, name: string): boolean =>
  gems.has(name) || Object.entries(BRINGS).some(([gem, programs]) => gems.has(gem) && programs.includes(name));

/** A script of the project or a gem; else a program of the system. */
function followFile({ place, files }: Known, found: Found, program: Program): string | undefined {
  const { path = '', name, by } = program;
  if (within([GEMS, '/usr/local/bin'])(path) && !files.some((file) => file.path === path)) {
    found.runs.add(baseName(path));
    return undefined;
  }
  const file = files.findLast((each) => each.path === path);
  if (file === undefined) {
    if (!/^(?:\/usr)?\/s?bin\//.test(path))
      return `${name}, which ${by} starts, is no file that the build context brings`;
    found.others.push(program);
    return undefined;
  }
  const [shebang = ''] = /^#!.*/.exec(place.context.readText(file.source) ?? '') ?? [];
  if (!/^#!\s*(?:\/usr\/bin\/env\s+(?:-S\s+)?|\/usr\/local\/bin\/)(?:ruby|rackup|rake|puma)\b/.test(shebang))
    return `${path}, which ${by} starts, does not say that Ruby reads it`;
  found.runs.add(baseName(path));
  return undefined;
}

function followRuby(
  { files }: Known,
  found: Found,
  args: readonly Word[],
  { by, folder }: Program,
): string | undefined {
  const at = args.findIndex(
    ({ value }, index) => !value.startsWith('-') && !/^-[IrCE]$/.test(args[index - 1]?.value ?? ''),
  );
  const file = args[at];
  if (args.some(({ value }) => /^-(?:v|-version)$/.test(value))) return undefined;
  const inline = args.findIndex(({ value }) => /^-\w*e$/.test(value));
  if (inline !== -1) return followText(found, args[inline + 1], by);
  if (file === undefined) return `${by} starts Ruby without a program`;
  if (!file.literal) return `${by} starts ${file.text}, which is known only when it runs`;
  const path = absolutePath(file.value, folder);
  if (!files.some((each) => each.path === path))
    return `${file.value}, which ${by} starts, is no file that the build context brings`;
  found.runs.add(file.value);
  return undefined;
}

/** `ruby -e '…'`. */
function followText(found: Found, word: Word | undefined, by: string): string | undefined {
  if (word?.literal !== true) return `${by} starts Ruby with a text that is known only when it runs`;
  const programs = spawnedIn([{ path: by, text: word.value }]);
  if (typeof programs === 'string') return programs;
  found.others.push(...programs);
  return undefined;
}

/** `web: bundle exec puma`, a line for each program (github.com/ddollar/foreman). */
function followProcfile(
  known: Known,
  found: Found,
  { args, folder, by }: Pick<Program, 'args' | 'folder' | 'by'>,
): string | undefined {
  if (args[0]?.value !== 'start') return `${by} starts foreman to do more than start programs`;
  const at = args.findIndex(({ value }) => /^(?:-f|--procfile)$/.test(value));
  const own = args.find(({ value }) => value.startsWith('--procfile='))?.value.replace(/^[^=]*=/, '');
  const name = own ?? (at === -1 ? 'Procfile' : (args[at + 1]?.value ?? ''));
  const text = textAt(known.place, absolutePath(name, folder));
  if (text === undefined) return `${name}, which foreman reads, can not be read`;
  const lines = text.split(/\r?\n/).flatMap((line) => /^[\w-]+:\s*(.+)$/.exec(line)?.[1] ?? []);
  return firstReason(lines, (line) => {
    const script = parseShell(line);
    if (script.opaque !== undefined) return `what ${name} starts can not be read: ${script.opaque}`;
    return firstReason(script.commands, (command) => {
      const { tool, args: given } = invocationOf(command) ?? {};
      if (tool === undefined || given === undefined) return undefined;
      if (!tool.literal) return `${name} starts ${tool.text}, which is known only when it runs`;
      return follow(known, found, { name: tool.value, path: undefined, args: given, folder, by: name });
    });
  });
}
