import type { BuildContext } from '../../../context/build-context.ts';
import { knownImage } from '../../../knowledge/images/base-images.ts';
import { scriptRunners } from '../../../knowledge/programs/package-runners.ts';
import {
  actionFile,
  besideIt,
  clusterFile,
  containerCall,
  entrypointOfAction,
  imageOfCluster,
  needsShell,
  plainYaml,
  platformFile,
  runValue,
  startsByShell,
  startsCommandsByShell,
  takesOut,
  tellsHow,
} from '../../../knowledge/programs/started-by-hand.ts';
import { imageScripts } from '../../../knowledge/projects/compose.ts';
import { once } from '../../../model/memo.ts';
import { imageScriptFiles } from './image-scripts.ts';
import { withEngines } from './with-engines.ts';

/** Words of commands that run in containers of a project, and the file that says so. */
export type Told = {
  readonly file: string;
  readonly words: readonly string[];
  /** Programs among them, where the text says that they are started: `sleep` of `command: ["sleep", "5"]`. */
  readonly programs: readonly string[];
};

/** Files and folders that these commands name, or that are taken out: `docker compose exec app ./app import seeds/cities.csv`. */
export const filesTold = (context: BuildContext): { readonly text: string; readonly where: string }[] => [
  ...toldCommands(context).flatMap(({ file, words }) => {
    const parts = words.slice(operandIn(words)).flatMap((word) => word.split(/[=:]/));
    const files = parts.map((part) => part.replace(/\/\*$/, '')).filter((part) => FILE.test(part) || FOLDER.test(part));
    return files.length === 0 ? [] : [{ text: files.join(' '), where: file }];
  }),
  ...pathsTakenOut(context),
];

/** `docker cp app:/srv/app/report.html .` */
export const pathsTakenOut = once(
  (context: BuildContext): readonly { readonly text: string; readonly where: string }[] =>
    tellingFiles(context).flatMap((where) =>
      [...(context.readText(where) ?? '').matchAll(takesOut)].map(([, text = '']) => ({ text, where })),
    ),
);

const FILE = /^[\w./-]*\w\.\w{1,5}$/;
const FOLDER = /^(?:\/[\w.-]+){2,}$/;

/** A platform has a shell start containers, as it always does so or its commands need one. */
export const isStartedByShell = ({ namesIn, readText }: BuildContext): boolean =>
  imageScriptFiles({ namesIn }, (name) => platformFile.test(name)).some(
    (file) =>
      startsByShell.test(file) ||
      (startsCommandsByShell.test(file) && needsShell.test((readText(file) ?? '').replace(/(?<!\S)#.*/g, ''))),
  );

/** What people, pipelines, platforms and clusters are told to run in containers, beside what these start by themselves. */
export const toldCommands = once((context: BuildContext): readonly Told[] =>
  tellingFiles(context).flatMap((file) =>
    textsOf(file, context.readText(file) ?? '')
      .filter((text) => !isOfAnotherService(text, context))
      .map((text) => told(file, wordsOf(text))),
  ),
);

const tellingFiles = (context: BuildContext): string[] =>
  imageScriptFiles(context, (name) => tellsHow.test(name) || platformFile.test(name) || mayBeOfCluster(name));

const told = (file: string, words: readonly string[]): Told => ({ file, words, programs: programsIn(words) });

/** Behind the image or the service of a call, or behind `command:`. */
function programsIn(words: readonly string[]): string[] {
  if (CALLS.test(words[0] ?? '')) return words.slice(operandIn(words) + 1).slice(0, 1);
  return words.flatMap((word, at) =>
    /^command:?$/.test(word) ? (words.slice(at + 1).find((next) => !/^[:=]?$/.test(next)) ?? []) : [],
  );
}

/** Of all other YAML in the root of a project nothing is read. */
const mayBeOfCluster = (name: string): boolean =>
  plainYaml.test(name) && !imageScripts.test(name) && !tellsHow.test(name);

function textsOf(file: string, text: string): readonly string[] {
  if (platformFile.test(file)) return [text];
  if (actionFile.test(file)) return [...text.matchAll(entrypointOfAction)].map(([, call = '']) => call);
  if (clusterFile.test(text))
    return text.split(/^---.*$/m).filter((part) => clusterFile.test(part) && !startsOthers(part));
  if (mayBeOfCluster(file)) return [];
  return [...withEngines(text).matchAll(containerCall)]
    .map(([call]) => first(call))
    .filter((call) => !isOfOthers(call));
}

/** `docker compose exec db sh`, where a compose file has that start another image. */
function isOfAnotherService(call: string, { composeFiles, services }: BuildContext): boolean {
  if (!/^(?:docker|nerdctl|podman)[- ]compose\s/.test(call)) return false;
  const name = operandOf(call);
  const isNamed = (service: { readonly name: string }): boolean => service.name === name;
  const all = (composeFiles?.() ?? []).flatMap((file) => file.services());
  return all.some(isNamed) && !(services?.() ?? []).some(isNamed);
}

/** What stands behind it in a line runs outside: `docker run -d app && curl localhost`. */
const first = (call: string): string => /^(?:[^"'&|;]|"[^"]*"|'[^']*')*/.exec(call)?.[0] ?? '';

/** `docker run -v "$PWD":/src golang:1.22 go test ./...`: a container of another image. */
function isOfOthers(call: string): boolean {
  return besideIt.test(call) || isKnown(imageOf(call) ?? '');
}

/** An image that is none of the project's. */
export const isOfAnother = (image: string): boolean => besideIt.test(` ${image}`) || isKnown(image);

function isKnown(image: string): boolean {
  const [name = '', tag = 'latest'] = image.split(':');
  return knownImage(name, tag) !== undefined;
}

/** A database beside the project. */
function startsOthers(part: string): boolean {
  const images = [...part.matchAll(imageOfCluster)].map(([, image = '']) => image);
  return images.length > 0 && images.every(isOfAnother);
}

const imageOf = (call: string): string | undefined =>
  /^(?:docker|nerdctl|podman) (?!compose)/.test(call) ? operandOf(call) : undefined;

/** The first word that is neither an option nor the value of one. */
function operandOf(call: string): string | undefined {
  const words = call.split(/\s+/);
  return words[operandIn(words)];
}

function operandIn(words: readonly string[]): number {
  const run = CALLS.test(words[0] ?? '') ? words.findIndex((word) => /^(?:create|exec|run|ssh)$/.test(word)) : -1;
  return words.findIndex(
    (word, at) => at > run && !word.startsWith('-') && !(run !== -1 && runValue.test(words[at - 1] ?? '')),
  );
}

const CALLS = /^(?:docker|docker-compose|fly|flyctl|heroku|kubectl|nerdctl|podman|podman-compose)$/;

/** Lists of JSON and YAML are words, too. */
const wordsOf = (text: string): string[] => text.replace(/["'`,[\]]|\n\s*-\s|\\\n/g, ' ').split(/[\s;&|]+/);

type Scripts = { readonly has: (name: string) => boolean; readonly isRun: (word: string) => boolean };

/** `npm run lint`, `yarn lint`: a script of package.json that words call, from one of them on. */
export function scriptCalled(
  words: readonly string[],
  at: number,
  { has, isRun }: Scripts,
): { readonly call: string; readonly script: string } | undefined {
  const [runner = '', verb = '', behind = ''] = words.slice(at, at + 3);
  const script = isRun(verb) ? behind : verb;
  if (!scriptRunners.has(runner) || !has(script)) return undefined;
  return { call: isRun(verb) ? `${runner} ${verb} ${script}` : `${runner} ${script}`, script };
}
