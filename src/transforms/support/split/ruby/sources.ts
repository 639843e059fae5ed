import {
  embedded,
  needsMore,
  noProgram,
  opensPipe,
  startsByRake,
  startsProgram,
  tokens,
} from '../../../../knowledge/ruby/calls.ts';
import type { ImageFile } from '../../../../model/image-files.ts';
import type { Place } from '../../user/place.ts';
import type { Program, Started } from '../starts/program.ts';
import { isShell, programsGiven, programsOf } from '../starts/shell-programs.ts';

export type RubySource = { readonly path: string; readonly text: string };

const RUBY = /\.(?:gemspec|god|jbuilder|rabl|rake|rb|ru|thor)$|(?:^|\/)(?:Gemfile|Rakefile)$/;
const WITH_RUBY_INSIDE = /\.erb$|(?:^|\/)config\/[^/]*\.ya?ml$/;
/** What tests, sets up and deploys a program, by hand or elsewhere. */
const ASIDE =
  /(?:^|\/)(?:docs?|examples?|features|node_modules|spec|tests?|tmp)\/|(?:^|\/)(?:Capfile|Dangerfile|Guardfile|Vagrantfile)$|(?:^|\/)bin\/(?:brakeman|ci|dev|rubocop|setup|spring|update|yarn|kamal)$|(?:^|\/)config\/deploy(?:\.rb$|\/)|(?:^|\/)lib\/capistrano\//;

/** Sources of Ruby among the files of an image; or which of them can not be read. */
export function rubySources(
  { context }: Place,
  files: readonly ImageFile[],
  { programs }: Started,
): readonly RubySource[] | string {
  const named = programs.flatMap(({ name, args }) => [name, ...args.map(({ value }) => value)]);
  const sources: RubySource[] = [];
  for (const { source } of files) {
    const isScript = !/[^/]\.\w+$/.test(source) && !RUBY.test(source);
    if (ASIDE.test(source) && !named.some((name) => name.endsWith(source))) continue;
    if (!isScript && !RUBY.test(source) && !WITH_RUBY_INSIDE.test(source)) continue;
    const text = context.readText(source);
    if (isScript && !/^#!.*\bruby/.test(text ?? '')) continue;
    if (text === undefined) return `${source} can not be read`;
    const lines = text.replace(/\r\n/g, '\n');
    sources.push({ path: source, text: WITH_RUBY_INSIDE.test(source) ? insideOf(lines) : lines });
  }
  return sources;
}

const insideOf = (text: string): string => [...text.matchAll(embedded)].map(([, code]) => code).join('\n');

/** Programs that sources start; or why that is not known, or more than a smaller image has. */
export function spawnedIn(sources: readonly RubySource[]): readonly Program[] | string {
  const programs = new Map<string, Program>();
  for (const { path, text } of sources) {
    const names = namesIn(path, text.replace(noProgram, ''));
    if (typeof names === 'string') return `${path} ${names}`;
    for (const name of names) programs.set(name, { name, path: undefined, args: [], folder: '/', by: path });
  }
  return [...programs.values()];
}

function namesIn(path: string, text: string): readonly string[] | string {
  const { code, commands, inside } = withoutTexts(text);
  const more = needsMore.find((sign) => sign.text.test(code));
  if (more !== undefined) return more.why;
  if (opensPipe.test(text)) return 'opens a pipe to a program';
  const found: string[] = [];
  for (const names of [...commands.map(programsOfLine), ...startsIn(path, code, text)]) {
    if (typeof names === 'string') return `starts a program that is known only when it runs (${names})`;
    found.push(...names);
  }
  for (const filledIn of inside) {
    const names = namesIn(path, filledIn);
    if (typeof names === 'string') return names;
    found.push(...names);
  }
  return found;
}

type Parts = {
  /** All that is in quotes is blanked out, so that what is left is at the same place. */
  readonly code: string;
  /** What stands in backquotes. */
  readonly commands: readonly string[];
  /** What is filled in where texts say `#{…}`. */
  readonly inside: readonly string[];
};

function withoutTexts(text: string): Parts {
  const commands: string[] = [];
  const inside: string[] = [];
  const code = text.replace(tokens, (found, ...rest) => {
    const { command, comment, string } = rest.at(-1) as Record<string, string | undefined>;
    if (command !== undefined) commands.push(command.replace(/^`|^%x.|.$/g, ''));
    else if (comment === undefined) inside.push(...[...found.matchAll(FILLED_IN)].map(([, code = '']) => code));
    const end = string === undefined ? ' ' : (found[0] as string);
    return comment === undefined ? `${found[0]}${' '.repeat(found.length - 2)}${end}` : ' '.repeat(found.length);
  });
  return { code, commands, inside };
}

const FILLED_IN = /#\{([^{}]*)\}/g;

function startsIn(path: string, code: string, text: string): (readonly string[] | string)[] {
  const patterns = /\.rake$|(?:^|\/)Rakefile$/.test(path) ? [startsProgram, startsByRake] : [startsProgram];
  return patterns.flatMap((pattern) =>
    [...code.matchAll(pattern)].map(({ 0: call, index }) => startedBy(text.slice(index + call.length))),
  );
}

/** Variables that come before the program; and the program, which may be the first of a list. */
const GIVEN = /^(?:(?:\{[^{}]*\}|ENV)\s*,\s*)?\[?\s*(["'])((?:\\.|(?!\1)[^\\\n])*)\1/;

/** `<<~SH`, up to the line that ends it. */
const HEREDOC = /^<<[~-]?(["']?)(\w+)\1[^\n]*\n([\s\S]*?)^[^\S\n]*\2$/m;

function startedBy(rest: string): readonly string[] | string {
  const [, , , lines] = HEREDOC.exec(rest) ?? [];
  if (lines !== undefined) return programsOfLine(lines);
  const [all, quote, line] = GIVEN.exec(rest) ?? [];
  if (all === undefined || line === undefined) return rest.split('\n', 1)[0]?.slice(0, 40).trim() ?? '';
  const names = programsOfLine(quote === '"' ? line : line.replace(/\$/g, '\\$'));
  if (typeof names === 'string' || !isShell(line)) return names;
  const given = programsGiven(rest.slice(rest.indexOf(line) + line.length));
  return given === undefined ? line : [...names, ...given];
}

const INSTALLS = /\b(?:bundle|gem) (?:install|update)\b/;

/** What is filled in is no name of a program, wherever else it stands. */
function programsOfLine(line: string): readonly string[] | string {
  const [install] = INSTALLS.exec(line) ?? [];
  if (install !== undefined) return [install];
  return programsOf(line.replace(FILLED_IN, '$FILLED_IN').replace(/\\"/g, '"')) ?? line;
}
