import { brings, lostWith, programsOfDebian } from '../../../../knowledge/images/slim-programs.ts';
import { packageOfProgram } from '../../../../knowledge/packages/program-packages.ts';
import { runsScript } from '../../../../knowledge/programs/package-runners.ts';
import { looksAround, testsOrBuilds, toolOfWrapper } from '../../../../knowledge/programs/started-by-hand.ts';
import { rootImage } from '../../../../model/dockerfile.ts';
import { parsedJson, part } from '../../../../model/formats/json.ts';
import { imageFiles } from '../../../../model/image-files.ts';
import { absolutePath } from '../../../../model/paths.ts';
import { baseName, toolOf } from '../../../../shell/invocation.ts';
import { parseShell } from '../../../../shell/parse.ts';
import type { Command, Script } from '../../../../shell/script.ts';
import { healthComments } from '../../find/health-comments.ts';
import { isStartedByShell, scriptCalled, toldCommands } from '../../find/told-commands.ts';
import { type Place, textAt } from '../../user/place.ts';
import { lastFolder } from '../../user/working-folder.ts';
import { lineOf } from '../../wording.ts';
import { packagesLeft } from '../steps/installed-packages.ts';

/** What a file of the project has people, pipelines or clusters call in containers of the image. */
type Told = { readonly by: string; readonly script: Script };

/**
 * Calls that others make in containers beside what these start by themselves, as far as only what builds has what they need: programs of
 * full images, scripts of package.json, tests and builds, and what asks for health.
 */
export const toldIn = (place: Place): Told[] => [...calledIn(place), ...askedIn(place)];

function calledIn(place: Place): Told[] {
  const told = toldCommands(place.context);
  if (told.length === 0) return [];
  const folder = lastFolder(place.stage);
  const known = {
    ...listedIn(place),
    textOf: (path: string) => textAt(place, absolutePath(path, folder)),
  };
  const isLost = lostFrom(place.stage);
  const isInstalled = installedIn(place.stage);
  const texts = told.flatMap(({ file, words, programs }) => {
    const called = words.flatMap((word, at) => callAt(words, at, known) ?? (isLost(word) ? word : []));
    return [...called, ...programs.map(baseName).filter(isInstalled)].map((call) => ({ by: file, call }));
  });
  return texts.map(({ by, call }) => ({ by, script: parseShell(call) }));
}

/** Programs that comments speak of, where the image has them. */
function askedIn({ file, stage }: Place): Told[] {
  const image = rootImage(stage);
  const comments = image === undefined ? [] : healthComments(file);
  if (image === undefined || comments.length === 0) return [];
  const there = new Set([...image.packages, ...packagesLeft(stage.steps).packages.map(({ name }) => name)]);
  return comments.flatMap(({ at, words }) =>
    words
      .filter((word) => there.has(packageOfProgram(image.family, word) ?? ''))
      .map((word) => ({ by: `the comment of line ${lineOf(file, at)}`, script: parseShell(word) })),
  );
}

/** Programs of full images that scripts on the PATH call, which a COPY brings for people: nothing else may start them. */
export function calledOnPath({ file, context, stage }: Place, isKnown: (path: string) => boolean): Told[] {
  const files = imageFiles(file, context, stage);
  const isLost = lostFrom(stage);
  const scripts = typeof files === 'string' ? [] : files.filter(({ path }) => ON_PATH.test(path) && !isKnown(path));
  return scripts.flatMap(({ path, source }) => {
    const text = context.readText(source) ?? '';
    const words = /^#!.*sh\b/.test(text) ? text.replace(/^\s*#.*$/gm, '').split(/[\s;&|()`"']+/) : [];
    return [...new Set(words)].filter(isLost).map((name) => ({ by: baseName(path), script: parseShell(name) }));
  });
}

const ON_PATH = /^\/(?:usr\/(?:local\/)?)?s?bin\/[^/]+$/;

/** Whether the image of a stage has a program that smaller ones have not. */
function lostFrom(stage: Place['stage']): (name: string) => boolean {
  const packages = rootImage(stage)?.packages ?? [];
  return (name) => packages.includes(lostWith(name) ?? '');
}

/** Whether a step of a stage installs a program: by a package of the system, or as a tool of a language (`cargo install diesel_cli`). */
function installedIn({ steps }: Place['stage']): (name: string) => boolean {
  const packages = new Set(packagesLeft(steps).packages.map(({ name }) => name));
  const tools = new Set(
    steps
      .flatMap(({ run }) => run?.script.commands ?? [])
      .flatMap((command) => cargoTools(command).flatMap((name) => [name, name.replace(/[-_]cli$/, '')])),
  );
  return (name) => brings(packages, name) || tools.has(name);
}

const cargoTools = (command: Command): string[] =>
  toolOf(command) === 'cargo' && command.words[1]?.value === 'install'
    ? command.words.slice(2).map(({ value }) => value.replace(/@.*$/, ''))
    : [];

/** People are told to look around in containers: `docker compose exec app sh`; or what starts them asks for what only a distribution has. */
export const isLookedInto = ({ context }: Place): boolean =>
  isStartedByShell(context) ||
  toldCommands(context).some(
    ({ words, programs }) =>
      words.some((word) => looksAround.test(word)) || programs.some((name) => programsOfDebian.has(baseName(name))),
  );

type Known = {
  readonly scripts: ReadonlySet<string>;
  readonly packages: ReadonlySet<string>;
  readonly textOf: (path: string) => string | undefined;
};

/** `npm run lint` and `npx knex migrate:latest`, where package.json has that; `node tools/clean.js`, where that is there; `go test`. */
function callAt(words: readonly string[], at: number, { scripts, packages, textOf }: Known): string | undefined {
  const [written = '', verb = '', behind = ''] = words.slice(at);
  const word = toolOfWrapper.get(written) ?? written;
  if (testsOrBuilds.get(word)?.test(verb)) return `${word} ${verb}`;
  if (READS_FILE.test(word)) return FILE.test(verb) && textOf(verb) !== undefined ? `${word} ${verb}` : undefined;
  if (word.includes('/') && FILE.test(word) && textOf(word)?.startsWith('#!')) return word;
  if (word === 'npx' && packages.has(verb)) return `npx ${verb} ${behind}`;
  return scriptCalled(words, at, { has: (name) => scripts.has(name), isRun: (name) => runsScript.test(name) })?.call;
}

const READS_FILE = /^(?:(?:\/bin\/)?(?:ba|da|a)?sh|node|php|python[\d.]*|ruby)$/;
const FILE = /^[\w./-]+\.\w+$/;

const LISTS = ['dependencies', 'devDependencies'];

function listedIn(place: Place): Pick<Known, 'packages' | 'scripts'> {
  const manifest = parsedJson(textAt(place, absolutePath('package.json', lastFolder(place.stage))) ?? '') ?? {};
  return {
    scripts: new Set(Object.keys(part(manifest, 'scripts'))),
    packages: new Set(LISTS.flatMap((list) => Object.keys(part(manifest, list)))),
  };
}
