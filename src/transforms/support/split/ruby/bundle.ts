import { GEMS, rubyVersion, USER_SETTINGS } from '../../../../knowledge/ruby/images.ts';
import { fromParts, type Step } from '../../../../model/dockerfile.ts';
import type { ImageFile } from '../../../../model/image-files.ts';
import { absolutePath, within } from '../../../../model/paths.ts';
import { variableValue } from '../../../../model/state.ts';
import type { Word } from '../../../../shell/script.ts';
import { mountsOf } from '../../../../syntax/flags.ts';
import type { RunStep } from '../../rewrite/rewrite.ts';
import { firstReason } from '../../user/first-reason.ts';
import type { Place } from '../../user/place.ts';
import { lineOf } from '../../wording.ts';
import type { Taken } from '../runtime.ts';
import { type Call, callsIn, type PlacedCall } from '../steps/calls.ts';
import { bundlerVerb, type RubyCall, rubyCall } from './call.ts';

/** Where gems go, and the settings that bundler reads again when programs start. */
export type Bundle = {
  readonly taken: readonly Taken[];
  /** Something of it is in the folder of the project. */
  readonly inProject: boolean;
  /** Steps that do nothing but to set bundler up for a user, which both stages need. */
  readonly repeated: readonly Step[];
  /** Folders that `bundle install` works in. */
  readonly folders: readonly string[];
  /** Gems that are installed by their names. */
  readonly named: readonly string[];
};

type Found = {
  readonly taken: Taken[];
  inProject: boolean;
  readonly repeated: Step[];
  readonly folders: Set<string>;
  readonly named: string[];
};

type Known = { readonly place: Place; readonly files: readonly ImageFile[]; readonly tag: string };
type Own = Call & { readonly ruby: RubyCall };

type PlacedOwn = PlacedCall & Own;

/** What a build does with gems; or why it is not known where they are. */
export function bundleOf(known: Known, steps: readonly Step[]): Bundle | string {
  const { place } = known;
  const found: Found = {
    taken: [{ path: GEMS, kind: 'folder' }],
    inProject: false,
    repeated: [],
    folders: new Set(),
    named: [],
  };
  const elsewhere = steps.find((step) => setElsewhere(step) !== undefined);
  if (elsewhere !== undefined)
    return `line ${lineOf(place.file, elsewhere.instruction.span.start)} sets ${setElsewhere(elsewhere)}, so where gems or settings go is not known`;
  for (const call of callsIn(place, steps)) {
    const ruby = rubyCall(call.command);
    if (ruby === undefined) continue;
    const why = read(known, found, { ...call, ruby });
    if (why !== undefined) return `line ${lineOf(place.file, call.step.instruction.span.start)}: ${why}`;
  }
  return whyMounted(known, found, steps) ?? { ...found, folders: [...found.folders] };
}

/** What is in a mount is no part of the image. */
function whyMounted({ place }: Known, { taken }: Found, steps: readonly Step[]): string | undefined {
  const mounted = steps.find(({ instruction: { flags } }) =>
    mountsOf(flags).some(({ target }) => taken.some(({ path }) => target !== undefined && within([target])(path))),
  );
  return mounted && `line ${lineOf(place.file, mounted.instruction.span.start)} has gems in a mount`;
}

/** Variables that have gems or settings go elsewhere. Two of them an ENV may set, which all that follows goes by. */
const ELSEWHERE =
  /\b(?:BUNDLE_(?:BIN|GEMFILE|SYSTEM_BINDIR|USER_\w+)|GEM_PATH|GEM_SPEC_CACHE)\b|\bGEM_HOME(?=[= ](?!"?\/usr\/local\/bundle\/?"?(?:\s|$)))/;
const IN_SHELL = /\bBUNDLE_(?:APP_CONFIG|DEPLOYMENT|PATH)(?==)/;

function setElsewhere({ instruction: { keyword, args } }: Step): string | undefined {
  if (!/^(?:ARG|ENV|RUN)$/.test(keyword)) return undefined;
  const [name] = ELSEWHERE.exec(args.text) ?? (keyword === 'ENV' ? null : IN_SHELL.exec(args.text)) ?? [];
  return name;
}

function read(known: Known, found: Found, call: Own): string | undefined {
  const { folder, ruby } = call;
  if (ruby.name === 'gem') return readGem(found, call);
  const verb = bundlerVerb(ruby);
  if (verb !== 'config' && verb !== 'install' && verb !== 'update') return undefined;
  if (folder === undefined) return 'the folder that bundler works in is not known';
  const placed = { ...call, folder };
  return verb === 'config' ? readConfig(known, found, placed) : readInstall(found, placed);
}

function readGem(found: Found, { step, ruby: { args } }: Own): string | undefined {
  const [verb, ...rest] = args;
  if (!/^(?:i|install|update)$/.test(verb?.value ?? '')) return undefined;
  if (rest.some(({ value }) => value === '--system'))
    return alone(found, step, 'gem update --system changes Ruby itself');
  const option = rest.find(({ value }) => /^(?:-[in]$|--(?:bindir|install-dir|user-install)\b)/.test(value));
  if (option !== undefined) return `${option.value} installs past the folder of gems`;
  for (const [at, { value, literal }] of rest.entries()) {
    if (value.startsWith('-') || /^(?:-[vsP]|--(?:platform|source|version))$/.test(rest[at - 1]?.value ?? '')) continue;
    if (!literal) return 'which gem is installed is known only when it is';
    found.named.push(value.replace(/:.*$/, ''));
  }
  return undefined;
}

/** What a step of its own does to Ruby, it can do in the stage that runs as well. */
function alone(found: Found, step: RunStep, what: string): string | undefined {
  const isAlone = step.run.script.commands.every(({ name }) => name === 'gem' || name === 'bundle');
  if (!isAlone) return `${what}, which the stage that runs would go without: in a RUN of its own, it could be split`;
  found.repeated.push(step);
  return undefined;
}

function readInstall(found: Found, call: PlacedOwn): string | undefined {
  const { step, folder, ruby } = call;
  found.folders.add(folder);
  const path = variableValue(step.state, 'BUNDLE_PATH');
  if (path !== undefined && path !== '') addPath(found, path);
  if (!/^(?:0|false|)$/.test(variableValue(step.state, 'BUNDLE_DEPLOYMENT') ?? '')) found.inProject = true;
  const settings = variableValue(step.state, 'BUNDLE_APP_CONFIG') ?? GEMS;
  if (settings.startsWith('/') && !within([GEMS, folder])(settings))
    return `BUNDLE_APP_CONFIG has the settings in ${settings}`;
  if (!within([GEMS])(settings)) found.inProject = true;
  return firstReason(ruby.args.entries(), ([at, word]) => readOption(found, word, ruby.args[at + 1]));
}

function readOption(found: Found, { value, text, literal }: Word, next: Word | undefined): string | undefined {
  const [option = '', own] = value.split('=');
  if (/^--(?:deployment|standalone)$/.test(option)) found.inProject = true;
  if (!/^--(?:binstubs|gemfile|path|shebang|trust-policy)$/.test(option)) return undefined;
  const given = own ?? (option === '--binstubs' ? 'bin' : next?.value);
  if (given === undefined || !literal || /[$~]/.test(given))
    return `which folder ${text} names is known only when it runs`;
  if (option === '--path') addPath(found, given);
  else if (given.startsWith('/')) return `${text} is outside of the project`;
  else found.inProject = true;
  return undefined;
}

function addPath(found: Found, path: string): void {
  const folder = absolutePath(path, '/');
  if (!path.startsWith('/')) found.inProject = true;
  else if (!within(found.taken.map((taken) => taken.path))(folder)) found.taken.push({ path: folder, kind: 'folder' });
}

/** Of no use to a program that runs: compilers, hosts and their passwords, downloads (bundler.io/man/bundle-config.1.html). */
const FOR_INSTALL =
  /^(?!path\.system$|local\.)(?:.*[./].*|clean|jobs|no_install|no_prune|prefer_local|redirect|retry|silence_\w+|ssl_\w+|timeout)$/i;

function readConfig(known: Known, found: Found, call: PlacedOwn): string | undefined {
  const words = call.ruby.args.slice(1);
  const operands = words.filter(({ value }) => !value.startsWith('-') && !/^(?:set|list|get)$/.test(value));
  const [name, value] = operands;
  if (name === undefined || value === undefined || words[0]?.value === 'get') return undefined;
  if (name.value === 'unset' || words.some((word) => word.value === '--delete'))
    return `\`bundle config\` takes back ${value.value}, which the stage that runs may need`;
  if (!name.literal) return 'which setting of bundler is made is known only when it runs';
  if (/^(?:bin|gemfile|app_config|system_bindir)$/i.test(name.value))
    return `the setting ${name.value} of bundler has files go elsewhere`;
  if (/^path$/i.test(name.value)) {
    if (!value.literal || value.value.startsWith('~')) return 'where bundler puts gems is known only when it runs';
    addPath(found, value.value);
  }
  if (/^deployment$/i.test(name.value)) found.inProject = true;
  return FOR_INSTALL.test(name.value) ? undefined : keepSetting(known, found, call, name.value);
}

/** What programs go by as well has to be where bundler looks for it. */
function keepSetting(known: Known, found: Found, { step, folder, ruby }: PlacedOwn, name: string): string | undefined {
  const scope = scopeOf(known, ruby.args, step, folder);
  if (scope === 'local') {
    if (!within([GEMS])(variableValue(step.state, 'BUNDLE_APP_CONFIG') ?? GEMS)) found.inProject = true;
    return undefined;
  }
  if (variableValue(step.state, 'HOME') !== undefined)
    return 'HOME is set, so where bundler keeps its settings is not known';
  if (step.run.script.commands.every((command) => isConfig(rubyCall(command)))) {
    if (!found.repeated.includes(step)) found.repeated.push(step);
    return undefined;
  }
  if (scope === undefined)
    return `whether \`bundle config\` makes ${name} a setting of the project or of its user goes by the version of bundler: with --local it could be split`;
  if (known.place.stage.steps.some(({ run }) => REMOVES_SETTINGS.test(run?.script.text ?? '')))
    return `the setting ${name} of bundler is removed with the rest of ${USER_SETTINGS}`;
  found.taken.push({ path: USER_SETTINGS, kind: 'file' });
  return undefined;
}

const REMOVES_SETTINGS = /\brm\s[^;&|]*\.bundle\b/;

const isConfig = (call: RubyCall | undefined): boolean => call !== undefined && bundlerVerb(call) === 'config';

/**
 * Settings are those of the project where there is one, and not told otherwise, from bundler 2.3.7 on, which Ruby has had since 3.1.1
 * (the list of changes of bundler, stdgems.org/bundler); before, they are those of its user.
 */
function scopeOf(
  { place, files, tag }: Known,
  words: readonly Word[],
  step: Step,
  folder: string,
): 'local' | 'global' | undefined {
  if (words.some(({ value }) => value === '--local')) return 'local';
  if (words.some(({ value }) => value === '--global')) return 'global';
  const version = rubyVersion(tag);
  const installsOther = place.stage.steps.some(({ run }) => BRINGS_BUNDLER.test(run?.script.text ?? ''));
  if (version === undefined || installsOther) return undefined;
  const [major, minor] = version;
  const isOld = major < 3 || (major === 3 && minor === 0) || /^3\.1\.0(?!\d)/.test(tag);
  if (isOld) return fromParts(place.stage.from).base.includes('$') ? undefined : 'global';
  const locked = files.findLast(({ path }) => path.endsWith('/Gemfile.lock'));
  const [, own = ''] =
    /^BUNDLED WITH\n\s+([\d.]+)/m.exec(locked === undefined ? '' : (place.context.readText(locked.source) ?? '')) ?? [];
  if (/^(?:1|2\.[0-2])\.|^2\.3\.[0-6]$/.test(own)) return undefined;
  const before = place.stage.steps.slice(0, place.stage.steps.indexOf(step));
  return files.some((file) => before.includes(file.step) && isAbove(file.path, folder)) ? 'local' : 'global';
}

const BRINGS_BUNDLER = /\bgem\s+(?:install|i|update)\b[^;&|]*\b(?:bundler|--system)\b/;

const isAbove = (path: string, folder: string): boolean =>
  path.endsWith('/Gemfile') && within([path.slice(0, -'/Gemfile'.length) || '/'])(folder);
