import { releaseUnder } from '../../../../knowledge/images/runtime-images.ts';
import { isSlim, slimImageOf } from '../../../../knowledge/images/slim-tags.ts';
import { buildsInFolder } from '../../../../knowledge/node/programs.ts';
import { fromParts, type Stage } from '../../../../model/dockerfile.ts';
import { type ImageFile, imageFiles } from '../../../../model/image-files.ts';
import type { ImageReference } from '../../../../model/image-reference.ts';
import { absolutePath, within } from '../../../../model/paths.ts';
import { toolOf } from '../../../../shell/invocation.ts';
import type { Command } from '../../../../shell/script.ts';
import { buildText } from '../../scripts/build-text.ts';
import { type Place, textAt } from '../../user/place.ts';
import { lastFolder } from '../../user/working-folder.ts';
import { lineOf, listed } from '../../wording.ts';
import { broughtBefore, whyOwners } from '../files/brought-before.ts';
import { leftBehind } from '../files/left-behind.ts';
import { whyRemoved, withoutRemoved } from '../files/removed.ts';
import { outermost } from '../files/taken.ts';
import type { Build, Ecosystem, Runtime, Taken } from '../runtime.ts';
import { callsIn, ranIn } from '../steps/calls.ts';
import { staysInside } from '../steps/stays-inside.ts';
import { hasBuildPackages, systemPackages } from '../system/system-packages.ts';
import { whyNotSlim, whyPlatform } from '../system/written-image.ts';
import { bundleOf } from './bundle.ts';
import { bundlerVerb, rubyCall } from './call.ts';
import { javaScriptOf } from './javascript.ts';
import { type Lock, lockOf } from './lock.ts';
import { packagesOf } from './needs.ts';
import type { Project } from './project.ts';
import { rubySources } from './sources.ts';
import { rubyStart } from './start.ts';

/** Programs in Ruby run without what compiled their gems. */
export const ruby: Ecosystem = { builds, runtime };

/** The stage is made of an official image. */
const imageOf = ({ base }: Stage): ImageReference | undefined =>
  base.kind === 'image' && base.image.name === 'ruby' ? base.image : undefined;

/** A slim image without compilers is what the split would come to. */
function builds(command: Command, { stage }: Place): boolean {
  const image = imageOf(stage);
  const call = rubyCall(command);
  if (image === undefined || call === undefined) return false;
  const isInstall =
    bundlerVerb(call) === 'install' || (call.name === 'gem' && /^(?:i|install)$/.test(call.args[0]?.value ?? ''));
  return isInstall && (!isSlim(image.tag) || hasBuildPackages(stage));
}

function runtime(build: Build): Runtime | string {
  const project = projectOf(build);
  if (typeof project === 'string') return project;
  const packages = packagesOf(project);
  if (typeof packages === 'string') return packages;
  const files = filesOf(project);
  if (typeof files === 'string') return files;
  const { base, steps, bundle } = project;
  const repeated = new Set([...bundle.repeated, ...files.repeated]);
  return {
    base,
    taken: files.taken,
    packages,
    repeated: steps.filter((step) => repeated.has(step)),
    builder: [],
    givesFiles: true,
    reason: reasonOf(project),
  };
}

function projectOf(build: Build): Project | string {
  const { place, steps, started } = build;
  const { stage, file, context } = place;
  const { tag, digest } = imageOf(stage) as ImageReference;
  const { base: written } = fromParts(stage.from);
  const platform = whyPlatform(stage.from);
  if (platform !== undefined) return platform;
  if (digest !== undefined && !isSlim(tag))
    return 'the image is named by its digest, and that of a slim one is not known';
  const base = slimImageOf(written, tag);
  if (base === undefined) return whyNotSlim(stage.from, `ruby:${tag}`);
  const folder = lastFolder(stage);
  if (folder === '/')
    return 'containers start in the root folder, so what of that belongs to the project is not known: in a WORKDIR of its own, it could be split';
  const files = imageFiles(file, context, stage);
  if (typeof files === 'string') return files;
  const bundle = bundleOf({ place, files, tag }, steps);
  if (typeof bundle === 'string') return bundle;
  const lock = lockIn(place, [...bundle.folders, folder]);
  const why = whyOwnGems(files, folder, lock) ?? whyStale(place, [...bundle.folders, folder], lock);
  if (why !== undefined) return why;
  const gems = lock && new Set([...lock.gems.map(({ name }) => name), ...bundle.named]);
  const sources = rubySources(place, files, started);
  if (typeof sources === 'string') return sources;
  const start = rubyStart({ place, files, gems: gems ?? new Set(bundle.named) }, started);
  if (typeof start === 'string') return start;
  const javaScript = javaScriptOf(build, gems);
  if (typeof javaScript === 'string') return javaScript;
  const system = systemPackages(place);
  if (system.unknown !== undefined) return system.unknown;
  const isSame = isSlim(tag);
  const distribution = distributionUnder(stage, tag);
  return { ...build, tag, base, isSame, distribution, folder, files, bundle, lock, sources, start, javaScript, system };
}

/** A version that a variable names may be another one in another build, and so may its release. */
function distributionUnder({ base, from }: Stage, tag: string): Project['distribution'] {
  const known = base.kind === 'image' ? base.known : undefined;
  if (known?.family === 'alpine') return { family: 'alpine', release: /alpine-?(\d[\d.]*)/.exec(tag)?.[1] };
  const isOpen = fromParts(from).base.includes('$');
  return { family: 'debian', release: known?.release ?? (isOpen ? undefined : releaseUnder('ruby', tag)) };
}

/** What the lockfiles of some folders say together; undefined where there are none. */
function lockIn(place: Place, folders: readonly string[]): Lock | undefined {
  const texts = new Set(
    [...new Set(folders)].flatMap((folder) => textAt(place, absolutePath('Gemfile.lock', folder)) ?? []),
  );
  return texts.size === 0 ? undefined : lockOf([...texts].join('\n'));
}

/** Gems that belong to the project are read at every start. */
function whyOwnGems(files: readonly ImageFile[], folder: string, lock: Lock | undefined): string | undefined {
  const unread = lock?.folders.find(
    (path) => path !== '.' && !files.some((file) => within([absolutePath(path, folder)])(file.path)),
  );
  return unread && `the gems in ${unread}, which belong to the project, are not read`;
}

/** Bundler installs what the Gemfile names beyond it as well. */
function whyStale(place: Place, folders: readonly string[], lock: Lock | undefined): string | undefined {
  const texts = folders.map((folder) => textAt(place, absolutePath('Gemfile', folder)) ?? '');
  const names = texts.flatMap((text) => [...text.matchAll(GEM)].map(([, name = '']) => name));
  const stranger = lock && names.find((name) => !lock.asked.has(name));
  return stranger && `the Gemfile names ${stranger}, which Gemfile.lock does not`;
}

/** `gem 'rails', '~> 8.0'`. */
const GEM = /^[ \t]*gem[ \t(]+["']([\w.-]+)["']/gm;

type Files = Pick<Runtime, 'taken' | 'repeated'>;

/** What of the files that are there at the end of the build has to come along. */
function filesOf(project: Project): Files | string {
  const { place, steps, files, bundle, javaScript, folder } = project;
  const brought = broughtBefore(place, steps, files, () => false);
  if (typeof brought === 'string') return brought;
  const own: Taken[] = [...bundle.taken, ...javaScript.taken, ...brought];
  if (bundle.inProject) own.push(...bundle.folders.map((path): Taken => ({ path, kind: 'folder' })));
  if (madeInFolder(project)) own.push({ path: folder, kind: 'folder' });
  const taken = outermost(own);
  const isKept = within(taken.map(({ path }) => path));
  const stray = strayCall(project, isKept);
  if (stray !== undefined) return stray;
  const staying = ranIn(place, steps).filter((call) => isKept(call.folder) && staysInside(call.command));
  const left = leftBehind(
    place,
    steps.filter((step) => !bundle.repeated.includes(step)),
    (command) => isKnown(project, command) || staying.some((call) => call.command === command),
    isKept,
  );
  if (typeof left === 'string') return left;
  const others = left.taken
    .filter(({ path }) => path !== folder && !(javaScript.steps.length > 0 && SOURCES(path)))
    // A link is copied as what it leads to, but for one in a folder.
    .map((one): Taken => (within([folder])(one.path) ? { path: folder, kind: 'folder' } : one));
  const all = withoutRemoved(project, outermost([...taken, ...others]));
  return whyOwners(place, steps, all) ?? whyRemoved(steps, all) ?? { taken: all, repeated: left.repeated };
}

const SOURCES = within(['/etc/apt', '/usr/share/keyrings']);

/** The build leaves more in the folder of the project than what the build context brings there again. */
function madeInFolder({ place, steps, folder, files }: Project): boolean {
  const isThere = files.some(({ path }) => path === `${folder}/Gemfile.lock`);
  const inFolder = ranIn(place, steps).filter((call) => within([folder])(call.folder));
  const others = inFolder.filter(({ command }) => {
    const call = rubyCall(command);
    return call !== undefined && (isMaking(call) || buildsInFolder.has(toolOf(command)) || staysInside(command));
  });
  return others.length > 0 || (!isThere && inFolder.some(({ command }) => installsBundle(command)));
}

const installsBundle = (command: Command): boolean => {
  const call = rubyCall(command);
  return call !== undefined && bundlerVerb(call) === 'install';
};

const isMaking = ({ name }: { readonly name: string }): boolean =>
  /^(?:bootsnap|jekyll|middleman|nanoc|rails|rake)$/.test(name);

/** Pages and the like are made in the folder that a command works in, which has to come along. */
function strayCall({ place, steps }: Project, kept: (path: string) => boolean): string | undefined {
  const stray = callsIn(place, steps).find(({ command, folder }) => {
    const call = rubyCall(command);
    const isOfNode = buildsInFolder.has(toolOf(command)) && !command.words.some(({ value }) => ELSEWHERE.test(value));
    return call !== undefined && (isMaking(call) || isOfNode) && !(folder !== undefined && kept(folder));
  });
  return (
    stray &&
    `line ${lineOf(place.file, stray.step.instruction.span.start)} makes files in ${stray.folder ?? 'a folder that is not known'}, which does not come along`
  );
}

/** What Node.js installs for the whole image is for builds; other words make nothing. */
const ELSEWHERE = /^(?:-g|--global|--version|-v|cache|config|enable|global)$/;

/** Tasks of Rails and its gems that leave what they make in the project (guides.rubyonrails.org/command_line.html). */
const TASKS =
  /^(?:about|assets|css|dartsass|db|i18n|javascript|js|log|middleware|react_on_rails|routes|secret|shakapacker|stats|tailwindcss|tmp|vite|webpacker|yarn|zeitwerk)(?::[\w:]+)*(?:\[[^\]]*\])?$/;
const SETS_UP = /^(?:apt-key|bash|corepack|curl|gpg|install|mkdir|npm|sh|tee|wget|yarn)$/;

/** Commands that leave what they make among the gems, or in a folder that comes along. */
function isKnown(project: Project, command: Command): boolean {
  const { javaScript } = project;
  const call = rubyCall(command);
  if (call === undefined) return false;
  const { name, args } = call;
  const verb = bundlerVerb(call);
  if (verb !== undefined)
    return /^(?:check|clean|config|env|info|install|list|lock|package|platform|show|version)$/.test(verb);
  if (name === 'gem')
    return /^(?:--version|-v|cleanup|env|environment|fetch|i|install|list|sources|uninstall|update)$/.test(
      args[0]?.value ?? '',
    );
  if (name === 'bootsnap') return args[0]?.value === 'precompile';
  if (/^(?:jekyll|middleman|nanoc)$/.test(name))
    return (
      /^(?:b|build|compile)$/.test(args[0]?.value ?? '') &&
      args.every(({ value, literal }) => literal && !/^[/~]|\.\./.test(value))
    );
  if (name === 'rails' || name === 'rake')
    return args.every(
      ({ value, literal }) =>
        literal &&
        (/^-|^\w+=/.test(value) || (TASKS.test(value) && !(/^db:/.test(value) && hasDatabaseElsewhere(project)))),
    );
  if (name === 'ruby') return /^(?:-v|--version)$/.test(args[0]?.value ?? '');
  const isOfNode = javaScript.steps.some(({ run }) => run.script.commands.includes(command));
  return (isOfNode && SETS_UP.test(name)) || buildsInFolder.has(toolOf(command));
}

/** A database in a file, which an absolute path names. */
const ELSEWHERE_IN_FILE = /\bsqlite3?:\/+\w|^\s*database:\s*["']?\/\w|(?<![\w.}])\/[\w./-]+\.(?:db|sqlite3?)\b/m;

const hasDatabaseElsewhere = ({ place, folder, sources }: Project): boolean =>
  [
    buildText(place.file),
    textAt(place, `${folder}/config/database.yml`) ?? '',
    ...sources.map(({ text }) => text),
  ].some((text) => ELSEWHERE_IN_FILE.test(text));

function reasonOf({ isSame, base, system, start, bundle }: Project): string {
  const dropped = isSame
    ? [...system.building, ...system.development].slice(0, 4).join(', ')
    : 'the compilers and headers of the full image';
  const where = listed(bundle.taken.map(({ path }) => path));
  const runs =
    start.runs.length === 0 ? 'what containers start' : `containers start ${listed(start.runs.slice(0, 4))}, which`;
  return `${runs} needs none of ${dropped}: gems are in ${where}, which ${base} has at the same path`;
}
