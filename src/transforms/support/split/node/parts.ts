import type { BuildContext } from '../../../../context/build-context.ts';
import { sentFrom } from '../../../../context/sent.ts';
import {
  dataAtRoot,
  developersFolder,
  impliedAtRoot,
  impliedFolders,
  settingsOfPackages,
} from '../../../../knowledge/node/programs.ts';
import { within } from '../../../../model/paths.ts';
import { escaped } from '../../../../syntax/text.ts';
import { namedFiles } from '../../artefact/named-files.ts';
import { foldersBrought, untrackedFiles } from '../../artefact/untracked-files.ts';
import { filesTold } from '../../find/told-commands.ts';
import { listed } from '../../wording.ts';
import { isBroughtLater, saidWhereThere, takenWhereThere } from '../files/taken.ts';
import type { Taken } from '../runtime.ts';
import type { Chosen } from './choice.ts';
import { isComplete, staysInItsFolder } from './complete.ts';
import { ofOtherStages } from './other-stages.ts';
import { COMPILED, LANGUAGE, SCRIPT_ENDINGS, SCRIPT_NAMES } from './script-language.ts';
import type { Source } from './sources.ts';
import type { Standing } from './standing.ts';

/** Whatever stands between two quotes of any kind: a quote in a pattern or in a template may hide what follows it from who reads in order. */
function wordsInQuotes(text: string): string {
  const words = text.replace(LANGUAGE.compiledIn, '').match(/(?<=['"`])[\w@./ -]+(?=['"`])/g) ?? [];
  return [...words.map((word) => JSON.stringify(word)), ...(text.match(LANGUAGE.besideSources) ?? [])].join('\n');
}

export function partsOf(project: Standing): Chosen | string {
  const { place, root = '', scripts, start, outputs, folder, texts, files: brought, steps } = project;
  const isAlone = isComplete(project);
  const sent = sentFrom(place.context, root);
  const tops = sent.namesIn('') ?? [];
  const started = [...scripts, ...start.texts].map(({ text }) => text);
  const isAsked = (name: string): boolean =>
    settingsOfPackages.some(({ by, file }) => file.test(name) && started.some((text) => by.test(text)));
  const stays = staysInItsFolder(project);
  const custom = tops.filter((name) =>
    stays ? name === 'package.json' && start.managers.size > 0 : isKept(sent, name) || isAsked(name),
  );
  const settings = custom.flatMap((path) => {
    const text = SCRIPT_NAMES.test(path) ? sent.readText(path) : undefined;
    return text === undefined ? [] : [{ path, text }];
  });
  const named = namedFiles(sent, {
    sources: [...scripts, ...settings].flatMap(({ path, text }) =>
      [text, wordsInQuotes(text)].map((code) => ({ path, language: LANGUAGE, text: code })),
    ),
    places: [folder],
    texts: [...texts, ...start.texts, ...filesTold(place.context)],
    isSource: (path) => COMPILED.test(path),
  });
  if ('unknown' in named) return named.unknown;
  const made = isAlone
    ? ['.next/standalone', '.output'].filter((path) => start.entries.some(within([`${folder}/${path}`])))
    : [...(outputs.folders ?? [])].filter((name) => name !== 'node_modules');
  const data = [
    ...new Set([
      ...(stays ? [] : [...named.paths, ...toldInIgnored(sent, scripts)]),
      ...custom,
      ...(tops.includes('public') && !isAlone ? ['public'] : []),
    ]),
  ]
    .filter((path) => (!IGNORED.test(path) || isTold(sent, scripts, path)) && !made.includes(path.split('/')[0] ?? ''))
    .filter((path, _, all) => !all.some((other) => other !== path && within([other])(path)))
    .sort();
  // Of settings, also those in TypeScript are run.
  const isRunAsItIs = (path: string): boolean =>
    /\.[cm]?js$/.test(path) || settings.some((setting) => setting.path === path);
  const loading = data.find((path) => isRunAsItIs(path) && loadsOwn(sent, sent.readText(path) ?? ''));
  if (loading !== undefined && !isAlone) return `${loading} loads other files of the project`;
  const isLater = isBroughtLater(brought, steps);
  const isWhole = foldersBrought(project).includes(root);
  const isThere = (path: string): boolean => isWhole || brought.some((file) => within([path])(file.path));
  const ofContext = data.flatMap((name): Taken[] => {
    const kind = sent.kindOf(name);
    const path = `${folder}/${name}`;
    return kind === undefined || !isThere(path) || isLater(path) ? [] : [{ path, kind }];
  });
  const programs = start.programs.map(({ name, args }) => ({
    text: [name, ...args.map(({ value }) => value)].join(' '),
  }));
  const untracked = untrackedFiles(project, stays ? [] : [...scripts, ...start.texts, ...texts, ...programs]).filter(
    (name) => !made.includes(name),
  );
  const packages: Taken[] = isAlone ? [] : [{ path: `${folder}/node_modules`, kind: 'folder' }];
  const isMatched = ({ path }: Taken): boolean => untracked.some((name) => path.startsWith(`${folder}/${name}`));
  const own = ofContext.filter((one) => !isMatched(one));
  const files: Taken[] = [
    ...takenWhereThere(folder, untracked),
    ...own.filter(({ kind }) => kind === 'file'),
    ...packages,
  ];
  const built = made.map((path): Taken => ({ path: `${folder}/${path}`, kind: 'folder' }));
  const isKnown = within([`${folder}/node_modules`, ...[...own, ...built].map(({ path }) => path)]);
  const foreign = stays ? [] : ofOtherStages(project).filter(({ path }) => !isKnown(path));
  const folders = [...own.filter(({ kind }) => kind === 'folder'), ...foreign];
  const others = [
    ...[...own, ...foreign].map(({ path }) => path.slice(folder.length + 1)).filter((name) => name !== 'package.json'),
    ...saidWhereThere(untracked),
  ];
  const hasLater = data.some((name) => isLater(`${folder}/${name}`));
  const because = `${listed([...packages.map(() => 'node_modules'), ...made])}, ${whatElse(others, { stays, hasLater })}`;
  return { taken: [...files, ...built, ...folders], because, needsPackages: !isAlone };
}

type Else = { readonly stays: boolean; readonly hasLater: boolean };

function whatElse(others: readonly string[], { stays, hasLater }: Else): string {
  if (others.length > 0) return `and ${listed(others)}, which its sources name or which hold data by custom`;
  if (stays) return 'which has what it reads with it';
  return hasLater ? 'as steps behind the build bring what else its sources name' : 'as its sources name no other file';
}

const LOADS_OWN = /\b(?:require|import)\s*\(\s*['"`]\.|\bfrom\s*['"]\.|\bimport\s*['"]\./;

const OWN_PATH = /(['"`])\.\/([\w@./-]+)\1/g;

/** It loads another script of the project, or has a package load it. */
const loadsOwn = (sent: BuildContext, text: string): boolean =>
  LOADS_OWN.test(text) ||
  [...text.matchAll(OWN_PATH)].some(([, , path = '']) =>
    SCRIPT_ENDINGS.some((ending) => SCRIPT_NAMES.test(path + ending) && sent.kindOf(path + ending) === 'file'),
  );

/** It is read by custom, or is nothing but data. */
function isKept(sent: BuildContext, name: string): boolean {
  if (impliedAtRoot.test(name) || dataAtRoot.test(name) || impliedFolders.includes(name)) return true;
  return sent.kindOf(name) === 'folder' && !developersFolder.test(name) && holdsOnlyData(sent, name);
}

const holdsOnlyData = (sent: BuildContext, folder: string): boolean =>
  (sent.namesIn(folder) ?? []).every((name) => {
    const path = `${folder}/${name}`;
    return sent.kindOf(path) === 'folder'
      ? holdsOnlyData(sent, path)
      : !SCRIPT_NAMES.test(name) && !/\.(?:md|s?css|less)$/.test(name);
  });

/** A file that a source has between quotes is more than a word. */
const isTold = (sent: BuildContext, scripts: readonly Source[], path: string): boolean =>
  sent.kindOf(path) === 'file' && scripts.some(({ text }) => new RegExp(`['"\`/]${escaped(path)}['"\`]`).test(text));

const IN_IGNORED = /(['"`])(?:\.{0,2}\/)*((?:tests?|__tests__|e2e|cypress|coverage)\/[\w@./-]+)\1/g;

const toldInIgnored = (sent: BuildContext, scripts: readonly Source[]): string[] =>
  scripts
    .flatMap(({ text }) => [...text.matchAll(IN_IGNORED)].map(([, , path = '']) => path.replace(/\/+$/, '')))
    .filter((path) => sent.kindOf(path) !== undefined);

/** What no program reads that runs. */
const IGNORED =
  /^(?:node_modules|package-lock\.json|yarn\.lock|pnpm-lock\.yaml|Dockerfile.*|docker-compose.*|\.dockerignore|\.git.*|README.*|LICENSE|tests?|__tests__|e2e|cypress|coverage)$/;
