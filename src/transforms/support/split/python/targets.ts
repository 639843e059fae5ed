import { isAppFolder } from '../../../../knowledge/programs/app-folders.ts';
import { plainOptions } from '../../../../knowledge/python/tools.ts';
import { fitsPython, isPython } from '../../../../knowledge/python/versions.ts';
import { parsedToml } from '../../../../model/formats/toml.ts';
import type { ImageFile } from '../../../../model/image-files.ts';
import { PYPROJECT, table } from '../../../../model/manifests/pyproject.ts';
import { absolutePath, within } from '../../../../model/paths.ts';
import { invocationOf } from '../../../../shell/invocation.ts';
import type { Word } from '../../../../shell/script.ts';
import type { Rewrite, RunStep } from '../../rewrite/rewrite.ts';
import type { Place } from '../../user/place.ts';
import { type Call, type PlacedCall, resolved } from '../steps/calls.ts';
import { entered, settingOf, type ToolCall } from './calls.ts';

/** Where an install goes: to an environment, or to the Python that is found first; or why that is not known. */
export type Target =
  | { readonly kind: 'environment'; readonly path: string }
  | { readonly kind: 'system' }
  | { readonly kind: 'unknown'; readonly why: string };

/** What tells where tools install. */
export type Tools = {
  readonly place: Place;
  readonly files: readonly ImageFile[];
  /** The tag of the image of Python. */
  readonly tag: string;
  /** Distributions have a Python of their own, and a folder for what pip installs. */
  readonly isOfDistribution: boolean;
  readonly calls: readonly Call[];
  /** Environments that commands before make by themselves. */
  readonly made: readonly string[];
};

export type Known = Omit<Tools, 'calls' | 'made'>;

/** The environment that packages are installed to. */
export type Environment = {
  readonly path: string;
  /** Where it has to be made; undefined where the file does so itself. */
  readonly above: RunStep | undefined;
  /** Tools install there that go by VIRTUAL_ENV. */
  readonly isActive: boolean;
  /** It starts with an older pip than that of the image. */
  readonly hasOldPip: boolean;
  /** What would have calls pass by it. */
  readonly builder: readonly Rewrite[];
  /** A call installs there. */
  readonly holds: (call: Call) => boolean;
  /** It is where pip of a distribution installs, and Python looks there by itself. */
  readonly isOfSystem: boolean;
  /** Modules of the distribution are found from there as well. */
  readonly seesSystem: boolean;
};

const SYSTEM: Target = { kind: 'system' };
const unknown = (why: string): Target => ({ kind: 'unknown', why });
const environment = (path: string): Target =>
  isAppFolder(path)
    ? { kind: 'environment', path }
    : unknown(`${path} is no folder of its own: with an environment in /opt/venv it could be split`);

export function targetOf(tools: Tools, { folder, ...one }: Call, { tool, call: { options } }: ToolCall): Target {
  if (folder === undefined) return unknown(`the folder that ${tool} works in is not known`);
  const call = { ...one, folder };
  if (tool === 'uv pip') return targetOfUvPip(tools, call, options);
  const odd = options.find(
    ({ value }) => value.startsWith('-') && !plainOptions[tool].test(value) && !ASKS_PYTHON.test(value),
  );
  if (odd !== undefined) return unknown(`what ${odd.text} does to an environment is not known`);
  if (tool === 'uv') return targetOfUv(tools, call, options);
  return tool === 'poetry' ? targetOfPoetry(tools, call) : targetOfPipenv(tools, call, options);
}

/** What tools find in their folder. */
const inProject = ({ folder }: PlacedCall): string => absolutePath('.venv', folder);

const has = (options: readonly Word[], name: string): boolean => options.some(({ value }) => value === name);

const ASKS_PYTHON = /^(?:-p|--python)(?:=|$)/;

/** Why an environment may be made with another Python than that of the image. */
export function whyOtherPython(tools: Tools, call: PlacedCall, options: readonly Word[]): string | undefined {
  const { place, files, tag, calls } = tools;
  const at = options.findIndex(({ value }) => ASKS_PYTHON.test(value));
  const option = /=(.*)/.exec(options[at]?.value ?? '')?.[1] ?? options[at + 1]?.value;
  const asked = [at === -1 ? undefined : option, settingOf(place, calls, call, 'UV_PYTHON')];
  const other = asked.find((one) => one !== undefined && !isOwn(tools, one));
  if (other !== undefined) return `it asks for Python ${other}, and whether that of the image is that is not known`;
  const text = (name: string): string | undefined => textAt({ place, files }, absolutePath(name, call.folder));
  const pinned = text('.python-version')?.trim();
  if (pinned !== undefined && !isPython(tag, pinned))
    return `.python-version asks for ${pinned}, and that of the image may be another: then it gets one of its own`;
  const manifest = parsedToml(text(PYPROJECT) ?? '') ?? {};
  const wanted =
    table(manifest, 'project')['requires-python'] ?? table(manifest, 'tool', 'poetry', 'dependencies')['python'];
  if (wanted !== undefined && !fitsPython(tag, `${wanted}`))
    return `${PYPROJECT} asks for Python ${wanted}, and that of the image may be another: then it is made with one from elsewhere`;
  const required = table(parsedToml(text('Pipfile') ?? '') ?? {}, 'requires');
  const version = required['python_full_version'] ?? required['python_version'];
  return version === undefined || isPython(tag, `${version}`)
    ? undefined
    : `Pipfile asks for Python ${version}, and that of the image may be another`;
}

/** `python`, `python3.12`, `3.12`: the image's own Python by its name, its path or the beginning of its version. */
export function isOwn({ tag, isOfDistribution }: Known, asked: string): boolean {
  const version = asked.replace(isOfDistribution ? /^(?:\/usr\/bin\/)?python/ : /^(?:\/usr\/local\/bin\/)?python/, '');
  return (version === '' && asked !== '') || isPython(tag, version);
}

const textAt = ({ place, files }: Pick<Tools, 'place' | 'files'>, path: string): string | undefined => {
  const file = files.findLast((each) => each.path === path);
  return file && place.context.readText(file.source);
};

/** An environment that the tool makes, where it is made with the Python of the image. */
function made(tools: Tools, call: PlacedCall, options: readonly Word[], path: string): Target {
  const why = tools.made.includes(path) ? undefined : whyOtherPython(tools, call, options);
  return why === undefined ? environment(path) : unknown(why);
}

/** `UV_PROJECT_ENVIRONMENT`, or `.venv` beside the project; another one is heeded with `--active` alone. */
function targetOfUv(tools: Tools, call: PlacedCall, options: readonly Word[]): Target {
  const { place, calls } = tools;
  const active = has(options, '--active') ? entered(place, calls, call) : undefined;
  const named = active ?? settingOf(place, calls, call, 'UV_PROJECT_ENVIRONMENT');
  if (named === '') return unknown('where its environment is goes by a variable');
  // One that was made with another Python than it is to be for is made anew.
  const why = whyOtherPython(tools, call, options);
  if (why !== undefined) return unknown(why);
  return environment(named === undefined ? inProject(call) : absolutePath(named, call.folder));
}

/** `--python`, the environment that is entered, or the nearest `.venv`; with `--system` none of the latter. */
function targetOfUvPip(tools: Tools, call: PlacedCall, options: readonly Word[]): Target {
  const { place, calls } = tools;
  const at = options.findIndex(({ value }) => ASKS_PYTHON.test(value));
  const word = options[at + 1];
  if (at !== -1) {
    const asked = word === undefined || options[at]?.value.includes('=') ? undefined : resolved(place, call, word);
    const path = /^(.+)\/bin\/python[\d.]*$/.exec(asked ?? '')?.[1] ?? asked;
    return path !== undefined && tools.made.includes(path)
      ? environment(path)
      : unknown('which Python uv installs for is not known');
  }
  if (/^(?:1|true|yes|on)$/i.test(settingOf(place, calls, call, 'UV_SYSTEM_PYTHON') ?? ''))
    return unknown('UV_SYSTEM_PYTHON has uv pass environments by: with --system in its place it could be split');
  if (has(options, '--system')) return SYSTEM;
  const active = entered(place, calls, call);
  if (active === '') return unknown('which environment it is goes by a variable');
  const near = tools.made.find(
    (path) => path.endsWith('/.venv') && within([path.slice(0, -'/.venv'.length) || '/'])(call.folder),
  );
  const path = active ?? near;
  return path === undefined ? unknown('uv finds no environment there to install to') : environment(path);
}

/** The environment that is entered, else the one in the project, else the image's own Python where it is to make none. */
function targetOfPoetry(tools: Tools, call: PlacedCall): Target {
  const { place, calls } = tools;
  const active = entered(place, calls, call);
  if (active === '') return unknown('which environment it is goes by a variable');
  if (active !== undefined) return environment(active);
  const isIn = poetrySetting(tools, call, 'in-project');
  const own = inProject(call);
  if (isIn !== false && tools.made.includes(own)) return environment(own);
  if (poetrySetting(tools, call, 'create') === false) return SYSTEM;
  return isIn === true
    ? made(tools, call, [], own)
    : unknown(
        'poetry makes an environment in a folder that only it knows: with POETRY_VIRTUALENVS_IN_PROJECT=true, and .venv/bin on the PATH, it could be split',
      );
}

/** By a variable, the settings of the project, or those of the user. */
function poetrySetting({ place, files, calls }: Tools, call: PlacedCall, name: string): boolean | undefined {
  const variable = settingOf(place, calls, call, `POETRY_VIRTUALENVS_${name.toUpperCase().replace('-', '_')}`);
  if (variable !== undefined) return isTrue(variable);
  const local = table(
    parsedToml(textAt({ place, files }, absolutePath('poetry.toml', call.folder)) ?? '') ?? {},
    'virtualenvs',
  );
  if (local[name] !== undefined) return local[name] === true;
  const configured = calls.flatMap(({ command, step }) => {
    const { args = [] } = invocationOf(command) ?? {};
    const at = args.findIndex(({ value }) => value === `virtualenvs.${name}`);
    const isBefore =
      step.instruction.span.start < call.step.instruction.span.start ||
      (step === call.step && command.start < call.command.start);
    return at === -1 || !isBefore ? [] : (args[at + 1]?.value ?? []);
  });
  return configured.length === 0 ? undefined : isTrue(configured.at(-1) ?? '');
}

const isTrue = (value: string): boolean => /^(?:1|true)$/i.test(value);

/** `--system` is the Python that is found first; else the environment that is entered, or the one in the project where it is to be there. */
function targetOfPipenv(tools: Tools, call: PlacedCall, options: readonly Word[]): Target {
  const { place, calls } = tools;
  const setting = (name: string): boolean => /^(?:1|true|yes|on)$/i.test(settingOf(place, calls, call, name) ?? '');
  const active = entered(place, calls, call);
  if (active === '') return unknown('which environment it is goes by a variable');
  if (has(options, '--system') || setting('PIPENV_SYSTEM'))
    return active === undefined
      ? SYSTEM
      : unknown('--system, and an environment that is entered: which of them pipenv heeds is not known');
  if (active !== undefined) return environment(active);
  return setting('PIPENV_VENV_IN_PROJECT') || tools.made.includes(inProject(call))
    ? made(tools, call, options, inProject(call))
    : unknown(
        'pipenv makes an environment in a folder that only it knows: with PIPENV_VENV_IN_PROJECT=1, and .venv/bin on the PATH, it could be split',
      );
}
