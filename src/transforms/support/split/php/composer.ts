import { consoleFile, consoleVerb } from '../../../../knowledge/php/calls.ts';
import {
  buildEvents,
  buildVerb,
  composerPackage,
  eventVerb,
  globalPlugin,
  installEvents,
  knownCallback,
  localRepository,
  movesProject,
  movesVendor,
  scriptVerb,
  skips,
  startedByPackages,
} from '../../../../knowledge/php/composer-json.ts';
import type { Step } from '../../../../model/dockerfile.ts';
import { isObject, type Json, parsedJson, part } from '../../../../model/formats/json.ts';
import { absolutePath, leadsOut } from '../../../../model/paths.ts';
import { baseName, invocationOf, toolOf } from '../../../../shell/invocation.ts';
import { parseShell } from '../../../../shell/parse.ts';
import type { Command, Word } from '../../../../shell/script.ts';
import { buildText } from '../../scripts/build-text.ts';
import { firstReason } from '../../user/first-reason.ts';
import { type Place, textAt } from '../../user/place.ts';
import { ranIn } from '../steps/calls.ts';
import { staysInside } from '../steps/stays-inside.ts';
import type { Spawned } from './sources.ts';

/** What a call of composer does. */
export type ComposerCall = { readonly verb: string; readonly args: readonly Word[] };

const isComposer = ({ value }: Word): boolean => /^composer(?:\.phar)?$/.test(baseName(value));

/** `composer install`, `php -d memory_limit=-1 composer.phar install`. */
export function composerCall(command: Command): ComposerCall | undefined {
  const { tool, args } = invocationOf(command) ?? {};
  if (tool === undefined || args === undefined) return undefined;
  const at = isComposer(tool) ? 0 : /^php[\d.]*$/.test(baseName(tool.value)) ? args.findIndex(isComposer) + 1 : -1;
  if (at === -1 || (at === 0 && !isComposer(tool))) return undefined;
  const words = args.slice(at);
  const verb = words.find(({ value }, index) => !value.startsWith('-') && !takesFolder(words[index - 1]));
  return { verb: verb?.value ?? 'list', args: words.filter((word) => word !== verb) };
}

const takesFolder = (word: Word | undefined): boolean => /^(?:-d|--working-dir)$/.test(word?.value ?? '');

/** Another folder than the one that the call is made in. */
function folderIn({ args }: ComposerCall, folder: string): string | undefined {
  const at = args.findIndex(({ value }) => /^(?:-d|--working-dir(?:=|$))/.test(value));
  const word = args[at];
  if (word === undefined) return folder;
  const named = takesFolder(word) ? args[at + 1] : word;
  const path = named?.value.replace(/^(?:-d|--working-dir=)/, '');
  return named?.literal && path ? absolutePath(path, folder) : undefined;
}

/** What composer builds. */
export type Composed = {
  readonly folders: readonly string[];
  /** Programs that packages start. */
  readonly starts: readonly Spawned[];
  /** No lockfile says which packages there are beside those that are named. */
  readonly isOpen: boolean;
};

/** The projects that steps have composer work on; or what of that is not known. */
export function composedIn(place: Place, steps: readonly Step[]): Composed | string {
  const [setting] = movesProject.exec(buildText(place.file)) ?? [];
  if (setting !== undefined) return `${setting} has composer work on other files than usual`;
  const folders = new Set<string>();
  const starts: Spawned[] = [];
  let isOpen = false;
  for (const { command, folder, text } of ranIn(place, steps)) {
    const call = composerCall(command);
    if (call === undefined) continue;
    if (isOfAllProjects(call)) continue;
    if (!isKnown(call)) return `what "${text.slice(0, 60)}" makes, and where, is not known`;
    if (!eventVerb.test(call.verb) && !scriptVerb.test(call.verb)) continue;
    const own = folderIn(call, folder);
    if (own === undefined) return `which folder "${text.slice(0, 60)}" works in is known only when it runs`;
    const project = projectIn(place, own, call);
    if (typeof project === 'string') return project;
    folders.add(own);
    starts.push(...project.starts);
    isOpen ||= project.isOpen;
  }
  return { folders: [...folders], starts, isOpen };
}

const isKnown = ({ verb }: ComposerCall): boolean => buildVerb.test(verb);

/** `composer global require hirak/prestissimo` */
const isOfAllProjects = ({ verb, args }: ComposerCall): boolean =>
  verb === 'global' &&
  args
    .filter(({ value }) => !/^(?:-.*|require|remove)$/.test(value))
    .every(({ value, literal }) => literal && globalPlugin.test(value));

type Project = Pick<Composed, 'starts' | 'isOpen'>;

function projectIn(place: Place, folder: string, call: ComposerCall): Project | string {
  const manifest = parsedJson(textAt(place, `${folder}/composer.json`) ?? '');
  if (manifest === undefined) return `composer.json in ${folder} can not be read, so what runs there is not known`;
  const why = whyOutside(manifest) ?? whyScripts(manifest, call);
  if (why !== undefined) return why;
  const locked = parsedJson(textAt(place, `${folder}/composer.lock`) ?? '');
  const names = locked === undefined ? Object.keys(part(manifest, 'require')) : namesIn(locked);
  const added = call.args.filter(({ value }) => /^[\w.-]+\/[\w.-]+/.test(value)).map(({ value }) => value);
  const packages = [...names, ...added];
  const withComposer = packages.find((name) => composerPackage.test(name));
  if (withComposer !== undefined) return `${withComposer} works with composer while the program runs`;
  const starts = packages.flatMap((name) =>
    startedByPackages
      .filter((entry) => entry.packages.test(name))
      .flatMap((entry) => entry.starts.map((program) => ({ name: program, by: name }))),
  );
  return { starts, isOpen: locked === undefined };
}

const namesIn = ({ packages }: Json): string[] =>
  Array.isArray(packages)
    ? packages.flatMap((one) => (isObject(one) && typeof one['name'] === 'string' ? [one['name']] : []))
    : [];

/** What it puts, or takes from, outside of its folder. */
function whyOutside(manifest: Json): string | undefined {
  const config = part(manifest, 'config');
  const moved = movesVendor.map((name) => config[name]).find((path) => typeof path === 'string' && isElsewhere(path));
  if (moved !== undefined) return `composer.json has packages put into ${moved}, outside of its folder`;
  const { repositories } = manifest;
  const list = Array.isArray(repositories) ? repositories : isObject(repositories) ? Object.values(repositories) : [];
  const local = list
    .filter(isObject)
    .find(
      ({ type, url }) =>
        localRepository.test(String(type)) && typeof url === 'string' && isElsewhere(url.replace(/[*?[].*$/, '')),
    );
  if (local !== undefined) return `composer.json takes packages from ${local['url']}, outside of its folder`;
  const named = ['autoload', 'extra'].flatMap((field) => [...textsIn(part(manifest, field))]);
  const extra = named.find((text) => /^\.\.\//.test(text));
  return extra && `composer.json names ${extra}, outside of its folder`;
}

const isElsewhere = (path: string): boolean => path.startsWith('/') || path.startsWith('~') || leadsOut(path);

function* textsIn(value: unknown): Iterable<string> {
  if (typeof value === 'string') yield value;
  else if (Array.isArray(value)) for (const each of value) yield* textsIn(each);
  else if (isObject(value))
    for (const [key, each] of Object.entries(value)) {
      yield key;
      yield* textsIn(each);
    }
}

/** Scripts of a project that the call runs, and that do something which is not known. */
function whyScripts(manifest: Json, { verb, args }: ComposerCall): string | undefined {
  const scripts = part(manifest, 'scripts');
  const named = scriptVerb.test(verb) ? args.find(({ value }) => !value.startsWith('-'))?.value : undefined;
  if (scriptVerb.test(verb) && (named === undefined || scripts[named] === undefined))
    return `which script composer ${verb} runs is not known`;
  const skipped = args.some(({ value }) => skips.scripts.test(value));
  const events = Object.keys(scripts).filter((name) => installEvents.test(name) || buildEvents.test(name));
  return firstReason(named === undefined ? (skipped ? [] : events) : [named], (name) => whyScript(scripts, name, 0));
}

function whyScript(scripts: Json, name: string, depth: number): string | undefined {
  const script = scripts[name];
  if (depth > 4) return `the scripts of composer.json go round in circles`;
  if (isObject(script))
    return firstReason(Object.keys(script), (line) => whyConsole(line.split(/\s/)[0], `${name} of composer.json`));
  return firstReason([script].flat(), (line) => {
    if (typeof line !== 'string') return `the script ${name} of composer.json can not be read`;
    const other = /^@(?!php\b|composer\b|putenv\b)(\S+)/.exec(line)?.[1];
    if (other !== undefined) return whyScript(scripts, other, depth + 1);
    return /^@putenv\b/.test(line) ? undefined : whyLine(line.replace(/^@/, ''), `${name} of composer.json`);
  });
}

function whyLine(line: string, by: string): string | undefined {
  if (/^[\w\\]+::\w+$/.test(line))
    return knownCallback.test(line) ? undefined : `${by} calls ${line}, and where that makes files is not known`;
  const { commands, opaque } = parseShell(line);
  const unknown = `${by} runs "${line}", and where that makes files is not known`;
  if (opaque !== undefined) return unknown;
  return firstReason(commands, (command) => {
    const composer = composerCall(command);
    if (composer !== undefined) return eventVerb.test(composer.verb) || isKnown(composer) ? undefined : unknown;
    const verb = consoleCall(command);
    if (verb !== undefined) return whyConsole(verb, by);
    return (HARMLESS.has(toolOf(command)) || staysInside(command)) && printsInside(command) ? undefined : unknown;
  });
}

const whyConsole = (verb: string | undefined, by: string): string | undefined =>
  consoleVerb.test(verb ?? '') ? undefined : `${by} runs ${verb}, and where that makes files is not known`;

/** `php artisan config:cache`, `bin/console cache:warmup`: what is to be done. */
export function consoleCall(command: Command): string | undefined {
  const { tool, args } = invocationOf(command) ?? {};
  const words = tool === undefined || args === undefined ? [] : [tool, ...args];
  const at = words.findIndex(({ value }) => consoleFile.test(value));
  if (at === -1 || (at > 0 && !/^php[\d.]*$/.test(baseName(tool?.value ?? '')))) return undefined;
  return words.slice(at + 1).find(({ value }) => !value.startsWith('-'))?.value ?? 'list';
}

/** Commands that make no files. */
const HARMLESS: ReadonlySet<string> = new Set(['[', 'cat', 'echo', 'exit', 'false', 'printf', 'test', 'true']);

/** What it prints stays there as well. */
const printsInside = ({ redirects }: Command): boolean =>
  redirects.every(
    ({ target }) => target === undefined || (target.literal && !/^[~/](?!dev\/null$)|\.\./.test(target.value)),
  );
